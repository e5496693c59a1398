/** Ends a PostgreSQL that was left behind on our data folder, and clears away what a dead one left. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { birthOf, isPostgresOn } from './process_identity.ts';
import { waitUntil } from './wait.ts';

/**
 * Called only by the holder of the folder's lock, so any server found here belongs to nobody any more: either its
 * guardian is just stopping it (we wait for that), or the guardian was killed as well (we do its work).
 */
export async function endGhost(cluster: string, socket: string, log: (line: string) => void): Promise<void> {
  const own = join(cluster, 'postmaster.pid');
  const socketLock = join(socket, '.s.PGSQL.5432.lock');
  for (const claim of [own, socketLock]) {
    const pid = pidIn(claim);
    if (pid !== null && isPostgresOn(pid, cluster)) await end(pid, cluster, log);
  }
  disown(own);
  rmSync(socketLock, { force: true });
}

// PostgreSQL believes its file whenever that number is in use, be it by quite another program. The file itself must
// stay: its other lines let the next server see whether connections of the dead one still write.
const numberNeverUsed = 4_194_304;

function disown(file: string): void {
  const pid = pidIn(file);
  if (pid === null || birthOf(pid) === null) return;
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [numberNeverUsed, ...rest].join('\n'));
}

async function end(pid: number, cluster: string, log: (line: string) => void): Promise<void> {
  const isGone = () => !isPostgresOn(pid, cluster);
  const steps = [
    { signal: 'SIGINT', withinMs: 15_000 },
    { signal: 'SIGQUIT', withinMs: 10_000 },
    { signal: 'SIGKILL', withinMs: 10_000 },
  ] as const;
  log(`A database server (process ${pid}) was left running on ${cluster}; ending it first.`);
  for (const { signal, withinMs } of steps) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    if (await waitUntil(isGone, { withinMs })) return;
  }
  throw new Error(`Process ${pid} still works on ${cluster} and cannot be ended.`);
}

function pidIn(file: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return pid > 1 ? pid : null;
  } catch {
    return null;
  }
}
