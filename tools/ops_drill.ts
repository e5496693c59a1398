/**
 * Fills the disk under a running program while clients work, makes room again, and counts: `npm run ops-drill`.
 *
 * The disk is a small memory disk in a mount namespace of this run's own. Root may make one; everybody else where the
 * kernel allows user namespaces. Where neither is so it says so and ends with 3, which the runners of tests report.
 */

import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '../core/base/time.ts';
import { openDatabase } from '../server/db/connect.ts';
import { asOwner } from '../server/db/transaction.ts';
import { waitUntil } from '../server/db/wait.ts';
import { timeOrderedId } from '../server/house.ts';
import { checkDerived } from '../server/journal/rebuild.ts';
import { verifyChains } from '../server/journal/verify.ts';
import { openShelf } from '../server/pack/shelf.ts';
import { makeClient, type Client } from './kill/client.ts';
import { makeServer } from './kill/server.ts';

const missingProgram = 3;
/** A new database takes about 60 MB of it, and its next log segment wants 16. */
const diskBytes = 200_000_000;

/** Runs this file once more with a small disk in place. */
function againOnSmallDisk(): number {
  const folder = mkdtempSync(join(tmpdir(), 'sanbao-disk-'));
  chmodSync(folder, 0o755);
  const uid = process.getuid?.() ?? 0;
  const mount = `mount -t tmpfs -o mode=755,size=${diskBytes} none "$SANBAO_DRILL_DISK"`;
  // Mounting wants the rights of root within the namespace, and the database refuses to run with them; so the run steps back into its own user.
  const [namespace, stepBack] =
    uid === 0 ? [['-m'], 'exec "$@"'] : [['-Urm'], `exec unshare -U --map-user=${uid} --map-group=${process.getgid?.() ?? uid} "$@"`];
  const env = { ...process.env, SANBAO_DRILL_DISK: folder };
  try {
    const probe = spawnSync('unshare', [...namespace, 'sh', '-c', `${mount} && ${stepBack}`, 'sh', 'true'], { env, encoding: 'utf8' });
    if (probe.status !== 0) {
      console.error(
        `A full disk cannot be tried here: neither root nor user namespaces (${(probe.stderr || String(probe.error ?? '')).trim()}).`,
      );
      return missingProgram;
    }
    const command = [process.execPath, '--disable-warning=ExperimentalWarning', import.meta.filename];
    return (
      spawnSync('unshare', [...namespace, 'sh', '-c', `${mount} && ${stepBack}`, 'sh', ...command], { env, stdio: 'inherit' }).status ?? 1
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let passed = 0;
let failed = 0;

function expect(what: string, isSo: boolean, found: unknown = ''): void {
  if (isSo) passed++;
  else failed++;
  console.log(`${isSo ? 'ok    ' : 'FAILED'} ${what}${isSo ? '' : `: ${String(found)}`}`);
}

async function drill(place: string): Promise<number> {
  const folder = join(place, 'data');
  const server = await makeServer(folder, undefined);
  await server.start();
  const clients = await storm(place, server.base).finally(() => server.stop());
  await judge(folder, clients);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** Answers what the clients sent, and what they were told. */
async function storm(place: string, base: string): Promise<readonly Client[]> {
  const control = { over: false };
  const { cookie, engineers } = await signIn(base);
  const clients = Array.from({ length: 6 }, (_, at) =>
    makeClient(
      base,
      async () => cookie,
      engineers,
      diceOf(at + 1),
      () => control.over,
    ),
  );
  const running = Promise.all(clients.map((client) => client.run()));
  running.catch(() => {});
  const acknowledged = () => clients.flatMap((client) => client.log).filter((sent) => sent.answers.length > 0).length;
  await waitUntil(() => acknowledged() > 50, { withinMs: 60_000 });
  expect('people work before', acknowledged() > 50, acknowledged());

  await whileFull(place, base, cookie);

  const atFull = acknowledged();
  expect(
    'ready again by itself',
    await waitUntil(async () => (await statusOf(`${base}/ready`)) === 200, { withinMs: 90_000, everyMs: 200 }),
  );
  await waitUntil(() => acknowledged() > atFull + 50, { withinMs: 60_000 });
  expect('people work after', acknowledged() > atFull + 50, acknowledged() - atFull);
  control.over = true;
  await running.then(
    () => expect('every command was answered in the end, none with a fault', true),
    (error: Error) => expect('no command was answered with a fault', false, error.message),
  );
  return clients;
}

/** Puts a file in the way that takes all the room there is, looks around, and takes it away. */
async function whileFull(place: string, base: string, cookie: string): Promise<void> {
  const ballast = join(place, 'ballast');
  const handle = openSync(ballast, 'w');
  let isRefused = false;
  const refusal = await waitUntil(
    async () => {
      fill(handle);
      const answer = await report(base, cookie);
      isRefused ||= answer.status === 503;
      return isRefused && (await statusOf(`${base}/ready`)) === 503;
    },
    { withinMs: 60_000, everyMs: 100 },
  );
  expect('a full disk: commands are answered 503 and readiness is red', refusal);
  const answer = await report(base, cookie);
  expect('in words: database_gone', answer.status === 503 && answer.code === 'database_gone', JSON.stringify(answer));
  expect('alive all the same', (await statusOf(`${base}/health`)) === 200);
  const backup = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '..', 'server', 'cli', 'main.ts'), 'backup', join(place, 'full.gz'), '--data', join(place, 'data')],
    { encoding: 'utf8', timeout: 60_000 },
  );
  expect(
    'a backup onto the full disk says so and leaves nothing',
    backup.status === 1 && !readdirSync(place).some((name) => name.startsWith('full')),
    backup.stderr,
  );
  closeSync(handle);
  rmSync(ballast);
}

/** Until not one more byte fits. */
function fill(handle: number): void {
  const chunks = [1_000_000, 4_096].map((size) => Buffer.alloc(size, 1));
  for (const chunk of chunks) {
    try {
      for (;;) writeSync(handle, chunk);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOSPC') throw error;
    }
  }
}

async function report(base: string, cookie: string): Promise<{ status: number; code?: string }> {
  const answer = await fetch(`${base}/api/v1/cases`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ zone: 'urban', channel: 'phone', description: '停电'.repeat(4_000) }),
    signal: AbortSignal.timeout(15_000),
  });
  const { code } = (await answer.json()) as { code?: string };
  return { status: answer.status, ...(code === undefined ? {} : { code }) };
}

const statusOf = (url: string) => fetch(url, { signal: AbortSignal.timeout(15_000) }).then((answer) => answer.status);

async function signIn(base: string): Promise<{ cookie: string; engineers: string[] }> {
  const { people } = (await (await fetch(`${base}/demo.json`)).json()) as {
    people: { email: string; password: string; roles: string[] }[];
  };
  const { email, password } = people.find((person) => person.roles.includes('manager'))!;
  const answer = await fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ email, password }),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const list = (await (await fetch(`${base}/api/v1/people?role=engineer`, { headers: { cookie } })).json()) as {
    items: { person_id: string }[];
  };
  return { cookie, engineers: list.items.map((person) => person.person_id) };
}

/** Compares what clients were told with what the journal holds. */
async function judge(folder: string, clients: readonly Client[]): Promise<void> {
  const db = await openDatabase({ dataDir: folder });
  try {
    const { rows } = await asOwner(db.pool, (tx) =>
      tx.query<{ command_id: string; facts: string[] }>('select command_id, array_agg(fact_id) as facts from journal group by command_id'),
    );
    const recorded = new Map(rows.map((row) => [row.command_id, row.facts]));
    const sent = clients.flatMap((client) => client.log);
    const lost = sent.filter((each) =>
      each.answers.some((answer) => answer.facts.some((fact) => recorded.get(each.key)?.includes(fact) !== true)),
    );
    const twice = sent.filter((each) => (recorded.get(each.key)?.length ?? 0) > (each.answers[0]?.facts.length ?? Infinity));
    const retried = sent.filter((each) => each.tries > each.answers.length).length;
    console.log(`       ${sent.length} commands, ${retried} of them sent again after a 503`);
    expect('some commands met the full disk', retried > 0);
    expect('nothing acknowledged is lost', lost.length === 0, lost.length);
    expect('nothing is there twice', twice.length === 0, twice.length);
    expect('every chain is whole', (await verifyChains(db.pool)).broken === null);
    const house = { db, packs: openShelf(), now: () => Date.now() as Instant, newId: () => timeOrderedId(Date.now() as Instant) };
    expect('lists and readings are what the facts say', (await checkDerived(house)).differences.length === 0);
  } finally {
    await db.close();
  }
}

function diceOf(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const disk = process.env['SANBAO_DRILL_DISK'];
process.exit(disk === undefined ? againOnSmallDisk() : await drill(disk));
