import { describe, expect, test } from 'vitest';
import type { PromiseInput } from './promise.ts';
import { line, lines, office, packOf, readings, wall } from './table.fixture.ts';

type Row = PromiseInput['target'][number];

/** When a promise with that one row, started by the first fact, is due. */
function dueOf(row: Row, journal: string, options: Parameters<typeof packOf>[1] = {}): string {
  const pack = packOf({ it: { start: ['case.reported'], stop: ['case.done'], calendar: 'office', target: [row] } }, options);
  const [start] = /^(\d\d )?\S+/.exec(journal)!;
  const [reading] = readings(pack, journal, start!);
  return reading!.error === null ? wall(reading!.deadline) : reading!.error.code;
}

describe('durations after the start', () => {
  test.each([
    ['30 seconds', '09:00', '09:00:30'],
    ['1 minute', '09:00', '09:01'],
    ['45 minutes', '09:00', '09:45'],
    ['4 hours', '22:00', '03 02:00'],
    ['1 day', '09:00', '03 09:00'],
    ['20 days', '09:00', '22 09:00'],
    ['1 week', '09:00', '09 09:00'],
    ['0 minutes', '09:00', '09:00'],
    ['90 working minutes', '11:00', '13:30'],
    ['8 working hours', '10:00', '03 10:00'],
    ['8 working hours', '13 10:00', '14 10:00'],
    ['8 working hours', '14 10:00', '17 10:00'],
    ['1 working day', '06 20:00', '09 18:00'],
    ['3 working days', '09:00', '05 18:00'],
    ['1 working day', '13 09:00', '14 18:00'],
    ['1 working day', '20 09:00', '21 12:00'],
    ['1 month', '09:00', '2026-04-02T09:00'],
    ['1 month', '31 09:00', '2026-04-30T09:00'],
    ['6 months', '31 09:00', '2026-09-30T09:00'],
    ['1 month', '2028-01-31T09:00', '2028-02-29T09:00'],
    ['2 years', '2028-02-29T09:00', '2030-02-28T09:00'],
    ['3 working days', '2026-12-30T09:00', 'calendar_gap'],
    ['90 working minutes', '2025-12-30T09:00', 'calendar_gap'],
  ])('%s from %s → %s', (within, start, expected) => {
    expect(dueOf({ within }, `${start} case.reported`)).toBe(expected);
  });
});

describe('anchors', () => {
  const A = 'appointment_at=2026-03-02T14:00:00+08:00';
  test.each<[string, Row, string, string]>([
    ['leave before the appointment (CLK-38)', { before: { moment: 'appointment_at', by: '1 hour' } }, A, '13:00'],
    ['at a stated moment', { before: { moment: 'appointment_at', by: '0 minutes' } }, A, '14:00'],
    [
      'a month before the sale (CLK-62)',
      { before: { moment: 'sale_at', by: '1 month' } },
      'sale_at=2026-05-31T08:00:00+08:00',
      '2026-04-30T08:00',
    ],
    ['wall times are of the place', { before: { moment: 'appointment_at', by: '1 hour' } }, 'appointment_at=2026-03-02T14:00', '13:00'],
    [
      'and of the subject, where a fact states it',
      { before: { moment: 'at', by: '0 minutes' } },
      'at=2026-03-02T14:00 time_zone=Europe/Madrid',
      '21:00',
    ],
    ['epoch milliseconds', { agreed: { moment_in: 'at' } }, 'at=1772431200000', '14:00'],
    ['window (CLK-39)', { window: { moment: 'appointment_at', earliest: '10 minutes before', latest: '5 minutes before' } }, A, '13:55'],
    ['window around', { window: { moment: 'appointment_at', earliest: '10 minutes before', latest: '5 minutes after' } }, A, '14:05'],
    ['end of the day (CLK-36)', { end_of: 'day' }, '', '23:59:59.999'],
    ['end of the day there', { end_of: 'day' }, 'time_zone=Europe/Madrid', '03 06:59:59.999'],
    ['listed dates (CLK-63)', { dates: ['03-31', '09-30'] }, '', '31 23:59:59.999'],
    ['one date, today', { dates: ['03-02'] }, '', '23:59:59.999'],
    ['no date left', { dates: ['2026-03-01'] }, '', 'no_date_left'],
    ['minutes as agreed (CLK-04)', { agreed: { minutes_in: 'agreed_minutes' } }, 'agreed_minutes=12.5', '09:12:30'],
    ['moment as agreed (CLK-24)', { agreed: { moment_in: 'call_at' } }, 'call_at=2026-03-03T10:00:00+08:00', '03 10:00'],
    ['agreed but not told', { agreed: { moment_in: 'call_at' } }, '', 'value_missing'],
    ['agreed and unreadable', { agreed: { minutes_in: 'agreed_minutes' } }, 'agreed_minutes=soon', 'value_unreadable'],
    ['moment unreadable', { agreed: { moment_in: 'call_at' } }, 'call_at=2026-02-30T10:00', 'value_unreadable'],
    ['a zone that does not exist', { end_of: 'day' }, 'time_zone=Asia/Nowhere', 'time_unreadable'],
  ])('%s → due', (_, row, data, expected) => {
    expect(dueOf(row, `09:00 case.reported ${data}`)).toBe(expected);
  });

  test('daylight saving: skipped and repeated hours as the pack states', () => {
    const options = { time_zone: 'Europe/Madrid', calendars: { office: { ...office, time_zone: 'Europe/Madrid' } } };
    expect(dueOf({ within: '1 month' }, '2026-02-28T02:30:00+01:00 case.reported', options)).toBe('28 09:30');
    expect(dueOf({ within: '2 months' }, '2026-01-29T02:30:00+01:00 case.reported', options)).toBe('29 09:30');
    expect(dueOf({ within: '1 day' }, '2026-03-28T12:00:00+01:00 case.reported', options)).toBe('29 19:00');
  });

  test.each([
    ['13:40 visit.arrived', 'arrive 280/- kept (early)'],
    ['13:50 visit.arrived', 'arrive 290/- kept'],
    ['13:55 visit.arrived', 'arrive 295/- kept'],
    ['13:55:00.001 visit.arrived', 'arrive 295.000017/- late'],
  ])('window of 10 to 5 minutes before 14:00, %s → %s (CLK-39)', (stop, expected) => {
    const pack = packOf({
      arrive: {
        start: ['visit.time_agreed'],
        stop: ['visit.arrived'],
        target: [{ window: { moment: 'at', earliest: '10 minutes before', latest: '5 minutes before' } }],
      },
    });
    expect(lines(pack, `09:00 visit.time_agreed at=2026-03-02T14:00; ${stop}`, '15:00')).toBe(expected);
  });

  test('pauses do not move a stated moment', () => {
    const pack = packOf({
      arrive: {
        start: ['visit.time_agreed'],
        stop: ['visit.arrived'],
        pause: [{ from: 'case.waiting', until: 'case.resumed' }],
        target: [{ before: { moment: 'at', by: '0 minutes' } }],
      },
    });
    const journal = '09:00 visit.time_agreed at=2026-03-02T14:00; 10:00 case.waiting; 11:00 case.resumed';
    expect(lines(pack, `${journal}; 14:00:00.001 visit.arrived`, '15:00')).toBe('arrive 240.000017/- late');
    expect(lines(pack, `${journal}; 12:00 case.waiting`, '15:00')).toBe('arrive 120/- running paused');
  });
});

describe('the deadline of another promise (CLK-51)', () => {
  const repair = { start: ['case.reported'], stop: ['case.repaired'], cancel: ['case.cancelled'], target: [{ within: '4 hours' }] };
  const pack = packOf({
    loaner: { start: ['case.reported'], stop: ['loaner.delivered'], target: [{ deadline_of: 'repair' }] },
    repair: { ...repair, pause: [{ from: 'case.waiting', until: 'case.resumed' }] },
  });
  const after = packOf({
    loaner: { start: [{ deadline_of: 'repair' }], stop: ['loaner.delivered'], target: [{ within: '30 minutes' }] },
    repair,
  });
  const R = '09:00 case.reported';
  test.each([
    [`${R}; 12:00 case.repaired`, 'loaner 180/- cancelled off'],
    [`${R}; 13:00 case.repaired`, 'loaner 240/- cancelled off'],
    [`${R}; 13:00:00.001 case.repaired`, 'loaner 360/- overdue'],
    [`${R}; 12:00 case.cancelled`, 'loaner 180/- cancelled off'],
    [`${R}; 12:30 loaner.delivered; 12:40 case.repaired`, 'loaner 210/- kept'],
    [`${R}; 13:00 loaner.delivered`, 'loaner 240/- kept'],
    [`${R}; 13:30 loaner.delivered`, 'loaner 270/- late'],
    [`${R}; 12:40 case.repaired; 13:30 loaner.delivered`, 'loaner 220/- cancelled off'],
    [`${R}; 10:00 case.waiting`, 'loaner 360/- running paused'],
    [`${R}; 12:00 case.closed`, 'loaner -/- unproven'],
  ])('owed by then: %s → %s', (journal, expected) => {
    expect(lines(pack, journal, '15:00').split('; ')[0]).toBe(expected);
  });

  test.each([
    [`${R}; 12:00 case.repaired`, '15:00', ''],
    [`${R}; 13:00 case.repaired`, '15:00', ''],
    [R, '13:00', ''],
    [R, '13:00:00.001', 'loaner 0.000017/30 running'],
    [`${R}; 14:00 case.repaired`, '15:00', 'loaner 120/30 overdue'],
    [`${R}; 13:30 loaner.delivered`, '15:00', 'loaner 30/30 kept'],
    [`${R}; 12:30 loaner.delivered`, '15:00', 'loaner 120/30 overdue'],
    [`${R}; 12:30 case.closed`, '15:00', ''],
  ])('begun by it: %s at %s → %s', (journal, now, expected) => {
    expect(
      readings(after, journal, now)
        .filter((each) => each.clock === 'loaner')
        .map(line)
        .join('; '),
    ).toBe(expected);
  });

  test('where the other promises nothing, so does this', () => {
    const none = packOf({
      loaner: { start: ['case.reported'], target: [{ deadline_of: 'repair' }] },
      repair: { ...repair, target: [{ no_promise: true }] },
    });
    expect(lines(none, R, '15:00')).toBe('loaner 360/- no_promise; repair 360/- no_promise');
    expect(lines(none, '09:00 case.other', '15:00')).toBe('');
  });
});

describe('every so often while a state lasts (CLK-43)', () => {
  const pack = packOf({
    knock: {
      subject: 'visit',
      act: ['visit.knocked'],
      until: ['visit.door_opened'],
      cancel: ['case.cancelled'],
      target: [{ every: '30 seconds' }],
    },
  });
  const K = '09:00 visit.knocked visit_id=v1; 09:00:30 visit.knocked visit_id=v1';
  test.each([
    [K, '09:00:50', 'knock.1 v1 0.5/0.5 kept; knock.2 v1 0.333333/0.5 running'],
    [`${K}; 09:00:59 visit.door_opened visit_id=v1`, '09:05', 'knock.1 v1 0.5/0.5 kept; knock.2 v1 0.483333/0.5 cancelled off'],
    [`${K}; 09:01:01 visit.door_opened visit_id=v1`, '09:05', 'knock.1 v1 0.5/0.5 kept; knock.2 v1 0.516667/0.5 late off'],
    [
      `${K}; 09:01:30 visit.knocked visit_id=v1; 09:01:31 visit.door_opened`,
      '09:05',
      'knock.1 v1 0.5/0.5 kept; knock.2 v1 1/0.5 late; knock.3 v1 0.016667/0.5 cancelled off',
    ],
    [
      `${K}; 09:00:40 visit.door_opened; 09:10 visit.knocked visit_id=v1`,
      '09:10',
      'knock.1 v1 0.5/0.5 kept; knock.2 v1 0.166667/0.5 cancelled off; knock.3 v1 0/0.5 running',
    ],
  ])('%s at %s → %s', (journal, now, expected) => {
    expect(lines(pack, journal, now)).toBe(expected);
  });
});

test.each([
  [
    'exactly 15 minutes is small (CLK-41)',
    [
      { name: 'small', up_to: '15 minutes' },
      { name: 'large', over: '15 minutes' },
    ],
    'late (small)',
  ],
  [
    'exactly 15 minutes is large (CLK-42)',
    [
      { name: 'small', under: '15 minutes' },
      { name: 'large', from: '15 minutes' },
    ],
    'late (large)',
  ],
  ['in no band', [{ name: 'small', under: '15 minutes' }], 'late'],
])('%s → %s', (_, bands, expected) => {
  const pack = packOf({ it: { start: ['case.reported'], stop: ['case.done'], target: [{ within: '30 minutes' }], bands } });
  expect(lines(pack, '09:00 case.reported; 09:45 case.done', '10:00')).toBe(`it 45/30 ${expected}`);
});

test('a condition that meets another type than it expects → an error, not a guess', () => {
  const pack = packOf({ it: { start: ['case.reported'], target: [{ when: 'case.users > 3', within: '1 hour' }, { within: '2 hours' }] } });
  expect(lines(pack, '09:00 case.reported users=many', '09:30')).toBe('it -/- condition_failed');
  expect(lines(pack, '09:00 case.reported', '09:30')).toBe('it 30/120 running');
});
