/** Which occurrences of a duty are owed for a subject: periods of its recurrence, so many in each, the first one in time. */

import type { Instant } from '../base/time.ts';
import { CalendarGap, weekdays, windowsOn } from '../calendar/calendar.ts';
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
  const begin = Math.max(dayBefore(care.since), dayBefore(span.from)) as Instant;
  const listed = recurrences(rule, care.since, duty.place, begin, upTo);
  const after = nextRecurrence(rule, care.since, duty.place, Math.max(upTo, begin) as Instant);
  const starts = after === null ? listed : [...listed, after];
  return starts.flatMap((start, index) => {
    if (!belongs(start, duty, care, span) || isFree(start, duty)) return [];
    const next = starts[index + 1] ?? nextRecurrence(rule, care.since, duty.place, start) ?? never;
    return slotsOf(start, next, duty, care, span).filter((each) => !isIdle(each, duty, care));
  });
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

/** A year without data throws: whether somebody owed something is not guessed. */
function isFree(start: Instant, { workingDays, place }: CompiledDuty): boolean {
  if (workingDays === null) return false;
  const date = dateOf(start, place.time_zone);
  const { calendar, name } = workingDays;
  if (date.year < calendar.years[0] || date.year > calendar.years[1]) throw new CalendarGap(name, date.year);
  return windowsOn(calendar, date.toString(), weekdays[date.dayOfWeek - 1]!).length === 0;
}

function slotsOf(start: Instant, next: Instant, duty: CompiledDuty, care: Begun, { pack, from }: Span): Owed[] {
  const { shape, place, within, firstWithin } = duty;
  const end = within === null ? ((next - 1) as Instant) : moved(start, within, place);
  const isFirst = firstWithin !== null && dateOf(start, place.time_zone).equals(dateOf(care.since, place.time_zone));
  const period = wallOf(start, place.time_zone).toString({ smallestUnit: 'minute' }).replaceAll(/[-:]/g, '');
  return Array.from({ length: shape.times ?? 1 }, (_, slot) => ({
    duty: duty.name, occurrence: `${period}.${slot + 1}`, opens_at: Math.max(start, Math.min(care.since, end), Math.min(from, end)) as Instant,
    due_at: isFirst && slot === 0 ? (Math.min(end, moved(care.since, firstWithin, place)) as Instant) : end, pack, compiled: duty,
  }));
}

function isIdle({ opens_at, due_at }: Owed, { shape }: CompiledDuty, care: Care): boolean {
  return shape.while_operating === true && care.idle.some((idle) => idle.from <= opens_at && idle.until > due_at);
}

function dayBefore(at: Instant): Instant {
  return (at - 2 * 86_400_000) as Instant;
}
