import { describe, expect, test } from 'vitest';
import { weekdays, windowsOn } from '../core/calendar/calendar.ts';
import { loadPack } from '../server/pack/load.ts';

const loaded = await loadPack('grid');
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
const { calendars } = loaded.pack;

function countDays(name: string, year: number): { off: number; made_up: number } {
  const calendar = calendars[name]!;
  const counts = { off: 0, made_up: 0 };
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10);
    const weekday = weekdays[(new Date(at).getUTCDay() + 6) % 7]!;
    const isWorked = windowsOn(calendar, date, weekday).length > 0;
    counts.off += isWorked ? 0 : 1;
    counts.made_up += isWorked && (weekday === 'sat' || weekday === 'sun') ? 1 : 0;
  }
  return counts;
}

describe('days off in a year, weekends among them, and days worked at a weekend', () => {
  // The totals are those that the authorities state with their calendars.
  test.each<[name: string, year: number, off: number, madeUp: number]>([
    ['tw_office', 2024, 115, 1],
    ['tw_office', 2025, 118, 1],
    ['tw_office', 2026, 120, 0],
    ['es_office', 2024, 104 + 7, 0],
    ['es_office', 2025, 104 + 7, 0],
    ['es_office', 2026, 104 + 7, 0],
  ])('%s %i → %i', (name, year, off, madeUp) => {
    expect(countDays(name, year)).toEqual({ off, made_up: madeUp });
  });
});

test('CAL-03 nine days off a year that all of Spain shares', () => {
  const days = Object.keys(calendars['es_office']!.days);
  expect([2024, 2025, 2026].map((year) => days.filter((date) => date.startsWith(`${year}-`)).length)).toEqual([9, 9, 9]);
});

test('AMB-49 every calendar that comes with the program knows the same years and says where its days come from', () => {
  expect(Object.keys(calendars)).toEqual(['cn_office', 'es_office', 'tw_office']);
  for (const { years, source } of Object.values(calendars)) {
    expect(years).toEqual([2024, 2026]);
    expect(source).toContainEqual(expect.stringMatching(/^CAL-/));
  }
});
