/** Closing a period of a promise: its figures are counted while nobody of the organisation writes, and recorded as they stand. */

import type { PoolClient } from 'pg';
import { spanOfDays } from '../../core/calendar/wall.ts';
import type { Figures } from '../../core/measure/facts.ts';
import { closedPeriodOf, closePeriod, periodId, type ClosedPeriod, type CloseCommand, type PeriodFound } from '../../core/measure/period.ts';
import type { House } from '../house.ts';
import type { Plan } from './plans.ts';
import { talliesOf } from './promise_tallies.ts';
import { readStreams, type StoredFact } from './read.ts';
import { targetOf, type Tally } from './tally.ts';

export function planOfClosing(house: House, org: string, command: CloseCommand): Plan {
  const stream = `period:${periodId(command)}`;
  return {
    // A fact that comes while it is counted would be in one figure and not in the next.
    locks: { streams: [stream], wholeOrg: true },
    subjectId: periodId(command),
    decide: async (_histories, context, tx) => {
      const decided = closePeriod(command, await found(tx, house, org, command, context.now), context);
      return decided.ok ? { ok: true, parts: [{ stream, facts: decided.facts }], ids: { period_id: periodId(command) } } : decided;
    },
  };
}

async function found(tx: PoolClient, house: House, org: string, { clock, first_day, last_day }: CloseCommand, now: PeriodFound['from']): Promise<PeriodFound> {
  const { pack } = (await house.packs.activeAt(tx, org, now))!;
  const { from, to } = spanOfDays(first_day, last_day, pack.time_zone);
  const { tallies } = await talliesOf(tx, house, org, { from, to, clock, by: 'total', group: 'both', time_zone: pack.time_zone, party: null, now });
  const closed = (await closedPeriods(tx, org)).map(({ period }) => period);
  return { from, to, closed, promises: Object.keys(pack.promises), figures: tallies.map(figuresOf) };
}

export function figuresOf(tally: Tally): Figures {
  const { zone, customer_class, readings, kept, late, excused, cancelled, unproven, no_promise, running, overdue, entering, elapsed_sum, excused_entering, excused_sum, open } = tally;
  return { zone, customer_class, target_ms: targetOf(tally), readings, kept, late, excused, cancelled, unproven, no_promise, running, overdue, entering, elapsed_sum, excused_entering, excused_sum, open };
}

export type StoredPeriod = { readonly id: string; readonly period: ClosedPeriod; readonly fact: StoredFact };

/** The latest first. They are few: some promises and twelve months a year. */
export async function closedPeriods(tx: PoolClient, org: string): Promise<StoredPeriod[]> {
  const { rows } = await tx.query<{ stream: string }>({
    name: 'closed_periods',
    text: `select stream from journal where org_id = $1 and stream like 'period:%' and seq = 1 order by position desc`,
    values: [org],
  });
  const histories = await readStreams(tx, org, rows.map((row) => row.stream));
  return rows.map(({ stream }) => storedPeriod(stream, histories.get(stream)!));
}

export function storedPeriod(stream: string, facts: readonly StoredFact[]): StoredPeriod {
  return { id: stream.slice('period:'.length), period: closedPeriodOf(facts)!, fact: facts[0]! };
}
