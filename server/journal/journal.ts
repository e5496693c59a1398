/** The one way facts get in: lock the streams, seen before?, history, core decides, append and chain, refresh. One transaction. */

import type { PoolClient } from 'pg';
import type { FactData, NewFact } from '../../core/base/fact.ts';
import type { Refusal } from '../../core/base/refusal.ts';
import type { Instant } from '../../core/base/time.ts';
import { factKinds } from '../../core/pack/facts.ts';
import { inOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { canonical, genesis, hashOf, sha256, type JournalRow } from './chain.ts';
import { keysFor, seal } from './personal.ts';
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
  const bodySha = sha256(canonical(envelope.body));
  return inOrg(house.db.pool, envelope.org, async (tx) => {
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
  const rows: (JournalRow & { hash: Buffer; person: string | null; sealed: Buffer | null })[] = [];
  const appended: StoredFact[] = [];
  for (const { stream, facts } of parts) {
    const history = histories.get(stream);
    if (!history) throw new Error(`stream ${stream} was decided on but not locked`);
    let previous = history.at(-1)?.hash ?? genesis(envelope.org, stream);
    for (const [index, fact] of facts.entries()) {
      const id = house.newId();
      const data = checkedData(fact);
      const sealed = fact.personal ? seal(keys.get(fact.personal.person)!, id, fact.personal.fields) : null;
      const row: JournalRow = {
        org_id: envelope.org, stream, seq: history.length + index + 1, fact_id: id, kind: fact.kind, at: fact.at, received_at: envelope.receivedAt,
        actor: envelope.actor, pack, command_id: envelope.commandId, imported: envelope.imported ?? false, disputed: fact.disputed ?? [],
        data: canonical(data), personal_sha256: sealed && sha256(sealed),
      };
      previous = hashOf(previous, row);
      rows.push({ ...row, hash: previous, person: fact.personal?.person ?? null, sealed });
      appended.push({
        id, stream, seq: row.seq, kind: fact.kind, at: fact.at, received_at: envelope.receivedAt, by: envelope.actor, pack, command_id: row.command_id,
        imported: row.imported, disputed: row.disputed, data, personal: fact.personal?.fields ?? null, hash: previous,
      });
    }
  }
  await insertRows(tx, rows);
  return appended;
}

/** The last look at a fact before it can never be changed: a kind nobody declared or data off its shape is a bug, not a refusal. */
function checkedData(fact: NewFact): FactData {
  const kind = factKinds[fact.kind];
  if (!kind) throw new Error(`no room declares the fact ${fact.kind}`);
  if (fact.personal) kind.personal!.parse(fact.personal.fields);
  return kind.data.parse(fact.data);
}

async function insertRows(tx: PoolClient, rows: readonly (JournalRow & { hash: Buffer; person: string | null; sealed: Buffer | null })[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: 'append_facts',
    text: `with fact as (
             select * from unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::text[], $9::text[], $10::text[],
                                  $11::boolean[], $12::text[], $13::text[], $14::bytea[], $15::bytea[], $16::text[], $17::bytea[])
               as f(stream, seq, fact_id, kind, at, received_at, actor, pack, command_id, imported, disputed, data, personal_sha256, hash, person_id, sealed)
           ), sealed as (
             insert into personal (org_id, fact_id, person_id, sealed) select $1, fact_id, person_id, sealed from fact where sealed is not null
           )
           insert into journal (org_id, stream, seq, fact_id, kind, at, received_at, actor, pack, command_id, imported, disputed, data, personal_sha256, hash)
           select $1, stream, seq, fact_id, kind, at, received_at, actor, pack, command_id, imported,
                  array(select json_array_elements_text(disputed::json)), data::json, personal_sha256, hash
             from fact order by stream, seq`,
    values: [
      rows[0]!.org_id, rows.map((r) => r.stream), rows.map((r) => r.seq), rows.map((r) => r.fact_id), rows.map((r) => r.kind), rows.map((r) => new Date(r.at)),
      rows.map((r) => new Date(r.received_at)), rows.map((r) => r.actor), rows.map((r) => r.pack), rows.map((r) => r.command_id), rows.map((r) => r.imported),
      rows.map((r) => JSON.stringify(r.disputed)), rows.map((r) => r.data), rows.map((r) => r.personal_sha256), rows.map((r) => r.hash), rows.map((r) => r.person), rows.map((r) => r.sealed),
    ],
  });
}
