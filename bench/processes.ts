/** Processes under measurement: started, waited for, and asked how much processor time they have used. */

import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

// Linux counts processor time in ticks of a hundredth of a second.
const tickMs = 10;

/** Processor milliseconds that a process and all below it have used so far; those that ended count through their parent. */
export function cpuMsOf(pid: number): number {
  const children = new Map<number, number[]>();
  const used = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    let fields: string[];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    } catch {
      continue;
    }
    const parent = Number(fields[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    used.set(Number(name), fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * tickMs);
  }
  let sum = 0;
  for (const queue = [pid]; queue.length > 0; ) {
    const next = queue.pop()!;
    sum += used.get(next) ?? 0;
    queue.push(...(children.get(next) ?? []));
  }
  return sum;
}

/** Resident memory in MB: what a process and those below it hold for themselves (shared pages once, as Pss counts them). */
export function memoryMbOf(pids: readonly number[]): number {
  let kb = 0;
  for (const pid of pids) {
    const match = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    kb += Number(match?.[1] ?? 0);
  }
  return kb / 1024;
}

export function below(pid: number): number[] {
  const found = [pid];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid) found.push(...below(Number(name)));
    } catch {
      continue;
    }
  }
  return found;
}

export async function startProcess(file: string, args: readonly string[], env: NodeJS.ProcessEnv, ready: () => Promise<boolean>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout!.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr!.on('data', (part: Buffer) => (said += part.toString()));
  for (const end = Date.now() + 60_000; !(await ready().catch(() => false)); ) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`${file} did not start:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return child;
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
