import { describe, expect, test } from 'vitest';
import { moment, Story, type Line } from '../../test/world/story.ts';

const reported: Line[] = ['08:00 lin report'];
const assigned: Line[] = [...reported, '08:05 chen assign wu'];
const accepted: Line[] = [...assigned, '08:06 wu accept'];
const arrived: Line[] = [...accepted, '08:10 wu depart', '08:40 wu arrive'];
const repaired: Line[] = [...arrived, '09:00 wu repair'];
const signed: Line[] = [...repaired, '09:05 wu complete_report', '09:06 wu sign_report'];
const turnedAway: Line[] = [...accepted, '08:40 wu no_access'];
const declined: Line[] = [...assigned, '08:07 wu decline'];
const withdrawn: Line[] = [...assigned, '08:07 chen withdraw_visit'];
const closed: Line[] = [...signed, '10:00 lin close'];
const cancelled: Line[] = [...reported, '08:30 lin cancel'];

type Row = readonly [before: readonly Line[], line: Line, verdict: string];
const agree = (extra: object): Line => ['08:10 wu agree_time', { ...extra }];
const put = (rows: readonly Row[]) => test.each(rows.map(([before, line, verdict]) => [JSON.stringify(line), verdict, before, line] as const));

describe('assigning', () => {
  put([
    [reported, '08:05 chen assign wu', 'visit.assigned'],
    [[], '08:05 chen assign wu', 'unknown_case'],
    [closed, ['10:05 chen assign wu', { visit_id: 'v2' }], 'case_closed'],
    [cancelled, '10:05 chen assign wu', 'case_cancelled'],
    [reported, '08:05 chen assign nobody', 'unknown_engineer'],
    [reported, '08:05 chen assign lin', 'unknown_engineer'],
    [reported, '08:05 chen assign sun', 'inactive_engineer'],
    [assigned, '08:06 chen assign zhao', 'visit_exists'],
    [assigned, ['08:06 chen assign wu', { visit_id: 'v2' }], 'already_assigned'],
    [assigned, ['08:06 chen assign zhao', { visit_id: 'v2' }], 'visit.assigned'],
    [turnedAway, ['09:00 chen assign wu', { visit_id: 'v2' }], 'visit.assigned'],
  ])('%s → %s', (_line, verdict, before, line) => {
    expect(new Story(...before).verdict(line)).toBe(verdict);
  });

  test('a visit that nobody named gets a fresh id', () => {
    const outcome = new Story(...reported).tell(['08:05 chen assign wu', { visit_id: undefined }]);
    expect(outcome).toMatchObject({ ok: true, facts: [{ data: { visit_id: 'fresh', engineer_id: 'wu' } }] });
  });
});

describe('answering, handing over and taking back', () => {
  put([
    [assigned, '08:06 wu accept', 'visit.accepted'],
    [assigned, '08:06 chen accept', 'visit.accepted'],
    [assigned, '08:06 zhao accept', 'not_your_visit'],
    [assigned, '08:06 wu accept v9', 'unknown_visit'],
    [accepted, '08:07 wu accept', 'visit_already_accepted'],
    [declined, '08:08 wu accept', 'visit_declined'],
    [withdrawn, '08:08 wu accept', 'visit_withdrawn'],
    [turnedAway.filter((line) => line !== '08:06 wu accept'), '08:50 wu accept', 'visit_finished'],
    [assigned, '08:07 wu decline', 'visit.declined'],
    [assigned, ['08:07 wu decline', { reason: ' ' }], 'reason_missing'],
    [declined, '08:08 wu decline', 'visit_declined'],
    [arrived, '08:50 wu decline', 'visit_already_on_site'],
    [assigned, '08:10 chen reassign zhao', 'visit.reassigned'],
    [declined, '08:10 chen reassign zhao', 'visit.reassigned'],
    [declined, '08:10 chen reassign wu', 'visit.reassigned'],
    [assigned, '08:10 chen reassign wu', 'same_engineer'],
    [assigned, '08:10 chen reassign sun', 'inactive_engineer'],
    [arrived, '08:50 chen reassign zhao', 'visit_already_on_site'],
    [turnedAway, '08:50 chen reassign zhao', 'visit_finished'],
    [withdrawn, '08:50 chen reassign zhao', 'visit_withdrawn'],
    [assigned, '08:10 chen withdraw_visit', 'visit.withdrawn'],
    [arrived, '08:50 chen withdraw_visit', 'visit_already_on_site'],
    [closed, '10:10 chen withdraw_visit', 'case_closed'],
  ])('DSP-05: %s → %s', (_line, verdict, before, line) => {
    expect(new Story(...before).verdict(line)).toBe(verdict);
  });

  test('DSP-08: trouble on the way gives the visit back, and the next engineer begins anew', () => {
    const story = new Story(...accepted, '08:10 wu depart', '08:20 wu decline');
    expect(story.state.visits[0]?.phase).toBe('declined');
    story.tell('08:25 chen reassign zhao');
    expect(story.state.visits[0]).toMatchObject({ phase: 'assigned', engineer_id: 'zhao', engineers: ['wu', 'zhao'], departed_at: null });
  });
});

describe('agreeing a time and telling of a delay', () => {
  put([
    [assigned, agree({}), 'visit.time_agreed'],
    [assigned, agree({ consent: false }), 'consent_missing'],
    [assigned, agree({ appointment_at: moment('08:09') }), 'appointment_in_past'],
    [assigned, agree({ until_at: moment('13:59') }), 'until_before_appointment'],
    [assigned, agree({ until_at: moment('16:00') }), 'visit.time_agreed'],
    [assigned, ['08:10>17:00 wu agree_time', { appointment_at: moment('09:00') }], 'visit.time_agreed'],
    [assigned, '08:10 zhao agree_time', 'not_your_visit'],
    [arrived, '08:50 wu agree_time', 'visit_already_on_site'],
    [turnedAway, '08:50 wu agree_time', 'visit_finished'],
    [accepted, '08:10 wu delay', 'visit.delayed'],
    [accepted, ['08:10 wu delay', { reason: 'too_many_customers' }], 'unknown_reason'],
    [accepted, ['08:10 wu delay', { new_estimate_at: moment('08:00') }], 'estimate_in_past'],
    [arrived, '08:50 wu delay', 'visit_already_on_site'],
  ])('DSP-07: %s → %s', (_line, verdict, before, line) => {
    expect(new Story(...before).verdict(line)).toBe(verdict);
  });
});

describe('the report and its signature', () => {
  put([
    [arrived, '08:50 wu sign_report', 'work_not_done'],
    [[...arrived, '08:45 wu complete_report'], '08:50 wu sign_report', 'work_not_done'],
    [repaired, '09:05 wu sign_report', 'report_missing'],
    [repaired, '09:05 wu complete_report', 'report.completed'],
    [[...arrived, '08:50 wu restore', '08:55 wu complete_report'], '08:56 wu sign_report', 'report.signed'],
    [[...repaired, ['09:05 wu complete_report', { report: 'cable replaced' }]], '09:06 wu sign_report', 'report_changed'],
    [[...repaired, '09:05 wu complete_report', ['09:06 wu complete_report', { report: 'cable replaced' }]], '09:07 wu sign_report', 'report_changed'],
    [[...repaired, '09:05 wu complete_report'], '09:06 zhao sign_report', 'not_your_visit'],
    [signed, '09:10 wu sign_report', 'report_signed'],
    [signed, ['09:10 wu complete_report', { report: 'cable replaced' }], 'report_signed'],
    [[...repaired, '09:30 lin close'], '09:05>09:40 wu complete_report', 'report.completed'],
    [[...repaired, '09:30 lin close'], '09:35 wu complete_report', 'report.completed ! case_already_closed'],
  ])('ENG-72, ENG-73: %s → %s', (_line, verdict, before, line) => {
    expect(new Story(...before).verdict(line)).toBe(verdict);
  });

  test('what is read and signed is sealed with the customer, and only the digest is chained', () => {
    const story = new Story(['08:00 lin report', { customer_id: 'ma' }], ...repaired.slice(1));
    const completed = story.tell('09:05 wu complete_report');
    expect(completed).toMatchObject({ ok: true, facts: [{ personal: { person: 'ma', fields: { report: 'fuse replaced' } } }] });
    expect(completed.ok && Object.keys(completed.facts[0]!.data)).toEqual(['visit_id', 'digest']);
  });
});
