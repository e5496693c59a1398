import { describe, expect, test } from 'vitest';
import { minuteMs, type Instant } from '../../core/base/time.ts';
import { morning, servedHouse } from '../http/site.fixture.ts';
import type { PromiseLine } from '../../wire/view/views.ts';

const { call, setNow } = await servedHouse();
const later = (minutes: number) => (morning + minutes * minuteMs) as Instant;
const iso = (minutes: number) => new Date(later(minutes)).toISOString();
const day = 24 * 60;

/** A fault at one minute and the arrival at another; null for not yet. */
async function fault(case_id: string, at: number, arrived: number | null, body: Record<string, unknown> = {}): Promise<void> {
  const params = { case_id };
  const sent = [
    await call('case.report', { as: 'an', body: { case_id, zone: 'urban', channel: 'phone', at: iso(at), ...body } }),
    await call('case.assign', { as: 'ding', params, body: { visit_id: `v-${case_id}`, engineer_id: 'wu', at: iso(at) } }),
    ...(arrived === null ? [] : [await call('case.arrive', { as: 'wu', params, body: { visit_id: `v-${case_id}`, at: iso(arrived) } })]),
  ];
  for (const answer of sent) expect([answer.statusCode < 300, answer.body]).toEqual([true, answer.body]);
}

async function lines(query: Record<string, string>): Promise<PromiseLine[]> {
  const answer = await call('report.promises', { as: 'mei', query: { from: iso(-60), to: iso(40 * day), clock: 'arrival', ...query } });
  return answer.json().items;
}

setNow(later(3 * day));
await fault('kept', 0, 30);
await fault('edge', 60, 105); // 45 minutes to the millisecond
await fault('late', 120, 180);
await fault('rural', 0, 90, { zone: 'rural' });
await fault('remote', 0, 30, { zone: 'special_remote' });
await fault('agreed', 0, 30, { zone: 'special_remote', agreed_minutes: 20 });
// A storm, announced in time to one customer and not to the other.
await call('event.declare', { as: 'ding', body: { area: '东乡', begins_at: iso(day), ends_at: iso(day + 600) } });
await fault('excused', day, day + 120, { area: '东乡' });
await call('case.inform_customer', { as: 'an', params: { case_id: 'excused' }, body: { at: iso(day + 10), said: '台风，晚到。' } });
await fault('not_told', day, day + 120, { area: '东乡' });
await fault('cancelled', day, null);
await call('case.cancel', { as: 'an', params: { case_id: 'cancelled' }, body: { reason: '误报', at: iso(day + 5) } });
await fault('unproven', 2 * day, null);
await call('case.restore', { as: 'mei', params: { case_id: 'unproven' }, body: { visit_id: 'v-unproven', at: iso(2 * day + 30) } });
await call('case.close', { as: 'an', params: { case_id: 'unproven' }, body: {} });

describe('promises kept (KPI-04), by zone', () => {
  test('each verdict is counted apart, and only what ended in one enters the mean', async () => {
    const [urban, rural, remote] = await lines({});
    expect(urban).toMatchObject({
      zone: 'urban', period: null, judged: 'both', target_minutes: 45, readings: 7, kept: 2, late: 2, excused: 1, cancelled: 1, unproven: 1, running: 0, overdue: 0,
      mean_minutes: (30 + 45 + 60 + 120 + 120) / 5, mean_minutes_without_excused: (30 + 45 + 60 + 120) / 4, mean_kept: false,
      kept_share: 2 / 5, kept_share_without_excused: 2 / 4, provisional: false,
    });
    expect(rural).toMatchObject({ zone: 'rural', target_minutes: 90, kept: 1, mean_minutes: 90, mean_kept: true });
    // One with nothing promised, one agreed on the case: no single target to hold a mean against.
    expect(remote).toMatchObject({ zone: 'special_remote', readings: 2, no_promise: 1, late: 1, mean_minutes: 30, mean_kept: null });
  });

  test('a day is a day of the organisation', async () => {
    const urban = (await lines({ by: 'day' })).filter((line) => line.zone === 'urban');
    expect(urban.map((line) => [line.period, line.readings])).toEqual([['2026-03-02', 3], ['2026-03-03', 3], ['2026-03-04', 1]]);
    // Half past midnight in Shanghai is still the day before in UTC.
    await fault('night', 16.5 * 60, 16.5 * 60 + 10);
    const again = (await lines({ by: 'day' })).filter((line) => line.zone === 'urban');
    expect(again.map((line) => [line.period, line.readings])).toEqual([['2026-03-02', 3], ['2026-03-03', 4], ['2026-03-04', 1]]);
  });

  test('a week begins on Monday, a month on its first', async () => {
    expect(new Set((await lines({ by: 'week' })).map((line) => line.period))).toEqual(new Set(['2026-03-02']));
    expect(new Set((await lines({ by: 'month' })).map((line) => line.period))).toEqual(new Set(['2026-03-01']));
  });

  test('what started outside the period is not in it, to the millisecond', async () => {
    const [urban] = await lines({ from: iso(60), to: iso(120) });
    expect(urban).toMatchObject({ readings: 1, mean_minutes: 45, mean_kept: true });
  });

  test('what is open enters the mean at the time it has run, and makes it provisional', async () => {
    await fault('open', 3 * day - 20, null);
    const day4 = async () => (await lines({ by: 'day' })).find((line) => line.zone === 'urban' && line.period === '2026-03-05')!;
    expect(await day4()).toMatchObject({ readings: 1, running: 1, overdue: 0, mean_minutes: 20, mean_kept: true, provisional: true, kept_share: null });
    setNow(later(3 * day + 40));
    expect(await day4()).toMatchObject({ readings: 1, running: 0, overdue: 1, mean_minutes: 60, mean_kept: false, provisional: true, kept_share: 0 });
    setNow(later(3 * day));
  });

  test('without a clock named, all of them, in the words asked for', async () => {
    const { items } = (await call('report.promises', { as: 'mei', query: { from: iso(-60), to: iso(5 * day), lang: 'en' } })).json() as { items: PromiseLine[] };
    expect(new Set(items.map((line) => line.clock))).toEqual(new Set(['arrival', 'restoration']));
    expect(items[0]!.words).toMatch(/crew on site/i);
  });
});

describe('from a figure to its cases', () => {
  const verdicts = ['kept', 'late', 'excused', 'unproven', 'overdue', 'running', 'cancelled', 'no_promise'] as const;
  const counted = async (query: Record<string, string>) => (await call('case.counts', { as: 'mei', query: { state: 'all', ...query } })).json();
  const listed = async (query: Record<string, string>) => (await call('case.list', { as: 'mei', query: { state: 'all', limit: '200', ...query } })).json().items.map((row: { case_id: string }) => row.case_id);

  test('KPI-04 every figure of a line is the number of readings found, and each case of it is listed', async () => {
    setNow(later(3 * day + 40));
    let figures = 0;
    for (const by of ['total', 'day'] as const) {
      for (const line of await lines({ by })) {
        const from = line.period === null ? iso(-60) : `${line.period}T00:00:00+08:00`;
        const to = line.period === null ? iso(40 * day) : new Date(Date.parse(from) + day * minuteMs).toISOString();
        for (const verdict of verdicts) {
          const query = { clock: 'arrival', verdict, promise_zone: line.zone ?? '-', started_from: from, started_to: to };
          expect([by, line.zone, line.period, verdict, (await counted(query)).readings.count]).toEqual([by, line.zone, line.period, verdict, line[verdict]]);
          expect(await listed(query)).toHaveLength(line[verdict]);
          if (line[verdict] > 0) figures += 1;
        }
      }
    }
    expect(figures).toBeGreaterThan(12);
    setNow(later(3 * day));
  });

  test('a case reported again has two readings of one promise, and is one row', async () => {
    setNow(later(11 * day));
    await fault('again', 10 * day, 10 * day + 20);
    const params = { case_id: 'again' };
    const sent = [
      await call('case.restore', { as: 'mei', params, body: { visit_id: 'v-again', at: iso(10 * day + 40) } }),
      await call('case.close', { as: 'an', params, body: { at: iso(10 * day + 60) } }),
      await call('case.reopen', { as: 'an', params, body: { reason: '又停了', at: iso(10 * day + 100) } }),
      await call('case.assign', { as: 'ding', params, body: { visit_id: 'w-again', engineer_id: 'wu', at: iso(10 * day + 101) } }),
      await call('case.arrive', { as: 'wu', params, body: { visit_id: 'w-again', at: iso(10 * day + 110) } }),
    ];
    for (const answer of sent) expect([answer.statusCode < 300, answer.body]).toEqual([true, answer.body]);
    const span = { started_from: iso(10 * day), started_to: iso(11 * day) };
    const [urban] = await lines({ from: span.started_from, to: span.started_to });
    const query = { clock: 'arrival', verdict: 'kept', promise_zone: 'urban', ...span };
    expect([urban!.kept, (await counted(query)).readings.count, await listed(query)]).toEqual([2, 2, ['again']]);
    setNow(later(3 * day));
  });

  test('all that the filter says must be true of one reading', async () => {
    // Late on arrival, and with a restoration that is not: neither verdict is borrowed from the other promise.
    expect(await listed({ clock: 'restoration', verdict: 'late', started_from: iso(-60), started_to: iso(day) })).not.toContain('late');
    expect((await counted({})).readings).toBeNull();
  });
});

describe('by what the promise is made by', () => {
  test('KPI-05 restoration: the mean by zone against 4 and 5 hours, none where nothing is promised (CLK-07)', async () => {
    setNow(later(60 * day));
    for (const [zone, minutes] of [['urban', 240], ['rural', 301], ['remote', 500]] as const) {
      const id = `restored_${zone}`;
      await fault(id, 4 * day, 4 * day + 30, { zone });
      await call('case.restore', { as: 'mei', params: { case_id: id }, body: { visit_id: `v-${id}`, at: iso(4 * day + 30 + minutes) } });
    }
    const found = await lines({ clock: 'restoration', from: iso(4 * day), to: iso(5 * day) });
    expect(found.map((line) => [line.zone, line.mean_minutes, line.target_minutes, line.mean_kept, line.no_promise])).toEqual([
      ['urban', 240, 240, true, 0], ['rural', 301, 300, false, 0], ['remote', null, null, null, 1],
    ]);
  });

  test('KPI-07 supply-plan replies: kept and late by customer class, each with its own limit in working days (CLK-09 to CLK-12)', async () => {
    const replies = [['residential', 2], ['residential', 9], ['low_voltage', 6], ['high_voltage_dual', 20]] as const;
    for (const [index, [customer_class, days]] of replies.entries()) {
      const case_id = `application_${index}`;
      const body = { case_id, zone: 'urban', channel: 'phone', matter: 'new_connection', customer_class, at: iso(0) };
      expect((await call('case.report', { as: 'an', body })).statusCode).toBe(201);
      const answered = { kind: 'supply_plan.answered', data: {}, at: iso(days * day) };
      expect((await call('case.record_milestone', { as: 'an', params: { case_id }, body: answered })).statusCode).toBe(200);
    }
    const found = await lines({ clock: 'supply_plan_reply', group: 'customer_class' });
    expect(found.map((line) => [line.customer_class, line.kept, line.late, line.kept_share])).toEqual([
      ['residential', 1, 1, 0.5], ['low_voltage', 1, 0, 1], ['high_voltage_dual', 1, 0, 1],
    ]);
    expect(found.every((line) => line.zone === null)).toBe(true);
  });
});
