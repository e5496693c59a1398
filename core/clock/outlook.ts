/** Where an average promise stands in the middle of its period: the mean so far, what it may still grow, and where it is going. */

import type { Instant, Millis } from '../base/time.ts';

export type OpenReading = { readonly key: string; readonly elapsed_ms: Millis };

export type OutlookInput = {
  readonly from: Instant;
  readonly to: Instant;
  readonly now: Instant;
  readonly target: Millis;
  /** Readings that ended: how many enter the mean, and their exact sum. */
  readonly ended: { readonly count: number; readonly sum: Millis };
  readonly open: readonly OpenReading[];
};

export type Outlook = {
  /** Open ones included, at the time they have run so far (CLOCKS, Average). */
  readonly count: number;
  readonly mean_ms: number | null;
  /** Target less mean; null while there is nothing. */
  readonly margin_ms: number | null;
  /** How much the sum of all durations may still grow before the mean passes the target; negative when it has. */
  readonly slack_ms: Millis;
  /** At the end of the period if readings go on coming and lasting as they did; null while nothing has ended. */
  readonly forecast: { readonly count: number; readonly mean_ms: number; readonly kept: boolean } | null;
  /** At most this long on average may those take that are still to come; null when none are, negative when nothing can help. */
  readonly needed_ms: number | null;
  readonly open: readonly OpenOutlook[];
};

export type OpenOutlook = OpenReading & {
  /** For so long it may still run and brings the mean down when it ends; 0: it no longer can. */
  readonly helps_for_ms: Millis;
  /** Ending now it alone would bring the mean of what has ended to the target or below. */
  readonly saves_alone: boolean;
};

export function outlookOf({ from, to, now, target, ended, open }: OutlookInput): Outlook {
  const openSum = open.reduce((sum, each) => sum + each.elapsed_ms, 0);
  const count = ended.count + open.length;
  const sum = ended.sum + openSum;
  const future = futureOf({ from, to, now, target, ended, open });
  const endedSlack = target * ended.count - ended.sum;
  return {
    count,
    mean_ms: count === 0 ? null : sum / count,
    margin_ms: count === 0 ? null : target - sum / count,
    slack_ms: target * count - sum,
    ...future,
    open: open
      .map((each) => {
        const gain = target - each.elapsed_ms;
        return { ...each, helps_for_ms: Math.max(0, gain), saves_alone: endedSlack < 0 && gain > 0 && endedSlack + gain >= 0 };
      })
      .toSorted((a, b) => b.helps_for_ms - a.helps_for_ms || b.elapsed_ms - a.elapsed_ms || (a.key < b.key ? -1 : 1)),
  };
}

/** An open one is expected to take as long as those that ended, or as long as it has run where that is more. */
function futureOf({ from, to, now, target, ended, open }: OutlookInput): Pick<Outlook, 'forecast' | 'needed_ms'> {
  if (ended.count === 0) return { forecast: null, needed_ms: null };
  const usual = ended.sum / ended.count;
  const begun = ended.count + open.length;
  const passed = Math.min(now, to) - from;
  const coming = passed <= 0 ? 0 : Math.round((begun * (to - from)) / passed) - begun;
  const sum = ended.sum + open.reduce((total, each) => total + Math.max(each.elapsed_ms, usual), 0);
  const count = begun + coming;
  const total = sum + coming * usual;
  return {
    forecast: { count, mean_ms: total / count, kept: total <= target * count },
    needed_ms: coming === 0 ? null : (target * count - sum) / coming,
  };
}
