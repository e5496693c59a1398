/** Telling one process from another that later got the same number. */

import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * A text that is the same for one process for as long as it lives and never again: the boot and the moment it started.
 * Null when there is no such process.
 */
export function birthOf(pid: number): string | null {
  if (process.platform !== 'linux') return commandOf(pid, 'lstart=');
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything, so fields are counted from the last closing one; the 22nd is the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
  } catch {
    return null;
  }
}

/** Whether that process is a PostgreSQL server working on this data folder, even if the folder was deleted under it. */
export function isPostgresOn(pid: number, cluster: string): boolean {
  if (process.platform !== 'linux') return commandOf(pid, 'command=')?.includes(`-D ${cluster}`) ?? false;
  try {
    if (birthOf(pid) === null || readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres') return false;
    return readlinkSync(`/proc/${pid}/cwd`).replace(/ \(deleted\)$/, '') === cluster;
  } catch {
    return false;
  }
}

function commandOf(pid: number, column: string): string | null {
  const ran = spawnSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' });
  return ran.status === 0 && ran.stdout.trim() !== '' ? ran.stdout.trim() : null;
}
