/** Reading streams back: facts as core folds them, with the personal part opened where its key still exists. */

import type { PoolClient } from 'pg';
import type { Fact } from '../../core/base/fact.ts';
import type { Instant } from '../../core/base/time.ts';
import { open, type Personal } from './personal.ts';

export type StoredFact = Fact & {
  readonly stream: string;
  readonly seq: number;
  readonly by: string;
  readonly pack: string | null;
  readonly command_id: string;
  readonly personal: Personal | null;
  readonly hash: Buffer;
};

type Row = {
  stream: string; seq: number; fact_id: string; kind: string; at: Instant; received_at: Instant; actor: string; pack: string | null;
  command_id: string; imported: boolean; disputed: string[]; data: Record<string, unknown>; hash: Buffer; sealed: Buffer | null; key: Buffer | null;
};

const columns = `j.stream, j.seq, j.fact_id, j.kind, j.at, j.received_at, j.actor, j.pack, j.command_id, j.imported, j.disputed, j.data, j.hash, p.sealed, k.key`;
const source = `journal j
  left join personal p on p.org_id = j.org_id and p.fact_id = j.fact_id
  left join person_key k on k.org_id = p.org_id and k.person_id = p.person_id`;

/** The named streams, each in the order its facts were recorded. */
export async function readStreams(tx: PoolClient, org: string, streams: readonly string[]): Promise<Map<string, StoredFact[]>> {
  const { rows } = await tx.query<Row>(
    { name: 'read_streams', text: `select ${columns} from ${source} where j.org_id = $1 and j.stream = any($2) order by j.stream, j.seq`, values: [org, streams] },
  );
  const histories = new Map<string, StoredFact[]>(streams.map((stream) => [stream, []]));
  for (const row of rows) histories.get(row.stream)!.push(factOf(row));
  return histories;
}

/** One case as everybody knows it now; empty when there is none. */
export async function readCase(tx: PoolClient, org: string, caseId: string): Promise<StoredFact[]> {
  const stream = caseStream(caseId);
  return (await readStreams(tx, org, [stream])).get(stream)!;
}

export const caseStream = (caseId: string) => `case:${caseId}`;

function factOf(row: Row): StoredFact {
  return {
    id: row.fact_id, stream: row.stream, seq: row.seq, kind: row.kind, at: row.at, received_at: row.received_at, by: row.actor,
    pack: row.pack, command_id: row.command_id, imported: row.imported, disputed: row.disputed, data: row.data, hash: row.hash,
    personal: row.sealed ? open(row.key, row.fact_id, row.sealed) : null,
  };
}
