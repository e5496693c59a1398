/** Keeps one PostgreSQL running for as long as we live: starts it, waits until it answers, starts it again if it dies. */

import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { spawnGuarded, type Guarded, type Program } from './guardian.ts';

export type Supervised = {
  stop(): Promise<void>;
  /** Told when the server went away by itself, and that it is being started again. */
  onLost(callback: () => void): void;
};

type Charge = {
  /** Ends what a dead predecessor left; run before every start. */
  readonly clear: () => Promise<void>;
  readonly program: Program;
  readonly probe: { readonly host: string; readonly user: string };
  /** The last words of the server's log, for the error when it will not start. */
  readonly lastWords: () => string;
  readonly log: (line: string) => void;
};

// A server of ours that was killed lets go of its memory only when its last connection notices; a few tries cover that.
const firstTries = 6;
const pauseMaxMs = 5_000;
// Recovery after a crash can take minutes on a slow disk; beyond this something else is wrong.
const answerWithinMs = 15 * 60_000;

export async function supervise(charge: Charge): Promise<Supervised> {
  const stopping = new AbortController();
  const lost: (() => void)[] = [];
  let server = await startAtLast(charge, stopping.signal, firstTries);
  if (server === null) throw new Error(`PostgreSQL does not start. Its last words:\n${charge.lastWords()}`);
  let recovery = Promise.resolve();

  const watch = (running: Guarded) => {
    void running.ended.then(() => {
      if (stopping.signal.aborted) return;
      charge.log('The database server ended by itself; starting it again.');
      for (const callback of lost) callback();
      recovery = recover();
    });
  };
  const recover = async () => {
    const again = await startAtLast(charge, stopping.signal, Infinity);
    if (again === null) return;
    server = again;
    charge.log('The database server is back.');
    watch(again);
  };
  watch(server);

  return {
    onLost: (callback) => void lost.push(callback),
    stop: async () => {
      stopping.abort();
      await recovery;
      await server?.stop();
    },
  };
}

/** Null when told to stop meanwhile, or when every try failed. */
async function startAtLast(charge: Charge, stop: AbortSignal, triesMax: number): Promise<Guarded | null> {
  for (let tries = 0, waitMs = 50; tries < triesMax && !stop.aborted; tries++, waitMs = Math.min(2 * waitMs, pauseMaxMs)) {
    // The first start reports its trouble to the caller; a later one has no caller and goes on trying.
    try {
      await charge.clear();
      const server = spawnGuarded(charge.program);
      if (await answers(server, charge, stop)) return server;
      await server.stop();
    } catch (error) {
      if (triesMax !== Infinity) throw error;
      charge.log((error as Error).message);
    }
    await pause(waitMs, undefined, { signal: stop }).catch(() => {});
  }
  return null;
}

async function answers(server: Guarded, charge: Charge, stop: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + answerWithinMs;
  while (server.isRunning() && !stop.aborted && performance.now() < deadline) {
    if (await canAsk(charge.probe)) return true;
    await pause(20);
  }
  return false;
}

async function canAsk(probe: Charge['probe']): Promise<boolean> {
  const client = new pg.Client({ ...probe, database: 'postgres', connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
