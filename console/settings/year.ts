/** A year of a working calendar as twelve months of weeks, each day with what it is. */

import { dayKind, type DayKind } from '../../core/calendar/calendar.ts';
import type { CalendarView } from '../../wire/view/settings_views.ts';

export type Day = { readonly date: string; readonly day: number; readonly kind: DayKind };
export type Month = { readonly month: number; readonly weeks: readonly (readonly (Day | null)[])[] };

const dayMs = 86_400_000;

export function monthsOf(calendar: Pick<CalendarView, 'week' | 'days'>, year: number): Month[] {
  return Array.from({ length: 12 }, (_, month) => {
    const first = Date.UTC(year, month, 1);
    const length = Math.round((Date.UTC(year, month + 1, 1) - first) / dayMs);
    const before = (new Date(first).getUTCDay() + 6) % 7;
    const days = Array.from({ length }, (_each, nth): Day => {
      const date = new Date(first + nth * dayMs).toISOString().slice(0, 10);
      return { date, day: nth + 1, kind: dayKind(calendar, date) };
    });
    const cells = [...Array.from({ length: before }, () => null), ...days];
    const whole = [...cells, ...Array.from({ length: (7 - (cells.length % 7)) % 7 }, () => null)];
    return { month: month + 1, weeks: Array.from({ length: whole.length / 7 }, (_each, week) => whole.slice(week * 7, week * 7 + 7)) };
  });
}

export function countKinds(months: readonly Month[]): Readonly<Record<DayKind, number>> {
  const counts: Record<DayKind, number> = { work: 0, free: 0, holiday: 0, make_up: 0, hours: 0 };
  for (const { weeks } of months) for (const day of weeks.flat()) if (day !== null) counts[day.kind] += 1;
  return counts;
}
