import { expect, test } from 'vitest';
import { isMonth, monthOf, monthsOn } from './month.ts';

test('a month has its own last day', () => {
  expect(['2026-03', '2026-04', '2026-02', '2028-02', '2026-12'].map((text) => monthOf(text).last_day)).toEqual(['2026-03-31', '2026-04-30', '2026-02-28', '2028-02-29', '2026-12-31']);
  expect(monthOf('2026-03').first_day).toBe('2026-03-01');
});

test('months go on over the year', () => {
  expect([monthsOn('2026-12', 1), monthsOn('2026-01', -1), monthsOn('2026-05', -5)]).toEqual(['2027-01', '2025-12', '2025-12']);
});

test('what is no month is not taken for one', () => {
  expect(['2026-03', '2026-13', '2026-3', 'x', '2026-00'].map(isMonth)).toEqual([true, false, false, false, false]);
});
