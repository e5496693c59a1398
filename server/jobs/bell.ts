/** Tells the nodes on one database that something was recorded, and what is waited for since: NOTIFY after the commit, many commands in one. */

import { randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Instant } from '../../core/base/time.ts';

/** `earliest`: the first moment that is newly waited for; null when none is, left out when it may be any. */
type Listener = (earliest: Instant | null) => void;

export type Bell = {
  ring(earliest?: Instant | null): void;
  /** Who is to be woken, here and by the other nodes. */
  onRing(listener: Listener): void;
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
const anyMoment = 0 as Instant;

export function openBell(pool: Pool, log: (line: string) => void): Bell {
  const listeners: Listener[] = [];
  const wakeAll: Listener = (earliest) => listeners.forEach((listener) => listener(earliest));
  // Whoever rings has woken its own listeners, and does not hear itself.
  const self = randomBytes(6).toString('hex');
  const heard = (text: string) => {
    const [node, moment = ''] = text.split(' ');
    if (node !== self) wakeAll(moment === '' ? null : (Number(moment) as Instant));
  };
  let batch: NodeJS.Timeout | null = null;
  let first: Instant | null = null;
  let isStopped = false;
  // So that a stop leaves no connection taken.
  let sent: Promise<unknown> = Promise.resolve();
  const shoutListeners: ((text: string) => void)[] = [];
  const line = holdLine(pool, heard, (text) => shoutListeners.forEach((listener) => listener(text)), log);

  return {
    ring(earliest = anyMoment) {
      if (earliest !== null && (first === null || earliest < first)) first = earliest;
      if (batch !== null || isStopped) return;
      batch = setTimeout(() => {
        const moment = first;
        [batch, first] = [null, null];
        wakeAll(moment);
        // Nobody's command hangs on it: a node that does not hear finds the timer when it looks by itself.
        sent = pool.query({ name: 'ring', text: `select pg_notify('${channel}', $1)`, values: [`${self} ${moment ?? ''}`] }).catch(() => {});
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
      await Promise.all([sent, line.stop()]);
    },
  };
}

/** One connection that only listens, taken anew when it is lost. */
function holdLine(pool: Pool, heard: (text: string) => void, shouted: (text: string) => void, log: (line: string) => void): { stop(): Promise<void> } {
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
      lost.on('notification', (said) => (said.channel === shoutChannel ? shouted(said.payload ?? '') : heard(said.payload ?? '')));
      await lost.query(`listen ${channel}; listen ${shoutChannel}`);
      if (isStopped) return lost.release(true);
      client = lost;
      // Whatever was said while nobody listened.
      heard(`nobody ${anyMoment}`);
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
