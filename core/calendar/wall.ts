/** Wall time of a place: dates, midnights, months and clock times, with skipped and repeated hours resolved as stated. */

import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../base/time.ts';

export type WallRules = {
  readonly skipped_hour: 'later' | 'earlier';
  readonly repeated_hour: 'first' | 'second';
};

/** A place as far as time goes: its zone and what its odd hours mean. */
export type Place = WallRules & { readonly time_zone: string };

/** The moment of a wall time, written 2026-03-29T02:30 or as a Temporal date-time. */
export function instantOfWall(wall: Temporal.PlainDateTime, place: Place): Instant {
  const early = wall.toZonedDateTime(place.time_zone, { disambiguation: 'earlier' });
  const late = wall.toZonedDateTime(place.time_zone, { disambiguation: 'later' });
  if (early.epochMilliseconds === late.epochMilliseconds) return early.epochMilliseconds as Instant;
  // Both answers show the asked time on the wall only when the hour is shown twice.
  const isRepeated = early.toPlainDateTime().equals(wall);
  const takesEarly = isRepeated ? place.repeated_hour === 'first' : place.skipped_hour === 'earlier';
  return (takesEarly ? early : late).epochMilliseconds as Instant;
}

export function wallOf(at: Instant, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

export function dateOf(at: Instant, timeZone: string): Temporal.PlainDate {
  return wallOf(at, timeZone).toPlainDate();
}

/** The date so many days, months or years after the date of a moment, as 2031-11-28; the 29th of February has its day in other years on the 28th. */
export function dateAfter(at: Instant, length: { readonly days?: number; readonly months?: number; readonly years?: number }, timeZone: string): string {
  return dateOf(at, timeZone).add(length, { overflow: 'constrain' }).toString();
}

/** A wall time without zone (2026-03-29T02:30), or null. */
export function parseWall(text: string): Temporal.PlainDateTime | null {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/.test(text)) return null;
  try {
    return Temporal.PlainDateTime.from(text);
  } catch {
    return null;
  }
}

/** A date that was checked before, written 2026-03-29. */
export function parseDate(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

/** First moment of a date. Where midnight is skipped, the day begins when the clock does. */
export function startOfDate(date: Temporal.PlainDate, timeZone: string): Instant {
  return date.toZonedDateTime(timeZone).epochMilliseconds as Instant;
}

/** Last millisecond of a date: a stop at midnight belongs to the next day. */
export function endOfDate(date: Temporal.PlainDate, timeZone: string): Instant {
  return (startOfDate(date.add({ days: 1 }), timeZone) - 1) as Instant;
}

/** Days of a place, both included, as moments: `to` is the first that no longer belongs to them. */
export function spanOfDays(first: string, last: string, timeZone: string): { readonly from: Instant; readonly to: Instant } {
  return { from: startOfDate(parseDate(first), timeZone), to: startOfDate(parseDate(last).add({ days: 1 }), timeZone) };
}

/** The same wall time so many months on (or back), clamped to the month's last day. */
export function addMonths(at: Instant, months: number, place: Place): Instant {
  const wall = wallOf(at, place.time_zone);
  const moved = wall.add({ months }, { overflow: 'constrain' });
  const there = instantOfWall(moved, place);
  // Within a repeated hour of the same day, going nowhere must come back to the very moment.
  return moved.equals(wall) ? at : there;
}

/** The next of the listed dates (MM-DD every year, or YYYY-MM-DD once) on or after a date; null when none is left. */
export function nextListedDate(from: Temporal.PlainDate, listed: readonly string[]): Temporal.PlainDate | null {
  let next: Temporal.PlainDate | null = null;
  for (const text of listed) {
    const candidate = text.length === 5 ? yearly(from, text) : Temporal.PlainDate.from(text);
    if (Temporal.PlainDate.compare(candidate, from) < 0) continue;
    if (next === null || Temporal.PlainDate.compare(candidate, next) < 0) next = candidate;
  }
  return next;
}

function yearly(from: Temporal.PlainDate, monthDay: string): Temporal.PlainDate {
  const month = Number(monthDay.slice(0, 2));
  const day = Number(monthDay.slice(3, 5));
  const inYear = (year: number) => Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' });
  const thisYear = inYear(from.year);
  return Temporal.PlainDate.compare(thisYear, from) < 0 ? inYear(from.year + 1) : thisYear;
}
