import { describe, expect, test } from 'vitest';
import { minuteMs, type Instant } from '../../core/base/time.ts';
import { morning, servedHouse } from '../http/site.fixture.ts';
import { checkDerived } from '../journal/rebuild.ts';
import { verifyChains } from '../journal/verify.ts';
import type { OutlookLine, PeriodView } from '../../wire/view/period_views.ts';

const { call, setNow, house } = await servedHouse();
const later = (minutes: number) => (morning + minutes * minuteMs) as Instant;
const iso = (minutes: number) => new Date(later(minutes)).toISOString();
const day = 24 * 60;

async function does(...[name, how]: Parameters<typeof call>) {
  const answer = await call(name, how);
  expect([answer.statusCode < 300, answer.body]).toEqual([true, answer.body]);
  return answer.json();
}

async function fault(case_id: string, at: number, arrived: number | null, body: Record<string, unknown> = {}): Promise<void> {
  const params = { case_id };
  await does('case.report', { as: 'an', body: { case_id, zone: 'urban', channel: 'phone', at: iso(at), ...body } });
  await does('case.assign', { as: 'ding', params, body: { visit_id: `v-${case_id}`, engineer_id: 'wu', at: iso(at) } });
  if (arrived !== null) await arrive(case_id, arrived);
}
const arrive = (case_id: string, at: number) => does('case.arrive', { as: 'wu', params: { case_id }, body: { visit_id: `v-${case_id}`, at: iso(at) } });

const march = { clock: 'arrival', first_day: '2026-03-01', last_day: '2026-03-31' };
const period_id = 'arrival.2026-03-01.2026-03-31';
const seen = async () => (await does('period.get', { as: 'mei', params: { period_id } })) as PeriodView;
const short = ({ adjustments }: PeriodView) => adjustments.map(({ case_id, was, is }) => [case_id, was && `${was.verdict} ${was.elapsed_minutes}`, is && `${is.verdict} ${is.elapsed_minutes}`]);

setNow(later(8 * day));
await fault('quick', 0, 20);
await fault('slow', day, day + 100);
await fault('wrong', 2 * day, 2 * day + 60);
await fault('in_storm', 3 * day, 3 * day + 90, { area: '东乡' });
await does('case.inform_customer', { as: 'an', params: { case_id: 'in_storm' }, body: { at: iso(3 * day + 10), said: '风大，晚到。' } });
await fault('village', 0, 60, { zone: 'rural' });
await fault('waiting', 8 * day - 10, null);

describe('an average promise in the middle of its month', () => {
  test('mean, margin, forecast, and the open case that can still help', async () => {
    const { items } = await does('report.outlook', { as: 'mei', query: { ...march } });
    const urban = items.find((line: OutlookLine) => line.zone === 'urban')!;
    // 20, 100, 60 and 90 have ended, one has waited for 10: 280 minutes over five, 225 would be kept.
    expect(urban).toMatchObject({
      clock: 'arrival', target_minutes: 45, readings: 5, mean_minutes: 56, margin_minutes: -11, slack_minutes: -55, open_count: 1,
      open: [{ case_id: 'waiting', elapsed_minutes: 10, helps_for_minutes: 35, helps_until: iso(8 * day + 35), saves_alone: false }],
    });
    expect(urban.forecast.kept).toBe(false);
    expect(urban.forecast.readings).toBeGreaterThan(5);
    expect(urban.needed_minutes).toBeLessThan(45);
    expect(items.find((line: OutlookLine) => line.zone === 'rural')).toMatchObject({ mean_minutes: 60, margin_minutes: 30, slack_minutes: 30, open: [] });
  });
});

describe('closing a period', () => {
  test('what is not over, not promised, backward or not by a manager is refused and records nothing', async () => {
    const code = async (as: 'mei' | 'ding', body: object) => (await call('period.close', { as, body })).json().code;
    expect(await code('mei', march)).toBe('period_not_over');
    setNow(later(35 * day));
    expect(await code('mei', { ...march, clock: 'teleport' })).toBe('unknown_promise');
    expect(await code('mei', { ...march, last_day: '2026-02-01' })).toBe('period_backward');
    expect(await code('ding', march)).toBe('not_allowed');
    expect((await does('period.list', { as: 'mei' })).items).toEqual([]);
    expect((await call('period.get', { as: 'mei', params: { period_id } })).json().code).toBe('unknown_period');
  });

  test('records the figures once, and no day twice', async () => {
    setNow(later(35 * day));
    const { ids } = await does('period.close', { as: 'mei', body: { ...march, remarks: '三月' } });
    expect(ids.period_id).toBe(period_id);
    expect((await call('period.close', { as: 'mei', body: march })).json().code).toBe('period_closed');
    expect((await call('period.close', { as: 'mei', body: { ...march, first_day: '2026-03-31', last_day: '2026-04-02' } })).json().code).toBe('period_closed');
    const { items } = await does('period.list', { as: 'ding' });
    expect(items).toMatchObject([{ period_id, first_day: '2026-03-01', last_day: '2026-03-31', closed_by: 'mei', remarks: '三月', readings: 6 }]);
    const { closed, now, adjustment_count } = await seen();
    expect(closed).toEqual(now);
    expect(closed.find((line) => line.zone === 'urban')).toMatchObject({ readings: 5, kept: 1, late: 3, overdue: 1, provisional: true, target_minutes: 45 });
    expect(adjustment_count).toBe(0);
  });

  test('one that stays open is no change, though it goes on running', async () => {
    setNow(later(36 * day));
    expect(short(await seen())).toEqual([]);
  });

  test('an arrival, a correction, a storm and a report heard of afterwards stand beside the figures, which stay', async () => {
    setNow(later(36 * day));
    const before = (await seen()).closed;
    await arrive('waiting', 8 * day + 20);
    const { facts } = await does('case.get', { as: 'mei', params: { case_id: 'wrong' } });
    const reported = facts.find((fact: { kind: string }) => fact.kind === 'visit.arrived');
    await does('case.correct', { as: 'mei', params: { case_id: 'wrong' }, body: { fact_id: reported.id, revision: reported.revision + 1, replacement: { at: iso(2 * day + 30) }, reason: '看错表' } });
    await does('event.declare', { as: 'ding', body: { area: '东乡', begins_at: iso(3 * day - 60), ends_at: iso(3 * day + 600) } });
    await fault('heard_late', 4 * day, 4 * day + 15);
    const after = await seen();
    expect(short(after)).toEqual([
      ['heard_late', null, 'kept 15'],
      ['in_storm', 'late 90', 'excused 90'],
      ['waiting', `overdue ${27 * day + 10}`, 'kept 30'],
      ['wrong', 'late 60', 'kept 30'],
    ]);
    expect(after.closed).toEqual(before);
    expect(after.now.find((line) => line.zone === 'urban')).toMatchObject({ readings: 6, kept: 4, late: 1, excused: 1, mean_minutes: (20 + 100 + 30 + 90 + 30 + 15) / 6 });
  });

  test('a correction that carries a reading out of the period takes it away', async () => {
    setNow(later(37 * day));
    const { facts } = await does('case.get', { as: 'mei', params: { case_id: 'quick' } });
    const reported = facts.find((fact: { kind: string }) => fact.kind === 'case.reported');
    await does('case.correct', { as: 'mei', params: { case_id: 'quick' }, body: { fact_id: reported.id, revision: reported.revision + 1, replacement: { at: iso(-3 * day) }, reason: '日期记错' } });
    expect(short(await seen())).toContainEqual(['quick', 'kept 20', null]);
  });

  test('the chain holds, and nothing derived differs', async () => {
    expect((await verifyChains(house.db.pool)).broken).toBeNull();
    expect((await checkDerived(house)).differences).toEqual([]);
  });
});
