/** The mean of readings, for promises that are judged on the average: exact, and honest about what it leaves out. */

import type { Instant, Millis } from '../base/time.ts';
import { isOpen, type Reading, type Verdict } from './reading.ts';

export type Period = {
  readonly from: Instant;
  /** The first moment that no longer belongs to it. */
  readonly to: Instant;
  readonly target: Millis | null;
};

export type Mean = {
  /** Readings in the mean, open ones included. */
  readonly count: number;
  readonly mean_ms: number | null;
  readonly mean_ms_without_excused: number | null;
  readonly open: number;
  /** Open readings enter at the time they have run so far, so the figure can still move. */
  readonly provisional: boolean;
  /** Mean within the target; null when there is nothing to judge or no target. */
  readonly kept: boolean | null;
  readonly kept_without_excused: boolean | null;
  /** Share of kept among those judged one by one (kept, late, overdue, excused); null when there are none. */
  readonly kept_share: number | null;
  readonly by_verdict: Readonly<Record<Verdict, number>>;
};

/** The mean over readings that started in the period; cancelled, unproven, unpromised and unreadable ones stay out. */
export function meanOf(readings: readonly Reading[], period: Period): Mean {
  const verdicts = noVerdicts();
  let sum = 0;
  let count = 0;
  let excusedSum = 0;
  let excusedCount = 0;
  let open = 0;
  for (const reading of readings) {
    if (reading.started_at < period.from || reading.started_at >= period.to) continue;
    verdicts[reading.verdict] += 1;
    if (!enters(reading.verdict) || reading.elapsed_ms === null) continue;
    sum += reading.elapsed_ms;
    count += 1;
    if (isOpen(reading)) open += 1;
    if (reading.verdict !== 'excused') continue;
    excusedSum += reading.elapsed_ms;
    excusedCount += 1;
  }
  const judged = verdicts.kept + verdicts.late + verdicts.overdue + verdicts.excused;
  return {
    count,
    mean_ms: count === 0 ? null : sum / count,
    mean_ms_without_excused: count === excusedCount ? null : (sum - excusedSum) / (count - excusedCount),
    open,
    provisional: open > 0,
    kept: isWithin(sum, count, period.target),
    kept_without_excused: isWithin(sum - excusedSum, count - excusedCount, period.target),
    kept_share: judged === 0 ? null : verdicts.kept / judged,
    by_verdict: verdicts,
  };
}

function enters(verdict: Verdict): boolean {
  return verdict !== 'cancelled' && verdict !== 'unproven' && verdict !== 'no_promise' && verdict !== 'error';
}

// Compared as sums: a mean of thirds must not be kept or late by a rounding in the last bit.
function isWithin(sum: Millis, count: number, target: Millis | null): boolean | null {
  return count === 0 || target === null ? null : sum <= target * count;
}

function noVerdicts(): Record<Verdict, number> {
  return { no_promise: 0, running: 0, overdue: 0, kept: 0, late: 0, excused: 0, cancelled: 0, unproven: 0, error: 0 };
}
