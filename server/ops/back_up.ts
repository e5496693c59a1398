/** Copies what cannot be read off anything else out of a running system, as it was at one moment. */

import { readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import type { PoolClient } from 'pg';
import { isoOf } from '../../core/base/time.ts';
import { asOwner } from '../db/transaction.ts';
import { migrationsDir, readMigrations } from '../db/migrate.ts';
import type { House } from '../house.ts';
import { holdWriters, rootOfAll } from '../journal/verify.ts';
import { formatVersion, writeBackup, type Opening, type Part } from './backup_file.ts';
import { derivedDigests } from './derived_digest.ts';
import { keptSequences, keptTables, type KeptTable } from './kept_tables.ts';
import { columnsOf } from './table_columns.ts';

export type BackedUp = { readonly root: string; readonly sha256: string; readonly rows: Readonly<Record<string, number>> };

/** `withKeys: false` leaves out what opens personal data and what lets people sign in. */
export async function backUp({ db, now }: House, out: Writable, { withKeys }: { readonly withKeys: boolean }): Promise<BackedUp> {
  return asOwner(db.pool, async (tx) => {
    await takeMoment(db.pool, tx);
    const tables = keptTables.filter((table) => withKeys || table.holds === 'facts');
    const opening: Opening = {
      sanbao_backup: formatVersion,
      made_at: isoOf(now()),
      program: programVersion(),
      migrations: readMigrations(migrationsDir).map(({ name, sha256 }) => ({ name, sha256 })),
      keys: withKeys,
      root: await rootOfAll(tx),
      sequences: await sequenceValues(tx),
      derived: withKeys ? await derivedDigests(tx) : {},
    };
    return { root: opening.root, ...(await writeBackup(opening, partsOf(tx, tables), out)) };
  });
}

/** Commands under way are waited for, new ones wait an instant, and from there on this transaction sees that moment alone. */
async function takeMoment(pool: House['db']['pool'], tx: PoolClient): Promise<void> {
  await tx.query('set transaction isolation level repeatable read read only');
  await asOwner(pool, async (holder) => {
    await holder.query(`set local lock_timeout = '60s'`);
    await holdWriters(holder);
    await tx.query('select from org limit 1');
  });
}

const usualRows = 500;

async function* partsOf(tx: PoolClient, tables: readonly KeptTable[]): AsyncGenerator<Part> {
  for (const { name, fetchRows = usualRows } of tables) {
    const { quoted, columns, key } = await columnsOf(tx, name);
    yield { table: name, columns: columns.map((column) => column.name) };
    const texts = columns.map((column) => `${column.quoted}::text`).join(', ');
    await tx.query(
      `declare backup_rows no scroll cursor for select json_build_array(${texts})::text as line from ${quoted} order by ${key}`,
    );
    for (;;) {
      const { rows } = await tx.query<{ line: string }>(`fetch ${fetchRows} from backup_rows`);
      if (rows.length > 0) yield { rows: rows.map((row) => row.line) };
      if (rows.length < fetchRows) break;
    }
    await tx.query('close backup_rows');
  }
}

/** A number that was taken and given back unused counts as taken: at least what this moment needs, maybe more. */
async function sequenceValues(tx: PoolClient): Promise<Record<string, number>> {
  const values: Record<string, number> = {};
  for (const name of keptSequences) {
    const { rows } = await tx.query<{ value: number }>(`select case when is_called then last_value else 0 end as value from ${name}`);
    values[name] = rows[0]!.value;
  }
  return values;
}

function programVersion(): string {
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
}
