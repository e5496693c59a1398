import { describe, expect, test } from 'vitest';
import { Story, type Line } from '../../test/world/story.ts';

const reported: Line[] = ['08:00 lin report'];
const assigned: Line[] = [...reported, '08:05 chen assign wu'];
const arrived: Line[] = [...assigned, '08:40 wu arrive'];
const repaired: Line[] = [...arrived, '09:00 wu repair'];
const closed: Line[] = [...repaired, '10:00 lin close'];
const cancelled: Line[] = [...reported, '08:30 lin cancel'];
const waiting: Line[] = [...reported, ['08:30 lin record_milestone', { kind: 'case.waiting', data: { reason: 'user' } }]];
const resolved: Line[] = [...reported, ['08:30 lin record_milestone', { kind: 'case.resolved' }]];

type Row = readonly [before: readonly Line[], line: Line, verdict: string];
const put = (rows: readonly Row[]) => test.each(rows.map(([before, line, verdict]) => [JSON.stringify(line), verdict, before, line] as const));
const milestone = (kind: string, data: object = {}, who = 'lin'): Line => [`09:00 ${who} record_milestone`, { kind, data }];

describe('taking a report', () => {
  put([
    [[], '08:00 lin report', 'case.reported'],
    [reported, '08:01 lin report', 'case_exists'],
    [[], ['08:00 lin report', { zone: 'moon' }], 'unknown_zone'],
    [[], ['08:00 lin report', { matter: 'gossip' }], 'unknown_matter'],
    [[], ['08:00 lin report', { customer_class: 'royal' }], 'unknown_class'],
    [[], ['08:00 lin report', { category: 'z' }], 'unknown_category'],
    [[], ['08:00 lin report', { customer_id: 'ma', customer: { name: 'Ma' } }], 'customer_given_twice'],
    [[], '09:00>08:00 lin report', 'case.reported ! clock_ahead'],
  ])('INT-10: %s → %s', (_line, verdict, before, line) => {
    expect(new Story(...before).verdict(line)).toBe(verdict);
  });

  test('INT-07: who called is sealed with the customer, or with the case while none is known', () => {
    const said = { caller_name: 'Ma', phone: '138 0000', description: 'dark' };
    const known = new Story().tell(['08:00 lin report', { ...said, customer_id: 'ma' }]);
    const unknown = new Story().tell(['08:00 lin report', said]);
    expect(known).toMatchObject({ facts: [{ personal: { person: 'ma', fields: said }, data: { zone: 'urban', customer_id: 'ma' } }] });
    expect(unknown).toMatchObject({ facts: [{ personal: { person: 'case-1', fields: said } }] });
    expect(unknown.ok && Object.keys(unknown.facts[0]!.data).toSorted()).toEqual(['channel', 'matter', 'zone']);
  });
});

describe('the course of a case', () => {
  put([
    [reported, ['08:10 lin classify', { zone: 'rural' }], 'case.classified'],
    [reported, ['08:10 lin classify', { zone: 'moon' }], 'unknown_zone'],
    [reported, ['08:10 lin classify', { reason: 'because' }], 'nothing_new'],
    [closed, ['10:10 lin classify', { zone: 'rural' }], 'case_closed'],
    [reported, '08:30 lin cancel', 'case.cancelled'],
    [assigned, '08:30 lin cancel', 'visit.withdrawn, case.cancelled'],
    [arrived, '08:50 lin cancel', 'visit_not_finished'],
    [reported, ['08:30 lin cancel', { reason: '  ' }], 'reason_missing'],
    [cancelled, '08:31 lin cancel', 'case_cancelled'],
    [reported, '08:30 lin close', 'case.closed'],
    [assigned, '08:30 lin close', 'visit_not_finished'],
    [arrived, '08:50 lin close', 'visit_not_finished'],
    [repaired, '10:00 lin close', 'case.closed'],
    [[...arrived, '09:00 wu restore'], '10:00 lin close', 'case.closed'],
    [[...assigned, '08:40 wu no_access'], '10:00 lin close', 'case.closed'],
    [[...assigned, '08:40 wu decline'], '10:00 lin close', 'case.closed'],
    [closed, '10:01 lin close', 'case_closed'],
    [closed, '10:30 lin reopen', 'case.reopened'],
    [repaired, '10:30 lin reopen', 'case_not_closed'],
    [cancelled, '10:30 lin reopen', 'case_not_closed'],
    [[], '10:30 lin reopen', 'unknown_case'],
    [closed, ['10:30 lin reopen', { reason: '' }], 'reason_missing'],
    [closed, '10:30 lin call_back', 'customer.called_back'],
    [[], '10:30 lin call_back', 'unknown_case'],
  ])('%s → %s', (_line, verdict, before, line) => {
    expect(new Story(...before).verdict(line)).toBe(verdict);
  });
});

describe('speaking with the customer', () => {
  put([
    [reported, '08:10 lin contact_customer', 'customer.contacted'],
    [assigned, '08:10 wu contact_customer', 'customer.contacted'],
    [assigned, '08:10 zhao contact_customer', 'not_your_visit'],
    [assigned, ['08:10 lin contact_customer', { visit_id: 'v9' }], 'unknown_visit'],
    [assigned, ['08:10 lin inform_customer', { reason: 'storm' }], 'customer.informed'],
    [assigned, ['08:10 lin inform_customer', { reason: 'boredom' }], 'unknown_reason'],
    [closed, '10:30 lin inform_customer', 'customer.informed'],
  ])('CLK-08: %s → %s', (_line, verdict, before, line) => {
    expect(new Story(...before).verdict(line)).toBe(verdict);
  });
});

describe('restoration', () => {
  put([
    [reported, '09:00 lin restore', 'supply.restored'],
    [arrived, '09:00 wu restore', 'supply.restored'],
    [arrived, '09:00 zhao restore', 'not_your_visit'],
    [arrived, ['09:00 wu restore', { visit_id: 'v9' }], 'unknown_visit'],
    [[...arrived, '09:00 wu restore'], '09:01 lin restore', 'already_restored'],
    [closed, '10:30 lin restore', 'supply.restored ! case_already_closed'],
    [[...arrived, '09:00 wu restore', '09:10 lin close', '09:30 lin reopen'], '09:40 lin restore', 'supply.restored'],
  ])('CLK-05: %s → %s', (_line, verdict, before, line) => {
    expect(new Story(...before).verdict(line)).toBe(verdict);
  });

  test('an engineer who names no visit means their own', () => {
    expect(new Story(...arrived).tell('09:00 wu restore')).toMatchObject({ facts: [{ data: { visit_id: 'v1' } }] });
  });
});

describe('milestones', () => {
  put([
    [reported, milestone('guidance.given', { guidance: 'switch it on' }), 'guidance.given'],
    [reported, milestone('visit.arrived'), 'not_a_milestone'],
    [reported, milestone('toString'), 'not_a_milestone'],
    [reported, milestone('bill.paid', { amount_fen: -1 }), 'bad_milestone'],
    [reported, milestone('bill.paid', { tip: 1 }), 'bad_milestone'],
    [reported, milestone('sample.received', { grade: 'light', litres: 2, paid_fen: 100, taken_at: '2026-03-02T07:00:00+08:00', sealed: true }), 'sample.received'],
    [reported, milestone('sample.received'), 'bad_milestone'],
    [reported, milestone('sample.received', { grade: 'blue' }), 'bad_milestone'],
    [reported, milestone('sample.received', { grade: 'light', paid_fen: 0.5 }), 'bad_milestone'],
    [reported, milestone('sample.received', { grade: 'light', taken_at: 'noon' }), 'bad_milestone'],
    [reported, milestone('sample.received', { grade: 'light', colour: 'red' }), 'bad_milestone'],
    [reported, milestone('sample.sent'), 'not_a_milestone'],
    [assigned, milestone('sample.received', { grade: 'light', visit_id: 'v1' }, 'wu'), 'sample.received'],
    [assigned, milestone('sample.received', { grade: 'light' }, 'zhao'), 'not_your_visit'],
    [cancelled, milestone('sample.received', { grade: 'light' }), 'case_cancelled'],
    [reported, milestone('case.waiting', { reason: 'user' }), 'case.waiting'],
    [reported, milestone('case.waiting', { reason: 'mood' }), 'unknown_reason'],
    [waiting, milestone('case.waiting', { reason: 'user' }), 'already_waiting'],
    [waiting, milestone('case.resumed'), 'case.resumed'],
    [reported, milestone('case.resumed'), 'not_waiting'],
    [reported, milestone('case.resolved'), 'case.resolved'],
    [resolved, milestone('case.resolved'), 'already_resolved'],
    [assigned, milestone('clerk.told', { visit_id: 'v1' }, 'wu'), 'clerk.told'],
    [assigned, milestone('clerk.told', {}, 'zhao'), 'not_your_visit'],
    [assigned, milestone('clerk.told', { visit_id: 'v9' }), 'unknown_visit'],
    [cancelled, milestone('guidance.given'), 'case_cancelled'],
  ])('%s → %s', (_line, verdict, before, line) => {
    expect(new Story(...before).verdict(line)).toBe(verdict);
  });

  test('a bad milestone says where', () => {
    expect(new Story(...reported).tell(milestone('bill.paid', { amount_fen: -1 }))).toMatchObject({ detail: { path: 'amount_fen' } });
    expect(new Story(...reported).tell(milestone('bill.paid', { tip: 1 }))).toMatchObject({ detail: { path: 'tip' } });
    expect(new Story(...reported).tell(milestone('sample.received'))).toMatchObject({ detail: { kind: 'sample.received', path: 'grade' } });
  });
});
