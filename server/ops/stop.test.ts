import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { demoOrg, demoPeople } from '../demo/world.ts';
import { startServer } from '../main.ts';

const { pool, url: databaseUrl } = await freshDatabase();

async function startDemo(patienceMs?: number) {
  const running = await startServer({
    port: 0,
    host: '127.0.0.1',
    dataDir: 'unused',
    databaseUrl,
    demo: true,
    standalone: false,
    print: () => {},
    logTo: () => {},
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
  const { email, password } = demoPeople.find((each) => each.roles.includes('agent'))!;
  const answer = await fetch(`${running.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: running.url },
    body: JSON.stringify({ email, password }),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  return { ...running, cookie };
}

/** Holds every command of the organisation back until it is let go. */
async function hold() {
  const client = await pool.connect();
  await client.query(`begin; select pg_advisory_xact_lock(1, hashtext('${demoOrg}'))`);
  const waiting = async () =>
    (
      await client.query(
        `select from pg_locks where not granted and locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
      )
    ).rowCount;
  return {
    untilSomebodyWaits: () => expect.poll(waiting, { timeout: 10_000 }).toBeGreaterThan(0),
    async letGo() {
      await client.query('rollback');
      client.release();
    },
  };
}

/** One connection that is written on by hand, so that a second request can follow while the first is under way. */
function wire(url: string, cookie: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let heard = '';
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {});
  return {
    closed,
    heard: () => heard,
    report(key: string) {
      const body = JSON.stringify({ zone: 'urban', channel: 'phone' });
      socket.write(
        `POST /api/v1/cases HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${cookie}\r\nidempotency-key: ${key}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    },
  };
}

const recorded = async (key: string) => (await pool.query(`select from command where command_id = $1`, [key])).rowCount;

test('a request under way is finished; one that follows is sent away with 503 and its connection closed', async () => {
  const running = await startDemo();
  const held = await hold();
  const line = wire(running.url, running.cookie);
  line.report('under-way');
  await held.untilSomebodyWaits();
  const stopped = running.stop();
  line.report('too-late-1');
  await expect(fetch(`${running.url}/health`)).rejects.toThrow();
  await held.letGo();
  await stopped;
  await line.closed;
  const [, first, second] = line.heard().split('HTTP/1.1 ');
  expect(first).toMatch(/^201 .*"recorded"/s);
  // Node closes after the first answer when it can; what did not get an answer was not begun.
  expect(second ?? '503 connection: close "stopping"').toMatch(/^503 .*connection: close.*"stopping"/is);
  expect([await recorded('under-way'), await recorded('too-late-1')]).toEqual([1, 0]);
});

test('one that takes for ever is cut off, and nothing of it is half recorded', async () => {
  const running = await startDemo(200);
  const held = await hold();
  const line = wire(running.url, running.cookie);
  line.report('for-ever-1');
  await held.untilSomebodyWaits();
  const stopped = running.stop();
  await line.closed;
  expect(line.heard()).toBe('');
  await held.letGo();
  await stopped;
  // It may have been recorded whole, since nobody could tell its caller; half of it never.
  const { rows } = await pool.query(
    `select (select count(*) from command where command_id = 'for-ever-1') = (select count(*) from journal where command_id = 'for-ever-1') as whole`,
  );
  expect(rows).toEqual([{ whole: true }]);
});
