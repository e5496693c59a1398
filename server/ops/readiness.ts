/** Can requests be served? The database answers, its tables are up to date, and after a failed write it has taken another since. */

import { statfs } from 'node:fs/promises';
import { pendingMigrations } from '../db/migrate.ts';
import { asOwner } from '../db/transaction.ts';
import type { House } from '../house.ts';

export type Readiness = {
  /** Throws while requests cannot be served, and says why. */
  check(): Promise<void>;
  /** A request was answered with 503: what can be read may still not be written. */
  doubt(): void;
};

/** Less than this and PostgreSQL cannot even begin its next file. */
const roomBytesMin = 2_000_000;

export function openReadiness({ db }: House): Readiness {
  let isDoubted = false;
  return {
    async check() {
      // Asked each time: another node may be newer, and then this one must not serve.
      const pending = await pendingMigrations(db.pool);
      if (pending.length > 0) throw new Error(`tables are not up to date: ${pending.join(', ')}`);
      if (db.embedded) await findRoom(db.embedded.dataDir);
      if (!isDoubted) return;
      await tryWriting(db.pool);
      isDoubted = false;
    },
    doubt() {
      isDoubted = true;
    },
  };
}

async function findRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < roomBytesMin) throw new Error('the disk of the database is full');
}

/** Two megabytes that are gone again at once: a full disk can still be read, and still takes a line that fits into an open page. */
async function tryWriting(pool: House['db']['pool']): Promise<void> {
  await asOwner(pool, async (tx) => {
    await tx.query(`set local statement_timeout = '10s'`);
    await tx.query('create temporary table ready_probe on commit drop as select md5(n::text) as filler from generate_series(1, 30000) n');
  });
}
