/** The server under the kill test: started as a user would, found dead and started again. */

import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pause } from './client.ts';

const root = join(import.meta.dirname, '..', '..');

export type Running = {
  readonly base: string;
  start(): Promise<void>;
  /** With -9, and no goodbye. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

export async function makeServer(dataDir: string, databaseUrl: string | undefined): Promise<Running> {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const { DATABASE_URL: _, ...env } = process.env;
    child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'server', 'cli', 'main.ts'), 'start', '--port', String(port), '--data', dataDir], {
      env: databaseUrl === undefined ? env : { ...env, DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout!.on('data', (part: Buffer) => (said += part.toString()));
    child.stderr!.on('data', (part: Buffer) => (said += part.toString()));
    const mine = child;
    for (const end = Date.now() + 60_000; ; await pause(50)) {
      const ready = await fetch(`${base}/ready`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
      if (ready?.ok) return;
      if (mine.exitCode !== null || Date.now() > end) throw new Error(`the server did not start (exit ${mine.exitCode}):\n${said}`);
    }
  }

  async function kill(): Promise<void> {
    const dead = new Promise((resolve) => child!.once('exit', resolve));
    child!.kill('SIGKILL');
    await dead;
  }

  return {
    base, start, kill,
    async stop() {
      const dead = new Promise((resolve) => child!.once('exit', resolve));
      child!.kill('SIGTERM');
      await dead;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
