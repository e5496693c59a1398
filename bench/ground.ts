/** The ground a measurement stands on: a PostgreSQL of its own in a folder that is gone afterwards, and an organisation with as many cases as are wanted. */

import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPool } from '../server/db/connect.ts';
import { startEmbedded } from '../server/db/embedded.ts';
import { migrate } from '../server/db/migrate.ts';
import { addSomebody } from '../server/demo/begin.ts';
import { timeOrderedId, type House } from '../server/house.ts';
import { openShelf } from '../server/pack/shelf.ts';
import type { Instant } from '../core/base/time.ts';
import { urlOf } from '../test/database_url.ts';
import { loadCases, settle } from '../tools/load_cases.ts';

export type Ground = { readonly folder: string; readonly url: string; readonly databasePid: number };
export type Postgres = { readonly binaries?: string; readonly settings?: Readonly<Record<string, string>> };

export function onGround<T>(postgres: Postgres, work: (ground: Ground) => Promise<T>): Promise<T> {
  return emptyFolder(async (folder) => {
    const embedded = await startEmbedded(folder, postgres);
    try {
      const databasePid = Number(readFileSync(join(embedded.dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
      return await work({ folder, url: urlOf(embedded.connection), databasePid });
    } finally {
      await embedded.stop();
    }
  });
}

export async function emptyFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sanbao-bench-'));
  // The user whom root steps down to has to reach it.
  chmodSync(folder, 0o755);
  return work(folder).finally(() => rmSync(folder, { recursive: true, force: true }));
}

export const benchOrg = 'bench';
export const manager = { email: 'manager@bench.example', password: 'a long word for the bench' } as const;

/** The organisation with its engineers and a manager who can sign in, and cases loaded past the front door. */
export async function fill(url: string, cases: number): Promise<void> {
  const pool = openPool({ connectionString: url });
  try {
    await migrate(pool);
    const house = houseOn(pool);
    await settle(house, benchOrg, (house.now() - 900 * 86_400_000) as Instant);
    const added = await addSomebody(house, benchOrg, { ...manager, person_id: 'manager', name: 'manager', roles: ['manager'] });
    if (added.status !== 'added') throw new Error(`the manager was not added: ${added.status}`);
    const began = performance.now();
    if (cases > 0) await loadCases(house, { org: benchOrg, count: cases, until: house.now() });
    await pool.query('vacuum analyze');
    const seconds = (performance.now() - began) / 1_000;
    console.error(`${cases} cases loaded in ${seconds.toFixed(0)} s`);
  } finally {
    await pool.end();
  }
}

export function houseOn(pool: House['db']['pool']): House {
  const now = () => Date.now() as Instant;
  return { db: { pool, kind: 'server', embedded: null, close: () => pool.end() }, packs: openShelf(), now, newId: () => timeOrderedId(now()) };
}
