/** Finds the timers that are due, claims them and has each recorded. The database's clock decides, whatever this machine's says. */

import { asOwner, inOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { fireTimer, groundOf, timerName, type DueTimer, type Sending } from './fire_timer.ts';
import { idleMs, startLoop, type Loop } from './loop.ts';
import { batchMax, busyMs } from './sweep.ts';

export type AlarmOptions = {
  readonly sending: Sending;
  readonly log: (line: string) => void;
  readonly dice: () => number;
  /** There may be messages to send now. */
  readonly onTold?: () => void;
};

export function startAlarms(house: House, { sending, log, dice, onTold }: AlarmOptions): Loop {
  const troubled = troubles();

  /** Orgs with something due, and how long until the next timer of all. */
  async function look(): Promise<{ orgs: string[]; nextMs: number }> {
    return asOwner(house.db.pool, async (tx) => {
      const { rows } = await tx.query<{ orgs: string[] | null; next_ms: number | null }>({
        name: 'timers_due',
        text: `select (select array_agg(distinct org_id) from (
                         select org_id from timer
                          where due_at <= (select clock_timestamp()) and not (org_id || '/' || concat_ws('/', clock, subject_id, round, occurrence, stage) = any($1))
                          order by due_at limit 500) due) as orgs,
                      (extract(epoch from (select min(due_at) from timer where due_at > (select clock_timestamp())) - clock_timestamp()) * 1000)::float8 as next_ms`,
        values: [troubled.names()],
      });
      return { orgs: rows[0]!.orgs ?? [], nextMs: rows[0]!.next_ms ?? idleMs };
    });
  }

  async function fireDue(org: string): Promise<number> {
    let current: DueTimer | null = null;
    try {
      const told = await inOrg(house.db.pool, org, async (tx) => {
        const { rows } = await tx.query<DueTimer & { is_free: boolean }>({
          name: 'claim_timers', text: claim, values: [org, batchMax, troubled.names()],
        });
        const free = rows.filter((timer) => timer.is_free);
        if (free.length === 0) return 0;
        current = free[0]!;
        const ground = await groundOf(tx, house, org, free);
        for (const timer of free) {
          current = timer;
          await fireTimer(tx, house, org, timer, ground, sending);
        }
        return free.length;
      });
      return told;
    } catch (error) {
      // The rest of the batch comes back in the next round, without the one that failed.
      if (current !== null) troubled.add(timerName(org, current), dice);
      throw error;
    }
  }

  return startLoop({
    name: 'Alarms', log, dice,
    async round() {
      const { orgs, nextMs } = await look();
      if (orgs.length === 0) return nextMs;
      let told = 0;
      for (const org of orgs) told += await fireDue(org);
      if (told > 0) onTold?.();
      return told > 0 ? 0 : busyMs * (0.5 + dice());
    },
  });
}

/**
 * Rows first and streams second is the other way round than commands lock, so nothing here ever waits: a row that is
 * held is skipped, and a stream that is held leaves its timer to the next round. `as materialized`, so that a stream is
 * asked for only when its timer is ours; `(select clock_timestamp())`, because bare it changes from row to row and no index
 * can be asked for it.
 */
const claim = `
  with mine as materialized (
    select clock, subject_id, round, occurrence, stage, case_id, due_at from timer
     where org_id = $1 and due_at <= (select clock_timestamp())
       and not (org_id || '/' || concat_ws('/', clock, subject_id, round, occurrence, stage) = any($3))
     order by due_at limit $2 for update skip locked
  )
  select mine.*, clock_timestamp() as now,
         pg_try_advisory_xact_lock_shared(1, hashtext($1))
         and pg_try_advisory_xact_lock(hashtextextended($1 || '/alarm:' || case_id, 2))
         and pg_try_advisory_xact_lock(hashtextextended($1 || '/case:' || case_id, 2)) as is_free
    from mine order by due_at`;

/** Timers that could not be recorded, each left alone for longer and longer, so that one broken case silences no other. */
function troubles() {
  const known = new Map<string, { tries: number; until: number }>();
  return {
    add(name: string, dice: () => number) {
      const tries = (known.get(name)?.tries ?? 0) + 1;
      known.set(name, { tries, until: performance.now() + Math.min(500 * 2 ** tries, 300_000) * (0.5 + dice() / 2) });
    },
    names(): string[] {
      const now = performance.now();
      for (const [name, { until, tries }] of known) if (until + tries * 60_000 < now) known.delete(name);
      return [...known].filter(([, { until }]) => until > now).map(([name]) => name);
    },
  };
}
