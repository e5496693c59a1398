import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { asOwner } from '../db/transaction.ts';
import { waitUntil } from '../db/wait.ts';
import { demoOrg } from '../demo/world.ts';
import { demoHouseOn, rowsOf } from '../ops/world.fixture.ts';
import { sanbao } from './sanbao.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'sanbao-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const here = await freshDatabase();
const there = await freshDatabase();
await demoHouseOn({ pool: here.pool, kind: 'server', embedded: null, close: async () => {} });
// A last row, for a lock that stops the copying shortly before its end.
await asOwner(here.pool, (tx) =>
  tx.query(
    `insert into message (org_id, message_id, channel, recipient, kind, body, made_at, due_at) values ($1, 'm1', 'email', 'agent', 'alarm', '{}', now(), now())`,
    [demoOrg],
  ),
);
const on = (url: string, ...args: string[]) => sanbao(args, { env: { DATABASE_URL: url } });

/** Runs the command itself, without the parent that picks the Node, and kills it while it waits for our lock. */
async function killedWhileWaiting(pool: Pool, url: string, args: readonly string[]): Promise<void> {
  const client = await pool.connect();
  await client.query('begin; lock table message in access exclusive mode');
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  const isWaiting = async () =>
    (await client.query(`select from pg_locks where not granted and relation = 'message'::regclass`)).rowCount === 1;
  expect(await waitUntil(isWaiting, { withinMs: 60_000 })).toBe(true);
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  await client.query('rollback');
  client.release();
  const isAlone = async () =>
    (
      await pool.query(
        `select from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid() and state <> 'idle'`,
      )
    ).rowCount === 0;
  expect(await waitUntil(isAlone, { withinMs: 30_000 })).toBe(true);
}

describe('backup and restore from the command line', { timeout: 120_000 }, () => {
  const file = join(folder, 'one.backup.gz');

  test('a backup is one file for its owner alone, and never takes the place of another', async () => {
    const made = await on(here.url, 'backup', file);
    expect([made.code, made.err]).toEqual([
      0,
      expect.stringMatching(/Backed up \d+ facts.*\n.*one\.backup\.gz \(\d+ bytes\) {2}[0-9a-f]{64}\nRoot: sanbao1:\d+:/s),
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['one.backup.gz']);
    expect(await on(here.url, 'backup', file)).toMatchObject({ code: 1, err: expect.stringContaining('is there already') });
  });

  test('--check says whether it is whole, with no database at all', async () => {
    const looked = await sanbao(['restore', file, '--check'], { env: { DATABASE_URL: 'postgresql://nowhere.invalid/none' } });
    expect(looked).toMatchObject({ code: 0, out: expect.stringMatching(/^Whole: \d+ facts as of /) });
    expect(await sanbao(['restore', join(import.meta.dirname, 'main.ts'), '--check'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('not a backup'),
    });
  });

  test('killed while it writes → no file of that name, and the half of it says what it is', async () => {
    const killed = join(folder, 'killed.backup.gz');
    await killedWhileWaiting(here.pool, here.url, ['backup', killed]);
    expect(existsSync(killed)).toBe(false);
    expect(existsSync(`${killed}.part`)).toBe(true);
    expect(await on(here.url, 'backup', killed)).toMatchObject({ code: 1, err: expect.stringContaining('one was interrupted') });
    expect(await sanbao(['restore', `${killed}.part`, '--check'])).toMatchObject({ code: 1 });
    rmSync(`${killed}.part`);
    expect(await on(here.url, 'backup', killed)).toMatchObject({ code: 0 });
  });

  test('a restore that is killed leaves the database empty; the next one fills it, and its journal verifies', async () => {
    const empty = await rowsOf(there.pool, () => false);
    await killedWhileWaiting(there.pool, there.url, ['restore', file]);
    expect(await rowsOf(there.pool, () => false)).toEqual(empty);
    expect(await on(there.url, 'restore', file)).toMatchObject({
      code: 0,
      out: expect.stringContaining('all verified'),
      err: expect.stringContaining('1 messages'),
    });
    expect(await on(there.url, 'journal', 'verify')).toMatchObject({ code: 0 });
    expect(await on(there.url, 'journal', 'rebuild', '--check')).toMatchObject({ code: 0 });
    expect(await on(there.url, 'restore', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('something in this database already'),
    });
  });

  test('into a folder, it is named after its moment', async () => {
    const made = await on(here.url, 'backup', `${join(folder, 'nightly')}/`, '--json', '--without-keys');
    expect(JSON.parse(made.out)).toMatchObject({
      file: expect.stringMatching(/nightly\/sanbao-\d{8}T\d{6}Z\.backup\.gz$/),
      keys: false,
      rows: { 'public.org': 1 },
    });
  });
});
