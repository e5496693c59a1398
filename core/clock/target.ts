/** What is owed and by when: the first row of the target table that holds, and the moment it means for this start. */

import { type Instant, type Millis, minuteMs } from '../base/time.ts';
import { addMonths, dateOf, endOfDate, instantOfWall, nextListedDate, parseWall, type Place } from '../calendar/wall.ts';
import { addWorkingDays, addWorkingTime, type CompiledCalendar } from '../calendar/working.ts';
import type { CompiledPromise, CompiledRow } from './compiled.ts';
import type { Duration } from '../base/duration.ts';
import { attribute, holds, type Scope } from './item.ts';
import { momentOf } from './moment.ts';
import { ClockError } from './reading.ts';

/** What a row means for one start, pauses apart. */
export type Due = {
  /** Null when nothing is promised, or while another promise's deadline is not known. */
  readonly at: Instant | null;
  readonly opens: Instant | null;
  /** The calendar that the length is counted on; null for elapsed time. */
  readonly calendar: CompiledCalendar | null;
  /** Lengths are moved by pauses, stated moments are not. */
  readonly moves: boolean;
  readonly targetMs: Millis | null;
  readonly words: string;
};

/** The first row whose condition holds; null when none does, and then nothing is promised. */
export function rowFor(promise: CompiledPromise, scope: Scope): CompiledRow | null {
  for (const row of promise.rows) {
    if (row.test.where === null && row.test.when === null) return row;
    if (holds(row.test, scope.start, scope)) return row;
  }
  return null;
}

/** When a row is due; rows that hang on another promise are answered in verdict.ts. */
export function dueOf(row: CompiledRow, promise: CompiledPromise, scope: Scope): Due {
  const { target, text } = row;
  const start = scope.start.at;
  if (target.kind === 'within') return dueWithin(target.duration, promise, scope, text);
  if (target.kind === 'agreed_minutes') {
    const minutes = Number(valueOf(scope, target.field));
    if (!Number.isFinite(minutes) || minutes < 0) throw new ClockError('value_unreadable', { field: target.field });
    const ms = Math.round(minutes * minuteMs);
    return { ...moment((start + ms) as Instant, text), moves: true, targetMs: ms };
  }
  const place = placeOf(promise, scope);
  if (target.kind === 'before') return moment(subtract(momentIn(scope, target.moment, place), target.by, place), text);
  if (target.kind === 'agreed_moment') return moment(momentIn(scope, target.field, place), text);
  if (target.kind === 'window') {
    const at = momentIn(scope, target.moment, place);
    return { ...moment((at + target.latestMs) as Instant, text), opens: (at + target.earliestMs) as Instant };
  }
  if (target.kind === 'end_of_day') return moment(endOfDate(dateOf(start, place.time_zone), place.time_zone), text);
  if (target.kind === 'dates') {
    const date = nextListedDate(dateOf(start, place.time_zone), target.dates);
    if (date === null) throw new ClockError('no_date_left', { dates: target.dates.join(', ') });
    return moment(endOfDate(date, place.time_zone), text);
  }
  return { ...moment(start, text), at: null };
}

function dueWithin(duration: Duration, promise: CompiledPromise, scope: Scope, words: string): Due {
  const start = scope.start.at;
  if (duration.unit === 'elapsed') {
    const at = (start + duration.ms) as Instant;
    return { at, opens: null, calendar: null, moves: true, targetMs: duration.ms, words };
  }
  if (duration.unit === 'months') {
    return { ...moment(addMonths(start, duration.months, placeOf(promise, scope)), words), moves: true };
  }
  const { calendar } = promise;
  if (calendar === null) throw new ClockError('calendar_missing', { calendar: promise.shape.calendar });
  if (duration.unit === 'working_days') {
    const at = addWorkingDays(calendar, start, duration.days);
    return { at, opens: null, calendar, moves: true, targetMs: null, words };
  }
  const at = addWorkingTime(calendar, start, duration.ms);
  return { at, opens: null, calendar, moves: true, targetMs: duration.ms, words };
}

function moment(at: Instant, words: string): Due {
  return { at, opens: null, calendar: null, moves: false, targetMs: null, words };
}

function subtract(at: Instant, by: Duration, place: Place): Instant {
  if (by.unit === 'elapsed') return (at - by.ms) as Instant;
  if (by.unit === 'months') return addMonths(at, -by.months, place);
  throw new ClockError('calendar_missing', { calendar: 'elapsed' });
}

/** Where the subject is, as far as wall times go: its own zone when a fact states one, else the pack's. */
export function placeOf(promise: CompiledPromise, scope: Scope): Place {
  const stated = attribute(scope, 'time_zone');
  return typeof stated === 'string' ? { ...promise.pack.place, time_zone: stated } : promise.pack.place;
}

function valueOf(scope: Scope, field: string): unknown {
  const value = attribute(scope, field);
  if (value === undefined || value === null) throw new ClockError('value_missing', { field });
  return value;
}

/** A stated moment: RFC 3339, epoch milliseconds, or a wall time of the place. */
function momentIn(scope: Scope, field: string, place: Place): Instant {
  const value = valueOf(scope, field);
  const stated = momentOf(value);
  if (stated !== null) return stated;
  const wall = typeof value === 'string' ? parseWall(value) : null;
  if (wall === null) throw new ClockError('value_unreadable', { field });
  return instantOfWall(wall, place);
}
