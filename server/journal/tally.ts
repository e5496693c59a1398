/** One cell of the promise report while it is being counted. */

import { minuteMs } from '../../core/base/time.ts';
import type { Reading } from '../../core/clock/reading.ts';

/** What promise_tallies.sql counts of the readings that ended. */
export type EndedTally = {
  clock: string; zone: string | null; customer_class: string | null; period: string | null; judged: 'each' | 'average' | 'both';
  target_least: number | null; target_most: number | null; target_missing: boolean;
  readings: number; kept: number; late: number; excused: number; cancelled: number; unproven: number; no_promise: number;
  entering: number; elapsed_sum: number; excused_entering: number; excused_sum: number;
};

export type Tally = EndedTally & { running: number; overdue: number; open: number };

export function emptyTally(cell: Pick<Tally, 'clock' | 'zone' | 'customer_class' | 'period'>, judged: Tally['judged']): Tally {
  const { clock, zone, customer_class, period } = cell;
  return {
    clock, zone, customer_class, period, judged, target_least: null, target_most: null, target_missing: false, readings: 0, kept: 0, late: 0, excused: 0, cancelled: 0,
    unproven: 0, no_promise: 0, entering: 0, elapsed_sum: 0, excused_entering: 0, excused_sum: 0, running: 0, overdue: 0, open: 0,
  };
}

/** An open reading enters the mean at the time it has run so far, which makes the figure provisional (CLOCKS, Average). */
export function addOpen(tally: Tally, reading: Reading): void {
  tally.readings += 1;
  const { verdict } = reading;
  if (verdict !== 'error') tally[verdict] += 1;
  const target = reading.target_minutes === null ? null : reading.target_minutes * minuteMs;
  if (target === null) tally.target_missing = true;
  else {
    tally.target_least = Math.min(tally.target_least ?? target, target);
    tally.target_most = Math.max(tally.target_most ?? target, target);
  }
  const enters = verdict === 'running' || verdict === 'overdue' || verdict === 'excused';
  if (!enters || reading.elapsed_ms === null) return;
  tally.open += 1;
  tally.entering += 1;
  tally.elapsed_sum += reading.elapsed_ms;
  if (verdict !== 'excused') return;
  tally.excused_entering += 1;
  tally.excused_sum += reading.elapsed_ms;
}

/** A mean is held against one target; where a new pack version changed it within the cell, there is none. */
export function targetOf(tally: Pick<Tally, 'target_missing' | 'target_least' | 'target_most'>): number | null {
  return !tally.target_missing && tally.target_least === tally.target_most ? tally.target_least : null;
}
