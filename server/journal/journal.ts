/** The one way facts get in: lock the streams, seen before?, history, core decides, append and chain, refresh. One transaction. */

import type { PoolClient } from 'pg';
import type { NewFact } from '../../core/base/fact.ts';
import type { Refusal } from '../../core/base/refusal.ts';
import type { Instant } from '../../core/base/time.ts';
import { kindsUnder } from '../../core/pack/facts.ts';
import { inOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { activationsJson, type Activation } from '../pack/shelf.ts';
import { chained, insertRows, type AppendedRow, type KeptAnswer } from './append.ts';
import { canonical } from '../../core/base/canonical.ts';
import { sha256 } from './chain.ts';
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

type Decide = (histories: Histories, tx: PoolClient) => Decided | Promise<Decided>;

export async function run(house: House, envelope: Envelope, locks: Locks, decide: Decide): Promise<Outcome> {
  const work = (tx: PoolClient) => underLock(tx, house, envelope, locks, decide);
  const { outcome, earliest } = await inOrg(house.db.pool, envelope.org, work, lockOf(envelope, locks));
  // What was recorded may have set a timer before all others; said after the commit, because before it nobody could see it.
  if (outcome.status === 'recorded') house.bell?.ring(earliest);
  return outcome;
}

/** The same inside a transaction that does more: an alarm is recorded together with the messages it sends. */
export async function runIn(tx: PoolClient, house: House, envelope: Envelope, locks: Locks, decide: Decide): Promise<Outcome> {
  await tx.query(lockOf(envelope, locks));
  return (await underLock(tx, house, envelope, locks, decide)).outcome;
}

/** `earliest`: what is newly waited for because of it. */
type Done = { readonly outcome: Outcome; readonly earliest: Instant | null };

async function underLock(tx: PoolClient, house: House, envelope: Envelope, locks: Locks, decide: Decide): Promise<Done> {
  const bodySha = sha256(canonical(envelope.body));
  const repeat = await answerGiven(tx, house, envelope, bodySha);
  if (repeat) return { outcome: repeat, earliest: null };

  const histories = await readStreams(tx, envelope.org, locks.streams);
  const decided = await decide(histories, tx);
  if (!decided.ok) {
    const { ok: _, ...no } = decided;
    const refused: Outcome = { status: 'refused', ...no };
    await insertRows(tx, [], kept(envelope, bodySha, refused));
    return { outcome: refused, earliest: null };
  }

  const { rows, appended } = await chainOf(tx, house, envelope, histories, decided.parts);
  const outcome = recorded(histories, decided, appended);
  await insertRows(tx, rows, kept(envelope, bodySha, outcome));
  return { outcome, earliest: await refresh(tx, house, envelope.org, histories, appended) };
}

function recorded(histories: Histories, decided: Extract<Decided, { ok: true }>, appended: readonly StoredFact[]): Outcome {
  const first = decided.parts[0]!.stream;
  const own = appended.filter((fact) => fact.stream === first);
  return {
    status: 'recorded',
    receipt: {
      stream: first,
      seq: own.at(-1)?.seq ?? histories.get(first)!.length,
      facts: appended.map(({ id, kind, disputed }) => ({ id, kind, disputed: disputed ?? [] })),
      ids: decided.ids ?? {},
    },
  };
}

// Taken in the opening text of the transaction, which has no parameters: nothing else may stand between the quotes.
const harmless = /^[A-Za-z0-9_.:-]{1,120}$/;

/**
 * Commands on one stream queue here, in key order, so that decide always sees the whole history and two commands never deadlock.
 * The command's own key is locked too: two retries of one command that arrive at once may name different new streams.
 */
function lockOf({ org, commandId }: Envelope, locks: Locks): string {
  const keys = [...locks.streams, `command:${commandId}`].sort();
  for (const key of [org, ...keys]) if (!harmless.test(key)) throw new Error(`not the name of a stream or command: ${JSON.stringify(key)}`);
  const list = keys.map((key) => `'${org}/${key}'`).join(', ');
  return `select ${locks.wholeOrg ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared'}(1, hashtext('${org}')),
                 (select count(pg_advisory_xact_lock(hashtextextended(k, 2))) from (select k from unnest(array[${list}]) with ordinality u(k, n) order by n) s)`;
}

type Given = { actor: string | null; body_sha256: Buffer; answer: Outcome; activations: Activation[] | null };

/** Seen before? And, in the same breath, which pack versions there are. */
async function answerGiven(tx: PoolClient, house: House, envelope: Envelope, bodySha: Buffer): Promise<Outcome | null> {
  const { rows } = await tx.query<Given>({
    name: 'answer_given',
    text: `select c.actor, c.body_sha256, c.answer, a.activations
             from (${activationsJson}) a
             left join command c on c.org_id = $1 and c.command_id = $2`,
    values: [envelope.org, envelope.commandId],
  });
  const first = rows[0]!;
  await house.packs.know(tx, envelope.org, envelope.receivedAt, first.activations ?? []);
  if (first.actor === null) return null;
  if (first.actor !== envelope.actor || !first.body_sha256.equals(bodySha)) return { status: 'key_reused' };
  return first.answer.status === 'recorded' ? { ...first.answer, status: 'already_recorded' } : first.answer;
}

function kept({ org, commandId, actor, receivedAt }: Envelope, bodySha: Buffer, answer: Outcome): KeptAnswer {
  return { org, commandId, actor, bodySha, answer: JSON.stringify(answer), at: receivedAt };
}

async function chainOf(
  tx: PoolClient,
  house: House,
  envelope: Envelope,
  histories: Histories,
  parts: readonly { stream: string; facts: readonly NewFact[] }[],
): Promise<{ rows: AppendedRow[]; appended: StoredFact[] }> {
  const active = await house.packs.activeAt(tx, envelope.org, envelope.receivedAt);
  const pack = active?.hash ?? null;
  const kinds = kindsUnder(active?.pack ?? {});
  const people = [...new Set(parts.flatMap((part) => part.facts.flatMap((fact) => (fact.personal ? [fact.personal.person] : []))))];
  const keys = await keysFor(tx, envelope.org, people);
  const rows: AppendedRow[] = [];
  const appended: StoredFact[] = [];
  for (const { stream, facts } of parts) {
    const history = histories.get(stream);
    if (!history) throw new Error(`stream ${stream} was decided on but not locked`);
    const chain = chained(stream, history, facts, { ...envelope, pack, kinds, keyOf: (person) => keys.get(person)!, newId: house.newId });
    rows.push(...chain.rows);
    appended.push(...chain.appended);
  }
  return { rows, appended };
}
