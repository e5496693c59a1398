/** The one way facts get in: lock the streams, seen before?, history, core decides, append and chain, refresh. One transaction. */

import type { PoolClient } from 'pg';
import type { NewFact } from '../../core/base/fact.ts';
import type { Refusal } from '../../core/base/refusal.ts';
import type { Instant } from '../../core/base/time.ts';
import { inOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { chained, insertRows, type AppendedRow } from './append.ts';
import { canonical, sha256 } from './chain.ts';
import { keysFor } from './personal.ts';
import { readStreams, type StoredFact } from './read.ts';
import { refresh } from './refresh.ts';

export type Envelope = {
  readonly org: string;
  /** Person id, or `system`. */
  readonly actor: string;
  readonly commandId: string;
  /** What makes two commands the same: operation, parameters and body. */
  readonly body: unknown;
  readonly receivedAt: Instant;
  readonly imported?: boolean;
};

export type Answer = {
  readonly stream: string;
  readonly seq: number;
  readonly facts: readonly { id: string; kind: string; disputed: readonly string[] }[];
  readonly ids: Readonly<Record<string, string>>;
};

export type Outcome =
  | { readonly status: 'recorded' | 'already_recorded'; readonly receipt: Answer }
  | { readonly status: 'refused'; readonly refusal: Refusal; readonly detail?: Readonly<Record<string, string | number>> }
  | { readonly status: 'key_reused' };

export type Histories = ReadonlyMap<string, readonly StoredFact[]>;

/** Facts for each stream, in order; the first stream is the one the answer speaks of. */
export type Decided =
  | { readonly ok: true; readonly parts: readonly { stream: string; facts: readonly NewFact[] }[]; readonly ids?: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly refusal: Refusal; readonly detail?: Readonly<Record<string, string | number>> };

export type Locks = {
  readonly streams: readonly string[];
  /** A declared event changes the readings of many cases: it waits for the commands under way and holds back new ones. */
  readonly wholeOrg?: true;
};

type StoredAnswer = { actor: string; body_sha256: Buffer; answer: Outcome };

export async function run(
  house: House,
  envelope: Envelope,
  locks: Locks,
  decide: (histories: Histories, tx: PoolClient) => Decided | Promise<Decided>,
): Promise<Outcome> {
  const outcome = await inOrg(house.db.pool, envelope.org, (tx) => runIn(tx, house, envelope, locks, decide));
  // What was recorded may have set a timer before all others; said after the commit, because before it nobody could see it.
  if (outcome.status === 'recorded') house.bell?.ring();
  return outcome;
}

/** The same inside a transaction that does more: an alarm is recorded together with the messages it sends. */
export async function runIn(
  tx: PoolClient,
  house: House,
  envelope: Envelope,
  locks: Locks,
  decide: (histories: Histories, tx: PoolClient) => Decided | Promise<Decided>,
): Promise<Outcome> {
  const bodySha = sha256(canonical(envelope.body));
  await lock(tx, envelope.org, locks, envelope.commandId);
  const repeat = await answerGiven(tx, envelope, bodySha);
  if (repeat) return repeat;

  const histories = await readStreams(tx, envelope.org, locks.streams);
  const decided = await decide(histories, tx);
  if (!decided.ok) {
    const { ok: _, ...no } = decided;
    return keepAnswer(tx, envelope, bodySha, { status: 'refused', ...no });
  }

  const appended = await append(tx, house, envelope, histories, decided.parts);
  await refresh(tx, house, envelope.org, histories, appended);
  const first = decided.parts[0]!.stream;
  const own = appended.filter((fact) => fact.stream === first);
  return keepAnswer(tx, envelope, bodySha, {
    status: 'recorded',
    receipt: {
      stream: first,
      seq: own.at(-1)?.seq ?? histories.get(first)!.length,
      facts: appended.map(({ id, kind, disputed }) => ({ id, kind, disputed: disputed ?? [] })),
      ids: decided.ids ?? {},
    },
  });
}

/** Commands on one stream queue here, in key order, so that decide always sees the whole history and two commands never deadlock. */
async function lock(tx: PoolClient, org: string, locks: Locks, commandId: string): Promise<void> {
  // The command's own key is locked too: two retries of one command that arrive at once may name different new streams.
  const keys = [...locks.streams, `command:${commandId}`].sort();
  await tx.query({
    name: locks.wholeOrg ? 'lock_org' : 'lock_streams',
    text: `select ${locks.wholeOrg ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared'}(1, hashtext($1)),
                  (select count(pg_advisory_xact_lock(hashtextextended($1 || '/' || k, 2))) from (select k from unnest($2::text[]) k order by k) s)`,
    values: [org, keys],
  });
}

async function answerGiven(tx: PoolClient, envelope: Envelope, bodySha: Buffer): Promise<Outcome | null> {
  const { rows } = await tx.query<StoredAnswer>({
    name: 'answer_given',
    text: 'select actor, body_sha256, answer from command where org_id = $1 and command_id = $2',
    values: [envelope.org, envelope.commandId],
  });
  const first = rows[0];
  if (!first) return null;
  if (first.actor !== envelope.actor || !first.body_sha256.equals(bodySha)) return { status: 'key_reused' };
  return first.answer.status === 'recorded' ? { ...first.answer, status: 'already_recorded' } : first.answer;
}

async function keepAnswer(tx: PoolClient, envelope: Envelope, bodySha: Buffer, answer: Outcome): Promise<Outcome> {
  await tx.query({
    name: 'keep_answer',
    text: 'insert into command (org_id, command_id, actor, body_sha256, answer, answered_at) values ($1, $2, $3, $4, $5, $6)',
    values: [envelope.org, envelope.commandId, envelope.actor, bodySha, JSON.stringify(answer), new Date(envelope.receivedAt)],
  });
  return answer;
}

async function append(
  tx: PoolClient,
  house: House,
  envelope: Envelope,
  histories: Histories,
  parts: readonly { stream: string; facts: readonly NewFact[] }[],
): Promise<StoredFact[]> {
  const pack = (await house.packs.activeAt(tx, envelope.org, envelope.receivedAt))?.hash ?? null;
  const people = [...new Set(parts.flatMap((part) => part.facts.flatMap((fact) => (fact.personal ? [fact.personal.person] : []))))];
  const keys = await keysFor(tx, envelope.org, people);
  const rows: AppendedRow[] = [];
  const appended: StoredFact[] = [];
  for (const { stream, facts } of parts) {
    const history = histories.get(stream);
    if (!history) throw new Error(`stream ${stream} was decided on but not locked`);
    const chain = chained(stream, history, facts, { ...envelope, pack, keyOf: (person) => keys.get(person)!, newId: house.newId });
    rows.push(...chain.rows);
    appended.push(...chain.appended);
  }
  await insertRows(tx, rows);
  return appended;
}
