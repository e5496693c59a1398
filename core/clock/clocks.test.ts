import { describe, expect, test } from 'vitest';
import { lines, packOf, readings, wall } from './table.fixture.ts';

const grid = packOf({
  arrival: {
    start: ['case.reported', 'case.reopened'],
    stop: ['visit.arrived'],
    cancel: ['case.cancelled'],
    pause: [{ from: 'case.waiting', until: 'case.resumed', reasons: ['user'] }],
    judged: 'both',
    source: ['CLK-01', 'CLK-02', 'CLK-03', 'CLK-04'],
    target: [
      { where: { zone: 'urban' }, within: '45 minutes', source: 'CLK-01' },
      { where: { zone: ['rural', 'village'] }, within: '90 minutes', source: 'CLK-02' },
      { where: { zone: 'special_remote' }, when: 'has(case.agreed_minutes)', agreed: { minutes_in: 'agreed_minutes' } },
      { where: { zone: 'special_remote' }, no_promise: true, source: 'CLK-04' },
    ],
    bands: [
      { name: 'small', over: '0 minutes', up_to: '15 minutes' },
      { name: 'large', over: '15 minutes' },
    ],
    excuse: { events: ['storm'], told_by: ['customer.informed'] },
  },
  restoration: {
    start: ['visit.arrived'],
    stop: ['supply.restored'],
    cancel: ['case.cancelled'],
    target: [
      { where: { zone: 'urban' }, within: '4 hours', source: 'CLK-05' },
      { where: { zone: ['rural', 'village'] }, within: '5 hours' },
    ],
  },
});
const arrival = packOf({ arrival: { ...grid.promises.get('arrival')!.shape } });
const R = '09:00 case.reported zone=urban';

describe('exact to the millisecond (CLK-01)', () => {
  test.each([
    [`${R}; 09:45:00.000 visit.arrived`, '12:00', 'arrival 45/45 kept'],
    [`${R}; 09:45:00.001 visit.arrived`, '12:00', 'arrival 45.000017/45 late (small)'],
    [R, '09:45:00.000', 'arrival 45/45 running'],
    [R, '09:45:00.001', 'arrival 45.000017/45 overdue (small)'],
    [`${R}; 10:00 visit.arrived`, '12:00', 'arrival 60/45 late (small)'],
    [`${R}; 10:00:00.001 visit.arrived`, '12:00', 'arrival 60.000017/45 late (large)'],
    ['09:00 case.reported zone=village; 10:30 visit.arrived', '12:00', 'arrival 90/90 kept'],
  ])('%s at %s → %s', (journal, now, expected) => {
    expect(lines(arrival, journal, now)).toBe(expected);
  });
});

describe('facts of one moment: start < pause < resume < stop < cancel < close, then id', () => {
  test.each([
    ['09:00 visit.arrived #a; 09:00 case.reported zone=urban #b', 'arrival 0/45 kept'],
    [`${R}; 09:10 case.cancelled #a; 09:10 visit.arrived #b`, 'arrival 10/45 kept'],
    [`${R}; 09:10 case.closed #a; 09:10 visit.arrived #b`, 'arrival 10/45 kept'],
    [`${R}; 09:10 case.closed #a; 09:10 case.cancelled #b`, 'arrival 10/45 cancelled off'],
    [`${R}; 09:10 case.resumed #a; 09:10 case.waiting reason=user #b; 09:50 visit.arrived #c`, 'arrival 50/45 late (small)'],
    ['09:00 case.reported zone=urban #b; 09:00 case.reported zone=rural #a', 'arrival 180/90 overdue (large)'],
  ])('%s → %s', (journal, expected) => {
    expect(lines(arrival, journal, '12:00')).toBe(expected);
  });
});

describe('start: the first opens, another while open is noted; stop: the first at or after the start closes for good', () => {
  test.each([
    [`${R}; 09:10 case.reported zone=rural; 09:40 visit.arrived`, 'arrival 40/45 kept'],
    [`${R}; 09:40 visit.arrived; 09:50 case.reported; 10:00 visit.arrived`, 'arrival 40/45 kept'],
    [`08:50 visit.arrived; ${R}; 09:40 visit.arrived`, 'arrival 40/45 kept'],
    [`08:50 visit.arrived; ${R}`, 'arrival 180/45 overdue (large)'],
    [`${R}; 09:40 visit.arrived; 09:41 case.cancelled; 09:42 case.closed`, 'arrival 40/45 kept'],
    [`${R}; 09:10 visit.no_access visit_id=v1; 09:40 visit.arrived visit_id=v2`, 'arrival 40/45 kept'],
    ['09:40 visit.arrived', ''],
  ])('%s → %s', (journal, expected) => {
    expect(lines(arrival, journal, '12:00')).toBe(expected);
  });

  test('restoration starts at the first valid arrival of any visit (CLK-05)', () => {
    const journal = `${R}; 09:40 visit.arrived visit_id=v2; 10:10 visit.arrived visit_id=v1; 13:40 supply.restored`;
    expect(lines(grid, journal, '14:00')).toBe('arrival 40/45 kept; restoration 240/240 kept');
  });
});

describe('cancel, close, unproven', () => {
  test.each([
    [`${R}; 09:45 case.cancelled`, 'arrival 45/45 cancelled off'],
    [`${R}; 09:45:00.001 case.cancelled`, 'arrival 45.000017/45 late (small) off'],
    [`${R}; 09:10 case.cancelled; 09:20 visit.arrived`, 'arrival 10/45 cancelled off'],
    [`${R}; 09:10 case.closed`, 'arrival -/45 unproven'],
    [`${R}; 11:10 case.closed`, 'arrival -/45 unproven'],
    [`${R}; 09:30 case.closed; 09:40 visit.arrived`, 'arrival 40/45 kept'],
    [`${R}; 09:30 case.closed; 10:40 visit.arrived`, 'arrival 100/45 late (large)'],
    [`${R}; 09:10 case.cancelled; 09:20 case.closed`, 'arrival 10/45 cancelled off'],
    ['09:00 case.reported zone=special_remote; 09:10 case.cancelled', 'arrival 10/- no_promise off'],
    [`${R}; 09:10 case.waiting reason=user; 10:30 case.cancelled`, 'arrival 10/45 cancelled off'],
  ])('%s → %s', (journal, expected) => {
    expect(lines(arrival, journal, '12:00')).toBe(expected);
  });

  test('after a cancelling, closing the case leaves nothing unproven → cancelled', () => {
    const journal = `${R}; 09:40 visit.arrived; 09:45 case.cancelled; 09:50 case.closed`;
    const pack = packOf({ report: { start: ['visit.arrived'], stop: ['visit.reported'], target: [{ within: '1 hour' }] } });
    expect(lines(pack, journal, '12:00')).toBe('report 10/60 cancelled off');
    expect(lines(pack, `${R}; 09:40 visit.arrived; 09:50 case.closed`, '12:00')).toBe('report -/60 unproven');
  });

  test('what begins with the closing is not ended by it (CLK-37)', () => {
    const pack = packOf({ call_back: { start: ['case.closed'], stop: ['customer.called'], target: [{ within: '2 hours' }] } });
    expect(lines(pack, `${R}; 09:30 case.closed; 10:00 customer.called`, '12:00')).toBe('call_back 30/120 kept');
    expect(lines(pack, `${R}; 09:30 case.closed`, '12:00')).toBe('call_back 150/120 overdue');
  });
});

describe('rounds: re-opening starts those that name it, the old readings stand', () => {
  const first = `${R}; 09:40 visit.arrived; 10:00 supply.restored; 10:10 case.closed; 11:00 case.reopened`;
  test.each([
    [first, 'arrival 40/45 kept; restoration 20/240 kept; arrival#2 60/45 overdue (small)'],
    [
      `${first}; 11:30 visit.arrived; 11:50 supply.restored`,
      'arrival 40/45 kept; restoration 20/240 kept; arrival#2 30/45 kept; restoration#2 20/240 kept',
    ],
    [
      `${R}; 10:10 case.closed; 11:00 case.reopened; 11:30 visit.arrived`,
      'arrival -/45 unproven; arrival#2 30/45 kept; restoration#2 30/240 running',
    ],
    [`${R}; 11:00 case.reopened; 11:30 visit.arrived`, 'arrival 150/45 late (large); restoration#2 30/240 running'],
  ])('%s → %s', (journal, expected) => {
    expect(lines(grid, journal, '12:00')).toBe(expected);
  });

  test('a stop of the next round does not mend an unproven one', () => {
    const pack = packOf({ arrival: { start: ['case.reported'], stop: ['visit.arrived'], target: [{ within: '45 minutes' }] } });
    expect(lines(pack, `${R}; 09:10 case.closed; 11:00 case.reopened; 11:30 visit.arrived`, '12:00')).toBe('arrival -/45 unproven');
  });
});

test.each([
  [false, `${R}; 09:20 customer.called; 09:40 customer.called`, 'reply 20/30 kept'],
  [true, `${R}; 09:20 case.asked; 09:45 customer.called`, 'reply 25/30 kept'],
  [false, `${R}; 09:20 case.asked; 09:45 customer.called`, 'reply 45/30 late'],
])('restart: %s, %s → %s', (restart, journal, expected) => {
  const pack = packOf({
    reply: { start: ['case.reported', 'case.asked'], stop: ['customer.called'], restart, target: [{ within: '30 minutes' }] },
  });
  expect(lines(pack, journal, '12:00')).toBe(expected);
});

describe('pauses: half-open, united, cut to the reading; no deadline while paused; too late cures nothing', () => {
  const W = 'case.waiting reason=user';
  test.each([
    [`${R}; 09:10 ${W}; 09:30 case.resumed; 10:05 visit.arrived`, '12:00', 'arrival 45/45 kept', '10:05'],
    [`${R}; 09:10 ${W}; 09:30 case.resumed; 10:05:00.001 visit.arrived`, '12:00', 'arrival 45.000017/45 late (small)', '10:05'],
    [`${R}; 09:10 ${W}`, '12:00', 'arrival 10/45 running paused', '-'],
    [`${R}; 09:10 ${W}; 12:00 case.resumed`, '12:00', 'arrival 10/45 running', '12:35'],
    [`${R}; 09:45 ${W}`, '12:00', 'arrival 45/45 running paused', '-'],
    [`${R}; 09:45:00.001 ${W}`, '12:00', 'arrival 180/45 overdue (large)', '09:45'],
    [`${R}; 09:50 ${W}; 10:00 case.resumed; 10:10 visit.arrived`, '12:00', 'arrival 70/45 late (large)', '09:45'],
    [`${R}; 09:10 case.waiting reason=parts; 09:40 case.resumed; 09:50 visit.arrived`, '12:00', 'arrival 50/45 late (small)', '09:45'],
    [`08:50 ${W}; ${R}; 09:30 case.resumed; 10:15 visit.arrived`, '12:00', 'arrival 45/45 kept', '10:15'],
    [`${R}; 09:10 ${W}; 09:30 visit.arrived; 09:40 case.resumed`, '12:00', 'arrival 10/45 kept', '10:05'],
    [`${R}; 09:10 ${W}; 09:20 ${W}; 09:30 case.resumed; 10:05 visit.arrived`, '12:00', 'arrival 45/45 kept', '10:05'],
    [`${R}; 09:10 ${W}; 09:20 case.resumed; 09:30 ${W}; 09:40 case.resumed; 10:05 visit.arrived`, '12:00', 'arrival 45/45 kept', '10:05'],
  ])('%s at %s → %s, due %s', (journal, now, expected, due) => {
    expect(lines(arrival, journal, now)).toBe(expected);
    expect(wall(readings(arrival, journal, now)[0]!.deadline)).toBe(due);
  });

  test('overlapping pauses of two kinds count once', () => {
    const pack = packOf({
      arrival: {
        start: ['case.reported'],
        stop: ['visit.arrived'],
        target: [{ within: '45 minutes' }],
        pause: [
          { from: 'case.waiting', until: 'case.resumed' },
          { from: ['road.closed'], until: ['road.opened'] },
        ],
      },
    });
    const journal = `${R}; 09:10 case.waiting; 09:20 road.closed; 09:30 case.resumed; 09:40 road.opened; 10:15 visit.arrived`;
    expect(lines(pack, journal, '12:00')).toBe('arrival 45/45 kept');
  });

  test('closing ends a wait, so that a new round begins to run → overdue', () => {
    expect(lines(arrival, `${R}; 09:10 ${W}; 09:30 case.closed; 10:00 case.reopened`, '12:00')).toBe(
      'arrival -/45 unproven; arrival#2 120/45 overdue (large)',
    );
  });

  test('on a calendar a pause counts its working time only (CLK-46)', () => {
    const pack = packOf({
      reply: {
        start: ['case.reported'],
        stop: ['customer.called'],
        calendar: 'office',
        target: [{ within: '2 working hours' }],
        pause: [{ from: 'case.waiting', until: 'case.resumed' }],
      },
    });
    const journal = '06 17:00 case.reported; 06 17:30 case.waiting; 09 09:30 case.resumed; 09 11:00 customer.called';
    const [reading] = readings(pack, journal, '10 10:00');
    expect([wall(reading!.deadline), reading!.elapsed_minutes, reading!.verdict]).toEqual(['09 11:00', 120, 'kept']);
    expect(lines(pack, '06 17:00 case.reported; 06 17:30 case.waiting; 07 11:00 customer.called', '10 10:00')).toBe('reply 30/120 kept');
    // It waits from the very close of business, when it was due, and is met before business opens again.
    expect(lines(pack, '06 16:00 case.reported; 06 18:00 case.waiting; 07 11:00 customer.called', '10 10:00')).toBe('reply 120/120 kept');
  });
});

describe('targets by table: the first row that holds, values as agreed, rows that promise nothing', () => {
  test.each([
    ['09:00 case.reported zone=special_remote', 'arrival 180/- no_promise'],
    ['09:00 case.reported zone=special_remote; 11:00 visit.arrived', 'arrival 120/- no_promise'],
    ['09:00 case.reported zone=special_remote; 11:00 case.closed', 'arrival -/- no_promise'],
    ['09:00 case.reported zone=special_remote agreed_minutes=150; 11:00 visit.arrived', 'arrival 120/150 kept'],
    ['09:00 case.reported zone=moon; 11:00 visit.arrived', 'arrival 120/- no_promise'],
    ['09:00 case.reported; 09:00 case.classified zone=rural; 10:30 visit.arrived', 'arrival 90/90 kept'],
    // A real change of circumstance touches later starts only.
    [
      '09:00 case.reported; 09:00 case.classified zone=urban; 09:01 case.classified zone=rural; 10:30 visit.arrived',
      'arrival 90/45 late (large)',
    ],
    [`${R}; 09:01 case.classified zone=rural; 10:30 visit.arrived`, 'arrival 90/45 late (large)'],
    [
      `${R}; 09:01 case.classified zone=rural; 09:10 case.closed; 09:20 case.reopened; 10:50 visit.arrived`,
      'arrival -/45 unproven; arrival#2 90/90 kept',
    ],
  ])('%s → %s', (journal, expected) => {
    expect(lines(arrival, journal, '12:00')).toBe(expected);
  });
});

describe('promises about visits: each visit has its own clock, a fact that names none concerns all', () => {
  const pack = packOf({
    reply: {
      subject: 'visit',
      start: ['visit.assigned'],
      stop: ['visit.accepted'],
      cancel: ['case.cancelled', 'visit.cancelled'],
      target: [{ where: { urgent: true }, within: '5 minutes' }, { within: '30 minutes' }],
    },
  });
  const A = '09:00 visit.assigned visit_id=v1; 09:05 visit.assigned visit_id=v2 urgent=true';
  test.each([
    [`${A}; 09:20 visit.accepted visit_id=v1; 09:20 visit.accepted visit_id=v2`, 'reply v1 20/30 kept; reply v2 15/5 late'],
    [`${A}; 09:20 visit.accepted visit_id=v2`, 'reply v1 60/30 overdue; reply v2 15/5 late'],
    [`${A}; 09:08 case.cancelled`, 'reply v1 8/30 cancelled off; reply v2 3/5 cancelled off'],
    [`${A}; 09:08 visit.cancelled visit_id=v1`, 'reply v1 8/30 cancelled off; reply v2 55/5 overdue'],
    ['09:00 visit.assigned', ''],
  ])('%s → %s', (journal, expected) => {
    expect(lines(pack, journal, '10:00')).toBe(expected);
  });

  test('the same visits under the same facts in two rounds', () => {
    expect(lines(pack, `${A}; 09:10 case.closed; 09:20 case.reopened; 09:30 visit.assigned visit_id=v3`, '10:00')).toBe(
      'reply v1 -/30 unproven; reply v2 -/5 unproven; reply#2 v3 30/30 running',
    );
  });
});

test('a fact that may both start and stop does not end what it began', () => {
  const pack = packOf({
    answer: { start: ['customer.called'], stop: ['customer.called', 'customer.written'], target: [{ within: '30 minutes' }] },
  });
  expect(lines(pack, '09:00 customer.called', '09:10')).toBe('answer 10/30 running');
  expect(lines(pack, '09:00 customer.called; 09:20 customer.called', '10:00')).toBe('answer 20/30 kept');
});

test('another kind of stream is read by its own words (CLK-09)', () => {
  const pack = packOf({
    plan: {
      subject: 'application',
      start: ['application.filed'],
      stop: ['plan.answered'],
      calendar: 'office',
      target: [{ within: '3 working days' }],
    },
    arrival: { start: ['application.filed'], target: [{ within: '1 hour' }] },
  });
  const ask = { subject: { kind: 'application', id: 'a1' } };
  expect(lines(pack, '09:00 application.filed; 05 18:00 plan.answered', '06 10:00', ask)).toBe('plan a1 1920/- kept');
  expect(lines(pack, '09:00 application.filed; 05 18:00 application.closed', '06 10:00', ask)).toBe('plan a1 -/- unproven');
  expect(lines(pack, '09:00 application.filed; 05 17:00 application.reopened; 06 10:00 application.closed', '06 10:00', ask)).toBe(
    'plan a1 -/- unproven',
  );
});

test('conditions see case, visit and fact; where looks in the fact, its visit, its case', () => {
  const pack = packOf({
    reply: {
      start: [
        { fact: 'visit.arrived', when: 'visit.engineer == "wu" && case.users > 3 && fact.minutes + 1 == 6', where: { channel: 'phone' } },
      ],
      stop: [{ fact: 'customer.called', where: { answered: true } }],
      target: [{ where: { zone: 'urban', engineer: ['li', 'wu'] }, within: '30 minutes' }],
    },
  });
  const before =
    '09:00 case.reported zone=urban users=5 channel=phone; 09:01 visit.assigned visit_id=v1 engineer=wu; 09:01 visit.assigned visit_id=v2 engineer=li #x';
  expect(
    lines(
      pack,
      `${before}; 09:10 visit.arrived visit_id=v1 minutes=5; 09:20 customer.called answered=false; 09:30 customer.called answered=true`,
      '10:00',
    ),
  ).toBe('reply 20/30 kept');
  expect(lines(pack, `${before}; 09:10 visit.arrived visit_id=v2 minutes=5`, '10:00')).toBe('');
  expect(lines(pack, `${before}; 09:10 visit.arrived visit_id=v1 minutes=6; 09:15 visit.arrived visit_id=v1 minutes=5`, '10:00')).toBe(
    'reply 45/30 overdue',
  );
});
