/** Duties, subjects and facts as the tests of the book write them. */

import type { Fact } from '../base/fact.ts';
import { type Instant, isoOf, parseInstant } from '../base/time.ts';
import { calendarShape } from '../calendar/calendar.ts';
import { wallOf } from '../calendar/wall.ts';
import type { Subject } from './care.ts';
import { type Book, stateOf } from './book.ts';
import { compileDuties } from './compile.ts';
import { dutyShape, type SubjectKind } from './duty.ts';
import type { Span } from './owed.ts';

export const zone = 'Asia/Shanghai';

/** `2026-03-01 08:00` as the clock of the place shows it. */
export function moment(text: string): Instant {
  const [date, time = '00:00'] = text.split(' ');
  return parseInstant(`${date}T${time}:00+08:00`)!;
}

type Written = Readonly<Record<string, unknown>>;

export function spanOf(duties: Readonly<Record<string, Written>>, from = '2026-01-01', until: string | null = null, pack = 'v1'): Span {
  const office = calendarShape.parse({ time_zone: zone, week: { mon: ['09:00-17:00'], tue: ['09:00-17:00'], wed: ['09:00-17:00'], thu: ['09:00-17:00'], fri: ['09:00-17:00'] }, years: [2026, 2027] });
  const parsed = Object.fromEntries(Object.entries(duties).map(([name, duty]) => [name, dutyShape.parse({ words: { 'zh-CN': name, en: name }, subject: 'unit', ...duty })]));
  return {
    pack, from: moment(from), until: until === null ? null : moment(until),
    duties: compileDuties({ time_zone: zone, skipped_hour: 'later', repeated_hour: 'first', calendars: { office }, duties: parsed }),
  };
}

export function subjectOf(since: string | null, kind: SubjectKind = 'unit', described: Written = {}): Subject {
  return { kind, id: 's1', since: since === null ? null : moment(since), until: null, described };
}

/** `done 2026-03-01 09:00 {"duty":"patrol"}`; ids count from 1. */
export function factsOf(lines: readonly string[]): Fact[] {
  return lines.map((line, index) => {
    const [, kind, at, data] = /^(\w+) (\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?) ?(.*)$/.exec(line)!;
    const given = (data === '' ? {} : JSON.parse(data!)) as Record<string, unknown>;
    const moments = Object.fromEntries(Object.entries(given).map(([field, value]) => [field, ['since', 'from', 'ended_at'].includes(field) ? isoOf(moment(String(value))) : value]));
    return { id: `f${index + 1}`, kind: `duty.${kind}`, at: moment(at!), received_at: moment(at!), by: 'p1', data: { subject_kind: 'unit', subject_id: 's1', ...moments } };
  });
}

/** Each occurrence on a line: name, when it opens, by when it is due, how it stands. */
export function linesOf(book: Book, now: string, upTo = '2100-01-01'): string[] {
  const wall = (at: Instant) => wallOf(at, zone).toString({ smallestUnit: 'minute' }).replace('T', ' ');
  return book.occurrences
    .filter((each) => each.opens_at < moment(upTo))
    .map((each) => `${each.duty} ${each.occurrence} ${wall(each.opens_at)} → ${wall(each.due_at)} ${stateOf(each, moment(now))}`);
}
