/** Working time: counting it between two moments, adding it, and adding working days, on a compiled calendar. */

import { Temporal } from 'temporal-polyfill';
import { type Instant, type Millis, minuteMs } from '../base/time.ts';
import { type Calendar, CalendarGap, minutesOfWindow, weekdays, windowsOn } from './calendar.ts';
import { instantOfWall } from './wall.ts';

/** A calendar laid out once as ranges of milliseconds, so that reading needs no dates at all. */
export type CompiledCalendar = {
  readonly name: string;
  readonly time_zone: string;
  readonly years: readonly [number, number];
  /** Laid out on first use: a pack may carry calendars that this run never asks for. */
  readonly layout: () => Layout;
};

type Layout = {
  /** First moment of the first year and first moment after the last. */
  readonly from: number;
  readonly until: number;
  /** Working ranges [starts[i], ends[i]), in order; done[i] is the working time before starts[i]. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly done: Float64Array;
  /** Midnights, and per day the close of its last window (0 on a free day). */
  readonly midnights: Float64Array;
  readonly closes: Float64Array;
};

/** One stretch of working time that was counted. */
export type Slice = { readonly from: Instant; readonly until: Instant };

export function compileCalendar(name: string, calendar: Calendar): CompiledCalendar {
  let known: Layout | null = null;
  return {
    name,
    time_zone: calendar.time_zone,
    years: calendar.years,
    layout: () => (known ??= layOut(calendar)),
  };
}

function layOut(calendar: Calendar): Layout {
  const starts: number[] = [];
  const ends: number[] = [];
  const midnights: number[] = [];
  const closes: number[] = [];
  let day = Temporal.PlainDate.from({ year: calendar.years[0], month: 1, day: 1 });
  let midnight = midnightOf(day, calendar);
  const from = midnight;
  while (day.year <= calendar.years[1]) {
    const next = day.add({ days: 1 });
    const nextMidnight = midnightOf(next, calendar);
    const isPlain = nextMidnight - midnight === 24 * 60 * minuteMs;
    let close = 0;
    for (const text of windowsOn(calendar, day.toString(), weekdays[day.dayOfWeek - 1]!)) {
      const [begin, end] = minutesOfWindow(text);
      const moment = (minute: number) =>
        isPlain ? midnight + minute * minuteMs : minute === 1440 ? nextMidnight : oddMoment(day, minute, calendar);
      // On the day of a change two windows may meet in the hour that was skipped; they then count once.
      const start = Math.max(moment(begin), ends.at(-1) ?? 0);
      const stop = moment(end);
      close = stop;
      if (stop <= start) continue;
      starts.push(start);
      ends.push(stop);
    }
    midnights.push(midnight);
    closes.push(close);
    day = next;
    midnight = nextMidnight;
  }
  return { from, until: midnight, ...packed(starts, ends), midnights: Float64Array.from(midnights), closes: Float64Array.from(closes) };
}

function packed(starts: readonly number[], ends: readonly number[]) {
  const done = new Float64Array(starts.length + 1);
  for (let i = 0; i < starts.length; i++) done[i + 1] = done[i]! + ends[i]! - starts[i]!;
  return { starts: Float64Array.from(starts), ends: Float64Array.from(ends), done };
}

function midnightOf(day: Temporal.PlainDate, calendar: Calendar): number {
  return day.toZonedDateTime(calendar.time_zone).epochMilliseconds;
}

function oddMoment(day: Temporal.PlainDate, minute: number, calendar: Calendar): number {
  const wall = day.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
  return instantOfWall(wall, calendar);
}

/** Working time in [from, until); negative when until lies before from. */
export function workingBetween(calendar: CompiledCalendar, from: Instant, until: Instant): Millis {
  return doneAt(calendar, until) - doneAt(calendar, from);
}

/** The earliest moment at which so much working time has passed since `from`; adding nothing gives `from` itself. */
export function addWorkingTime(calendar: CompiledCalendar, from: Instant, length: Millis): Instant {
  if (length === 0) return from;
  const { starts, done } = calendar.layout();
  const wanted = doneAt(calendar, from) + length;
  if (wanted > done[starts.length]!) throw new CalendarGap(calendar.name, calendar.years[1] + 1);
  // The last range that begins with less than the wanted time done holds the moment.
  const at = lastBelow(done, starts.length, wanted);
  return (starts[at]! + wanted - done[at]!) as Instant;
}

/** The close of the nth working day after the day of `from`; that day itself never counts, a half day does. */
export function addWorkingDays(calendar: CompiledCalendar, from: Instant, days: number): Instant {
  const { midnights, closes } = inRange(calendar, from);
  let at = lastAtOrBelow(midnights, midnights.length, from);
  for (let left = days; left > 0;) {
    at += 1;
    if (at >= closes.length) throw new CalendarGap(calendar.name, calendar.years[1] + 1);
    if (closes[at]! > 0) left -= 1;
  }
  return closes[at]! as Instant;
}

/** Whether the moment lies inside a working window; the closing moment does not. */
export function isWorking(calendar: CompiledCalendar, at: Instant): boolean {
  const { starts, ends } = inRange(calendar, at);
  const i = lastAtOrBelow(starts, starts.length, at);
  return i >= 0 && at < ends[i]!;
}

/** The working ranges inside [from, until), for the explanation. */
export function workingSlices(calendar: CompiledCalendar, from: Instant, until: Instant): Slice[] {
  const { starts, ends } = inRange(calendar, from);
  inRange(calendar, until);
  const slices: Slice[] = [];
  for (let i = Math.max(0, lastAtOrBelow(starts, starts.length, from)); i < starts.length && starts[i]! < until; i++) {
    const begin = Math.max(starts[i]!, from);
    const end = Math.min(ends[i]!, until);
    if (begin < end) slices.push({ from: begin as Instant, until: end as Instant });
  }
  return slices;
}

function doneAt(calendar: CompiledCalendar, at: Instant): Millis {
  const { starts, ends, done } = inRange(calendar, at);
  const i = lastAtOrBelow(starts, starts.length, at);
  return i < 0 ? 0 : done[i]! + Math.min(at, ends[i]!) - starts[i]!;
}

function inRange(calendar: CompiledCalendar, at: Instant): Layout {
  const layout = calendar.layout();
  if (at >= layout.from && at <= layout.until) return layout;
  const year = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendar.time_zone).year;
  throw new CalendarGap(calendar.name, year);
}

/** Index of the last value at or below the sought one, -1 when all lie above. */
function lastAtOrBelow(values: Float64Array, length: number, sought: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= sought) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function lastBelow(values: Float64Array, length: number, sought: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < sought) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
