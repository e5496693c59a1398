import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { urlOf } from '../../test/database_url.ts';
import { startEmbedded } from '../db/embedded.ts';
import { openPool } from '../db/connect.ts';
import { waitUntil } from '../db/wait.ts';
import { demoPeople } from '../demo/world.ts';
import { verifyChains } from '../journal/verify.ts';
import { startServer } from '../main.ts';

const folders: string[] = [];
const makeFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'sanbao-lost-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const quiet = { port: 0, host: '127.0.0.1', demo: true, standalone: false, print: () => {}, logTo: () => {} } as const;

async function agentAt(url: string) {
  const { email, password } = demoPeople.find((each) => each.roles.includes('agent'))!;
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  return async (key: string) => {
    const reply = await fetch(`${url}/api/v1/cases`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ zone: 'urban', channel: 'phone' }),
    });
    return {
      status: reply.status,
      retry: reply.headers.get('retry-after'),
      body: (await reply.json()) as { code?: string; facts?: { id: string }[] },
    };
  };
}

const isReady = (url: string) => async () => (await fetch(`${url}/ready`)).status === 200;

test(
  'a database server that goes and comes again: 503 meanwhile, everything acknowledged is there, and no restart',
  { timeout: 90_000 },
  async () => {
    const folder = makeFolder();
    let postgres = await startEmbedded(folder);
    const databaseUrl = urlOf(postgres.connection);
    const running = await startServer({ ...quiet, dataDir: 'unused', databaseUrl });
    const report = await agentAt(running.url);
    const acknowledged = new Map<string, string>();
    const keys = Array.from({ length: 40 }, (_, i) => `around-the-loss-${i}`);
    const before = Promise.all(keys.map((key) => report(key).then((answer) => ({ key, answer }))));
    await report('first-of-all');
    await postgres.stop();
    for (const { key, answer } of await before) {
      // Whatever was under way was answered as recorded, or as a 503 that invites to try again.
      expect([answer.status, answer.body.code]).toEqual(answer.status === 201 ? [201, undefined] : [503, 'database_gone']);
      if (answer.status === 201) acknowledged.set(key, answer.body.facts![0]!.id);
    }
    const away = await report('while-away');
    expect([away.status, away.body.code, away.retry]).toEqual([503, 'database_gone', '2']);
    expect([(await fetch(`${running.url}/ready`)).status, (await fetch(`${running.url}/health`)).status]).toEqual([503, 200]);
    expect(await (await fetch(`${running.url}/metrics`)).text()).toMatch(/^sanbao_ready 0$/m);

    postgres = await startEmbedded(folder);
    expect(await waitUntil(isReady(running.url), { withinMs: 30_000 })).toBe(true);
    for (const key of keys) {
      const again = await report(key);
      expect(again.status).toBe(acknowledged.has(key) ? 200 : again.status === 200 ? 200 : 201);
      expect(again.body.facts![0]!.id).toBe(acknowledged.get(key) ?? again.body.facts![0]!.id);
    }
    await running.stop();
    const pool = openPool({ connectionString: databaseUrl });
    const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from journal where command_id like 'around-the-loss-%'`);
    expect(rows[0]!.n).toBe(keys.length);
    expect((await verifyChains(pool)).broken).toBeNull();
    await pool.end();
    await postgres.stop();
  },
);

test('an embedded database that is killed is started again, and nothing acknowledged is lost', { timeout: 90_000 }, async () => {
  const folder = makeFolder();
  const running = await startServer({ ...quiet, dataDir: folder, databaseUrl: undefined });
  const report = await agentAt(running.url);
  expect((await report('before-the-kill')).status).toBe(201);
  const postmaster = Number.parseInt(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8'), 10);
  process.kill(postmaster, 'SIGKILL');
  const isAccepted = async () => [200, 201].includes((await report('after-the-kill')).status);
  expect(await waitUntil(isAccepted, { withinMs: 60_000, everyMs: 100 })).toBe(true);
  expect(await waitUntil(isReady(running.url), { withinMs: 30_000 })).toBe(true);
  expect((await report('before-the-kill')).status).toBe(200);
  await running.stop();
});
