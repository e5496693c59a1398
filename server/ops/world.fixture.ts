/** A house with the demo county in it, for what must be copied, lost, or found again; and every row of a database as text. */

import { PassThrough, Readable } from 'node:stream';
import type { Pool } from 'pg';
import { parseInstant, type Instant } from '../../core/base/time.ts';
import type { Database } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { asOwner } from '../db/transaction.ts';
import { makeDemo } from '../demo/world.ts';
import { timeOrderedId, type House } from '../house.ts';
import { loadPack, type LoadedPack } from '../pack/load.ts';
import { openShelf } from '../pack/shelf.ts';
import { backUp } from './back_up.ts';

export function houseOn(db: Database): House {
  const now = () => parseInstant('2026-03-02T08:00:00+08:00')!;
  return { db, packs: openShelf(), now, newId: () => timeOrderedId(now() as Instant) };
}

export function houseOnPool(pool: Pool): House {
  return houseOn({ pool, kind: 'server', embedded: null, close: () => pool.end() });
}

export async function gridPack(): Promise<LoadedPack> {
  const pack = await loadPack('grid');
  if (!pack.ok) throw new Error(JSON.stringify(pack.problems));
  return pack;
}

export async function demoHouseOn(db: Database): Promise<House> {
  await migrate(db.pool);
  const house = houseOn(db);
  await makeDemo(house, await gridPack());
  return house;
}

/** The whole backup in memory. */
export async function backupOf(house: House, withKeys = true): Promise<Buffer> {
  const out = new PassThrough();
  const [bytes] = await Promise.all([out.toArray(), backUp(house, out, { withKeys })]);
  return Buffer.concat(bytes as Buffer[]);
}

export function streamOf(bytes: Buffer): Readable {
  return Readable.from([bytes], { objectMode: false });
}

/** Tables of this program by name, and every row of each as text, in an order of its own. */
export async function rowsOf(pool: Pool, isLeft: (table: string) => boolean): Promise<Record<string, string[]>> {
  return asOwner(pool, async (tx) => {
    const { rows: tables } = await tx.query<{ name: string }>(
      `select format('%s.%s', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'login') order by 1`,
    );
    const found: Record<string, string[]> = {};
    for (const { name } of tables.filter((table) => !isLeft(table.name))) {
      const [schema, table] = name.split('.');
      const { rows } = await tx.query<{ row: string }>(`select t::text as row from "${schema}"."${table}" t order by 1`);
      found[name] = rows.map((each) => each.row);
    }
    return found;
  });
}
