/**
 * One program per data folder.
 *
 * The lock is the operating system's own lock on a file, taken through SQLite because Node offers no other way to it:
 * it ends with the process however that ends, and a process number used again cannot be mistaken for the holder.
 * The file beside it only tells people, and command-line tools, who holds the lock and where the database listens.
 */

import { accessSync, closeSync, constants, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { birthOf } from './process_identity.ts';

export type Holder = {
  readonly pid: number;
  readonly birth: string | null;
  readonly since: string;
  /** The folder of the socket, once the database answers. */
  readonly socket?: string;
};

export class FolderInUse extends Error {
  override name = 'FolderInUse';
}

export type FolderLock = {
  /** Lets command-line tools find the database. */
  tell(socket: string): void;
  release(): void;
};

const lockFile = '.sanbao.lock';
const holderFile = '.sanbao.holder.json';

/** Throws `FolderInUse` when another process, or this one, already works on the folder. */
export function takeFolderLock(folder: string, now: Date): FolderLock {
  const file = join(folder, lockFile);
  makeWritable(folder, file);
  // The holder file is the second check: copying the lock file inside the holding process silently drops a POSIX lock.
  const before = readHolder(folder);
  if (before !== null && before.pid !== process.pid && isAlive(before)) throw inUse(folder, before);
  let lock: DatabaseSync;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec('begin exclusive');
  } catch (error) {
    if ((error as { errcode?: number }).errcode === 5) throw inUse(folder, readHolder(folder));
    throw new Error(`The lock file ${file} cannot be used: ${(error as Error).message}`, { cause: error });
  }
  const self: Holder = { pid: process.pid, birth: birthOf(process.pid), since: now.toISOString() };
  writeHolder(folder, self);
  let held = true;
  return {
    tell: (socket) => writeHolder(folder, { ...self, socket }),
    release: () => {
      if (!held) return;
      held = false;
      rmSync(join(folder, holderFile), { force: true });
      lock.close();
    },
  };
}

/** Who says to hold the folder; a holder that was killed leaves its word behind, so `isAlive` is asked as well. */
export function readHolder(folder: string): Holder | null {
  try {
    return JSON.parse(readFileSync(join(folder, holderFile), 'utf8')) as Holder;
  } catch {
    return null;
  }
}

export function isAlive(holder: Holder): boolean {
  return holder.birth !== null && birthOf(holder.pid) === holder.birth;
}

// SQLite would take a read-only file without complaint and lock nothing.
function makeWritable(folder: string, file: string): void {
  try {
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new Error(
      `The data folder ${folder} belongs to another user (${(error as NodeJS.ErrnoException).code}). ` +
        'Run this as the user who started Sanbao there, or choose another folder.',
      { cause: error },
    );
  }
}

function writeHolder(folder: string, holder: Holder): void {
  const file = join(folder, holderFile);
  writeFileSync(`${file}.new`, JSON.stringify(holder), { mode: 0o644 });
  renameSync(`${file}.new`, file);
}

function inUse(folder: string, holder: Holder | null): FolderInUse {
  const who = holder === null ? 'another process' : `process ${holder.pid}, since ${holder.since}`;
  const stop = holder === null ? 'Stop it first' : `Stop it first (kill ${holder.pid})`;
  return new FolderInUse(
    `The data folder ${folder} is already in use by ${who}. ${stop}, or start with another data folder. ` +
      'To run several nodes on the same data, set DATABASE_URL to a PostgreSQL server.',
  );
}
