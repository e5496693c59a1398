import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs, type Instant, parseInstant } from '../base/time.ts';
import { nextRecurrence, recurrenceFault, recurrences } from './recurrence.ts';
import { type Place, wallOf } from './wall.ts';

const shanghai: Place = { time_zone: 'Asia/Shanghai', skipped_hour: 'later', repeated_hour: 'first' };
const madrid: Place = { time_zone: 'Europe/Madrid', skipped_hour: 'later', repeated_hour: 'first' };
const at = (text: string) => parseInstant(text)!;
const shown = (moments: readonly Instant[], place: Place) => moments.map((each) => wallOf(each, place.time_zone).toString({ smallestUnit: 'minute' }));

type Row = [title: string, rule: string, anchor: string, after: string, upTo: string, place: Place, expected: string[]];
const rows: Row[] = [
  ['the 31st falls on the last day of a short month, and comes back', 'FREQ=MONTHLY', '2026-01-31T10:00:00+08:00', '2026-02-01T00:00:00+08:00', '2026-05-31T12:00:00+08:00', shanghai,
    ['2026-02-28T00:00', '2026-03-31T00:00', '2026-04-30T00:00', '2026-05-31T00:00']],
  ['half-years from the 31st of August', 'FREQ=MONTHLY;INTERVAL=6', '2026-08-31T10:00:00+08:00', '2026-09-01T00:00:00+08:00', '2028-03-01T00:00:00+08:00', shanghai,
    ['2027-02-28T00:00', '2027-08-31T00:00', '2028-02-29T00:00']],
  ['a leap day comes every year, on the 28th where there is no 29th', 'FREQ=YEARLY', '2024-02-29T09:00:00+08:00', '2024-03-01T00:00:00+08:00', '2028-03-01T00:00:00+08:00', shanghai,
    ['2025-02-28T00:00', '2026-02-28T00:00', '2027-02-28T00:00', '2028-02-29T00:00']],
  ['quarters of the calendar', 'FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1', '2026-02-10T09:00:00+08:00', '2026-02-10T09:00:00+08:00', '2026-12-31T00:00:00+08:00', shanghai,
    ['2026-04-01T00:00', '2026-07-01T00:00', '2026-10-01T00:00']],
  ['the last day of each month', 'FREQ=MONTHLY;BYMONTHDAY=-1', '2026-01-10T09:00:00+08:00', '2026-01-10T09:00:00+08:00', '2026-03-31T00:00:00+08:00', shanghai,
    ['2026-01-31T00:00', '2026-02-28T00:00', '2026-03-31T00:00']],
  ['a morning hour stays where the clock shows it when summer time begins', 'FREQ=DAILY;BYHOUR=6;BYMINUTE=0', '2026-03-01T00:00:00+01:00', '2026-03-28T00:00:00+01:00', '2026-03-30T12:00:00+02:00', madrid,
    ['2026-03-28T06:00', '2026-03-29T06:00', '2026-03-30T06:00']],
  ['an hour that is skipped is the same time later', 'FREQ=DAILY;BYHOUR=2;BYMINUTE=30', '2026-03-01T00:00:00+01:00', '2026-03-28T12:00:00+01:00', '2026-03-30T12:00:00+02:00', madrid,
    ['2026-03-29T03:30', '2026-03-30T02:30']],
  ['an hour that is shown twice comes once', 'FREQ=DAILY;BYHOUR=2;BYMINUTE=30', '2026-10-01T00:00:00+02:00', '2026-10-24T12:00:00+02:00', '2026-10-26T12:00:00+01:00', madrid,
    ['2026-10-25T02:30', '2026-10-26T02:30']],
  ['the moment after which is left out, the last is not', 'FREQ=DAILY', '2026-03-01T00:00:00+08:00', '2026-03-02T00:00:00+08:00', '2026-03-04T00:00:00+08:00', shanghai,
    ['2026-03-03T00:00', '2026-03-04T00:00']],
];

describe('recurrences', () => {
  test.each(rows)('%s', (_, rule, anchor, after, upTo, place, expected) => {
    expect(shown(recurrences(rule, at(anchor), place, at(after), at(upTo)), place)).toEqual(expected);
  });

  test('the same whether they are asked for at once or one by one', () => {
    const rule = fc.constantFrom('FREQ=DAILY', 'FREQ=DAILY;INTERVAL=3', 'FREQ=WEEKLY', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', 'FREQ=MONTHLY', 'FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=YEARLY', 'FREQ=HOURLY;INTERVAL=5');
    fc.assert(
      fc.property(rule, fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 0, max: 1_500 }), fc.constantFrom(shanghai, madrid), (each, began, later, place) => {
        const anchor = (at('2016-01-01T11:00:00Z') + began * dayMs) as Instant;
        const after = (anchor + later * dayMs) as Instant;
        const listed = recurrences(each, anchor, place, after, (after + 12 * dayMs) as Instant);
        let from = after;
        for (const moment of listed) {
          expect(nextRecurrence(each, anchor, place, from)).toBe(moment);
          from = moment;
        }
        expect(nextRecurrence(each, anchor, place, from)).toBeGreaterThan(after + 12 * dayMs);
      }),
      { numRuns: 60 },
    );
  });
});

const faults: [rule: string, fault: RegExp | null][] = [
  ['FREQ=DAILY', null],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', null],
  ['FREQ=SECONDLY', /begins with FREQ/],
  ['DAILY', /cannot stand in a rule/],
  ['', /cannot stand in a rule/],
  ['FREQ=DAILY;COUNT=3', /COUNT cannot stand/],
  ['FREQ=DAILY;UNTIL=20270101', /UNTIL cannot stand/],
  ['FREQ=DAILY;BYHOUR=25', /from 0 to 23, not 25/],
  ['FREQ=MONTHLY;BYMONTHDAY=40', /from 1 to 31, not 40/],
  ['FREQ=DAILY;INTERVAL=0', /from 1 to 1000, not 0/],
  ['FREQ=WEEKLY;BYDAY=XX', /Invalid BYDAY/],
  [`FREQ=DAILY;BYHOUR=${'1,'.repeat(200)}2`, /at most 200 characters/],
];

test.each(faults)('recurrenceFault %s → %s', (rule, fault) => {
  if (fault === null) expect(recurrenceFault(rule)).toBeNull();
  else expect(recurrenceFault(rule)).toMatch(fault);
});
