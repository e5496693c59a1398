/** Nodes as processes of their own: started, killed, and started again as soon as they are found dead. */

import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Nodes = {
  /** With -9 and no goodbye, perhaps while it is still starting; another takes its place at once. */
  kill(which: number): void;
  stop(): Promise<void>;
};

export async function startNodes(databaseUrl: string, count: number): Promise<Nodes> {
  const running: ChildProcess[] = [];
  let isStopping = false;

  function start(which: number): ChildProcess {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'node.ts')], {
      // Compiled once for all: on two cores the starting of nodes would otherwise take the time that alarms need.
      env: { ...process.env, DATABASE_URL: databaseUrl, NODE_COMPILE_CACHE: join(tmpdir(), 'sanbao-chaos-compiled') }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    running[which] = child;
    child.once('exit', (code, signal) => {
      if (isStopping) return;
      if (signal !== 'SIGKILL') console.error(`node ${which} ended by itself (${code ?? signal})`);
      start(which);
    });
    return child;
  }

  await Promise.all(Array.from({ length: count }, (_, which) => new Promise((resolve) => start(which).stdout!.once('data', resolve))));
  return {
    kill: (which) => void running[which]!.kill('SIGKILL'),
    async stop() {
      isStopping = true;
      await Promise.all(running.map((child) => new Promise<void>((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      })));
    },
  };
}
