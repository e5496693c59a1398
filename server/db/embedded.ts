/** The database a shop gets without installing one: PostgreSQL from npm, in a folder, for this program alone. */

import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import { FolderInUse, isAlive, readHolder, takeFolderLock, type FolderLock } from './folder_lock.ts';
import { endGhost } from './ghost.ts';
import { chooseCluster, createCluster, findCluster, prepareSocketFolder } from './places.ts';
import { chooseUser, run, type RunAs } from './run_as.ts';
import { supervise, type Supervised } from './supervise.ts';
import { waitUntil } from './wait.ts';

export type Connection = { readonly host: string; readonly user: string; readonly database: string };

export type Embedded = {
  readonly connection: Connection;
  /** Where the data really lies; not inside the asked folder when root's stand-in could not reach that. */
  readonly dataDir: string;
  /** False for a tool that found a running program and only uses its database. */
  readonly isOwn: boolean;
  stop(): Promise<void>;
  onLost(callback: () => void): void;
};

export type EmbeddedOptions = {
  readonly log?: (line: string) => void;
  /** Another PostgreSQL's programs, for trying an older version. */
  readonly binaries?: string;
  /** Server settings over our own. `fsync: 'off'` is for tests only. */
  readonly settings?: Readonly<Record<string, string>>;
};

const owner = 'sanbao';
const logMaxBytes = 20_000_000;

/** Throws `FolderInUse` when another program works on that folder. */
export async function startEmbedded(askedDir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  if (process.platform === 'win32') throw new Error('There is no embedded database on Windows: set DATABASE_URL to a PostgreSQL server.');
  mkdirSync(resolve(askedDir), { recursive: true });
  const folder = realpathSync(resolve(askedDir));
  const lock = takeFolderLock(folder, new Date());
  try {
    return await startLocked(folder, lock, options);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** For command-line tools: uses the database of the program that runs on the folder, or starts one for the moment. */
export async function attachEmbedded(askedDir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  let found: Embedded | null = null;
  let refusal: unknown;
  const tried = await waitUntil(
    async () => {
      try {
        found = await startEmbedded(askedDir, options);
      } catch (error) {
        refusal = error;
        found = await attachRunning(realpathSync(resolve(askedDir)));
        // Held and not answering: it is just starting, or just stopping.
        if (found === null && !(error instanceof FolderInUse)) throw error;
      }
      return found !== null;
    },
    { withinMs: 30_000, everyMs: 100 },
  );
  if (!tried || found === null) throw refusal;
  return found;
}

async function startLocked(folder: string, lock: FolderLock, options: EmbeddedOptions): Promise<Embedded> {
  const log = options.log ?? (() => {});
  const present = findCluster(folder);
  const user = chooseUser(present ?? join(folder, 'postgres'));
  const binaries = options.binaries ?? (await findBinaries(user, folder));
  const cluster = present ?? (await chooseCluster(folder, user));
  if (dirname(cluster) !== folder) log(`The database of ${folder} lies in ${cluster}.`);
  if (present === null) {
    await createCluster(folder, cluster, user, { binaries, owner, sync: options.settings?.['fsync'] !== 'off' });
  } else {
    await refuseOtherVersion(cluster, binaries, user);
  }
  const socket = prepareSocketFolder(cluster, user);
  const server = await superviseCluster({ folder, cluster, socket, binaries, user, log, settings: options.settings ?? {} });
  try {
    await createDatabase(socket);
  } catch (error) {
    await server.stop();
    throw error;
  }
  lock.tell(socket);
  const stop = () =>
    server.stop().finally(() => {
      rmSync(socket, { recursive: true, force: true });
      lock.release();
    });
  let stopped: Promise<void> | undefined;
  return {
    connection: { host: socket, user: owner, database: owner },
    dataDir: cluster,
    isOwn: true,
    stop: () => (stopped ??= stop()),
    onLost: (callback) => server.onLost(callback),
  };
}

type Setup = {
  readonly folder: string;
  readonly cluster: string;
  readonly socket: string;
  readonly binaries: string;
  readonly user: RunAs;
  readonly log: (line: string) => void;
  readonly settings: Readonly<Record<string, string>>;
};

async function superviseCluster(setup: Setup): Promise<Supervised> {
  const { cluster, socket, binaries, user, log } = setup;
  const logFile = join(setup.folder, 'postgres.log');
  if (existsSync(logFile) && statSync(logFile).size > logMaxBytes) renameSync(logFile, `${logFile}.1`);
  // Opened by us and passed on, so that it can be written even where the server's user cannot reach the folder.
  const handle = openSync(logFile, 'a', 0o600);
  const settings = { ...ownSettings(socket), ...setup.settings };
  const args = ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  try {
    const server = await supervise({
      clear: () => endGhost(cluster, socket, log),
      program: { file: join(binaries, 'postgres'), args, user, log: handle },
      probe: { host: socket, user: owner },
      lastWords: () => tailOf(logFile),
      log,
    });
    return { onLost: server.onLost, stop: () => server.stop().finally(() => closeSync(handle)) };
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

/** Sized for a shop's only machine, which does other things as well. Nothing here trades safety for speed. */
function ownSettings(socket: string): Record<string, string> {
  return {
    listen_addresses: '',
    unix_socket_directories: socket,
    unix_socket_permissions: '0700',
    max_connections: '60',
    shared_buffers: '64MB',
    max_wal_size: '512MB',
    fsync: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
  };
}

async function createDatabase(socket: string): Promise<void> {
  const client = new pg.Client({ host: socket, user: owner, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [owner]);
    if (rowCount === 0) await client.query(`create database ${owner}`);
  } finally {
    await client.end();
  }
}

async function refuseOtherVersion(cluster: string, binaries: string, user: RunAs): Promise<void> {
  const wrote = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  const { output } = await run(user, join(binaries, 'postgres'), ['--version']);
  const brings = /(\d+)/.exec(output)?.[1];
  if (wrote !== brings) {
    throw new Error(
      `The data in ${cluster} was written by PostgreSQL ${wrote}, and this program brings ${brings ?? output}. ` +
        'Make a backup with the program that wrote it, then restore it with this one.',
    );
  }
}

async function attachRunning(folder: string): Promise<Embedded | null> {
  const holder = readHolder(folder);
  if (holder?.socket === undefined || !isAlive(holder)) return null;
  const connection = { host: holder.socket, user: owner, database: owner };
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return { connection, dataDir: rows[0]?.data_directory ?? folder, isOwn: false, stop: async () => {}, onLost: () => {} };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') return null;
    throw new Error(
      `The program on ${folder} was started by another user, and only that user or root can use its database ` +
        `(${basename(holder.socket)}).`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
}

function tailOf(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const size = fstatSync(handle).size;
    const tail = Buffer.alloc(Math.min(size, 2_000));
    readSync(handle, tail, 0, tail.length, size - tail.length);
    return tail.toString();
  } finally {
    closeSync(handle);
  }
}
