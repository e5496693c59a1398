/** Reads loaded cases back as the program does: their chains must hold, and what is derived from them must be what lies in the tables. */

import type { PoolClient } from 'pg';
import { inOrg } from '../server/db/transaction.ts';
import type { House } from '../server/house.ts';
import { caseRows } from '../server/journal/case_rows.ts';
import { genesis, hashOf, sha256, type JournalRow } from '../server/journal/chain.ts';
import { caseStream, readCase } from '../server/journal/read.ts';

export async function checkSample(house: House, org: string, caseIds: readonly string[]): Promise<number> {
  await inOrg(house.db.pool, org, async (tx) => {
    const packs = await house.packs.historyOf(tx, org);
    for (const caseId of caseIds) {
      await checkChain(tx, org, caseId);
      const facts = await readCase(tx, org, caseId);
      const { row, readings, visits, timers, terms } = caseRows(org, caseId, facts, [], packs)!;
      await same(tx, 'case_list', org, caseId, [row]);
      await same(tx, 'case_search', org, caseId, [{ org_id: org, case_id: caseId, terms }]);
      await same(tx, 'reading', org, caseId, readings);
      await same(tx, 'visit_list', org, caseId, visits);
      await same(tx, 'timer', org, caseId, timers);
    }
  });
  return caseIds.length;
}

async function checkChain(tx: PoolClient, org: string, caseId: string): Promise<void> {
  const stream = caseStream(caseId);
  const { rows } = await tx.query<JournalRow & { hash: Buffer; sealed: Buffer | null }>(
    `select j.org_id, j.stream, j.seq, j.fact_id, j.kind, j.at, j.received_at, j.actor, j.pack, j.command_id, j.imported, j.disputed,
            j.data::text as data, j.personal_sha256, j.hash, p.sealed
       from journal j left join personal p on p.org_id = j.org_id and p.fact_id = j.fact_id where j.org_id = $1 and j.stream = $2 order by j.seq`,
    [org, stream],
  );
  let previous = genesis(org, stream);
  for (const [index, row] of rows.entries()) {
    if (row.seq !== index + 1 || !hashOf(previous, row).equals(row.hash)) throw new Error(`the chain of ${caseId} breaks at ${row.seq}`);
    if (row.personal_sha256 && !sha256(row.sealed!).equals(row.personal_sha256)) throw new Error(`the personal part of ${caseId} ${row.seq} is another`);
    previous = row.hash;
  }
}

async function same(tx: PoolClient, table: string, org: string, caseId: string, rows: readonly object[]): Promise<void> {
  const { rows: answer } = await tx.query<{ other: number }>(
    `with made as (select * from json_populate_recordset(null::${table}, $3::json)), kept as (select * from ${table} where org_id = $1 and case_id = $2)
     select count(*)::int as other from ((table made except table kept) union all (table kept except table made)) differing`,
    [org, caseId, JSON.stringify(rows)],
  );
  if (answer[0]!.other > 0) throw new Error(`${table} of ${caseId} is not what its facts come to`);
}
