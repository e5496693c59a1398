import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourMs, type Instant, minuteMs, parseInstant } from '../base/time.ts';
import { CalendarGap, calendarShape } from './calendar.ts';
import { addWorkingDays, addWorkingTime, compileCalendar, isWorking, workingBetween, workingSlices } from './working.ts';

const at = (text: string): Instant => parseInstant(text)!;

const shifts = ['09:00-12:00', '13:00-18:00'];
const week = { mon: shifts, tue: shifts, wed: shifts, thu: shifts, fri: shifts };

// 2026 in mainland China, as far as the rows below need it: a holiday week and its make-up Saturday.
const office = compileCalendar(
  'office',
  calendarShape.parse({
    time_zone: 'Asia/Shanghai',
    week,
    days: {
      '2026-10-01': 'off',
      '2026-10-02': 'off',
      '2026-10-05': 'off',
      '2026-10-06': 'off',
      '2026-10-07': 'off',
      '2026-10-10': 'work',
      '2026-02-14': ['09:00-12:00'],
      '2026-10-17': 'off',
      '2026-10-11': [],
    },
    years: [2024, 2026],
  }),
);
const t = (text: string) => at(`2026-${text}+08:00`);

describe('working time between two moments, in minutes', () => {
  test.each([
    ['10-12T09:00', '10-12T10:00', 60],
    ['10-12T11:30', '10-12T13:30', 60],
    ['10-12T12:00', '10-12T13:00', 0],
    ['10-12T17:59', '10-13T09:01', 2],
    ['10-09T18:00', '10-10T09:00', 0],
    ['10-10T00:00', '10-11T00:00', 480],
    ['10-01T00:00', '10-08T00:00', 0],
    ['02-14T00:00', '02-15T00:00', 180],
    ['10-13T09:00', '10-12T17:00', -60],
    ['10-12T09:00:00.001', '10-12T09:00:00.003', 2 / minuteMs],
  ])('%s to %s → %d', (from, until, minutes) => {
    expect(workingBetween(office, t(from), t(until)) / minuteMs).toBe(minutes);
  });
});

describe('a moment, so many working minutes later', () => {
  test.each([
    ['10-12T09:00', 0, '10-12T09:00'],
    ['10-12T20:00', 0, '10-12T20:00'],
    ['10-12T08:00', 60, '10-12T10:00'],
    ['10-12T11:00', 60, '10-12T12:00'],
    ['10-12T11:00', 61, '10-12T13:01'],
    ['10-12T17:00', 60, '10-12T18:00'],
    ['10-09T17:00', 120, '10-10T10:00'],
    ['09-30T17:30', 90, '10-08T10:00'],
    ['02-13T17:00', 60 + 180 + 1, '02-16T09:01'],
  ])('%s + %d → %s', (from, minutes, expected) => {
    expect(addWorkingTime(office, t(from), minutes * minuteMs)).toBe(t(expected));
  });
});

describe('working days: the day of the start never counts, due at the close of the nth (CLK-09)', () => {
  test.each([
    ['10-12T08:00', 1, '10-13T18:00'],
    ['10-12T17:59', 3, '10-15T18:00'],
    ['10-12T23:59', 3, '10-15T18:00'],
    ['09-29T10:00', 3, '10-09T18:00'],
    ['09-29T10:00', 4, '10-10T18:00'],
    ['10-09T10:00', 2, '10-12T18:00'],
    ['02-13T10:00', 1, '02-14T12:00'],
    ['02-13T10:00', 2, '02-16T18:00'],
    ['10-16T10:00', 1, '10-19T18:00'],
  ])('%s + %d → %s', (from, days, expected) => {
    expect(addWorkingDays(office, t(from), days)).toBe(t(expected));
  });
});

test.each([
  ['10-12T09:00', true],
  ['10-12T11:59:59.999', true],
  ['10-12T12:00', false],
  ['10-12T18:00', false],
  ['10-10T10:00', true],
  ['10-17T10:00', false],
  ['10-01T10:00', false],
])('working at %s → %s', (moment, expected) => {
  expect(isWorking(office, t(moment))).toBe(expected);
});

test('the slices that were counted → from the start to the deadline', () => {
  const slices = workingSlices(office, t('10-12T11:00'), t('10-13T09:30'));
  expect(slices).toEqual([
    { from: t('10-12T11:00'), until: t('10-12T12:00') },
    { from: t('10-12T13:00'), until: t('10-12T18:00') },
    { from: t('10-13T09:00'), until: t('10-13T09:30') },
  ]);
});

describe('a year without data is refused, not guessed', () => {
  test.each<[string, () => unknown, number]>([
    ['before the first year', () => workingBetween(office, at('2023-12-31T23:59:59+08:00'), t('10-12T10:00')), 2023],
    ['after the last year', () => isWorking(office, at('2027-01-04T10:00:00+08:00')), 2027],
    ['time that runs out of the year', () => addWorkingTime(office, t('12-31T17:00'), 2 * hourMs), 2027],
    ['days that run out of the year', () => addWorkingDays(office, t('12-30T10:00'), 3), 2027],
  ])('%s → CalendarGap', (_, ask, year) => {
    expect(ask).toThrow(CalendarGap);
    expect(ask).toThrow(String(year));
  });
});

const night = { mon: ['22:00-24:00'], tue: ['00:00-06:00', '22:00-24:00'], wed: ['00:00-06:00'] };

test('a shift over midnight is counted through', () => {
  const shift = compileCalendar('night', calendarShape.parse({ time_zone: 'Asia/Shanghai', week: night, years: [2026, 2026] }));
  expect(workingBetween(shift, t('10-12T20:00'), t('10-13T07:00'))).toBe(8 * hourMs);
  expect(addWorkingTime(shift, t('10-12T23:00'), 2 * hourMs)).toBe(t('10-13T01:00'));
  expect(addWorkingDays(shift, t('10-12T10:00'), 1)).toBe(t('10-14T00:00'));
});

// Madrid: on 29 March 2026 02:00-03:00 is skipped, on 25 October 2026 it is shown twice. Both are Sundays.
describe('hours that daylight saving skips or repeats are resolved as the calendar states', () => {
  test.each([
    [{ skipped_hour: 'later', repeated_hour: 'first' }, ['00:00-02:30'], '2026-03-29', 150],
    [{ skipped_hour: 'earlier', repeated_hour: 'first' }, ['00:00-02:30'], '2026-03-29', 90],
    [{ skipped_hour: 'later', repeated_hour: 'first' }, ['02:00-03:00'], '2026-03-29', 0],
    [{ skipped_hour: 'earlier', repeated_hour: 'first' }, ['00:00-01:30', '02:00-04:00'], '2026-03-29', 180],
    [{ skipped_hour: 'later', repeated_hour: 'first' }, ['00:00-02:30'], '2026-10-25', 150],
    [{ skipped_hour: 'later', repeated_hour: 'second' }, ['00:00-02:30'], '2026-10-25', 210],
    [{ skipped_hour: 'later', repeated_hour: 'first' }, ['00:00-24:00'], '2026-03-29', 23 * 60],
    [{ skipped_hour: 'later', repeated_hour: 'first' }, ['00:00-24:00'], '2026-10-25', 25 * 60],
  ] as const)('%j %j on %s → %d minutes', (rules, windows, date, minutes) => {
    const calendar = compileCalendar(
      'madrid',
      calendarShape.parse({ time_zone: 'Europe/Madrid', week: { sun: [...windows] }, years: [2026, 2026], ...rules }),
    );
    const from = at(`${date}T00:00:00+01:00`) - 12 * hourMs;
    const worked = workingBetween(calendar, from as Instant, (from + 48 * hourMs) as Instant);
    expect(worked / minuteMs).toBe(minutes);
  });
});

test.each([
  [{ week: { mon: ['12:00-09:00'] } }],
  [{ week: { mon: ['09:00-12:00', '11:00-18:00'] } }],
  [{ week: {}, days: { '2026-02-30': 'off' } }],
  [{ week: {}, time_zone: 'Asia/Nowhere' }],
  [{ week: {}, years: [2027, 2026] }],
  [{ week: { monday: [] } }],
])('%j → not a calendar', (part) => {
  expect(calendarShape.safeParse({ time_zone: 'Asia/Shanghai', years: [2024, 2026], ...part }).success).toBe(false);
});

test.each([
  [undefined, 480],
  ['fri', 60],
  [['10:00-11:30'], 90],
])('make-up days have the windows of %j → %d minutes', (makeUp, minutes) => {
  const calendar = compileCalendar(
    'c',
    calendarShape.parse({
      time_zone: 'Asia/Shanghai',
      years: [2026, 2026],
      week: { mon: shifts, fri: ['09:00-10:00'] },
      days: { '2026-10-10': 'work' },
      ...(makeUp === undefined ? {} : { make_up: makeUp }),
    }),
  );
  expect(workingBetween(calendar, t('10-10T00:00'), t('10-11T00:00')) / minuteMs).toBe(minutes);
});

const seed = 20260301;
const moment = fc.integer({ min: t('01-05T00:00'), max: t('11-01T00:00') }).map((ms) => ms as Instant);

test(`any three moments → working time adds up (seed ${seed})`, () => {
  fc.assert(
    fc.property(moment, moment, moment, (a, b, c) => {
      expect(workingBetween(office, a, b) + workingBetween(office, b, c)).toBe(workingBetween(office, a, c));
    }),
    { seed, numRuns: 500 },
  );
});

test(`any length → adding it and counting it back agree, and nothing earlier would do (seed ${seed})`, () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 1, max: 200 * hourMs }), (from, length) => {
      const until = addWorkingTime(office, from, length);
      expect(workingBetween(office, from, until)).toBe(length);
      expect(workingBetween(office, from, (until - 1) as Instant)).toBeLessThan(length);
    }),
    { seed, numRuns: 500 },
  );
});
