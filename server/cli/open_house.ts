/** The house for a command-line tool: the database of the running program, or one started for the moment. */

import { isoOf, type Instant } from '../../core/base/time.ts';
import { openDatabase } from '../db/connect.ts';
import { attachEmbedded } from '../db/embedded.ts';
import { migrate } from '../db/migrate.ts';
import { readOrg } from '../db/transaction.ts';
import { timeOrderedId, type House } from '../house.ts';
import { openShelf } from '../pack/shelf.ts';
import { Complaint, note } from './complaint.ts';

export async function withHouse<T>(data: string, work: (house: House) => Promise<T>): Promise<T> {
  const db = await openDatabase({ databaseUrl: process.env['DATABASE_URL'], dataDir: data, log: note, start: attachEmbedded });
  try {
    await migrate(db.pool);
    const now = () => Date.now() as Instant;
    return await work({ db, packs: openShelf(), now, newId: () => timeOrderedId(now()) });
  } finally {
    await db.close();
  }
}

/** The organisation that was named, or the only one there is. */
export async function orgFor(house: House, named: string | undefined): Promise<string> {
  const known = await orgNames(house);
  if (named !== undefined) {
    if (known.includes(named)) return named;
    throw new Complaint(`There is no organisation ${named}. ${known.length === 0 ? 'There is none yet; `sanbao org add NAME --pack PACK` makes one.' : `There is ${known.join(', ')}.`}`);
  }
  if (known.length === 1) return known[0]!;
  if (known.length === 0) throw new Complaint('There is no organisation yet; `sanbao org add NAME --pack PACK` makes one.');
  throw new Complaint(`Say which organisation with --org: ${known.join(', ')}.`, 2);
}

async function orgNames(house: House): Promise<string[]> {
  const client = await house.db.pool.connect();
  try {
    // Tools that walk all organisations are the owner and must say so.
    await client.query(`begin; set local sanbao.tool = 'on'`);
    const { rows } = await client.query<{ org_id: string }>('select org_id from org order by org_id');
    return rows.map((row) => row.org_id);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** The hash of the pack that answers now; the organisation may have none yet. */
export async function activePack(house: House, org: string) {
  return readOrg(house.db.pool, org, (tx) => house.packs.activeAt(tx, org, house.now()));
}

export function stamp(now: Instant): string {
  return isoOf(now).replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
}
