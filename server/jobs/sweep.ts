/** What falls due of many subjects: looked for over all organisations, then done one by one, each in a transaction of its own. */

import type { PoolClient } from 'pg';
import { asOwner, inOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { idleMs, startLoop, type Loop } from './loop.ts';

/** So many at once: few enough that a killed node holds nothing up. */
export const batchMax = 20;
/** Somebody else works on what is due: another node, or a command on the same stream. */
export const busyMs = 15;
/** What could not be recorded is left alone for about so long, so that one broken subject silences no other. */
const troubledMs = 30_000;

export type SweepOptions = { readonly log: (line: string) => void; readonly dice: () => number };

export type Sweep<Due> = SweepOptions & {
  readonly name: string;
  readonly house: House;
  /** At most `batchMax` that are due and not among the troubled, by the database's clock; and how long until the next, null when there is none. */
  readonly look: (tx: PoolClient, troubled: readonly string[]) => Promise<{ readonly due: readonly Due[]; readonly nextMs: number | null }>;
  readonly nameOf: (due: Due) => string;
  /** How much of it was recorded; none while somebody else works on it. */
  readonly does: (tx: PoolClient, due: Due) => Promise<number>;
};

export function startSweep<Due extends { readonly org_id: string }>({ name, house, log, dice, look, nameOf, does }: Sweep<Due>): Loop {
  const troubled = new Map<string, number>();

  async function one(due: Due): Promise<number> {
    try {
      return await inOrg(house.db.pool, due.org_id, (tx) => does(tx, due));
    } catch (error) {
      troubled.set(nameOf(due), performance.now() + troubledMs * (0.5 + dice()));
      throw error;
    }
  }

  return startLoop({
    name, log, dice,
    async round() {
      const now = performance.now();
      for (const [each, until] of troubled) if (until < now) troubled.delete(each);
      const { due, nextMs } = await asOwner(house.db.pool, (tx) => look(tx, [...troubled.keys()]));
      if (due.length === 0) return nextMs ?? idleMs;
      let done = 0;
      for (const each of due) done += await one(each);
      return done > 0 ? 0 : busyMs * (0.5 + dice());
    },
  });
}
