/** Which user the embedded database runs as: PostgreSQL refuses root, so root steps down to somebody else. */

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

/** Without uid and gid: as whoever runs us. */
export type RunAs = { readonly uid?: number; readonly gid?: number };

/** A folder that already holds data is served by its owner; otherwise by `postgres`, or `nobody` where there is none. */
export function chooseUser(cluster: string): RunAs {
  if (process.getuid?.() !== 0) return {};
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { uid, gid };
  }
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== null && gid !== null) return { uid, gid };
  }
  throw new Error(
    'The embedded database cannot run as root, and this machine has neither a user `postgres` nor `nobody`. ' +
      'Start Sanbao as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
  );
}

/** The user id whose files are ours: the chosen user's, or our own. */
export function ownerOf(user: RunAs): number {
  return user.uid ?? process.getuid?.() ?? -1;
}

export type Ran = { readonly ok: boolean; readonly output: string };

/** Runs one program to its end as that user, with a clean environment and a working folder everyone can reach. */
export function run(user: RunAs, file: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(file, args, { ...user, cwd: '/', env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
}

// Somebody's PGPORT, PGDATA or Chinese LC_MESSAGES must not change how our own database behaves.
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}

export function canEnter(user: RunAs, folder: string): Promise<boolean> {
  return run(user, '/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder]).then((ran) => ran.ok);
}

function idOf(flag: '-u' | '-g', name: string): number | null {
  const ran = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return ran.status === 0 ? Number(ran.stdout) : null;
}
