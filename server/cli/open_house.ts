/** The house for a command-line tool: the database of the running program, or one started for the moment. */

import type { Instant } from '../../core/base/time.ts';
import { openDatabase } from '../db/connect.ts';
import { attachEmbedded } from '../db/embedded.ts';
import { migrate } from '../db/migrate.ts';
import { asOwner, readOrg } from '../db/transaction.ts';
import { timeOrderedId, type House } from '../house.ts';
import type { LoadedPack } from '../pack/load.ts';
import { openShelf } from '../pack/shelf.ts';
import { Complaint, note } from './complaint.ts';

export async function withHouse<T>(data: string, work: (house: House) => Promise<T>): Promise<T> {
  let isClosing = false;
  // A connection that goes while we leave is no loss to tell of.
  const log = (line: string) => (isClosing ? undefined : note(line));
  const db = await openDatabase({ databaseUrl: process.env['DATABASE_URL'], dataDir: data, log, start: attachEmbedded });
  try {
    await migrate(db.pool);
    const now = () => Date.now() as Instant;
    return await work({ db, packs: openShelf(), now, newId: () => timeOrderedId(now()) });
  } finally {
    isClosing = true;
    await db.close();
  }
}

/** The organisation that was named, or the only one there is. */
export async function orgFor(house: House, named: string | undefined): Promise<string> {
  const known = await orgNames(house);
  if (named !== undefined) {
    if (known.includes(named)) return named;
    throw new Complaint(
      `There is no organisation ${named}. ${known.length === 0 ? 'There is none yet; `sanbao org add NAME --pack PACK` makes one.' : `There is ${known.join(', ')}.`}`,
    );
  }
  if (known.length === 1) return known[0]!;
  if (known.length === 0) throw new Complaint('There is no organisation yet; `sanbao org add NAME --pack PACK` makes one.');
  throw new Complaint(`Say which organisation with --org: ${known.join(', ')}.`, 2);
}

async function orgNames(house: House): Promise<string[]> {
  return asOwner(house.db.pool, async (tx) => {
    const { rows } = await tx.query<{ org_id: string }>('select org_id from org order by org_id');
    return rows.map((row) => row.org_id);
  });
}

/** The pack that answers now; null for an organisation that has none yet. */
export async function activePack(house: House, org: string): Promise<LoadedPack | null> {
  return readOrg(house.db.pool, org, (tx) => house.packs.activeAt(tx, org, house.now()));
}
