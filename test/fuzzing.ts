/** Random and spoilt requests over all operations and roles: no answer may fail, leave the contract, or show what is another organisation's. */

import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { openApiDocument } from '../server/http/openapi.ts';
import { operations, type OperationName } from '../wire/contract.ts';
import { problem } from '../wire/view/views.ts';
import { anything, fitting, spoilt } from './arbitraries.ts';
import type { JsonSchema } from './samples.ts';

/** In every text of the other organisation; nothing that is sent contains it. */
export const canary = 'canary-7f3a9c';

export type Request = {
  readonly name: OperationName;
  readonly knocker: number;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Undefined for operations that take none. */
  readonly body: unknown;
  /** A body that is no JSON at all, in place of the other. */
  readonly raw: { readonly type: string; readonly text: string } | null;
  readonly key: string | undefined;
};

export type Send = (request: Request) => Promise<LightMyRequestResponse>;
type Document = Awaited<ReturnType<typeof openApiDocument>>;

export async function requests(knockers: number, ids: readonly string[]): Promise<fc.Arbitrary<Request>> {
  const document = await openApiDocument();
  const names = Object.keys(operations) as OperationName[];
  return fc.constantFrom(...names).chain((name) => requestFor(document, name, knockers, ids));
}

function requestFor(document: Document, name: OperationName, knockers: number, ids: readonly string[]): fc.Arbitrary<Request> {
  const { method, path } = operations[name];
  const said = document.paths[`/api/v1${path}`]![method.toLowerCase()]!;
  const definitions = document.components.schemas as Readonly<Record<string, JsonSchema>>;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  const asked = (said.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const schema = said.requestBody?.content['application/json']?.schema;
  const right = schema === undefined ? fc.constant(undefined) : fitting(schema, definitions, ids);
  const id = fc.oneof({ weight: 8, arbitrary: fc.constantFrom('nothing', ...ids) }, { weight: 1, arbitrary: anything.map((value) => asText(value).slice(0, 100).toWellFormed() || 'x') });
  // A made-up cursor is nearly always refused, and would hide whatever else is asked.
  const inQuery = asked.filter((parameter) => parameter.name !== 'cursor');
  const queryRight = fc.record(Object.fromEntries(inQuery.map((parameter) => [parameter.name, fitting(parameter.schema, definitions, ids).map(asText)])), { requiredKeys: inQuery.filter((each) => each.required).map((each) => each.name) });
  const request = fc.record({
    name: fc.constant(name), knocker: fc.nat(knockers - 1),
    params: fc.record(Object.fromEntries(inPath.map((each) => [each, each.endsWith('_kind') ? fc.constantFrom('customer', 'unit', 'person', 'case', 'organisation', 'contract', 'nothing') : id]))),
    query: fc.oneof({ weight: 3, arbitrary: queryRight }, { weight: 1, arbitrary: fc.tuple(queryRight.chain((query) => spoilt(query)), anything).map(([query, cursor]) => ({ ...asQuery(query), ...(asked.length > inQuery.length ? { cursor: asText(cursor) } : {}) })) }),
    body: schema === undefined ? right : fc.oneof({ weight: 6, arbitrary: right }, { weight: 3, arbitrary: right.chain(spoilt) }, { weight: 1, arbitrary: anything }),
    raw: fc.oneof({ weight: 15, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: method === 'GET' ? fc.constant(null) : rawBody }),
    key: fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom('key-of-fuzz-1', 'key-of-fuzz-2', 'short', '') }),
  });
  // A stream that stays open would never be answered.
  return name === 'live.follow' ? request.map((each) => ({ ...each, query: { ...each.query, once: 'true' } })) : request;
}

const rawBody = fc.record({
  type: fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json; charset=utf-16'),
  text: fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom('{', '{"a":1,"a":2}', '[[[[', '\ufeff{}', '{"__proto__":{}}', '1e999', `${'['.repeat(200)}${']'.repeat(200)}`, 'nul')),
});

function asText(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed().slice(0, 2_000);
}

function asQuery(value: unknown): Record<string, string> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key.toWellFormed(), asText(each)])) : { x: asText(value) };
}

/** Throws what is wrong with an answer. */
export async function check(request: Request, send: Send, document: Document): Promise<void> {
  const answer = await send(request);
  const { method, path } = operations[request.name];
  const said = document.paths[`/api/v1${path}`]![method.toLowerCase()]!.responses;
  const about = `${request.name} → ${answer.statusCode} ${answer.body.slice(0, 300)}`;
  if (answer.statusCode >= 500) throw new Error(`fails: ${about}`);
  // An address that no route takes is not this operation's any more; nor is one whose dots were folded away before it was sent.
  const isFolded = Object.values(request.params).some((each) => each === '.' || each === '..');
  const isElsewhere = (answer.statusCode === 404 && answer.body.includes('"code":"not_found"')) || (answer.statusCode === 405 && isFolded);
  if (!(String(answer.statusCode) in said) && !isElsewhere) throw new Error(`is not in the document: ${about}`);
  if (answer.body.includes(canary)) throw new Error(`shows another organisation: ${about}`);
  const type = String(answer.headers['content-type']).split(';')[0]!;
  if (answer.statusCode < 300) {
    if (!(type in (said[String(answer.statusCode)]?.content ?? {}))) throw new Error(`answers as ${type}: ${about}`);
  } else {
    if (type !== 'application/problem+json') throw new Error(`is no problem: ${about}`);
    problem.parse(answer.json());
  }
}
