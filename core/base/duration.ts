/** Lengths of time as packs write them: 45 minutes, 3 working days, 1 month. */

import { dayMs, hourMs, type Millis, minuteMs, secondMs } from './time.ts';

export type Duration =
  | { readonly unit: 'elapsed'; readonly ms: Millis }
  | { readonly unit: 'working_time'; readonly ms: Millis }
  | { readonly unit: 'working_days'; readonly days: number }
  | { readonly unit: 'months'; readonly months: number };

export const durationPattern =
  /^(\d{1,6}) (seconds?|minutes?|hours?|days?|weeks?|months?|years?|working minutes?|working hours?|working days?)$/;

export const offsetPattern = new RegExp(`${durationPattern.source.slice(0, -1)} (before|after)$`);

const elapsed: Record<string, Millis> = {
  second: secondMs,
  minute: minuteMs,
  hour: hourMs,
  day: dayMs,
  week: 7 * dayMs,
};

/** Reads `45 minutes`; null when it is not a length. A day is 24 hours, a month is a calendar month. */
export function parseDuration(text: string): Duration | null {
  const found = durationPattern.exec(text);
  if (found === null) return null;
  const count = Number(found[1]);
  const unit = found[2]!.replace(/s$/, '');
  if (unit === 'working day') return { unit: 'working_days', days: count };
  if (unit === 'working hour') return { unit: 'working_time', ms: count * hourMs };
  if (unit === 'working minute') return { unit: 'working_time', ms: count * minuteMs };
  if (unit === 'month') return { unit: 'months', months: count };
  if (unit === 'year') return { unit: 'months', months: count * 12 };
  return { unit: 'elapsed', ms: count * elapsed[unit]! };
}

/** Elapsed milliseconds of a length that no calendar is needed for; null for all others. */
export function parseElapsed(text: string): Millis | null {
  const duration = parseDuration(text);
  return duration?.unit === 'elapsed' ? duration.ms : null;
}

export function needsCalendar(duration: Duration): boolean {
  return duration.unit === 'working_time' || duration.unit === 'working_days';
}
