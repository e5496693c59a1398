import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../base/fact.ts';
import { dayMs, type Instant } from '../base/time.ts';
import { bookOf, outcomeOf, stagesOf, stateOf } from './book.ts';
import { factsOf, linesOf, moment, spanOf, subjectOf } from './book.fixture.ts';

type Row = [title: string, duties: Record<string, Record<string, unknown>>, since: string, facts: string[], now: string, upTo: string, expected: string[]];

const rows: Row[] = [
  ['REC-01 each machine once a day, from its first whole day', { patrol: { every: 'FREQ=DAILY' } }, '2026-03-01 15:00', ['done 2026-03-02 09:00 {"duty":"patrol"}'], '2026-03-04 12:00', '2026-03-06', [
    'patrol 20260302T0000.1 2026-03-02 00:00 → 2026-03-02 23:59 done',
    'patrol 20260303T0000.1 2026-03-03 00:00 → 2026-03-03 23:59 missed',
    'patrol 20260304T0000.1 2026-03-04 00:00 → 2026-03-04 23:59 open',
    'patrol 20260305T0000.1 2026-03-05 00:00 → 2026-03-05 23:59 coming',
  ]],
  ['REC-02 twice a day while operating: not for a day it stood still, again from the day it ran', { inspect: { every: 'FREQ=DAILY', times: 2, while_operating: true } }, '2026-03-01', [
    'set_aside 2026-03-02 00:00 {"from":"2026-03-02 00:00"}', 'resumed 2026-03-03 20:00 {"from":"2026-03-03 20:00"}', 'done 2026-03-03 21:00 {"duty":"inspect"}',
  ], '2026-03-04 00:00', '2026-03-04', [
    'inspect 20260301T0000.1 2026-03-01 00:00 → 2026-03-01 23:59 missed',
    'inspect 20260301T0000.2 2026-03-01 00:00 → 2026-03-01 23:59 missed',
    'inspect 20260303T0000.1 2026-03-03 00:00 → 2026-03-03 23:59 done',
    'inspect 20260303T0000.2 2026-03-03 00:00 → 2026-03-03 23:59 missed',
  ]],
  ['REC-21 two a year, the first within six months', { visit: { every: 'FREQ=YEARLY', times: 2, first_within: '6 months' } }, '2026-02-10 09:30', ['done 2026-08-10 09:30 {"duty":"visit"}'], '2026-12-01', '2027-03-01', [
    'visit 20260210T0000.1 2026-02-10 09:30 → 2026-08-10 09:30 done',
    'visit 20260210T0000.2 2026-02-10 09:30 → 2027-02-09 23:59 open',
    'visit 20270210T0000.1 2027-02-10 00:00 → 2028-02-09 23:59 coming',
    'visit 20270210T0000.2 2027-02-10 00:00 → 2028-02-09 23:59 coming',
  ]],
  ['REC-21 a visit after the six months does not save the first one', { visit: { every: 'FREQ=YEARLY', times: 2, first_within: '6 months' } }, '2026-02-10 09:30', ['done 2026-08-10 09:31 {"duty":"visit"}'], '2026-12-01', '2027-02-01', [
    'visit 20260210T0000.1 2026-02-10 09:30 → 2026-08-10 09:30 missed',
    'visit 20260210T0000.2 2026-02-10 09:30 → 2027-02-09 23:59 done',
  ]],
  ['REC-20 each half year from installation, at month ends too', { check: { every: 'FREQ=MONTHLY;INTERVAL=6' } }, '2026-08-31 10:00', [], '2026-09-01', '2027-03-01', [
    'check 20260831T0000.1 2026-08-31 10:00 → 2027-02-27 23:59 open',
    'check 20270228T0000.1 2027-02-28 00:00 → 2027-08-30 23:59 coming',
  ]],
  ['REC-06 each morning between six and nine', { morning: { every: 'FREQ=DAILY;BYHOUR=6;BYMINUTE=0', within: '3 hours' } }, '2026-03-01', ['done 2026-03-02 09:01 {"duty":"morning"}'], '2026-03-02 10:00', '2026-03-04', [
    'morning 20260301T0600.1 2026-03-01 06:00 → 2026-03-01 09:00 missed',
    'morning 20260302T0600.1 2026-03-02 06:00 → 2026-03-02 09:00 missed',
    'morning 20260303T0600.1 2026-03-03 06:00 → 2026-03-03 09:00 coming',
  ]],
  ['REC-17 a quarter is one of the calendar; what was left of the first is not owed', { report: { every: 'FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1' } }, '2026-02-10', [], '2026-03-01', '2026-05-01', [
    'report 20260401T0000.1 2026-04-01 00:00 → 2026-06-30 23:59 coming',
  ]],
  ['only on working days of a calendar', { look: { every: 'FREQ=DAILY', working_days: 'office' } }, '2026-03-06', [], '2026-03-06 12:00', '2026-03-10', [
    'look 20260306T0000.1 2026-03-06 00:00 → 2026-03-06 23:59 open',
    'look 20260309T0000.1 2026-03-09 00:00 → 2026-03-09 23:59 coming',
  ]],
  ['REC-33 a date fixed for each project; late is late', { visit: {} }, '2026-03-01', ['planned 2026-03-02 {"duty":"visit","due_on":"2026-03-20"}', 'done 2026-03-22 {"duty":"visit","occurrence":"f1"}'], '2026-03-25', '2027-01-01', [
    'visit f1 2026-03-02 00:00 → 2026-03-20 23:59 done_late',
  ]],
  ['done for a missed one by name is done late, and leaves today open', { patrol: { every: 'FREQ=DAILY' } }, '2026-03-02', ['done 2026-03-03 09:00 {"duty":"patrol","occurrence":"20260302T0000.1"}'], '2026-03-03 10:00', '2026-03-04', [
    'patrol 20260302T0000.1 2026-03-02 00:00 → 2026-03-02 23:59 done_late',
    'patrol 20260303T0000.1 2026-03-03 00:00 → 2026-03-03 23:59 open',
  ]],
  ['REC-36 owed only where it was asked for by name, until that ended', { clean: { every: 'FREQ=DAILY', named_only: true }, patrol: { every: 'FREQ=DAILY' } }, '2026-01-05', [
    'taken_on 2026-03-01 {"since":"2026-03-01","duties":["clean"]}', 'given_up 2026-03-03 08:00 {"ended_at":"2026-03-03 08:00"}',
  ], '2026-03-05', '2027-01-01', [
    'clean 20260301T0000.1 2026-03-01 00:00 → 2026-03-01 23:59 missed',
    'clean 20260302T0000.1 2026-03-02 00:00 → 2026-03-02 23:59 missed',
  ]],
];

describe('what is owed, done and missed', () => {
  test.each(rows)('%s', (_, duties, since, facts, now, upTo, expected) => {
    expect(linesOf(bookOf(subjectOf(since), factsOf(facts), [spanOf(duties)], moment(now)), now, upTo)).toEqual(expected);
  });

  test('a condition chooses subjects; what nobody knows is not owed', () => {
    const spans = [spanOf({ patrol: { every: 'FREQ=DAILY', when: 'subject.model == "crane"' } })];
    const owed = (described: Record<string, unknown>) => bookOf(subjectOf('2026-03-01', 'unit', described), [], spans, moment('2026-03-02')).occurrences.length > 0;
    expect([owed({ model: 'crane' }), owed({ model: 'belt' }), owed({})]).toEqual([true, false, false]);
  });

  test.each<[string, string[], number]>([
    ['set aside and resumed at one moment → it runs', ['resumed 2026-03-02 {"from":"2026-03-02"}', 'set_aside 2026-03-02 {"from":"2026-03-02"}'], 0],
    ['resumed, and set aside again by a later word for the same moment → it stands still', ['set_aside 2026-03-01 {"from":"2026-03-01"}', 'resumed 2026-03-02 {"from":"2026-03-02"}', 'set_aside 2026-03-03 {"from":"2026-03-02"}'], 1],
  ])('%s', (_, facts, open) => {
    const { idle } = bookOf(subjectOf('2026-01-01'), factsOf(facts), [], moment('2026-03-05')).care;
    expect(idle.filter((each) => each.until === Number.MAX_SAFE_INTEGER)).toHaveLength(open);
  });

  test('each period belongs to the version under which it began', () => {
    const spans = [spanOf({ look: { every: 'FREQ=WEEKLY;BYDAY=MO' } }, '2026-03-02', '2026-03-11', 'v1'), spanOf({ look: { every: 'FREQ=WEEKLY;BYDAY=MO,TH' } }, '2026-03-11', null, 'v2')];
    const book = bookOf(subjectOf('2026-01-01'), [], spans, moment('2026-03-13'));
    expect(book.occurrences.slice(0, 4).map((each) => `${each.occurrence} ${each.pack}`)).toEqual(['20260302T0000.1 v1', '20260309T0000.1 v1', '20260312T0000.1 v2', '20260316T0000.1 v2']);
  });

  test('a year of which the calendar knows nothing is not guessed', () => {
    const spans = [spanOf({ look: { every: 'FREQ=DAILY', working_days: 'office' } })];
    const book = bookOf(subjectOf('2027-12-01'), [], spans, moment('2027-12-30'));
    expect(linesOf(book, '2027-12-30').slice(-3)).toEqual([
      'look 20271230T0000.1 2027-12-30 00:00 → 2027-12-30 23:59 open',
      'look 20271231T0000.1 2027-12-31 00:00 → 2027-12-31 23:59 coming',
      'look no_calendar.2028 2028-01-01 00:00 → 2028-01-01 00:00 unreadable',
    ]);
    expect(stagesOf(book, []).at(-1)!.occurrence).toBe('20271231T0000.1');
  });

  test('somebody in charge of one duty goes before somebody in charge of all, and the later before the earlier', () => {
    const facts = factsOf(['taken_on 2026-03-01 {"since":"2026-03-01","person_id":"a"}', 'assigned 2026-03-02 {"person_id":"b"}', 'assigned 2026-03-03 {"person_id":"c","duty":"patrol"}', 'assigned 2026-03-04 {"person_id":"d"}']);
    const { care } = bookOf(subjectOf('2026-01-01'), facts, [], moment('2026-03-05'));
    expect([care.inCharge('patrol'), care.inCharge('look')]).toEqual(['c', 'd']);
  });
});

describe('stages', () => {
  const spans = [spanOf({ look: { every: 'FREQ=WEEKLY;BYDAY=MO', warn: [{ before: '1 days', tell: ['engineer'] }], missed: { tell: ['manager'] } } }, '2026-03-02')];
  const book = bookOf(subjectOf('2026-01-01'), [], spans, moment('2026-03-02'));
  const [warning, missed] = stagesOf(book, []);
  const outcomes: [string, 'warning' | 'missed', string][] = [
    ['2026-03-07 23:59', 'warning', 'wait'],
    ['2026-03-08 00:00', 'warning', 'sent'],
    ['2026-03-09 00:00', 'warning', 'recorded_only'],
    ['2026-03-08 23:59', 'missed', 'wait'],
    ['2026-03-09 00:00', 'missed', 'sent'],
    ['2026-03-16 00:00', 'missed', 'sent'],
    ['2026-03-16 00:01', 'missed', 'recorded_only'],
  ];
  test.each(outcomes)('at %s the %s → %s', (now, which, outcome) => {
    expect(outcomeOf(which === 'warning' ? warning! : missed!, moment(now))).toBe(outcome);
  });

  test('told once, and nothing of what was done', () => {
    const told = factsOf(['warned 2026-03-08 {"duty":"look","occurrence":"20260302T0000.1","stage":"warn_1"}', 'done 2026-03-10 {"duty":"look"}']);
    const after = stagesOf(bookOf(subjectOf('2026-01-01'), told, spans, moment('2026-03-11')), told);
    expect(after.slice(0, 2).map((each) => `${each.occurrence} ${each.stage}`)).toEqual(['20260302T0000.1 missed', '20260316T0000.1 warn_1']);
  });
});

describe('whatever order facts come in', () => {
  const spans = [spanOf({ patrol: { every: 'FREQ=DAILY', times: 2, while_operating: true }, look: { every: 'FREQ=WEEKLY;BYDAY=MO' } })];
  const day = fc.integer({ min: 0, max: 20 }).map((days) => (moment('2026-03-01 07:00') + days * dayMs) as Instant);
  const fact = fc.record({
    at: day, hours: fc.integer({ min: 0, max: 20 }), kind: fc.constantFrom('duty.done', 'duty.done', 'duty.set_aside', 'duty.resumed', 'duty.assigned'), duty: fc.constantFrom('patrol', 'look'),
    occurrence: fc.constantFrom(undefined, undefined, '20260303T0000.1', '20260309T0000.1'),
  });
  const written = fc.array(fact, { maxLength: 14 }).map((list) =>
    list.map(({ at, hours, kind, duty, occurrence }, index): Fact => ({
      id: `f${index}`, kind, at: (at + hours * 3_600_000) as Instant, received_at: (at + hours * 3_600_000) as Instant, by: 'p1',
      data: kind === 'duty.done' ? { duty, ...(occurrence === undefined ? {} : { occurrence }) } : kind === 'duty.assigned' ? { person_id: `p${index}` } : { from: new Date(at + hours * 3_600_000).toISOString() },
    })),
  );
  const now = moment('2026-03-25');
  const read = (facts: readonly Fact[], at = now) => linesOf(bookOf(subjectOf('2026-02-01'), facts, spans, at), '2026-03-25');

  test('the book is the same', () => {
    fc.assert(fc.property(written, fc.infiniteStream(fc.integer()), (facts, dice) => {
      const shuffled = facts.map((each) => ({ each, by: dice.next().value as number })).toSorted((a, b) => a.by - b.by).map(({ each }) => each);
      expect(read(shuffled)).toEqual(read(facts));
    }), { numRuns: 40 });
  });

  test('nothing is done twice: each filled one has a fact of its own, and each fact fills one or is beyond', () => {
    fc.assert(fc.property(written, (facts) => {
      const book = bookOf(subjectOf('2026-02-01'), facts, spans, now);
      const filled = book.occurrences.flatMap((each) => each.done?.fact_id ?? []);
      expect([...filled, ...book.beyond.map((each) => each.fact_id)].toSorted()).toEqual(facts.filter((each) => each.kind === 'duty.done').map((each) => each.id).toSorted());
    }), { numRuns: 40 });
  });

  test('what was owed by a day stays owed when more days pass', () => {
    fc.assert(fc.property(written, fc.integer({ min: 1, max: 60 }), (facts, days) => {
      const names = (at: Instant) => bookOf(subjectOf('2026-02-01'), facts, spans, at).occurrences.filter((each) => each.opens_at <= now).map((each) => `${each.duty} ${each.occurrence} ${stateOf(each, now)}`);
      expect(names((now + days * dayMs) as Instant)).toEqual(names(now));
    }), { numRuns: 30 });
  });
});
