/** One PostgreSQL for a whole run of tests, with a migrated template that each test file copies. */

import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openPool } from '../server/db/connect.ts';
import { startEmbedded } from '../server/db/embedded.ts';
import { takeFolderLock } from '../server/db/folder_lock.ts';
import { migrate } from '../server/db/migrate.ts';
import { urlOf } from './database_url.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where databases are made and dropped, and what they are copied from. */
    testServer: { readonly url: string; readonly template: string };
  }
}

const prefix = 'sanbao-test-';

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await findServer();
  const template = `sanbao_test_${process.pid}_${Date.now().toString(36)}`;
  const admin = openPool({ connectionString: server.url }, { connectionsMax: 1 });
  try {
    await admin.query(`create database ${template}`);
    await migrateTemplate(server.url, template);
  } catch (error) {
    await tearDown(admin, template, server);
    throw error;
  }
  project.provide('testServer', { url: server.url, template });
  return () => tearDown(admin, template, server);
}

type Server = { readonly url: string; readonly stop: () => Promise<void> };

async function findServer(): Promise<Server> {
  const url = process.env['SANBAO_TEST_DATABASE_URL'];
  if (url !== undefined && url !== '') return { url, stop: async () => {} };
  sweep();
  const folder = mkdtempSync(join(tmpdir(), prefix));
  // Root's stand-in must reach it; the database itself stays in a folder that is closed.
  chmodSync(folder, 0o755);
  // What a test wrote need not survive a power cut.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
  const embedded = await startEmbedded(folder, { settings });
  return {
    url: urlOf(embedded.connection),
    stop: async () => {
      await embedded.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function migrateTemplate(url: string, template: string): Promise<void> {
  const pool = openPool({ connectionString: urlOf({ url, database: template }) }, { connectionsMax: 1 });
  try {
    await migrate(pool);
  } finally {
    await pool.end();
  }
}

async function tearDown(admin: pg.Pool, template: string, server: Server): Promise<void> {
  const { rows } = await admin.query<{ name: string }>('select datname as name from pg_database where starts_with(datname, $1)', [
    template,
  ]);
  for (const { name } of rows) await admin.query(`drop database ${name} with (force)`);
  await admin.end();
  await server.stop();
  const left = rows.filter(({ name }) => name !== template).length;
  if (left > 0)
    throw new Error(`${left} test database(s) were not dropped: call freshDatabase() at the top of the file, not in a hook or a test.`);
}

/** A run that was killed could not remove its folder; whoever can take its lock may. */
function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    try {
      takeFolderLock(folder, new Date()).release();
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // In use by a run beside ours, or another user's.
    }
  }
}
