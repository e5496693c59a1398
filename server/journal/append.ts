/** New facts as rows of the journal: checked, sealed, chained to what came before, and written. */

import type { PoolClient } from 'pg';
import type { FactData, NewFact } from '../../core/base/fact.ts';
import type { FactKinds } from '../../core/base/kinds.ts';
import type { Instant } from '../../core/base/time.ts';
import { canonical } from '../../core/base/canonical.ts';
import { genesis, hashOf, sha256, type JournalRow } from './chain.ts';
import { seal } from './personal.ts';
import type { StoredFact } from './read.ts';

export type AppendedRow = JournalRow & { readonly hash: Buffer; readonly person: string | null; readonly sealed: Buffer | null };

/** What all facts of one command have in common. */
export type Appending = {
  readonly org: string;
  readonly actor: string;
  readonly commandId: string;
  readonly receivedAt: Instant;
  readonly imported?: boolean;
  readonly pack: string | null;
  /** Kinds that can be recorded under that pack. */
  readonly kinds: FactKinds;
  readonly keyOf: (person: string) => Buffer;
  readonly newId: () => string;
};

/** The rows to write, and the same facts as they will be read back. */
export function chained(
  stream: string, history: readonly StoredFact[], facts: readonly NewFact[], { org, actor, commandId, receivedAt, imported = false, pack, kinds, keyOf, newId }: Appending,
): { rows: AppendedRow[]; appended: StoredFact[] } {
  const rows: AppendedRow[] = [];
  const appended: StoredFact[] = [];
  let previous = history.at(-1)?.hash ?? genesis(org, stream);
  for (const [index, fact] of facts.entries()) {
    const id = newId();
    const data = checkedData(fact, kinds);
    const sealed = fact.personal ? seal(keyOf(fact.personal.person), id, fact.personal.fields) : null;
    const row: JournalRow = {
      org_id: org, stream, seq: history.length + index + 1, fact_id: id, kind: fact.kind, at: fact.at, received_at: receivedAt, actor, pack, command_id: commandId,
      imported, disputed: fact.disputed ?? [], data: canonical(data), personal_sha256: sealed && sha256(sealed),
    };
    previous = hashOf(previous, row);
    rows.push({ ...row, hash: previous, person: fact.personal?.person ?? null, sealed });
    appended.push({
      id, stream, seq: row.seq, kind: fact.kind, at: fact.at, received_at: receivedAt, by: actor, pack, command_id: commandId,
      imported, disputed: row.disputed, data, personal: fact.personal?.fields ?? null, hash: previous,
    });
  }
  return { rows, appended };
}

/** The last look at a fact before it can never be changed: a kind nobody declared or data off its shape is a bug, not a refusal. */
function checkedData(fact: NewFact, kinds: FactKinds): FactData {
  const kind = kinds[fact.kind];
  if (!kind) throw new Error(`no room declares the fact ${fact.kind}`);
  if (fact.personal) kind.personal!.parse(fact.personal.fields);
  return kind.data.parse(fact.data);
}

/** The answer to the command that the facts come from. */
export type KeptAnswer = { readonly org: string; readonly commandId: string; readonly actor: string; readonly bodySha: Buffer; readonly answer: string; readonly at: Instant };

/** Facts and answer in one statement: neither is ever there without the other. */
export async function insertRows(tx: PoolClient, rows: readonly AppendedRow[], kept: KeptAnswer): Promise<void> {
  await tx.query({
    name: 'append_facts',
    text: `with fact as (
             select * from unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::text[], $9::text[], $10::text[],
                                  $11::boolean[], $12::text[], $13::text[], $14::bytea[], $15::bytea[], $16::text[], $17::bytea[])
               as f(stream, seq, fact_id, kind, at, received_at, actor, pack, command_id, imported, disputed, data, personal_sha256, hash, person_id, sealed)
           ), sealed as (
             insert into personal (org_id, fact_id, person_id, sealed) select $1, fact_id, person_id, sealed from fact where sealed is not null
           ), kept as (
             insert into command (org_id, command_id, actor, body_sha256, answer, answered_at) values ($1, $18, $19, $20, $21, $22)
           )
           insert into journal (org_id, stream, seq, fact_id, kind, at, received_at, actor, pack, command_id, imported, disputed, data, personal_sha256, hash)
           select $1, stream, seq, fact_id, kind, at, received_at, actor, pack, command_id, imported,
                  array(select json_array_elements_text(disputed::json)), data::json, personal_sha256, hash
             from fact order by stream, seq`,
    values: [
      kept.org, rows.map((r) => r.stream), rows.map((r) => r.seq), rows.map((r) => r.fact_id), rows.map((r) => r.kind), rows.map((r) => new Date(r.at)),
      rows.map((r) => new Date(r.received_at)), rows.map((r) => r.actor), rows.map((r) => r.pack), rows.map((r) => r.command_id), rows.map((r) => r.imported),
      rows.map((r) => JSON.stringify(r.disputed)), rows.map((r) => r.data), rows.map((r) => r.personal_sha256), rows.map((r) => r.hash), rows.map((r) => r.person), rows.map((r) => r.sealed),
      kept.commandId, kept.actor, kept.bodySha, kept.answer, new Date(kept.at),
    ],
  });
}
