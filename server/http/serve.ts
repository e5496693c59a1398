/** From a request to its answer: who asks, then a question of server/read or a command through the journal. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BulkCommand } from '../../wire/command/bulk_commands.ts';
import type { OperationName } from '../../wire/contract.ts';
import type { Receipt } from '../../wire/view/views.ts';
import { perform, type Actor } from '../journal/perform.ts';
import { takeOverOpenCases } from '../journal/take_over.ts';
import type { Press } from '../print/press.ts';
import type { Asking } from '../read/asking.ts';
import { saidHere } from '../read/said_here.ts';
import { scopeOf } from '../read/permit.ts';
import { Refused } from '../refused.ts';
import { isQuestion, questions, type Asked } from './answers.ts';
import { performBulk } from './bulk.ts';
import { isExport, sendExport } from './exports.ts';
import { sendFile } from './files.ts';
import { followPerson, refuseTakenEmail } from './accounts.ts';
import { answerOfKeys, isOfKeys } from './key_answers.ts';
import { langOf } from './language.ts';
import { operationOf } from './operations.ts';
import { isSheet, sendSheet } from './sheets.ts';
import { sendProblem } from './problem.ts';
import type { Site } from './site.ts';

/** Who sent a request; found out before its body is read, so that strangers cost nothing. */
export type Asker = WeakMap<FastifyRequest, Actor>;

export async function recognise(site: Site, askers: Asker, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const signedIn = await site.login.signedIn(request.headers.cookie, request.headers.authorization);
  if (!signedIn) throw new Refused('not_signed_in');
  for (const cookie of signedIn.cookies) reply.header('set-cookie', cookie);
  askers.set(request, signedIn.actor);
}

export async function serve(site: Site & { readonly press: Press }, askers: Asker, name: OperationName, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const actor = askers.get(request)!;
  const lang = (request.body as { lang?: Asking['lang'] } | undefined)?.lang ?? langOf(request);
  const asking: Asking = { house: site.house, actor, lang, now: site.house.now() };
  if (name === 'case.file') return sendFile(asking, { params: request.params as never, show: (request.query as { show?: string }).show === 'true' }, reply);
  if (isSheet(name)) return sendSheet(name, site.press, asking, request, reply);
  if (isExport(name)) return sendExport(name, asking, request, reply);
  if (name === 'case.bulk') return performBulk(site, actor, request.body as BulkCommand, keyOf(site, request), lang);
  if (name === 'pack.take_over') return takeOver(asking);
  if (isQuestion(name)) {
    // The shapes of the contract have made of the three parts what this question takes.
    const question = questions[name] as (asking: Asking, asked: Asked<OperationName>, demo: boolean) => Promise<unknown>;
    return question(asking, request as unknown as Asked<OperationName>, site.demo !== null);
  }
  if (isOfKeys(name)) {
    const answer = await answerOfKeys(site.login, asking, name, { params: request.params, query: request.query, body: request.body, commandId: keyOf(site, request) });
    reply.code(answer.status);
    return answer.body;
  }
  return command(site, actor, name, request, reply);
}

/** Many commands, one a case, each under a key of its own: sent again it takes over only what was not yet. */
async function takeOver({ house, actor }: Asking): Promise<{ taken: number }> {
  scopeOf(actor, 'pack.take_over');
  return { taken: await takeOverOpenCases(house, actor.org, actor.person) };
}

async function command(site: Site, actor: Actor, name: OperationName, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const commandId = keyOf(site, request);
  const params = request.params as Record<string, string>;
  const person = params['person_id'] ?? (typeof body['person_id'] === 'string' ? body['person_id'] : undefined);
  if (name.startsWith('person.')) await refuseTakenEmail(site, actor, name, body, person, commandId);
  const outcome = await perform(site.house, actor, name, params, body, commandId);
  site.watch?.measures.commanded(name, outcome.status, outcome.status === 'recorded' ? outcome.receipt.facts.length : 0);
  if (outcome.status === 'key_reused') throw new Refused('idempotency_key_reused');
  if (outcome.status === 'refused') {
    const { refusal, detail } = outcome;
    return sendProblem(request, reply, refusal, await saidHere(site.house, actor.org, detail));
  }
  if (name.startsWith('person.')) await followPerson(site, actor, name, body, outcome.receipt.ids['person_id']);
  const status = operationOf(name).status ?? 200;
  reply.code(outcome.status === 'already_recorded' ? 200 : status);
  return { status: outcome.status, ...outcome.receipt } satisfies ReceiptLike;
}

function keyOf(site: Site, request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' ? key : site.house.newId();
}

type ReceiptLike = { readonly [K in keyof Receipt]: unknown };
