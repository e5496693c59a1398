import { describe, expect, test } from 'vitest';
import { packOf, readings } from './table.fixture.ts';
import { isWorded, languages, wordsOfSteps, wordsOfTarget } from './words.ts';

const pack = packOf({
  arrival: {
    start: ['case.reported'],
    stop: ['visit.arrived'],
    cancel: ['case.cancelled'],
    source: 'CLK-01',
    pause: [{ from: 'case.waiting', until: 'case.resumed', reasons: ['user'] }],
    target: [
      { where: { zone: 'urban' }, within: '45 minutes', source: 'CLK-01' },
      { where: { zone: 'far' }, no_promise: true },
    ],
    bands: [{ name: 'small', up_to: '15 minutes' }],
    excuse: { events: ['storm'], told_by: ['customer.informed'] },
  },
  reply: {
    start: ['case.asked'],
    stop: ['customer.called'],
    calendar: 'office',
    target: [{ within: '4 working hours' }],
    source: 'CLK-46',
  },
  loaner: { start: ['case.reported'], stop: ['loaner.delivered'], target: [{ deadline_of: 'arrival' }] },
});
const why = (journal: string, clock = 'arrival', ask = {}) =>
  readings(pack, journal, '04 12:00', { explain: true, ...ask }).find((each) => each.clock === clock)!;
const R = '09:00 case.reported zone=urban area=north #r';

test('an arrival, step by step, in English and in Chinese', () => {
  const reading = why(
    `08:50 visit.arrived #x; ${R}; 09:05 visit.no_access visit_id=v1 #n; 09:10 case.waiting reason=user #w; 09:20 case.resumed; 09:30 case.waiting reason=parts #p; 09:58 visit.arrived #a`,
  );
  expect(wordsOfSteps(reading.why, 'en')).toEqual([
    'Promised: arrival (arrival) for c1. Rows: CLK-01.',
    'Judged under pack grid version 1, active when the start was received at 2026-03-02 09:00 (h1).',
    'Started 2026-03-02 09:00 by case.reported (r), the first start of round 1.',
    'visit.arrived at 2026-03-02 08:50 (x) does not count: it lies before the start.',
    'Target row 1: 45 minutes. Rows: CLK-01.',
    'Paused from 2026-03-02 09:10 to 2026-03-02 09:20. user',
    'case.waiting at 2026-03-02 09:30 (p) does not count: its reason does not pause.',
    'visit.no_access at 2026-03-02 09:05 (n) does not count: finding no access is not an arrival.',
    'Due 2026-03-02 09:55.',
    'Stopped 2026-03-02 09:58 by visit.arrived (a).',
    'Not excused: no declared event covers the place and time.',
    'Verdict: late, 3 min over.',
  ]);
  expect(wordsOfSteps(reading.why, 'zh-CN').slice(-4)).toEqual([
    '时限：2026-03-02 09:55。',
    '2026-03-02 09:58 由 visit.arrived（a）止算。',
    '不予免责：没有覆盖该地该时的事件。',
    '结论：超时，超出 3 分。',
  ]);
});

test('working time shows the slices that were counted', () => {
  const words = wordsOfSteps(why('11:30 case.asked; 15:00 customer.called', 'reply').why, 'en');
  expect(words.slice(4, 8)).toEqual([
    'Counted on calendar office (Asia/Shanghai):',
    '2026-03-02 11:30 to 2026-03-02 12:00: 30 min.',
    '2026-03-02 13:00 to 2026-03-02 16:30: 3 h 30 min.',
    'Due 2026-03-02 16:30.',
  ]);
});

describe('what else is said', () => {
  test.each([
    [
      `${R}; 09:10 case.reported #s; 09:40 visit.arrived`,
      'arrival',
      'Another start, case.reported at 2026-03-02 09:10 (s), is noted and ignored: the clock was still open.',
    ],
    [
      `${R}; 09:40 visit.arrived; 09:50 visit.arrived #s`,
      'arrival',
      'visit.arrived at 2026-03-02 09:50 (s) does not count: the clock had stopped.',
    ],
    [
      `${R}; 09:10 case.cancelled; 09:50 visit.arrived #s`,
      'arrival',
      'visit.arrived at 2026-03-02 09:50 (s) does not count: the clock was cancelled.',
    ],
    [
      `${R}; 09:50 case.waiting reason=user; 09:59 case.resumed`,
      'arrival',
      'The pause from 2026-03-02 09:50 to 2026-03-02 09:59 began after the deadline and cures nothing.',
    ],
    [`${R}; 09:10 case.waiting reason=user`, 'arrival', 'While it is paused there is no deadline.'],
    [
      `${R}; 05 09:10 visit.arrived #s @05 09:10`,
      'arrival',
      'visit.arrived at 2026-03-05 09:10 (s) does not count: it had not happened yet.',
    ],
    ['09:00 case.reported zone=far', 'arrival', 'Target row 2 promises nothing. Rows: CLK-01.'],
    ['09:00 case.reported zone=moon', 'arrival', 'None of the 2 target rows holds: nothing is promised.'],
    [`${R}; 09:10 case.closed #s`, 'arrival', 'Closed 2026-03-02 09:10 (s), and no stop was ever recorded.'],
    [
      `${R}; 09:40 visit.arrived #a @09:30`,
      'arrival',
      'visit.arrived (a) is disputed (ahead of our clock) and judged by when we heard of it, 2026-03-02 09:30.',
    ],
    [
      `${R}; 09:50 visit.arrived #a; 10:00 fact.corrected id=a revision=1 replacement={"at":"2026-03-02T09:40:00+08:00"} reason=typing`,
      'arrival',
      'visit.arrived (a) counts as corrected, revision 1, at 2026-03-02 09:40. typing',
    ],
    [
      `${R}; 09:50 visit.arrived #a; 10:00 fact.corrected id=a revision=1 withdrawn=true`,
      'arrival',
      'visit.arrived of 2026-03-02 09:50 (a) was withdrawn.',
    ],
    [`${R}; 10:00 fact.corrected id=zz revision=1 withdrawn=true #k`, 'arrival', 'A correction (k) names zz, which is not known here.'],
    [`${R}; 09:40 visit.arrived`, 'loaner', 'arrival was met or called off in time at 2026-03-02 09:40: nothing is owed any more.'],
    ['2025-12-30T09:00 case.asked', 'reply', 'No answer: the calendar has no data for that year (office 2025).'],
    [`${R}; 09:30:00.5 visit.arrived`, 'arrival', 'Verdict: kept, 14 min 59.5 s to spare.'],
    [R, 'arrival', 'Nothing has stopped it yet.'],
  ])('%s, %s → %s', (journal, clock, sentence) => {
    expect(wordsOfSteps(why(journal, clock).why, 'en')).toContain(sentence);
  });

  test('an excuse names the event and when the customer was told', () => {
    const reading = why(`${R}; 09:30 customer.informed #t; 10:00 visit.arrived`, 'arrival', {
      events: '08:00 storm.declared area=north #s',
    });
    expect(wordsOfSteps(reading.why, 'en')).toContain('Excused by storm.declared (es); the customer was told at 2026-03-02 09:30 (t).');
  });
});

test('every step that any of these readings makes has words in every language', () => {
  const journals = [
    R,
    `${R}; 09:10 case.waiting reason=user; 09:20 case.cancelled`,
    '09:00 case.asked',
    '09:00 case.reported zone=moon',
    `${R}; 10:00 visit.arrived`,
  ];
  for (const journal of journals) {
    for (const { why: steps } of readings(pack, journal, '04 12:00', { explain: true })) {
      expect(steps.filter((step) => !isWorded(step.code))).toEqual([]);
      for (const language of languages) expect(wordsOfSteps(steps, language).join('')).not.toMatch(/[{}]|undefined|null/);
    }
  }
});

test('without being asked, no steps are made', () => {
  expect(readings(pack, R, '10:00')[0]!.why).toEqual([]);
});

test.each([
  ['45 minutes', '45 分钟'],
  ['3 working days', '3 个工作日'],
  ['8 working hours', '8 小时工作时间'],
  ['1 month', '1 个月'],
  ['no promise', '无承诺'],
])('%s in Chinese → %s', (text, expected) => {
  expect(wordsOfTarget({ target_words: text }, 'zh-CN')).toBe(expected);
});
