import { describe, expect, test } from 'vitest';
import { readClocks } from './clocks.ts';
import { effectiveFacts } from './corrections.ts';
import { at, facts, lines, packOf, readings } from './table.fixture.ts';

const pack = packOf({
  arrival: {
    start: ['case.reported'],
    stop: ['visit.arrived'],
    cancel: ['case.cancelled'],
    target: [{ where: { zone: 'urban' }, within: '45 minutes' }, { within: '90 minutes' }],
    excuse: { events: ['storm'], told_by: ['customer.informed'] },
  },
});
const R = '09:00 case.reported zone=urban area=north #r';
const done = `${R}; 09:50 visit.arrived #a`;

describe('corrections: the highest revision counts, all stay', () => {
  test.each([
    [`${done}; 12:00 fact.corrected id=a revision=1 replacement={"at":"2026-03-02T09:40:00+08:00"}`, 'arrival 40/45 kept'],
    [
      `${done}; 12:00 fact.corrected id=a revision=2 replacement={"at":"2026-03-02T09:44:00+08:00"}; 12:01 fact.corrected id=a revision=1 replacement={"at":"2026-03-02T09:40:00+08:00"}`,
      'arrival 44/45 kept',
    ],
    [
      `${done}; 12:00 fact.corrected id=a revision=1 replacement={"at":"2026-03-02T09:44:00+08:00"}; 12:01 fact.corrected id=a revision=1 replacement={"at":"2026-03-02T09:40:00+08:00"}`,
      'arrival 40/45 kept',
    ],
    [`${done}; 12:00 fact.corrected id=a revision=1 withdrawn=true`, 'arrival 240/45 overdue'],
    // Zone and class: the target is chosen again as if it had always been so.
    [`${done}; 12:00 fact.corrected id=r revision=1 replacement={"data":{"zone":"rural"}}`, 'arrival 50/90 kept'],
    [`${done}; 12:00 fact.corrected id=r revision=1 replacement={"data":{"zone":null}}`, 'arrival 50/90 kept'],
    [`${done}; 12:00 fact.corrected id=a revision=1 replacement={"kind":"visit.no_access"}`, 'arrival 240/45 overdue'],
    [`${done}; 12:00 fact.corrected id=r revision=1 withdrawn=true`, ''],
    // A closing made by mistake is corrected, not reopened.
    [`${R}; 09:10 case.closed #c; 12:00 fact.corrected id=c revision=1 withdrawn=true`, 'arrival 240/45 overdue'],
    // The correction may be heard of before the fact it corrects.
    [
      '09:00 fact.corrected id=r revision=1 replacement={"data":{"zone":"rural"}}; 09:00 case.reported zone=urban #r; 10:00 visit.arrived',
      'arrival 60/90 kept',
    ],
    [`${done}; 12:00 fact.corrected id=zz revision=1 withdrawn=true`, 'arrival 50/45 late'],
  ])('%s → %s', (journal, expected) => {
    expect(lines(pack, journal, '13:00')).toBe(expected);
  });

  test('a correction of a fact we do not have → provisional', () => {
    expect(readings(pack, `${done}; 12:00 fact.corrected id=zz revision=1 withdrawn=true`, '13:00')[0]!.provisional).toEqual([
      'correction_without_fact zz',
    ]);
  });

  test('the facts as they count, for others who read the journal', () => {
    const journal = facts(
      `${done}; 12:00 fact.corrected id=a revision=1 replacement={"data":{"place":"gate"}}; 12:00 fact.corrected id=r revision=1 withdrawn=true`,
    );
    expect(effectiveFacts(journal).find((fact) => fact.id === 'a')!.data).toEqual({ place: 'gate' });
    expect(effectiveFacts(journal).some((fact) => fact.id === 'r')).toBe(false);
    expect(effectiveFacts(journal, journal[0]!.received_at)).toEqual([journal[0]]);
  });
});

describe('late facts: at decides, received_at says what was known when', () => {
  const late = `${R}; 09:40 visit.arrived @17:05`;
  test.each([
    [late, '18:00', undefined, 'arrival 40/45 kept'],
    [late, '18:00', '17:05', 'arrival 40/45 kept'],
    [late, '10:00', '10:00', 'arrival 60/45 overdue'],
    [
      `${done}; 12:00 fact.corrected id=a revision=1 replacement={"at":"2026-03-02T09:40:00+08:00"}`,
      '13:00',
      '11:59',
      'arrival 50/45 late',
    ],
    [
      `${done}; 12:00 fact.corrected id=a revision=1 replacement={"at":"2026-03-02T09:40:00+08:00"}`,
      '13:00',
      '12:00',
      'arrival 40/45 kept',
    ],
    [`${R}; 09:10 case.cancelled`, '09:05', undefined, 'arrival 5/45 running'],
  ])('%s at %s, as of %s → %s', (journal, now, asOf, expected) => {
    expect(lines(pack, journal, now, asOf === undefined ? {} : { as_of: asOf })).toBe(expected);
  });
});

describe('claims out of bounds are kept as disputed and judged by when we heard', () => {
  test.each([
    [`${R}; 09:40 visit.arrived #a @09:38`, 'arrival 40/45 kept', []],
    [`${R}; 09:44 visit.arrived #a @09:41`, 'arrival 41/45 kept', ['a: ahead_of_clock']],
    [`${R}; 2025-01-01T09:40 visit.arrived #a @09:50`, 'arrival 50/45 late', ['a: too_old']],
    ['2024-01-01T09:00 case.reported zone=urban ~; 2024-01-01T09:40 visit.arrived @09:00 ~', 'arrival 40/45 kept', []],
    [`${R}; 09:30 visit.assigned visit_id=v1; 09:20 visit.arrived visit_id=v1 #a @09:50`, 'arrival 50/45 late', ['a: before_assignment']],
    [
      `${R}; 09:10 visit.assigned visit_id=v1; 09:30 visit.assigned visit_id=v2; 09:20 visit.arrived visit_id=v2 #a @09:50`,
      'arrival 50/45 late',
      ['a: before_assignment'],
    ],
    [
      `${R}; 09:10 visit.assigned visit_id=v1; 09:30 visit.assigned visit_id=v1; 09:20 visit.arrived visit_id=v1 #a @09:50`,
      'arrival 20/45 kept',
      [],
    ],
    [`${R}; 09:30 visit.assigned visit_id=v1; 09:20 visit.arrived visit_id=v2 #a @09:50`, 'arrival 20/45 kept', []],
    [
      `${R}; 09:30 visit.assigned visit_id=v1; 09:20 visit.arrived visit_id=v1 #a @09:50; 10:00 fact.accepted id=a`,
      'arrival 20/45 kept',
      [],
    ],
    [
      `${R}; 2025-01-01T09:40 visit.arrived #a @09:50; 10:00 fact.corrected id=a revision=1 replacement={"at":"2026-03-02T09:35:00+08:00"}`,
      'arrival 35/45 kept',
      [],
    ],
  ])('%s → %s', (journal, expected, disputed) => {
    const [reading] = readings(pack, journal, '12:00');
    expect(lines(pack, journal, '12:00')).toBe(expected);
    expect(reading!.disputed).toEqual(disputed);
  });

  test('a dispute the journal noted itself counts the same, until it is accepted', () => {
    const journal = facts('09:00 case.reported zone=urban; 09:40 visit.arrived #a @09:50');
    const marked = journal.map((fact) => (fact.id === 'a' ? { ...fact, disputed: ['reassigned'] } : fact));
    const ask = { subject: { kind: 'case', id: 'c1' }, now: at('12:00'), packFor: () => pack };
    expect(readClocks({ ...ask, facts: marked })[0]).toMatchObject({
      elapsed_minutes: 50,
      disputed: ['a: reassigned'],
      provisional: ['disputed a: reassigned'],
    });
    const accepted = facts('09:50 fact.accepted id=a #x');
    expect(readClocks({ ...ask, facts: [...marked, ...accepted] })[0]).toMatchObject({ elapsed_minutes: 40, disputed: [] });
  });
});

describe('excuses cover place and time, and need the customer told by the deadline (CLK-08)', () => {
  const late = `${R}; 09:30 customer.informed; 10:00 visit.arrived`;
  const storm = '08:00 storm.declared area=north begins_at=2026-03-02T08:00:00+08:00 ends_at=2026-03-02T12:00:00+08:00';
  test.each([
    [late, storm, 'excused'],
    [`${R}; 09:30 customer.informed`, storm, 'excused'],
    [`${R}; 09:45 customer.informed; 10:00 visit.arrived`, storm, 'excused'],
    [`${R}; 09:45:00.001 customer.informed; 10:00 visit.arrived`, storm, 'late'],
    [`08:50 customer.informed; ${R}; 10:00 visit.arrived`, storm, 'late'],
    [`${R}; 10:00 visit.arrived`, storm, 'late'],
    [late, '', 'late'],
    [late, storm.replace('north', 'south'), 'late'],
    [late, storm.replace('storm.declared', 'event.declared kind=storm'), 'excused'],
    [late, storm.replace('storm.declared', 'flood.declared'), 'late'],
    [late, '08:00 storm.declared area=north ends_at=2026-03-02T09:00:00+08:00', 'late'],
    [late, '08:00 storm.declared area=north ends_at=2026-03-02T09:00:00.001+08:00', 'excused'],
    [late, '08:00 storm.declared area=north begins_at=2026-03-02T09:45:00+08:00', 'excused'],
    [late, '08:00 storm.declared area=north begins_at=2026-03-02T09:45:00.001+08:00', 'late'],
    [late, '08:00 storm.declared area=["east","north"]', 'excused'],
    [late.replace('10:00 visit', '09:40 visit'), storm, 'kept'],
    [`${R}; 09:30 customer.informed; 10:00 case.cancelled`, storm, 'excused'],
    [`${R}; 09:30 customer.informed; 10:00 case.closed`, storm, 'unproven'],
    [`${R}; 09:30 customer.informed; 09:40 case.cancelled`, storm, 'cancelled'],
    [late, '13:00 storm.declared area=north begins_at=2026-03-02T08:00:00+08:00', 'late'],
    [late, `${storm} #s; 11:00 fact.corrected id=es revision=1 withdrawn=true`, 'late'],
  ])('%s with %s → %s', (journal, events, verdict) => {
    expect(readings(pack, journal, '12:00', { events })[0]!.verdict).toBe(verdict);
  });

  test('an event among the facts of the case → excused; a running clock says that its excuse stands', () => {
    expect(readings(pack, `${storm} #s; ${late}`, '12:00')[0]!.verdict).toBe('excused');
    expect(readings(pack, `${R}; 09:30 customer.informed`, '09:40', { events: storm })[0]).toMatchObject({
      verdict: 'running',
      excusable: true,
    });
  });

  test('a storm without an end → excused, and provisional', () => {
    expect(readings(pack, late, '12:00', { events: '08:00 storm.declared area=north' })[0]).toMatchObject({
      verdict: 'excused',
      provisional: ['event_open'],
    });
  });
});

describe('pinned: a reading belongs to the pack that was active when its start was received', () => {
  const of = (minutes: number, hash: string) =>
    packOf(
      { arrival: { start: ['case.reported', 'case.reopened'], stop: ['visit.arrived'], target: [{ within: `${minutes} minutes` }] } },
      { hash },
    );
  const old = of(45, 'old');
  const young = of(60, 'new');
  const ask = {
    packFor: (received: number) => (received < at('10:00') ? old : young),
    packByHash: (hash: string) => (hash === 'new' ? young : undefined),
  };
  test.each([
    ['09:00 case.reported; 10:30 visit.arrived', 'arrival 90/45 late', ['old']],
    ['09:00 case.reported @10:00; 09:50 visit.arrived', 'arrival 50/60 kept', ['new']],
    [
      '09:00 case.reported; 09:30 visit.arrived; 10:00 case.reopened; 10:50 visit.arrived',
      'arrival 30/45 kept; arrival#2 50/60 kept',
      ['old', 'new'],
    ],
    ['09:00 case.reported; 09:20 case.pack_taken_over pack=new; 09:50 visit.arrived', 'arrival 50/60 kept', ['new']],
    ['09:00 case.reported; 09:50 visit.arrived; 09:55 case.pack_taken_over pack=new', 'arrival 50/45 late', ['old']],
    ['09:00 case.reported; 09:20 case.pack_taken_over pack=gone; 09:50 visit.arrived', 'arrival 50/45 late', ['old']],
  ])('%s → %s', (journal, expected, hashes) => {
    expect(lines(old, journal, '12:00', ask)).toBe(expected);
    expect(readings(old, journal, '12:00', ask).map((each) => each.pack)).toEqual(hashes);
  });
});
