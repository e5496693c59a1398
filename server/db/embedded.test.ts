import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { findBinaries } from './binaries.ts';
import { attachEmbedded, startEmbedded } from './embedded.ts';
import type { FixtureOrder, FixtureReport } from './embedded.fixture.ts';
import { birthOf } from './process_identity.ts';
import { chooseUser } from './run_as.ts';
import { waitUntil } from './wait.ts';

const isRoot = process.getuid?.() === 0;
const people = isRoot ? (['root', 'an ordinary user'] as const) : (['an ordinary user'] as const);
type Person = (typeof people)[number] | 'root';

type Program = {
  readonly pid: number;
  readonly report: FixtureReport;
  readonly exited: Promise<unknown>;
  readonly lines: string[];
  stop(): Promise<unknown>;
};

const toEnd: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end();
});

describe.each(people)('as %s', (person) => {
  test('what was written is there after a stop and a start, and a stop leaves nothing running', async () => {
    const folder = newFolder(person);
    const first = await launch(folder, person);
    await ask(first.report, 'create table kept as select 42 as answer');
    await first.stop();
    expect(birthOf(first.report.server)).toBeNull();
    expect(existsSync(first.report.connection.host)).toBe(false);

    const second = await launch(folder, person);
    expect(await ask(second.report, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('a second start on the folder is refused and names the holder', async () => {
    const folder = newFolder(person);
    const program = await launch(folder, person);
    await expect(launch(folder, person)).rejects.toThrow(`already in use by process ${program.pid}`);
    expect(await ask(program.report, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('kill -9 of the program ends its database too, and the next start has the data', async () => {
    const folder = newFolder(person);
    const program = await launch(folder, person);
    await ask(program.report, 'create table kept as select 42 as answer');
    process.kill(program.pid, 'SIGKILL');
    await program.exited;
    // At once, so the next start also meets a server that is just stopping.
    const next = await launch(folder, person);
    expect(birthOf(program.report.server)).toBeNull();
    expect(await ask(next.report, 'select answer from kept')).toEqual([{ answer: 42 }]);
    process.kill(next.pid, 'SIGKILL');
    await eventually(() => birthOf(next.report.server) === null);
  });

  test('kill -9 of the database: it comes back by itself with the data', async () => {
    const program = await launch(newFolder(person), person);
    await ask(program.report, 'create table kept as select 42 as answer');
    process.kill(program.report.server, 'SIGKILL');
    await eventually(async () => (await ask(program.report, 'select answer from kept').catch(() => [])).length === 1);
    expect(program.lines).toContain('lost');
  });

  test('kill -9 of the program and its guardian: the next start ends the ghost and has the data', async () => {
    const folder = newFolder(person);
    const program = await launch(folder, person);
    await ask(program.report, 'create table kept as select 42 as answer');
    const guardian = parentOf(program.report.server);
    const watchers = childrenOf(guardian ?? 0).filter((pid) => pid !== program.report.server);
    // Stopped first, so that it cannot answer the loss of the guardian.
    process.kill(program.pid, 'SIGSTOP');
    for (const pid of [...watchers, guardian ?? 0, program.pid]) process.kill(pid, 'SIGKILL');
    await program.exited;
    expect(birthOf(program.report.server)).not.toBeNull();

    const next = await launch(folder, person);
    expect(birthOf(program.report.server)).toBeNull();
    expect(await ask(next.report, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('a start that was killed halfway through making the database is no obstacle', async () => {
    const folder = newFolder(person);
    mkdirSync(join(folder, 'postgres.new'));
    writeFileSync(join(folder, 'postgres.new', 'PG_VERSION'), '18\n');
    if (person !== 'root' && isRoot) chownSync(join(folder, 'postgres.new'), ordinary().uid ?? 0, ordinary().gid ?? 0);
    const program = await launch(folder, person);
    expect(await ask(program.report, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('in one process', () => {
  test('the same folder twice is refused, and free again after the stop', async () => {
    const folder = newFolder('root');
    const first = await startEmbedded(folder);
    toEnd.push(first.stop);
    await expect(startEmbedded(folder)).rejects.toThrow('already in use');
    await first.stop();
    const second = await startEmbedded(folder);
    await second.stop();
  });

  test('a process file that names a stranger is no obstacle', async () => {
    const folder = newFolder('root');
    const first = await startEmbedded(folder);
    const claim = join(first.dataDir, 'postmaster.pid');
    const text = readFileSync(claim, 'utf8');
    await first.stop();
    writeFileSync(claim, text.replace(/^\d+/, String(process.pid)));
    const second = await startEmbedded(folder);
    await second.stop();
    expect(existsSync(claim)).toBe(false);
  });

  test('data of another PostgreSQL is refused with both versions', async () => {
    const folder = newFolder('root');
    const first = await startEmbedded(folder);
    await first.stop();
    writeFileSync(join(first.dataDir, 'PG_VERSION'), '14\n');
    await expect(startEmbedded(folder)).rejects.toThrow('written by PostgreSQL 14, and this program brings 18');
  });

  test('a server that does not start is an error with its last words, and the folder is free again', async () => {
    const folder = newFolder('root');
    await expect(startEmbedded(folder, { settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
      'invalid value for parameter "shared_buffers"',
    );
    await (await startEmbedded(folder)).stop();
  });

  test('a tool uses the database of a running program, or starts it for the moment', async () => {
    const folder = newFolder('root');
    const program = await startEmbedded(folder);
    toEnd.push(program.stop);
    const guest = await attachEmbedded(folder);
    expect([guest.isOwn, guest.dataDir, guest.connection]).toEqual([false, program.dataDir, program.connection]);
    await guest.stop();
    expect(await ask({ connection: program.connection }, 'select 1 as one')).toEqual([{ one: 1 }]);
    await program.stop();

    const alone = await attachEmbedded(folder);
    toEnd.push(alone.stop);
    expect(alone.isOwn).toBe(true);
  });

  test('installed without links, in a place the database user cannot use: a copy runs', async () => {
    const folder = newFolder('root');
    const home = join(newFolder('root'), 'package');
    const user = chooseUser(join(folder, 'postgres'));
    const real = join(await findBinaries(user, folder), '../..');
    copyWithoutLinks(real, home);
    chmodSync(join(home, 'native/lib'), isRoot ? 0o755 : 0o555);
    if (isRoot) chmodSync(join(home, '..'), 0o700);
    toEnd.push(() => chmodSync(join(home, 'native/lib'), 0o755));

    const binaries = await findBinaries(user, folder, home);
    toEnd.push(() => rmSync(join(binaries, '../..'), { recursive: true, force: true }));
    expect(binaries.startsWith(home)).toBe(false);
    const embedded = await startEmbedded(folder, { binaries });
    await embedded.stop();
  });
});

// Only root steps down to another user, so only root can choose a folder that its own database cannot reach.
if (isRoot)
  describe('root and others', () => {
    test('the folder of another user is refused, not worked on without a lock', async () => {
      const folder = newFolder('root');
      const program = await launch(folder, 'root');
      await program.stop();
      await expect(launch(folder, 'an ordinary user')).rejects.toThrow('belongs to another user');
    });

    test('in a folder private to root the data lies elsewhere, is found again, and its loss is no empty database', async () => {
      const home = newFolder('root');
      chmodSync(home, 0o700);
      const folder = join(home, 'data');
      const first = await startEmbedded(folder);
      toEnd.push(() => rmSync(join(first.dataDir, '..'), { recursive: true, force: true }));
      await ask({ connection: first.connection }, 'create table kept as select 42 as answer');
      await first.stop();
      expect(first.dataDir.startsWith(home)).toBe(false);

      // Reachable now, and still the data is where it was.
      chmodSync(home, 0o755);
      const second = await startEmbedded(folder);
      expect(second.dataDir).toBe(first.dataDir);
      expect(await ask({ connection: second.connection }, 'select answer from kept')).toEqual([{ answer: 42 }]);
      await second.stop();

      rmSync(first.dataDir, { recursive: true });
      await expect(startEmbedded(folder)).rejects.toThrow('it is not there');
    });
  });

function newFolder(person: Person): string {
  const folder = mkdtempSync(join(tmpdir(), 'sanbao-embedded-'));
  chmodSync(folder, 0o755);
  if (person !== 'root' && isRoot) chownSync(folder, ordinary().uid ?? 0, ordinary().gid ?? 0);
  toEnd.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function ordinary(): { uid?: number; gid?: number } {
  return chooseUser('/nowhere');
}

async function launch(folder: string, person: Person): Promise<Program> {
  const order: FixtureOrder =
    person === 'root' || !isRoot ? { folder } : { folder, ...ordinary(), binaries: await findBinaries(ordinary(), folder) };
  const fixture = join(import.meta.dirname, 'embedded.fixture.ts');
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', fixture, JSON.stringify(order)],
    { stdio: ['pipe', 'pipe', 'inherit'], cwd: '/' },
  );
  child.stdin.on('error', () => {});
  const exited = once(child, 'exit');
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => lines.push(line));
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) child.stdin.write('stop\n');
    await exited;
  };
  toEnd.push(end);
  await Promise.race([once(output, 'line'), exited]);
  const first = JSON.parse(lines[0] ?? '{"error":"the program said nothing"}') as FixtureReport & { error?: string };
  if (first.error !== undefined) throw new Error(first.error);
  // A program that was killed could not remove it.
  toEnd.push(() => rmSync(first.connection.host, { recursive: true, force: true }));
  return { pid: child.pid ?? 0, report: first, exited, lines, stop: end };
}

async function ask(report: Pick<FixtureReport, 'connection'>, sql: string): Promise<unknown[]> {
  const client = new pg.Client(report.connection);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function eventually(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  expect(await waitUntil(isTrue, { withinMs: 15_000 })).toBe(true);
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === parent);
}

function copyWithoutLinks(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (source) => !lstatSync(source).isSymbolicLink() });
}
