import { expect, test } from 'vitest';
import { dayKind } from '../../core/calendar/calendar.ts';
import { countKinds, monthsOf } from './year.ts';

const office = ['09:00-12:00', '13:00-18:00'];
const calendar = {
  week: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [] },
  days: { '2026-10-01': 'off' as const, '2026-10-10': 'work' as const, '2026-12-31': ['09:00-12:00'], '2026-12-30': [] },
};

test.each([
  ['2026-03-02', 'work'], ['2026-03-07', 'free'], ['2026-03-08', 'free'], ['2026-10-01', 'holiday'], ['2026-10-10', 'make_up'], ['2026-12-31', 'hours'], ['2026-12-30', 'holiday'],
] as const)('%s is %s', (date, kind) => {
  expect(dayKind(calendar, date)).toBe(kind);
});

test('weeks begin on Monday and are whole; every day of the year is in its month once', () => {
  const months = monthsOf(calendar, 2026);
  expect(months.map(({ weeks }) => weeks.flat().filter((day) => day !== null).length)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
  expect(months.every(({ weeks }) => weeks.every((week) => week.length === 7))).toBe(true);
  // The first of March 2026 is a Sunday.
  expect(months[2]!.weeks[0]!.map((day) => day?.day ?? null)).toEqual([null, null, null, null, null, null, 1]);
  expect(monthsOf(calendar, 2028)[1]!.weeks.flat().filter((day) => day !== null)).toHaveLength(29);
  const counts = countKinds(months);
  expect([counts.holiday, counts.make_up, counts.hours, Object.values(counts).reduce((sum, count) => sum + count, 0)]).toEqual([2, 1, 1, 365]);
});
