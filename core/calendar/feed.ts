/** Days off and worked days out of an iCalendar feed, and what they change in a calendar of the rules. */

import { Temporal } from 'temporal-polyfill';
import { type Calendar, dayKind, type DayKind } from './calendar.ts';
import { FeedFault, readFeedText, type FeedEvent, type FeedText, type Property } from './feed_lines.ts';
import { datesOfRule } from './recurrence.ts';

export type FeedDay = { readonly kind: 'off' | 'work'; readonly title: string };
export type FeedDays = {
  readonly days: ReadonlyMap<string, FeedDay>;
  /** Events that are no whole days, or were cancelled. */
  readonly leftOut: number;
};

type Years = readonly [first: number, last: number];
type Frame = { readonly text: FeedText; readonly zone: string; readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate };

const lengthMax = 60;
const rulesMax = 100;
const titleMax = 120;

/** How feeds mark a day that is worked though the week says free; everything else that takes a whole day is off. */
const worked = /[补補調调]班|[补補]行上班|上班|[（(【[]班[)）】\]]|\b(work(ing)?[ -]?day|make-?up (work )?day)\b|d[ií]a (laborable|hábil)/i;

/** What a feed says of the years from the first to the last. Throws FeedFault. */
export function readFeed(text: string, zone: string, [first, last]: Years): FeedDays {
  const read = readFeedText(text);
  if (read.zone !== null && read.zone.value.trim() !== zone) throw new FeedFault('feed_zone', { line: read.zone.line, zone: read.zone.value.trim().slice(0, 60), ours: zone });
  const frame: Frame = { text: read, zone, from: new Temporal.PlainDate(first, 1, 1), to: new Temporal.PlainDate(last, 12, 31) };
  if (read.events.filter((event) => of(event, 'RRULE') !== undefined).length > rulesMax) throw new FeedFault('feed_too_large', { most: rulesMax });
  const moved = movedOf(read);
  const days = new Map<string, FeedDay>();
  let leftOut = 0;
  for (const event of read.events) {
    const dates = isCancelled(event) ? null : datesOf(event, frame, moved);
    if (dates === null) leftOut += 1;
    else putDays(days, dates, { kind: kindOf(event), title: titleOf(event) });
  }
  for (let year = first; year <= last; year += 1) {
    if (![...days.keys()].some((date) => date.startsWith(`${year}-`))) throw new FeedFault('feed_year_empty', { year });
  }
  return { days, leftOut };
}

function putDays(days: Map<string, FeedDay>, dates: readonly string[], day: FeedDay): void {
  for (const date of dates) {
    const before = days.get(date);
    if (before !== undefined && before.kind !== day.kind) throw new FeedFault('feed_conflict', { date, one: before.title, other: day.title });
    if (before === undefined) days.set(date, day);
  }
}

/** The dates an event takes whole, within the years asked for; null when it is no matter of whole days. */
function datesOf(event: FeedEvent, frame: Frame, moved: ReadonlySet<string>): string[] | null {
  const begin = of(event, 'DTSTART');
  if (begin === undefined) throw new FeedFault('feed_date', { line: event.line });
  const start = wholeDay(begin, frame);
  if (start === null) return null;
  const length = lengthOf(event, start, frame);
  const uid = of(event, 'UID')?.value ?? '';
  const isOverride = of(event, 'RECURRENCE-ID') !== undefined;
  const without = new Set(listed(event, 'EXDATE', frame));
  const starts = [...startsOf(event, start, length, frame), ...listed(event, 'RDATE', frame)].filter((date) => !without.has(date) && (isOverride || !moved.has(`${uid}\n${date}`)));
  const [from, to] = [frame.from.toString(), frame.to.toString()];
  return starts.flatMap((date) => {
    const day = Temporal.PlainDate.from(date);
    return Array.from({ length }, (_, nth) => day.add({ days: nth }).toString());
  }).filter((date) => date >= from && date <= to);
}

function startsOf(event: FeedEvent, start: Temporal.PlainDate, length: number, { from, to }: Frame): string[] {
  const rule = of(event, 'RRULE');
  if (rule === undefined) return [start.toString()];
  const read = datesOfRule(rule.value.trim(), start, from.subtract({ days: length }), to);
  if ('fault' in read) throw new FeedFault('feed_rule', { line: rule.line, fault: read.fault });
  return read.dates;
}

/** Days of another year than the rule names, because one occurrence was moved or called off. */
function movedOf({ events }: FeedText): Set<string> {
  return new Set(events.flatMap((event) => {
    const from = of(event, 'RECURRENCE-ID');
    return from === undefined ? [] : [`${of(event, 'UID')?.value ?? ''}\n${dateIn(from).toString()}`];
  }));
}

function wholeDay(property: Property, { zone, text }: Frame): Temporal.PlainDate | null {
  const { params, value, line } = property;
  const named = params['TZID'];
  if (named !== undefined && named !== zone && !text.zones.has(named) && !isZone(named)) throw new FeedFault('feed_zone', { line, zone: named.slice(0, 60), ours: zone });
  if (params['VALUE'] === 'DATE' || /^\d{8}$/.test(value.trim())) return dateIn(property);
  // Some programs write a whole day as from midnight to midnight.
  return /^\d{8}T000000$/.test(value.trim()) && (named === undefined || named === zone) ? dateIn(property) : null;
}

function dateIn({ value, line }: Property): Temporal.PlainDate {
  const read = /^(\d{4})(\d{2})(\d{2})(T\d{6}Z?)?$/.exec(value.trim());
  try {
    const date = Temporal.PlainDate.from(`${read![1]}-${read![2]}-${read![3]}`, { overflow: 'reject' });
    if (date.year >= 1970 && date.year <= 2200) return date;
  } catch {
    // Falls through to the one answer for every date that is none.
  }
  throw new FeedFault('feed_date', { line });
}

function lengthOf(event: FeedEvent, start: Temporal.PlainDate, frame: Frame): number {
  const end = of(event, 'DTEND');
  const span = of(event, 'DURATION');
  if (end !== undefined) {
    const until = wholeDay(end, frame);
    return checkedLength(until === null ? 1 : start.until(until).days || 1, end.line);
  }
  if (span === undefined) return 1;
  const read = /^\+?P(?:(\d{1,3})W|(\d{1,3})D)$/.exec(span.value.trim());
  return checkedLength(read === null ? 0 : read[1] === undefined ? Number(read[2]) : Number(read[1]) * 7, span.line);
}

function checkedLength(days: number, line: number): number {
  if (days < 1 || days > lengthMax) throw new FeedFault('feed_date', { line });
  return days;
}

function listed(event: FeedEvent, name: 'EXDATE' | 'RDATE', frame: Frame): string[] {
  return event.properties.filter((each) => each.name === name).flatMap((each) =>
    each.value.split(',').flatMap((value) => wholeDay({ ...each, value }, frame)?.toString() ?? []),
  );
}

function kindOf(event: FeedEvent): FeedDay['kind'] {
  const said = `${of(event, 'SUMMARY')?.value ?? ''} ${of(event, 'CATEGORIES')?.value ?? ''}`;
  return worked.test(said) ? 'work' : 'off';
}

/** As people read it: one line of plain text, or nothing of the feed is taken. */
function titleOf(event: FeedEvent): string {
  const summary = of(event, 'SUMMARY');
  if (summary === undefined) return '';
  const said = summary.value.replace(/\\[nN]/g, ' ').replace(/\\([,;\\])/g, '$1').trim();
  if (/<\s*[a-z!/?]|&#?\w+;|[\u0000-\u001f\u007f]/i.test(said)) throw new FeedFault('feed_markup', { line: summary.line });
  return said.slice(0, titleMax);
}

function isCancelled(event: FeedEvent): boolean {
  return of(event, 'STATUS')?.value.trim().toUpperCase() === 'CANCELLED';
}

function of(event: FeedEvent, name: string): Property | undefined {
  return event.properties.find((each) => each.name === name);
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export type DayChange = { readonly date: string; readonly title: string; readonly before: DayKind | 'unknown'; readonly after: DayKind };

/** The calendar with the days of these years taken from a feed, and each date that comes to mean something else. */
export function takeDays(calendar: Calendar, { days }: FeedDays, [first, last]: Years): { readonly calendar: Calendar; readonly changes: readonly DayChange[]; readonly unchanged: number } {
  const [known, until] = calendar.years;
  if (first > until + 1 || last < known - 1) throw new FeedFault('feed_years_apart', { first: known, last: until });
  const isTaken = (date: string) => Number(date.slice(0, 4)) >= first && Number(date.slice(0, 4)) <= last;
  const kept = Object.entries(calendar.days).filter(([date]) => !isTaken(date));
  const taken = [...days].map(([date, { kind }]) => [date, kind] as const);
  const next: Calendar = { ...calendar, years: [Math.min(known, first), Math.max(until, last)], days: Object.fromEntries([...kept, ...taken].toSorted(([a], [b]) => (a < b ? -1 : 1))) };
  const named = new Set([...Object.keys(calendar.days).filter(isTaken), ...days.keys()]);
  const compared = [...named].toSorted().map((date): DayChange => {
    const isKnown = Number(date.slice(0, 4)) >= known && Number(date.slice(0, 4)) <= until;
    return { date, title: days.get(date)?.title ?? '', before: isKnown ? dayKind(calendar, date) : 'unknown', after: dayKind(next, date) };
  });
  const changes = compared.filter(({ before, after }) => before !== after);
  return { calendar: next, changes, unchanged: compared.length - changes.length };
}
