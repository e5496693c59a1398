/** Refills every derived table from the journal: in place, or in a scratch schema beside them to report differences. */

import type { PoolClient } from 'pg';
import { asOwner } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { readStreams } from './read.ts';
import { refreshStream } from './refresh.ts';

export const derivedTables = [
  'case_list', 'case_search', 'reading', 'visit_list', 'customer_list', 'unit_list', 'person_list', 'event_list', 'pack_activation', 'alarm_list', 'timer', 'webhook_list', 'duty_subject', 'duty_list', 'duty_timer', 'form_list', 'form_series', 'guide_run', 'approval_list', 'person_deputy',
] as const;

export type Difference = { readonly table: string; readonly org: string; readonly key: string; readonly kind: 'missing' | 'surplus' | 'different' };

// Packs and events first: cases are read under them. Alarms too: what was told of has no timer.
const order = ['org', 'event', 'person', 'customer', 'unit', 'duty', 'webhook', 'alarm', 'case', 'form', 'guide', 'approval'];
const batch = 200;

/** Refills into a scratch schema, compares row by row, and leaves everything as it was. At most 100 differences are named. */
export async function checkDerived(house: House, onProgress: (streams: number) => void = () => {}): Promise<{ streams: number; differences: Difference[] }> {
  const scratch = `rebuild_${process.pid}`;
  return asOwner(house.db.pool, async (tx) => {
    // One moment for all: a command that commits meanwhile is seen neither in the journal nor in the tables.
    await tx.query('set transaction isolation level repeatable read');
    await tx.query(`create schema ${scratch}`);
    for (const table of derivedTables) await tx.query(`create table ${scratch}.${table} (like public.${table} including all)`);
    await tx.query(`set local search_path = ${scratch}, public`);
    const streams = await refill(tx, house, onProgress);
    const differences: Difference[] = [];
    for (const table of derivedTables) differences.push(...(await compare(tx, scratch, table, 100 - differences.length)));
    await tx.query(`drop schema ${scratch} cascade`);
    return { streams, differences };
  });
}

/** Empties and refills the derived tables themselves, while nobody writes. */
export async function rebuild(house: House, onProgress: (streams: number) => void = () => {}): Promise<number> {
  return asOwner(house.db.pool, async (tx) => {
    await tx.query('select count(pg_advisory_xact_lock(1, hashtext(org_id))) from (select org_id from org order by org_id) o');
    for (const table of derivedTables) await tx.query(`delete from ${table}`);
    return refill(tx, house, onProgress);
  });
}

/** Into derived tables that are empty, within a transaction of the caller's. Answers how many streams were read. */
export async function refill(tx: PoolClient, house: House, onProgress: (streams: number) => void = () => {}): Promise<number> {
  let done = 0;
  const { rows: orgs } = await tx.query<{ org_id: string }>('select org_id from org order by org_id');
  for (const { org_id: org } of orgs) {
    for (const type of order) {
      for (let after = ''; ; ) {
        const { rows } = await tx.query<{ stream: string }>(
          `select distinct stream from journal where org_id = $1 and stream > $2 and stream like $3 order by stream limit ${batch}`,
          [org, after === '' ? `${type}:` : after, `${type}:%`],
        );
        if (rows.length === 0) break;
        const histories = await readStreams(tx, org, rows.map((row) => row.stream));
        for (const [stream, facts] of histories) await refreshStream(tx, house, org, stream, facts, []);
        done += rows.length;
        onProgress(done);
        after = rows.at(-1)!.stream;
      }
    }
  }
  return done;
}

async function compare(tx: PoolClient, scratch: string, table: string, limit: number): Promise<Difference[]> {
  if (limit <= 0) return [];
  const { rows: keys } = await tx.query<{ columns: string }>(
    `select string_agg(a.attname, ', ' order by k.n) as columns
       from pg_index i cross join unnest(i.indkey) with ordinality k(attnum, n)
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
      where i.indrelid = $1::regclass and i.indisprimary`,
    [`public.${table}`],
  );
  const columns = keys[0]!.columns;
  const { rows } = await tx.query<{ org: string; key: string; stored: boolean; rebuilt: boolean }>(
    `select org_id as org, row(${columns})::text as key, p.whole is not null as stored, s.whole is not null as rebuilt
       from (select ${columns}, t::text as whole from public.${table} t) p
       full join (select ${columns}, t::text as whole from ${scratch}.${table} t) s using (${columns})
      where p.whole is distinct from s.whole limit ${limit}`,
  );
  return rows.map((row) => ({ table, org: row.org, key: row.key, kind: !row.stored ? 'missing' : !row.rebuilt ? 'surplus' : 'different' }));
}
