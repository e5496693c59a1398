/** The shape of a calendar in a pack: the week, the dates that differ, the zone, and the years it knows. */

import { z } from 'zod';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

const windowPattern = /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

const window = z
  .string()
  .regex(windowPattern, 'a window is written 09:00-12:00')
  .refine((text) => minutesOfWindow(text)[0] < minutesOfWindow(text)[1], {
    message: 'a window ends after it begins; one over midnight is written 22:00-24:00 and 00:00-06:00',
  });

const windows = z
  .array(window)
  .refine((list) => list.every((text, i) => i === 0 || minutesOfWindow(list[i - 1]!)[1] <= minutesOfWindow(text)[0]), {
    message: 'windows stand in order and do not overlap',
  })
  .meta({ description: 'Working windows of one day, as wall times: ["09:00-12:00", "13:00-18:00"]' });

const date = z.string().refine(isDate, { message: 'a date is written 2026-10-01 and must exist' });

export const timeZone = z
  .string()
  .refine(isTimeZone, { message: 'not a time zone of the IANA list, such as Asia/Shanghai' })
  .meta({ description: 'IANA time zone, such as Asia/Shanghai' });

/** What a wall time means when daylight saving skips it or shows it twice; shared with the pack itself. */
export const wallRules = {
  skipped_hour: z
    .enum(['later', 'earlier'])
    .default('later')
    .meta({ description: 'A wall time that daylight saving skips counts as the same time later, or earlier, by the jump' }),
  repeated_hour: z
    .enum(['first', 'second'])
    .default('first')
    .meta({ description: 'A wall time that daylight saving shows twice is the first, or the second, of the two' }),
};

export const calendarShape = z
  .strictObject({
    time_zone: timeZone,
    week: z
      .strictObject(Object.fromEntries(weekdays.map((day) => [day, windows.optional()])) as Record<Weekday, z.ZodOptional<typeof windows>>)
      .meta({ description: 'Working windows per weekday; a day left out is free' }),
    days: z
      .record(date, z.union([z.literal('off'), z.literal('work'), windows]))
      .default({})
      .meta({ description: 'Dates that differ from the week: off, work (a make-up day), or windows of their own' }),
    make_up: z
      .union([z.enum(weekdays), windows])
      .default('mon')
      .meta({ description: 'The windows that `work` means: those of a weekday, or a list' }),
    years: z
      .tuple([z.int().min(1970).max(2200), z.int().min(1970).max(2200)])
      .refine(([first, last]) => first <= last && last - first < 100, { message: 'first year, last year' })
      .meta({ description: 'First and last year for which holidays are known; outside, the calendar refuses to guess' }),
    ...wallRules,
    source: z.union([z.string(), z.array(z.string())]).optional(),
  })
  .meta({ description: 'A working calendar' });

export type Calendar = z.output<typeof calendarShape>;
export type CalendarInput = z.input<typeof calendarShape>;

/** The calendar knows nothing of that year. A reading that needs it is an error, never a guess. */
export class CalendarGap extends Error {
  override readonly name = 'CalendarGap';
  readonly year: number;
  readonly calendar: string;
  constructor(calendar: string, year: number) {
    super(`calendar ${calendar} has no data for ${year}`);
    this.year = year;
    this.calendar = calendar;
  }
}

/** Minutes after midnight at which a window begins and ends. */
export function minutesOfWindow(text: string): readonly [number, number] {
  const minute = (at: number) => Number(text.slice(at, at + 2)) * 60 + Number(text.slice(at + 3, at + 5));
  return [minute(0), minute(6)];
}

/** The windows of a date: its own, those of a make-up day, or its weekday's. */
export function windowsOn(calendar: Calendar, isoDate: string, weekday: Weekday): readonly string[] {
  const own = calendar.days[isoDate];
  if (own === undefined) return calendar.week[weekday] ?? [];
  if (own === 'off') return [];
  if (own !== 'work') return own;
  return typeof calendar.make_up === 'string' ? (calendar.week[calendar.make_up] ?? []) : calendar.make_up;
}

/** `holiday`: named as free; `make_up`: worked though the week says free; `hours`: windows of its own. */
export type DayKind = 'work' | 'free' | 'holiday' | 'make_up' | 'hours';

/** What a date is to people who look at a calendar. */
export function dayKind({ week, days }: { readonly week: Readonly<Partial<Record<string, readonly string[] | undefined>>>; readonly days: Readonly<Record<string, 'off' | 'work' | readonly string[]>> }, isoDate: string): DayKind {
  const own = days[isoDate];
  if (own === 'off') return 'holiday';
  if (own === 'work') return 'make_up';
  if (own !== undefined) return own.length === 0 ? 'holiday' : 'hours';
  // Sunday is 0 to JavaScript and last to everybody else here.
  const weekday = weekdays[(new Date(`${isoDate}T00:00:00Z`).getUTCDay() + 6) % 7]!;
  return (week[weekday] ?? []).length > 0 ? 'work' : 'free';
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const read = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
