import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type Instant, isoOf, parseInstant } from '../base/time.ts';
import { addMonths, dateOf, endOfDate, instantOfWall, nextListedDate, parseWall, type Place } from './wall.ts';

const at = (text: string): Instant => parseInstant(text)!;
const shanghai: Place = { time_zone: 'Asia/Shanghai', skipped_hour: 'later', repeated_hour: 'first' };
const madrid: Place = { ...shanghai, time_zone: 'Europe/Madrid' };

describe('months keep the wall time and are clamped to the last day (CLK-28, CLK-53)', () => {
  test.each([
    ['2026-01-15T10:00:00+08:00', 1, shanghai, '2026-02-15T02:00:00.000Z'],
    ['2026-01-31T10:00:00+08:00', 1, shanghai, '2026-02-28T02:00:00.000Z'],
    ['2028-01-31T10:00:00+08:00', 1, shanghai, '2028-02-29T02:00:00.000Z'],
    ['2026-08-31T10:00:00+08:00', 6, shanghai, '2027-02-28T02:00:00.000Z'],
    ['2028-02-29T10:00:00+08:00', 12, shanghai, '2029-02-28T02:00:00.000Z'],
    ['2026-03-31T10:00:00+08:00', -1, shanghai, '2026-02-28T02:00:00.000Z'],
    ['2026-02-28T12:00:00+01:00', 1, madrid, '2026-03-28T11:00:00.000Z'],
    ['2026-03-15T12:00:00+01:00', 1, madrid, '2026-04-15T10:00:00.000Z'],
    ['2026-02-28T02:30:00+01:00', 1, madrid, '2026-03-28T01:30:00.000Z'],
    // 29 March 02:30 does not exist in Madrid.
    ['2026-01-29T02:30:00+01:00', 2, madrid, '2026-03-29T01:30:00.000Z'],
    ['2026-01-29T02:30:00+01:00', 2, { ...madrid, skipped_hour: 'earlier' as const }, '2026-03-29T00:30:00.000Z'],
    // 25 October 02:30 comes twice.
    ['2026-09-25T02:30:00+02:00', 1, madrid, '2026-10-25T00:30:00.000Z'],
    ['2026-09-25T02:30:00+02:00', 1, { ...madrid, repeated_hour: 'second' as const }, '2026-10-25T01:30:00.000Z'],
  ])('%s + %d months in %j → %s', (from, months, place, expected) => {
    expect(isoOf(addMonths(at(from), months, place))).toBe(expected);
  });
});

test.each([
  ['2026-03-02T09:00:00+08:00', 'Asia/Shanghai', '2026-03-02T15:59:59.999Z'],
  ['2026-03-02T23:59:59+08:00', 'Asia/Shanghai', '2026-03-02T15:59:59.999Z'],
  ['2026-03-02T18:00:00Z', 'Asia/Shanghai', '2026-03-03T15:59:59.999Z'],
  ['2026-03-29T12:00:00+02:00', 'Europe/Madrid', '2026-03-29T21:59:59.999Z'],
])('the day of %s in %s → ends %s', (moment, zone, expected) => {
  expect(isoOf(endOfDate(dateOf(at(moment), zone), zone))).toBe(expected);
});

test.each([
  ['2026-03-01', ['03-31', '09-30'], '2026-03-31'],
  ['2026-03-31', ['03-31', '09-30'], '2026-03-31'],
  ['2026-04-01', ['03-31', '09-30'], '2026-09-30'],
  ['2026-10-01', ['03-31', '09-30'], '2027-03-31'],
  ['2026-03-01', ['02-29'], '2027-02-28'],
  ['2026-03-01', ['2026-06-15', '03-31'], '2026-03-31'],
  ['2026-03-01', ['2026-02-15'], null],
])('on or after %s, of %j → %s (CLK-63)', (from, listed, expected) => {
  expect(nextListedDate(Temporal.PlainDate.from(from), listed)?.toString() ?? null).toBe(expected);
});

test.each([
  ['2026-03-29T02:30', { ...madrid }, '2026-03-29T01:30:00.000Z'],
  ['2026-03-29T02:30', { ...madrid, skipped_hour: 'earlier' as const }, '2026-03-29T00:30:00.000Z'],
  ['2026-10-25T02:30', { ...madrid }, '2026-10-25T00:30:00.000Z'],
  ['2026-10-25T02:30', { ...madrid, repeated_hour: 'second' as const }, '2026-10-25T01:30:00.000Z'],
  ['2026-07-01T12:00', { ...madrid }, '2026-07-01T10:00:00.000Z'],
])('%s on the wall of %j → %s', (text, place, expected) => {
  expect(isoOf(instantOfWall(parseWall(text)!, place))).toBe(expected);
});

test.each(['2026-02-30T10:00', '2026-03-02', '10:00', '2026-03-02T10:00Z'])('%s → not a wall time', (text) => {
  expect(parseWall(text)).toBeNull();
});
