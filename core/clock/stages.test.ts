import { describe, expect, test } from 'vitest';
import { meanOf } from './average.ts';
import type { Reading } from './reading.ts';
import { readingKey } from './reading.ts';
import { stageOutcome, stagesOf } from './stages.ts';
import { at, packOf, readings, wall } from './table.fixture.ts';

const pack = packOf({
  arrival: {
    start: ['case.reported', 'case.reopened'],
    stop: ['visit.arrived'],
    cancel: ['case.cancelled'],
    pause: [{ from: 'case.waiting', until: 'case.resumed' }],
    target: [{ where: { zone: 'none' }, no_promise: true }, { within: '45 minutes' }],
    warn: [
      { stage: 'warning', before: '10 minutes', tell: ['dispatcher'] },
      { stage: 'early', before: '2 hours', tell: ['dispatcher'] },
    ],
    escalate: [{ stage: 'chief', after: '15 minutes', tell: ['manager'] }],
    grace: '30 minutes',
    excuse: { events: ['storm'], told_by: ['customer.informed'] },
  },
});
const promise = pack.promises.get('arrival')!;
const stages = (journal: string, now: string, sent: string[] = []) =>
  stagesOf(readings(pack, journal, now)[0]!, promise, new Set(sent))
    .map(({ stage, at: moment }) => `${stage} ${wall(moment)}`)
    .join('; ');
const R = '09:00 case.reported';

describe('stages: the moments of a reading at which somebody is told', () => {
  test.each([
    [R, [], 'early 09:00; warning 09:35; due 09:45; chief 10:00'],
    [R, ['early', 'warning'], 'due 09:45; chief 10:00'],
    // A moved deadline re-arms unsent stages only.
    [`${R}; 09:10 case.waiting; 09:30 case.resumed`, ['early', 'warning'], 'due 10:05; chief 10:20'],
    [`${R}; 09:10 case.waiting`, [], ''],
    [`${R}; 09:40 visit.arrived`, [], ''],
    [`${R}; 09:40 case.closed`, [], ''],
    [`${R} ~`, [], ''],
    [`${R} zone=none`, [], ''],
  ])('%s, sent %j → %s', (journal, sent, expected) => {
    expect(stages(journal, '11:00', sent)).toBe(expected);
  });

  test.each([
    [R, '09:34', 'wait'],
    [R, '09:35', 'send'],
    [R, '10:05', 'send'],
    [R, '10:05:00.001', 'record_only'],
    [`${R}; 09:33 visit.arrived`, '09:36', 'record_only'],
    [`${R}; 09:33 case.waiting`, '09:36', 'record_only'],
    [`${R} ~`, '09:36', 'record_only'],
  ])('the warning of 09:35 after %s, at %s → %s', (journal, now, expected) => {
    expect(stageOutcome({ at: at('09:35') }, readings(pack, journal, now)[0]!, promise, at(now))).toBe(expected);
  });
});

test('the key of a reading', () => {
  expect(readings(pack, `${R}; 09:10 case.closed; 09:20 case.reopened`, '10:00').map(readingKey)).toEqual(['arrival/c1/1', 'arrival/c1/2']);
});

describe('average: exact, over readings that started in the period', () => {
  const one = (journal: string): Reading[] => readings(pack, journal, '12:00', { events: '08:00 storm.declared area=north' });
  const kept = one('09:00 case.reported; 09:30 visit.arrived');
  const late = one('10:00 case.reported; 11:00 visit.arrived');
  const excused = one('09:00 case.reported area=north; 09:10 customer.informed; 10:30 visit.arrived');
  const open = one('11:30 case.reported');
  const cancelled = one('09:00 case.reported; 09:10 case.cancelled');
  const lateCancelled = one('09:00 case.reported; 10:00 case.cancelled');
  const unproven = one('09:00 case.reported; 09:10 case.closed');
  const nothing = one('09:00 case.reported zone=none; 09:10 visit.arrived');

  test.each([
    ['kept and late', [kept, late], 2, 45, 45, true, false, 0.5],
    ['one over', [kept, late, late], 3, 50, 50, false, false, 1 / 3],
    ['excused, with and without', [kept, excused], 2, 60, 30, false, false, 0.5],
    ['open ones at what they have run', [kept, open], 2, 30, 30, true, true, 1],
    ['cancelled out', [kept, cancelled], 1, 30, 30, true, false, 1],
    ['late and then cancelled in', [kept, lateCancelled], 2, 45, 45, true, false, 0.5],
    ['unproven out', [kept, unproven], 1, 30, 30, true, false, 1],
    ['unpromised out', [kept, nothing], 1, 30, 30, true, false, 1],
    ['none', [], 0, null, null, null, false, null],
    ['only excused', [excused], 1, 90, null, false, false, 0],
  ] as const)('%s → mean', (_, groups, count, mean, without, isKept, provisional, share) => {
    const found = meanOf(groups.flat(), { from: at('09:00'), to: at('12:00'), target: 45 * 60_000 });
    const minutes = (ms: number | null) => (ms === null ? null : ms / 60_000);
    expect([
      found.count,
      minutes(found.mean_ms),
      minutes(found.mean_ms_without_excused),
      found.kept,
      found.provisional,
      found.kept_share,
    ]).toEqual([count, mean, without, isKept, provisional, share]);
  });

  test('the period takes its first moment and not its last', () => {
    const period = (from: string, to: string) => meanOf(kept, { from: at(from), to: at(to), target: null }).count;
    expect([period('09:00', '09:00:00.001'), period('08:00', '09:00'), period('09:00:00.001', '12:00')]).toEqual([1, 0, 0]);
  });

  test('counts by verdict', () => {
    const found = meanOf([kept, late, excused, open, cancelled, unproven, nothing].flat(), {
      from: at('09:00'),
      to: at('12:00'),
      target: null,
    });
    expect(found.by_verdict).toEqual({
      kept: 1,
      late: 1,
      excused: 1,
      running: 1,
      cancelled: 1,
      unproven: 1,
      no_promise: 1,
      overdue: 0,
      error: 0,
    });
    expect(found.kept).toBeNull();
  });

  test('a mean of thirds is compared exactly', () => {
    const thirds = [10, 10, 11].flatMap((ms) => one(`09:00 case.reported; 09:00:00.0${ms} visit.arrived`));
    const judged = (target: number) => meanOf(thirds, { from: at('09:00'), to: at('12:00'), target }).kept;
    expect([judged(31 / 3), judged(10)]).toEqual([true, false]);
  });
});
