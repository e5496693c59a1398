/** How column values arrive in our program: moments as Instants, whole numbers exact or refused, days as text. */

import pg from 'pg';
import type { Instant } from '../../core/base/time.ts';

const int8 = 20;
const int8Array = 1016;
const timestamp = 1114;
const timestamptz = 1184;
const timestamptzArray = 1185;
const date = 1082;
const dateArray = 1182;
const timestampArray = 1115;
const interval = 1186;

type Parse = (text: string) => unknown;

const asText: Parse = (text) => text;

// A day or a wall time has no zone; pg's own reading would give it that of whatever machine this runs on.
const ours = new Map<number, Parse>([
  [int8, parseWhole],
  [int8Array, arrayOf(parseWhole)],
  [timestamptz, parseTimestamptz],
  [timestamptzArray, arrayOf(parseTimestamptz)],
  [date, asText],
  [timestamp, asText],
  [interval, asText],
  [dateArray, arrayOf(asText)],
  [timestampArray, arrayOf(asText)],
]);

/** For the `types` of one pool. The global parsers of pg are left alone: libraries in the same process rely on them. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    const own = format === 'binary' ? undefined : ours.get(oid);
    return own ?? pg.types.getTypeParser(oid, format as 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** A number beyond 2^53 would come out as its neighbour; that is a bug to be seen, not to be rounded away. */
export function parseWhole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large to be counted exactly`);
  return value;
}

/**
 * Reads PostgreSQL's own ISO text, `2026-03-01 08:00:00.123456+00`. What is finer than a millisecond is cut off, towards
 * the past. `infinity` becomes Infinity, so that an open end still compares as later than everything.
 */
export function parseTimestamptz(text: string): Instant {
  // 22 characters at least, four digits of year and UTC: nearly every value there is. The rest takes the slow way.
  const isPlain = text.charCodeAt(4) === dash && text.charCodeAt(text.length - 3) === plus && text.endsWith('00') && text.length <= 29;
  if (!isPlain) return parseUnusual(text);
  const seconds =
    daysFromCivil(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)) * 86_400 +
    digits(text, 11, 13) * 3_600 +
    digits(text, 14, 16) * 60 +
    digits(text, 17, 19);
  return (seconds * 1_000 + millisAt(text, 19)) as Instant;
}

const dash = 45;
const plus = 43;
const point = 46;
const zero = 48;
const nine = 57;

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 10 + text.charCodeAt(i) - zero;
  return value;
}

/** PostgreSQL leaves trailing zeros of the fraction away: `.5` is 500 milliseconds. */
function millisAt(text: string, from: number): number {
  if (text.charCodeAt(from) !== point) return 0;
  let value = 0;
  for (let place = 100, i = from + 1; place >= 1; place /= 10, i++) {
    const code = text.charCodeAt(i);
    if (!(code >= zero && code <= nine)) break;
    value += (code - zero) * place;
  }
  return value;
}

/** Days since 1970-01-01 in the Gregorian calendar, years counted with a year 0 before year 1. */
function daysFromCivil(year: number, month: number, day: number): number {
  // Years begin in March here, so that the leap day is the last day of its year.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

const unusual = /^(\d{4,6})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(\.\d+)?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?( BC)?$/;

function parseUnusual(text: string): Instant {
  if (text === 'infinity') return Infinity as Instant;
  if (text === '-infinity') return -Infinity as Instant;
  const match = unusual.exec(text);
  if (match === null) throw new RangeError(`not a moment as PostgreSQL writes it: ${text}`);
  const part = (index: number) => Number(match[index] ?? 0);
  const year = match[12] === undefined ? part(1) : 1 - part(1);
  const offset = (part(9) * 3_600 + part(10) * 60 + part(11)) * (match[8] === '-' ? -1 : 1);
  const seconds = daysFromCivil(year, part(2), part(3)) * 86_400 + part(4) * 3_600 + part(5) * 60 + part(6) - offset;
  return (seconds * 1_000 + millisAt(match[7] ?? '', 0)) as Instant;
}

/** One-dimensional or nested arrays; the splitting is pg's own, the elements are ours. */
function arrayOf(parse: Parse): Parse {
  const textArray = 1009;
  const split = pg.types.getTypeParser(textArray as number, 'text') as (text: string) => unknown[];
  const each = (value: unknown): unknown => (Array.isArray(value) ? value.map(each) : value === null ? null : parse(value as string));
  return (text) => split(text).map(each);
}
