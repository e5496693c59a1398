import { describe, expect, test } from 'vitest';
import { calendarShape } from './calendar.ts';
import { readFeed, takeDays } from './feed.ts';
import { FeedFault } from './feed_lines.ts';

const zone = 'Asia/Shanghai';
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT'].join('\r\n');
const feed = (...parts: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts, 'END:VCALENDAR', ''].join('\r\n');
const labour = event('DTSTART;VALUE=DATE:20270501', 'DTEND;VALUE=DATE:20270503', 'SUMMARY:劳动节');
const daysOf = (text: string, years: [number, number] = [2027, 2027]) => Object.fromEntries([...readFeed(text, zone, years).days].map(([date, { kind, title }]) => [date, `${kind} ${title}`]));
const faultOf = (text: string, years: [number, number] = [2027, 2027]) => {
  try {
    readFeed(text, zone, years);
    return null;
  } catch (error) {
    if (!(error instanceof FeedFault)) throw error;
    return [error.code, error.detail];
  }
};

describe('days out of a feed', () => {
  test.each<[what: string, text: string, days: Record<string, string>]>([
    ['two days in one event; the end does not count', feed(labour), { '2027-05-01': 'off 劳动节', '2027-05-02': 'off 劳动节' }],
    ['no end is one day', feed(event('DTSTART;VALUE=DATE:20271001', 'SUMMARY:国庆节')), { '2027-10-01': 'off 国庆节' }],
    ['a length in weeks', feed(event('DTSTART;VALUE=DATE:20270206', 'DURATION:P1W')), Object.fromEntries([6, 7, 8, 9, 10, 11, 12].map((day) => [`2027-02-${String(day).padStart(2, '0')}`, 'off ']))],
    ['a make-up day by its name', feed(event('DTSTART;VALUE=DATE:20270509', 'SUMMARY:劳动节补班')), { '2027-05-09': 'work 劳动节补班' }],
    ['a make-up day in brackets, as telephones write it', feed(event('DTSTART;VALUE=DATE:20270509', 'SUMMARY:劳动节（班）')), { '2027-05-09': 'work 劳动节（班）' }],
    ['a make-up day in English', feed(event('DTSTART;VALUE=DATE:20270509', 'SUMMARY:Working day for Labour Day')), { '2027-05-09': 'work Working day for Labour Day' }],
    ['a make-up day in Spanish', feed(event('DTSTART;VALUE=DATE:20270509', 'SUMMARY:Día laborable')), { '2027-05-09': 'work Día laborable' }],
    ['Labour Day is no workday', feed(event('DTSTART;VALUE=DATE:20270501', 'SUMMARY:Labour Day')), { '2027-05-01': 'off Labour Day' }],
    ['every year without end, cut to the years asked for', feed(event('DTSTART;VALUE=DATE:20200101', 'RRULE:FREQ=YEARLY', 'SUMMARY:元旦')), { '2027-01-01': 'off 元旦' }],
    ['a counted rule that is over', feed(labour, event('DTSTART;VALUE=DATE:20200102', 'RRULE:FREQ=YEARLY;COUNT=3')), { '2027-05-01': 'off 劳动节', '2027-05-02': 'off 劳动节' }],
    ['until a date, which still counts', feed(event('DTSTART;VALUE=DATE:20270103', 'RRULE:FREQ=WEEKLY;UNTIL=20270117')), { '2027-01-03': 'off ', '2027-01-10': 'off ', '2027-01-17': 'off ' }],
    ['one date taken out, one put in', feed(event('DTSTART;VALUE=DATE:20270103', 'RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE;VALUE=DATE:20270110', 'RDATE;VALUE=DATE:20270301')), { '2027-01-03': 'off ', '2027-01-17': 'off ', '2027-03-01': 'off ' }],
    ['one occurrence moved', feed(event('DTSTART;VALUE=DATE:20200101', 'RRULE:FREQ=YEARLY'), event('DTSTART;VALUE=DATE:20270104', 'RECURRENCE-ID;VALUE=DATE:20270101')), { '2027-01-04': 'off ' }],
    ['the same day in another rule of the same kind', feed(labour, labour), { '2027-05-01': 'off 劳动节', '2027-05-02': 'off 劳动节' }],
    ['over the turn of the year', feed(event('DTSTART;VALUE=DATE:20261231', 'DTEND;VALUE=DATE:20270102')), { '2027-01-01': 'off ' }],
    ['from midnight to midnight is a whole day', feed(event('DTSTART;TZID=Asia/Shanghai:20270501T000000', 'DTEND;TZID=Asia/Shanghai:20270502T000000')), { '2027-05-01': 'off ' }],
    ['a folded line and escaped signs', feed(event('DTSTART;VALUE=DATE:20270501', 'SUMMARY:Labour\\, of\r\n  all')), { '2027-05-01': 'off Labour, of all' }],
    ['an alarm inside says nothing', feed(event('DTSTART;VALUE=DATE:20270501', 'BEGIN:VALARM', 'SUMMARY:<b>', 'DTSTART:nonsense', 'END:VALARM')), { '2027-05-01': 'off ' }],
  ])('%s', (_, text, days) => {
    expect(daysOf(text)).toEqual(days);
  });

  test('what is no whole day or was cancelled is left out and counted', () => {
    const { leftOut, days } = readFeed(feed(labour, event('DTSTART:20270601T090000Z'), event('DTSTART;VALUE=DATE:20270602', 'STATUS:CANCELLED')), zone, [2027, 2027]);
    expect([leftOut, days.size]).toEqual([2, 2]);
  });
});

describe('refused, with the line', () => {
  test.each<[what: string, text: string, fault: unknown]>([
    ['a page of the web', '<!doctype html><p>Hello', ['feed_not_calendar', { line: 1 }]],
    ['nothing at all', '', ['feed_not_calendar', { line: 1 }]],
    ['a list of events outside a calendar', event('DTSTART;VALUE=DATE:20270501'), ['feed_not_calendar', { line: 1 }]],
    ['a calendar that breaks off', feed(labour).replace('END:VEVENT', ''), ['feed_not_calendar', { line: 9 }]],
    ['nested without end', `BEGIN:VCALENDAR\n${'BEGIN:VEVENT\n'.repeat(100_000)}`.slice(0, 900_000), ['feed_not_calendar', { line: 9 }]],
    ['more than a million characters', 'x'.repeat(1_000_001), ['feed_too_large', { most: 1_000_000 }]],
    ['more events than any year has', feed(...Array.from({ length: 5_001 }, () => labour)), ['feed_too_large', { most: 5_000 }]],
    ['more rules than any land has', feed(...Array.from({ length: 101 }, () => event('DTSTART;VALUE=DATE:20270501', 'RRULE:FREQ=YEARLY'))), ['feed_too_large', { most: 100 }]],
    ['a day that is none', feed(event('DTSTART;VALUE=DATE:20270231')), ['feed_date', { line: 5 }]],
    ['a day in letters', feed(event('DTSTART;VALUE=DATE:tomorrow')), ['feed_date', { line: 5 }]],
    ['no day', feed(event('SUMMARY:x')), ['feed_date', { line: 3 }]],
    ['it ends before it begins', feed(event('DTSTART;VALUE=DATE:20270501', 'DTEND;VALUE=DATE:20270430')), ['feed_date', { line: 6 }]],
    ['a day off of a century', feed(event('DTSTART;VALUE=DATE:20270501', 'DTEND;VALUE=DATE:21270501')), ['feed_date', { line: 6 }]],
    ['each second', feed(event('DTSTART;VALUE=DATE:20270501', 'RRULE:FREQ=SECONDLY')), ['feed_rule', { line: 6, fault: 'FREQ=SECONDLY' }]],
    ['a count without measure', feed(event('DTSTART;VALUE=DATE:20270501', 'RRULE:FREQ=DAILY;COUNT=99999999')), ['feed_rule', { line: 6, fault: 'COUNT=99999999' }]],
    ['a count that is never reached', feed(event('DTSTART;VALUE=DATE:19700101', 'RRULE:FREQ=DAILY;COUNT=1000;BYMONTH=2;BYMONTHDAY=31')), ['feed_rule', { line: 6, fault: expect.stringContaining('5000') }]],
    ['a rule that is none', feed(event('DTSTART;VALUE=DATE:20270501', 'RRULE:SOMETIMES')), ['feed_rule', { line: 6, fault: 'SOMETIMES' }]],
    ['a feed of another zone', feed('X-WR-TIMEZONE:Europe/Madrid', labour), ['feed_zone', { line: 3, zone: 'Europe/Madrid', ours: zone }]],
    ['an event of a zone that is none', feed(event('DTSTART;TZID=Mars/Olympus:20270501T000000')), ['feed_zone', { line: 5, zone: 'Mars/Olympus', ours: zone }]],
    ['markup in a name', feed(event('DTSTART;VALUE=DATE:20270501', 'SUMMARY:<img src=x onerror=alert(1)>')), ['feed_markup', { line: 6 }]],
    ['a control character in a name', feed(event('DTSTART;VALUE=DATE:20270501', 'SUMMARY:a\u0007b')), ['feed_markup', { line: 6 }]],
    ['off and worked at once', feed(labour, event('DTSTART;VALUE=DATE:20270501', 'SUMMARY:上班')), ['feed_conflict', { date: '2027-05-01', one: '劳动节', other: '上班' }]],
  ])('%s', (_, text, fault) => {
    expect(faultOf(text)).toEqual(fault);
  });

  test('a year of which it says nothing', () => {
    expect(faultOf(feed(labour), [2027, 2028])).toEqual(['feed_year_empty', { year: 2028 }]);
  });
});

describe('taken into a calendar', () => {
  const office = calendarShape.parse({ time_zone: zone, years: [2025, 2026], week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['09:00-12:00']])), days: { '2026-05-01': 'off', '2026-05-04': 'off', '2025-01-01': 'off' } });
  const of2026 = readFeed(feed(event('DTSTART;VALUE=DATE:20260501'), event('DTSTART;VALUE=DATE:20260509', 'SUMMARY:补班')), zone, [2026, 2026]);

  test('the days of that year are replaced, those of others stay; each change is named', () => {
    const { calendar, changes, unchanged } = takeDays(office, of2026, [2026, 2026]);
    expect(calendar.days).toEqual({ '2025-01-01': 'off', '2026-05-01': 'off', '2026-05-09': 'work' });
    expect(changes).toEqual([
      { date: '2026-05-04', title: '', before: 'holiday', after: 'work' },
      { date: '2026-05-09', title: '补班', before: 'free', after: 'make_up' },
    ]);
    expect(unchanged).toBe(1);
  });

  test('the next year is added to those that are known, and its days were unknown', () => {
    const { calendar, changes } = takeDays(office, readFeed(feed(labour), zone, [2027, 2027]), [2027, 2027]);
    expect(calendar.years).toEqual([2025, 2027]);
    expect(changes[0]).toEqual({ date: '2027-05-01', title: '劳动节', before: 'unknown', after: 'holiday' });
  });

  test('a year that leaves a gap is refused', () => {
    expect(() => takeDays(office, readFeed(feed(event('DTSTART;VALUE=DATE:20280101')), zone, [2028, 2028]), [2028, 2028])).toThrow('feed_years_apart');
  });
});
