import { describe, expect, test } from 'vitest';
import { Story, type Line } from '../../test/world/story.ts';

const assigned: Line[] = ['08:00 lin report', '08:05 chen assign wu'];
const arrived: Line[] = [...assigned, '08:10 wu depart', '08:40 wu arrive'];
const handedOver: Line[] = [...assigned, '08:20 chen reassign zhao'];
const withdrawn: Line[] = [...assigned, '08:20 chen withdraw_visit'];
const closed: Line[] = [...arrived, '09:00 wu repair', '10:00 lin close'];

type Row = readonly [before: readonly Line[], line: Line, verdict: string];
const put = (rows: readonly Row[]) => test.each(rows.map(([before, line, verdict]) => [JSON.stringify(line), verdict, before, line] as const));

describe('what happened is recorded, and disputed where it contradicts', () => {
  put([
    [assigned, '08:10 wu depart', 'visit.departed'],
    [assigned, '08:40 wu arrive', 'visit.arrived'],
    [assigned, '08:40 chen arrive', 'visit.arrived'],
    [assigned, '08:40 zhao arrive', 'not_your_visit'],
    [assigned, '08:40 wu arrive v9', 'unknown_visit'],
    [[], '08:40 wu arrive', 'unknown_case'],
    [assigned, '08:01 wu arrive', 'visit.arrived ! before_assignment'],
    [assigned, '09:40>17:05 wu arrive', 'visit.arrived'],
    [assigned, '08:40>08:38 wu arrive', 'visit.arrived'],
    [assigned, '08:40>08:37 wu arrive', 'visit.arrived ! clock_ahead'],
    [handedOver, '08:40 wu arrive', 'visit.arrived ! engineer_reassigned'],
    [handedOver, '08:15>17:05 wu arrive', 'visit.arrived ! engineer_reassigned'],
    [handedOver, '08:40 zhao arrive', 'visit.arrived'],
    [handedOver, '08:15 zhao arrive', 'visit.arrived ! before_assignment'],
    [withdrawn, '08:40 wu arrive', 'visit.arrived ! visit_withdrawn'],
    [[...assigned, '08:06 wu decline'], '08:40 wu arrive', 'visit.arrived ! visit_withdrawn'],
    [closed, '10:05 wu leave', 'visit.left ! case_already_closed'],
    [closed, '09:10>17:05 wu leave', 'visit.left'],
    [assigned, '08:30 wu knock', 'visit.knocked'],
    [[...assigned, '08:30 wu knock'], '08:30:30 wu knock', 'visit.knocked'],
    [assigned, '08:36 wu phone_at_door', 'customer.phoned_at_door'],
    [assigned, '08:36 wu open_door', 'visit.door_opened'],
    [assigned, '08:40 wu no_access', 'visit.no_access'],
    [assigned, ['08:40 wu no_access', { reason: 'bored' }], 'unknown_reason'],
    [assigned, '09:00 wu repair', 'visit.repaired'],
    [arrived, '08:50 wu depart', 'already_departed'],
  ])('%s → %s', (_line, verdict, before, line) => {
    expect(new Story(...before).verdict(line)).toBe(verdict);
  });

  test('CLK-68: an overrun at an earlier customer is told at once', () => {
    expect(new Story(...assigned).verdict('08:30 wu see_overrun')).toBe('visit.overrun_seen');
  });

  test('a claim older than the pack allows is kept and disputed; records of another system are not bound', () => {
    const late: Line = '08:40 wu arrive';
    const policy = { zones: [], ahead_ms: 0, older_ms: 60_000 };
    const now = Date.parse('2026-03-02T09:00:00+08:00') as never;
    expect(new Story(...assigned).verdict(late, { policy, now })).toBe('visit.arrived ! too_old');
    expect(new Story(...assigned).verdict(late, { policy, now, imported: true })).toBe('visit.arrived');
    expect(new Story(...assigned).verdict('08:01 wu arrive', { imported: true })).toBe('visit.arrived');
  });
});

describe('the same claim twice is a mistake to be corrected', () => {
  test.each([
    ['depart', 'already_departed'],
    ['arrive', 'already_arrived'],
    ['no_access', 'already_no_access'],
    ['repair', 'already_repaired'],
    ['leave', 'already_left'],
    ['restore', 'already_restored'],
  ])('%s twice → %s, with the recorded moment', (step, verdict) => {
    const story = new Story(...assigned, `08:40 wu ${step}`);
    expect(story.tell(`08:50 wu ${step}`)).toEqual({ ok: false, refusal: verdict, detail: { at: '2026-03-02T00:40:00.000Z' } });
  });

  test('a contested claim does not take the place of the engineer who has the visit', () => {
    const story = new Story(...handedOver, '08:40 wu arrive');
    expect(story.verdict('08:45 wu arrive')).toBe('already_arrived');
    expect(story.state.visits[0]).toMatchObject({ phase: 'assigned', arrived_at: null, contested: [{ kind: 'visit.arrived', by: 'wu' }] });
    expect(story.verdict('08:50 zhao arrive')).toBe('visit.arrived');
  });

  test('a contested restoration leaves the case without supply', () => {
    const story = new Story(...handedOver, '08:40 wu restore');
    expect(story.state.restored_at).toBeNull();
    expect(story.verdict('08:45 wu restore')).toBe('already_restored');
    expect(story.verdict('08:50 zhao restore')).toBe('supply.restored');
  });
});
