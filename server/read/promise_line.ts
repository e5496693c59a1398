/** A counted cell as a line of the promise report. */

import { minuteMs } from '../../core/base/time.ts';
import type { PromiseLine } from '../../wire/view/views.ts';
import { targetOf, type Tally } from '../journal/tally.ts';

export function lineOf(tally: Tally, words: string): PromiseLine {
  const judged = tally.kept + tally.late + tally.overdue;
  const target = targetOf(tally);
  const { entering, elapsed_sum: sum } = tally;
  return {
    clock: tally.clock, words, zone: tally.zone, customer_class: tally.customer_class, period: tally.period, judged: tally.judged, target_minutes: target === null ? null : target / minuteMs,
    readings: tally.readings, kept: tally.kept, late: tally.late, excused: tally.excused, cancelled: tally.cancelled, unproven: tally.unproven,
    running: tally.running, overdue: tally.overdue, no_promise: tally.no_promise,
    kept_share: share(tally.kept, judged + tally.excused), kept_share_without_excused: share(tally.kept, judged),
    mean_minutes: mean(sum, entering), mean_minutes_without_excused: mean(sum - tally.excused_sum, entering - tally.excused_entering),
    // Sums are compared, so that a mean of thirds is not kept or late by a rounding in its last bit.
    mean_kept: entering === 0 || target === null || tally.judged === 'each' ? null : sum <= target * entering,
    provisional: tally.open > 0,
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function mean(sum: number, count: number): number | null {
  return count === 0 ? null : sum / count / minuteMs;
}
