/** Registers every operation of the contract in one loop: where it lies, what it takes, what it answers. */

import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { z } from 'zod';
import { operations, type Operation, type OperationName } from '../../wire/contract.ts';
import { problem } from '../../wire/view/views.ts';

export const apiPrefix = '/api/v1';

export type Answering = (name: OperationName, request: FastifyRequest, reply: FastifyReply) => unknown;

export const operationNames = Object.keys(operations) as OperationName[];

export function operationOf(name: OperationName): Operation {
  return operations[name];
}

/** Fastify writes parameters as :name, the contract and OpenAPI as {name}. */
export function routeOf(operation: Operation): string {
  return apiPrefix + operation.path.replace(/\{(\w+)\}/g, ':$1');
}

export function registerOperations(app: FastifyInstance, answer: Answering): void {
  for (const name of operationNames) {
    const operation = operationOf(name);
    app.route({
      method: operation.method,
      url: routeOf(operation),
      ...(operation.bodyMax === undefined ? {} : { bodyLimit: operation.bodyMax }),
      schema: schemaOf(name, operation),
      handler: (request, reply) => answer(name, request, reply),
    });
  }
}

const lang = z.enum(['zh-CN', 'en']).optional().describe('Language of words in the answer; else Accept-Language');
const idempotencyKey = z.looseObject({
  'idempotency-key': z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,100}$/, { error: 'idempotency_key' })
    .optional()
    .describe('8 to 100 letters, digits, _ and -, made once per command and kept when it is sent again: the first answer comes back, and nothing happens twice'),
});

function schemaOf(name: OperationName, operation: Operation): FastifySchema {
  const { method, params, query, body, ok, status = 200 } = operation;
  return {
    operationId: name,
    summary: operation.summary,
    tags: [operation.tag],
    ...(params === undefined ? {} : { params }),
    // Every operation can be asked for its words, and takes no query it does not know.
    querystring: (query ?? z.strictObject({})).extend({ lang }),
    ...(method === 'POST' ? { headers: idempotencyKey } : {}),
    ...(body === undefined ? {} : { body }),
    response: { [status]: { description: status === 201 ? 'Made' : 'Done', content: contentOf(operation) }, ...(status === 201 ? again(ok) : {}), ...problemsOf(operation) },
  } as FastifySchema;
}

function contentOf({ ok, media = ['application/json'] }: Operation) {
  return Object.fromEntries(media.map((type) => [type, { schema: ok }]));
}

/** A retry of what was made before. */
function again(ok: z.ZodType) {
  return { 200: { description: 'Made before: the first answer to the same Idempotency-Key', content: { 'application/json': { schema: ok } } } };
}

const problemWords: Readonly<Record<number, string>> = {
  400: 'Not in the shape asked for; `errors` names each field',
  401: 'Nobody is signed in',
  403: 'Not within the rights of this person',
  404: 'There is no such thing in this organisation',
  409: 'An ordinary no: `code` says which and `detail` what to do next',
  412: 'The case moved on since `expected_seq`',
  413: 'More than 1 MB, or 12 MB with a file',
  415: 'Not application/json',
  429: 'Too many streams are open',
  503: 'The database cannot be reached, the program is being restarted, or it cannot print now; try again with the same Idempotency-Key',
};

function problemsOf(operation: Operation) {
  const isCommand = operation.method === 'POST';
  const hasVersion = operation.body !== undefined && 'shape' in operation.body && 'expected_seq' in (operation.body.shape as object);
  const statuses = [
    400, ...(operation.open ? [] : [401, 403]), ...(operation.params === undefined && !isCommand ? [] : [404]), ...(isCommand || operation.media?.includes('application/pdf') ? [409] : []),
    ...(hasVersion ? [412] : []), ...(isCommand ? [413, 415] : []), ...(operation.media?.includes('text/event-stream') ? [429] : []), 503,
  ];
  return Object.fromEntries(statuses.map((status) => [status, { description: problemWords[status]!, content: { 'application/problem+json': { schema: problem } } }]));
}
