/** Recurrences (RFC 5545) over wall time: which moments a rule names, with month ends and odd hours resolved as stated. */

import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../base/time.ts';
import { instantOfWall, type Place, wallOf } from './wall.ts';

const freqs = ['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Freq = (typeof freqs)[number];
const parts = ['FREQ', 'INTERVAL', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'BYHOUR', 'BYMINUTE', 'BYSETPOS', 'WKST', 'RSCALE', 'SKIP'];

// The library lets numbers outside these pass and bends them silently.
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  INTERVAL: [1, 1_000], BYMONTH: [1, 12], BYMONTHDAY: [1, 31], BYHOUR: [0, 23], BYMINUTE: [0, 59], BYSETPOS: [1, 366],
};

const lengthMax = 200;
/** Steps of the library from the beginning of a rule; an hourly rule gets some decades far. */
const iterationsMax = 400_000;

/** Why a rule cannot be used; null when it can. What recurs for ever has no COUNT and no UNTIL: it ends with its subject. */
export function recurrenceFault(rule: string): string | null {
  if (rule.length > lengthMax) return `a rule is at most ${lengthMax} characters`;
  const given = new Map(rule.split(';').map((part) => part.split('=') as [string, string]));
  for (const name of given.keys()) if (!parts.includes(name)) return `${name} cannot stand in a rule; it may say ${parts.join(', ')}`;
  if (!(freqs as readonly string[]).includes(given.get('FREQ') ?? '')) return `a rule begins with FREQ=, one of ${freqs.join(', ')}`;
  for (const [name, [least, most]] of Object.entries(ranges)) {
    const wrong = given.get(name)?.split(',').find((each) => !isWithin(each, least, most, name === 'BYMONTHDAY' || name === 'BYSETPOS'));
    if (wrong !== undefined) return `${name} is from ${least} to ${most}, not ${wrong}`;
  }
  try {
    const first = ruleFrom(rule, '20280101T000000Z').all((_, index) => index < 2);
    return first.length < 2 ? 'the rule names no moment that comes again' : null;
  } catch (error) {
    return error instanceof Error ? error.message : 'not a rule of RFC 5545';
  }
}

function isWithin(text: string, least: number, most: number, mayCountBack: boolean): boolean {
  const value = Number(text);
  return /^-?\d{1,4}$/.test(text) && ((value >= least && value <= most) || (mayCountBack && -value >= least && -value <= most));
}

export function freqOf(rule: string): Freq {
  return /FREQ=([A-Z]+)/.exec(rule)![1] as Freq;
}

/** Whether it counts from the day its subject began, and not from dates of the calendar. */
export function isAnchored(rule: string): boolean {
  return !/(^|;)BY/.test(rule);
}

/** Moments of a rule that began on the day of `anchor`, strictly after `after` and up to `upTo`, in order. */
export function recurrences(rule: string, anchor: Instant, place: Place, after: Instant, upTo: Instant): Instant[] {
  // Odd hours move a moment by at most a day from where the wall shows it.
  const from = wallOf(after, place.time_zone).subtract({ days: 1 });
  const compiled = ruleFrom(rule, stamp(beginningNear(rule, startOfDay(anchor, place), from)));
  const to = wallOf(upTo, place.time_zone).add({ days: 1 });
  return compiled.between(utc(from), utc(to), true).map((each) => momentOf(each, place)).filter((at) => at > after && at <= upTo);
}

/** The first moment of a rule after another; null when there is none for a century. */
export function nextRecurrence(rule: string, anchor: Instant, place: Place, after: Instant): Instant | null {
  const from = wallOf(after, place.time_zone).subtract({ days: 1 });
  const compiled = ruleFrom(rule, stamp(beginningNear(rule, startOfDay(anchor, place), from)));
  let at = utc(from);
  for (let step = 0; step < 100; step++) {
    const next = compiled.next(at, false);
    if (next === null) return null;
    const moment = momentOf(next, place);
    if (moment > after) return moment;
    at = new Date(next.epochMilliseconds);
  }
  return null;
}

const datedFreqs = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const datedParts = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'BYSETPOS', 'WKST'];
const countMax = 1_000;
/** Enough for each day of ten years; a feed may bring many rules. */
const datedIterationsMax = 5_000;

/** The dates that a rule written elsewhere names from one date to another; it may be without end, and short months are left out as the standard says. */
export function datesOfRule(rule: string, start: Temporal.PlainDate, from: Temporal.PlainDate, to: Temporal.PlainDate): { readonly dates: string[] } | { readonly fault: string } {
  const given = new Map(rule.toUpperCase().split(';').map((part) => part.split('=') as [string, string]));
  const fault = datedFault(rule, given);
  if (fault !== null) return { fault };
  const until = given.get('UNTIL');
  // A count is counted from the first; without one, what lies long ago need not be walked through.
  const begin = given.has('COUNT') ? start.toPlainDateTime() : beginningNear(rule.toUpperCase(), start.toPlainDateTime(), from.toPlainDateTime());
  const whole = [...given].map(([name, value]) => (name === 'UNTIL' ? `UNTIL=${until!.slice(0, 8)}T235959Z` : `${name}=${value}`)).join(';');
  try {
    const compiled = new RRuleTemporal({ rruleString: `DTSTART:${stamp(begin)}\nRRULE:${whole}`, maxIterations: datedIterationsMax });
    const found = compiled.between(utc(from.toPlainDateTime()), utc(to.toPlainDateTime()), true);
    return { dates: found.map((each) => Temporal.Instant.fromEpochMilliseconds(each.epochMilliseconds).toZonedDateTimeISO('UTC').toPlainDate().toString()) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'not a rule of RFC 5545' };
  }
}

function datedFault(rule: string, given: ReadonlyMap<string, string>): string | null {
  if (rule.length > lengthMax) return `longer than ${lengthMax} characters`;
  for (const name of given.keys()) if (!datedParts.includes(name)) return name;
  if (!datedFreqs.includes(given.get('FREQ') ?? '')) return `FREQ=${given.get('FREQ') ?? ''}`;
  for (const [name, [least, most]] of Object.entries({ ...ranges, COUNT: [1, countMax] as const })) {
    const wrong = given.get(name)?.split(',').find((each) => !isWithin(each, least, most, name === 'BYMONTHDAY' || name === 'BYSETPOS'));
    if (wrong !== undefined) return `${name}=${wrong}`;
  }
  const until = given.get('UNTIL');
  return until === undefined || /^\d{8}(T\d{6}Z?)?$/.test(until) ? null : `UNTIL=${until}`;
}

// The rule runs over wall times as if they were UTC, so that no zone of the library bends them; the pack says what odd hours mean.
function ruleFrom(rule: string, dtstart: string): RRuleTemporal {
  // By the standard the 31st is left out of short months, and 29 February of three years in four; what is owed then falls on the last day (RFC 7529).
  const clamped = mayFallOut(rule, Number(dtstart.slice(6, 8))) ? `RSCALE=GREGORIAN;${rule};SKIP=BACKWARD` : rule;
  return new RRuleTemporal({ rruleString: `DTSTART:${dtstart}\nRRULE:${clamped}`, maxIterations: iterationsMax });
}

function mayFallOut(rule: string, firstDay: number): boolean {
  if (!/FREQ=(MONTHLY|YEARLY)/.test(rule) || /(^|;)(SKIP|BYDAY)=/.test(rule)) return false;
  const named = /BYMONTHDAY=([-\d,]+)/.exec(rule)?.[1];
  return named === undefined ? firstDay > 28 : named.split(',').some((day) => Math.abs(Number(day)) > 28);
}

/** The library walks from the beginning; a daily rule of thirty years ago may as well have begun last week, as long as the count and the weekday come out the same. */
function beginningNear(rule: string, begin: Temporal.PlainDateTime, from: Temporal.PlainDateTime): Temporal.PlainDateTime {
  const freq = freqOf(rule);
  if (freq === 'MONTHLY' || freq === 'YEARLY') return begin;
  const stride = 7 * Number(/INTERVAL=(\d+)/.exec(rule)?.[1] ?? 1);
  const days = begin.until(from, { largestUnit: 'days' }).days;
  return days <= 0 ? begin : begin.add({ days: Math.floor(days / stride) * stride });
}

function startOfDay(at: Instant, place: Place): Temporal.PlainDateTime {
  return wallOf(at, place.time_zone).toPlainDate().toPlainDateTime();
}

function stamp(wall: Temporal.PlainDateTime): string {
  return `${wall.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}Z`;
}

function utc(wall: Temporal.PlainDateTime): Date {
  return new Date(wall.toZonedDateTime('UTC').epochMilliseconds);
}

function momentOf(each: { readonly epochMilliseconds: number }, place: Place): Instant {
  return instantOfWall(Temporal.Instant.fromEpochMilliseconds(each.epochMilliseconds).toZonedDateTimeISO('UTC').toPlainDateTime(), place);
}
