/** For tests of alarms: the moments of the database, cases whose stages fall due near it, and waiting without sleeping. */

import { setImmediate } from 'node:timers/promises';
import type { Pool } from 'pg';
import { isoOf, minuteMs, type Instant } from '../../core/base/time.ts';
import { asOwner } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { addressRules } from '../outside/address.ts';
import { openBell, type Bell } from './bell.ts';
import { startJobs, type Jobs } from './jobs.ts';

/** The grid pack warns of the arrival in town half an hour after the report (CLK-01: 45 minutes, 15 of them warning). */
export const warnAfterMs = 30 * minuteMs;

export async function databaseNow(pool: Pool): Promise<Instant> {
  const { rows } = await pool.query<{ now: Instant }>('select clock_timestamp() as now');
  return rows[0]!.now;
}

/** When a case must have been reported for its warning to fall due so far from now. */
export async function reportedFor(pool: Pool, dueInMs: number): Promise<string> {
  return isoOf(((await databaseNow(pool)) + dueInMs - warnAfterMs) as Instant);
}

/** Nodes on the database of a house, as many as a test starts; `stopAll` answers what they had to complain of. */
export function nodesOf(house: House) {
  const nodes: Jobs[] = [];
  const bells: Bell[] = [];
  const logged: string[] = [];
  const log = (line: string) => void logged.push(line);
  return {
    bells, logged,
    /** `over`: what is another's on this node, such as its clock. Answers the house that it serves. */
    startNode(over: Partial<House> = {}): House {
      const bell = openBell(house.db.pool, log);
      const served: House = { ...house, bell, ...over };
      nodes.push(startJobs(served, { log, bell, rules: addressRules(undefined) }));
      bells.push(bell);
      return served;
    },
    async stopAll(): Promise<string[]> {
      await Promise.all(nodes.splice(0).map((node) => node.stop()));
      await Promise.all(bells.splice(0).map((bell) => bell.stop()));
      return logged.splice(0);
    },
  };
}

export async function all<Row>(pool: Pool, sql: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(pool, async (tx) => (await tx.query(sql, values)).rows as Row[]);
}

/** Asks again and again until the answer is there; what never comes fails the test with what was seen last. */
export async function until<T>(ask: () => Promise<T>, isThere: (value: T) => boolean, patienceMs = 15_000): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const value = await ask();
    if (isThere(value)) return value;
    if (performance.now() > end) throw new Error(`it did not come; last seen: ${JSON.stringify(value)}`);
    await setImmediate();
  }
}
