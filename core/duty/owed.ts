/** Which occurrences of a duty are owed for a subject: periods of its recurrence, so many in each, the first one in time. */

import { dayMs, type Instant } from '../base/time.ts';
import { weekdays, windowsOn } from '../calendar/calendar.ts';
import { freqOf, nextRecurrence, recurrences } from '../calendar/recurrence.ts';
import { dateOf, endOfDate, parseDate, wallOf } from '../calendar/wall.ts';
import type { Care, Subject } from './care.ts';
import { type CompiledDuty, moved } from './compile.ts';

/** A version of the pack, from its activation until the next one. */
export type Span = { readonly pack: string; readonly from: Instant; readonly until: Instant | null; readonly duties: readonly CompiledDuty[] };

export type Owed = {
  readonly duty: string;
  readonly occurrence: string;
  readonly opens_at: Instant;
  /** The last moment at which doing it is in time. */
  readonly due_at: Instant;
  readonly pack: string;
  readonly compiled: CompiledDuty;
  /** The calendar that knows nothing of this year: whether something is owed is not guessed, nor what comes after it. */
  readonly unreadable?: { readonly calendar: string; readonly year: number };
};

const never = Number.MAX_SAFE_INTEGER as Instant;

/** Everything owed that opens up to a moment, and at least the next one of each duty. */
export function owedFor(subject: Subject, care: Care, spans: readonly Span[], upTo: Instant): Owed[] {
  const found = new Map<string, Owed>();
  if (care.since === null) return [];
  for (const span of spans) {
    for (const duty of span.duties) {
      if (!concerns(duty, subject, care)) continue;
      const owed = duty.shape.every === undefined ? plannedOf(duty, care, span) : recurringOf(duty, care as Begun, span, upTo);
      // Of two versions that name the same one, the later is read last and counts.
      for (const each of owed) if (isCared(each, care)) found.set(`${each.duty}/${each.occurrence}`, each);
    }
  }
  return [...found.values()].toSorted((a, b) => a.opens_at - b.opens_at || a.due_at - b.due_at || (a.duty + a.occurrence < b.duty + b.occurrence ? -1 : 1));
}

type Begun = Care & { readonly since: Instant };

function concerns({ name, shape, when }: CompiledDuty, subject: Subject, care: Care): boolean {
  if (shape.subject !== subject.kind) return false;
  if (care.duties === null ? shape.named_only === true : !care.duties.includes(name)) return false;
  return when === null || when({ subject: { kind: subject.kind, id: subject.id, ...subject.described } });
}

/** What falls due after the care ended is owed no more. */
function isCared(owed: Owed, care: Care): boolean {
  return care.until === null || (owed.opens_at < care.until && owed.due_at <= care.until);
}

function plannedOf(duty: CompiledDuty, care: Care, { pack, from, until }: Span): Owed[] {
  return care.planned
    .filter((each) => each.duty === duty.name && each.planned_at >= from && (until === null || each.planned_at < until))
    .map((each) => ({
      duty: duty.name, occurrence: each.fact_id, opens_at: each.planned_at, due_at: endOfDate(parseDate(each.due_on), duty.place.time_zone), pack, compiled: duty,
    }));
}

function recurringOf(duty: CompiledDuty, care: Begun, span: Span, upTo: Instant): Owed[] {
  const rule = duty.shape.every!;
  // Two days, so that the day on which either began is whole in every time zone.
  const begin = (Math.max(care.since, span.from) - 2 * dayMs) as Instant;
  const listed = recurrences(rule, care.since, duty.place, begin, upTo);
  const after = nextRecurrence(rule, care.since, duty.place, Math.max(upTo, begin) as Instant);
  const starts = after === null ? listed : [...listed, after];
  const owed: Owed[] = [];
  for (const [index, start] of starts.entries()) {
    if (!belongs(start, duty, care, span)) continue;
    const gap = gapAt(start, duty);
    if (gap !== null) return [...owed, { ...slot(start, start, 0, duty, span), occurrence: `no_calendar.${gap.year}`, unreadable: gap }];
    if (isFree(start, duty)) continue;
    const next = starts[index + 1] ?? nextRecurrence(rule, care.since, duty.place, start) ?? never;
    owed.push(...slotsOf(start, next, duty, care, span).filter((each) => !isIdle(each, duty, care)));
  }
  return owed;
}

/** Within the span of the version and of the care. The day on which either began counts whole for all but daily rules: nobody owes a day that is half over. */
function belongs(start: Instant, duty: CompiledDuty, care: Begun, { from, until }: Span): boolean {
  return isSince(start, care.since, duty) && isSince(start, from, duty) && (until === null || !isSince(start, until, duty));
}

function isSince(start: Instant, moment: Instant, { shape, place }: CompiledDuty): boolean {
  if (start >= moment) return true;
  const freq = freqOf(shape.every!);
  return freq !== 'HOURLY' && freq !== 'DAILY' && dateOf(start, place.time_zone).equals(dateOf(moment, place.time_zone));
}

function gapAt(start: Instant, { workingDays, place }: CompiledDuty): { readonly calendar: string; readonly year: number } | null {
  if (workingDays === null) return null;
  const { year } = dateOf(start, place.time_zone);
  const [first, last] = workingDays.calendar.years;
  return year < first || year > last ? { calendar: workingDays.name, year } : null;
}

function isFree(start: Instant, { workingDays, place }: CompiledDuty): boolean {
  if (workingDays === null) return false;
  const date = dateOf(start, place.time_zone);
  return windowsOn(workingDays.calendar, date.toString(), weekdays[date.dayOfWeek - 1]!).length === 0;
}

function slotsOf(start: Instant, next: Instant, duty: CompiledDuty, care: Begun, span: Span): Owed[] {
  const { shape, place, within, firstWithin } = duty;
  const end = within === null ? ((next - 1) as Instant) : moved(start, within, place);
  const isFirst = firstWithin !== null && dateOf(start, place.time_zone).equals(dateOf(care.since, place.time_zone));
  const opens = Math.max(start, Math.min(care.since, end), Math.min(span.from, end)) as Instant;
  return Array.from({ length: shape.times ?? 1 }, (_, index) => ({
    ...slot(start, end, index, duty, span), opens_at: opens,
    ...(isFirst && index === 0 ? { due_at: Math.min(end, moved(care.since, firstWithin, place)) as Instant } : {}),
  }));
}

function slot(start: Instant, end: Instant, index: number, duty: CompiledDuty, { pack }: Span): Owed {
  const period = wallOf(start, duty.place.time_zone).toString({ smallestUnit: 'minute' }).replaceAll(/[-:]/g, '');
  return { duty: duty.name, occurrence: `${period}.${index + 1}`, opens_at: start, due_at: end, pack, compiled: duty };
}

function isIdle({ opens_at, due_at }: Owed, { shape }: CompiledDuty, care: Care): boolean {
  return shape.while_operating === true && care.idle.some((idle) => idle.from <= opens_at && idle.until > due_at);
}
