/** Tells the nodes on one database that a timer may have been set: NOTIFY after the commit, many commands in one. */

import type { Pool, PoolClient } from 'pg';

export type Bell = {
  ring(): void;
  /** Who is to be woken, here and by the other nodes. */
  onRing(listener: () => void): void;
  /** Something for the moment only, such as a telephone that rings: said to all nodes, kept nowhere. */
  shout(text: string): Promise<void>;
  onShout(listener: (text: string) => void): void;
  stop(): Promise<void>;
};

const channel = 'sanbao_timer';
const shoutChannel = 'sanbao_shout';
/** A NOTIFY takes a lock that all committers share, so it is sent once for all commands of this span, and outside of them. */
const batchMs = 25;
const againMs = 1_000;

export function openBell(pool: Pool, log: (line: string) => void): Bell {
  const listeners: (() => void)[] = [];
  const wakeAll = () => listeners.forEach((listener) => listener());
  let batch: NodeJS.Timeout | null = null;
  let isStopped = false;
  const shoutListeners: ((text: string) => void)[] = [];
  const line = holdLine(pool, wakeAll, (text) => shoutListeners.forEach((listener) => listener(text)), log);

  return {
    ring() {
      if (batch !== null || isStopped) return;
      batch = setTimeout(() => {
        batch = null;
        wakeAll();
        // Nobody's command hangs on it: a node that does not hear finds the timer when it looks by itself.
        pool.query(`select pg_notify('${channel}', '')`).catch(() => {});
      }, batchMs);
    },
    onRing: (listener) => void listeners.push(listener),
    async shout(text) {
      await pool.query('select pg_notify($1, $2)', [shoutChannel, text]);
    },
    onShout: (listener) => void shoutListeners.push(listener),
    async stop() {
      isStopped = true;
      if (batch !== null) clearTimeout(batch);
      await line.stop();
    },
  };
}

/** One connection that only listens, taken anew when it is lost. */
function holdLine(pool: Pool, heard: () => void, shouted: (text: string) => void, log: (line: string) => void): { stop(): Promise<void> } {
  let client: PoolClient | null = null;
  let retry: NodeJS.Timeout | null = null;
  let isStopped = false;

  async function connect(): Promise<void> {
    let mine: PoolClient | null = null;
    try {
      mine = await pool.connect();
      const lost = mine;
      lost.once('end', () => drop(lost));
      lost.once('error', () => drop(lost));
      lost.on('notification', (said) => (said.channel === shoutChannel ? shouted(said.payload ?? '') : heard()));
      await lost.query(`listen ${channel}; listen ${shoutChannel}`);
      if (isStopped) return lost.release(true);
      client = lost;
      // Whatever was said while nobody listened.
      heard();
    } catch (error) {
      mine?.release(true);
      if (!isStopped) log(`Listening for timers: ${(error as Error).message}`);
      again();
    }
  }

  function drop(lost: PoolClient): void {
    if (client !== lost) return;
    client = null;
    lost.release(true);
    again();
  }

  function again(): void {
    if (!isStopped) retry = setTimeout(() => (connecting = connect()), againMs);
  }

  let connecting = connect();
  return {
    async stop() {
      isStopped = true;
      if (retry !== null) clearTimeout(retry);
      await connecting;
      client?.removeAllListeners('notification');
      const mine = client;
      client = null;
      mine?.release(true);
    },
  };
}
