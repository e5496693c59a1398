/** From a request to its answer: who asks, then a question of server/read or a command through the journal. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OperationName } from '../../wire/contract.ts';
import type { Receipt } from '../../wire/view/views.ts';
import { reachOf } from '../../core/roster/rights.ts';
import { perform, type Actor } from '../journal/perform.ts';
import { wasAnswered } from '../read/answered.ts';
import type { Asking } from '../read/asking.ts';
import { timeZoneOf } from '../read/me.ts';
import { by } from '../read/permit.ts';
import { Refused } from '../refused.ts';
import { isQuestion, questions, type Asked } from './answers.ts';
import { langOf } from './language.ts';
import { operationOf } from './operations.ts';
import { holdsMoment, sendProblem } from './problem.ts';
import type { Site } from './site.ts';

/** Who sent a request; found out before its body is read, so that strangers cost nothing. */
export type Asker = WeakMap<FastifyRequest, Actor>;

export async function recognise(site: Site, askers: Asker, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const signedIn = await site.login.signedIn(request.headers.cookie);
  if (!signedIn) throw new Refused('not_signed_in');
  for (const cookie of signedIn.cookies) reply.header('set-cookie', cookie);
  askers.set(request, signedIn.actor);
}

export async function serve(site: Site, askers: Asker, name: OperationName, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const actor = askers.get(request)!;
  if (isQuestion(name)) {
    const body = request.body as { lang?: Asking['lang'] } | undefined;
    const asking: Asking = { house: site.house, actor, lang: body?.lang ?? langOf(request), now: site.house.now() };
    // The shapes of the contract have made of the three parts what this question takes.
    const question = questions[name] as (asking: Asking, asked: Asked<OperationName>, demo: boolean) => Promise<unknown>;
    return question(asking, request as unknown as Asked<OperationName>, site.demo !== null);
  }
  return command(site, actor, name, request, reply);
}

async function command(site: Site, actor: Actor, name: OperationName, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const key = request.headers['idempotency-key'];
  const commandId = typeof key === 'string' ? key : site.house.newId();
  if (name === 'person.add') await refuseTakenEmail(site, actor, body, commandId);
  const outcome = await perform(site.house, actor, name, request.params as Record<string, string>, body, commandId);
  if (outcome.status === 'key_reused') throw new Refused('idempotency_key_reused');
  if (outcome.status === 'refused') {
    const { refusal, detail } = outcome;
    const place = holdsMoment(detail) ? { timeZone: await timeZoneOf(site.house, actor.org) } : {};
    return sendProblem(request, reply, refusal, { ...(detail === undefined ? {} : { detail }), ...place });
  }
  // Whoever came, went or got another role must not be judged by what was remembered of them.
  if (name.startsWith('person.')) site.login.forget();
  if (name === 'person.add') await openAccount(site, actor, body, outcome.receipt.ids['person_id']);
  const status = operationOf(name).status ?? 200;
  reply.code(outcome.status === 'already_recorded' ? 200 : status);
  return { status: outcome.status, ...outcome.receipt } satisfies ReceiptLike;
}

type ReceiptLike = { readonly [K in keyof Receipt]: unknown };

/** Before the fact: a person with somebody else's sign-in name should not come to be. A retry gets its first answer all the same. */
async function refuseTakenEmail(site: Site, actor: Actor, body: Readonly<Record<string, unknown>>, commandId: string): Promise<void> {
  const { email, password, person_id: person } = body;
  if (typeof email !== 'string' || typeof password !== 'string' || reachOf(by(actor), 'person.add') === 'none') return;
  const isTaken = await site.login.isEmailTaken({ org: actor.org, email, person_id: typeof person === 'string' ? person : undefined });
  if (isTaken && !(await wasAnswered(site.house, actor.org, commandId))) throw new Refused('email_taken', { detail: { email } });
}

/** After the fact, and again with every retry, so that an account is not lost when the program ends in between. */
async function openAccount(site: Site, actor: Actor, body: Readonly<Record<string, unknown>>, person: string | undefined): Promise<void> {
  const { email, password } = body;
  if (typeof email !== 'string' || typeof password !== 'string' || person === undefined) return;
  const made = await site.login.createAccount({ org: actor.org, person_id: person, email, password });
  if (made === 'email_taken') throw new Refused('email_taken', { detail: { email } });
}
