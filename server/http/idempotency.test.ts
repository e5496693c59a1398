import { describe, expect, test } from 'vitest';
import { servedHouse } from './site.fixture.ts';

const { call, house } = await servedHouse();
const body = { zone: 'urban', channel: 'phone', caller_name: '李阿姨' };

async function countOfFacts(): Promise<number> {
  const client = await house.db.pool.connect();
  try {
    await client.query(`begin; set local sanbao.tool = 'on'`);
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from journal');
    return rows[0]!.count;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('the same command sent again', () => {
  test('gets the first answer, and nothing happens twice → 201, then 200 already_recorded', async () => {
    const first = await call('case.report', { as: 'an', body, key: 'key-report-1' });
    const facts = await countOfFacts();
    const again = await call('case.report', { as: 'an', body, key: 'key-report-1' });
    expect([first.statusCode, again.statusCode]).toEqual([201, 200]);
    expect(again.json()).toEqual({ ...first.json(), status: 'already_recorded' });
    expect(await countOfFacts()).toBe(facts);
  });

  test('with another body → 409 idempotency_key_reused', async () => {
    await call('case.report', { as: 'an', body, key: 'key-report-2' });
    const other = await call('case.report', { as: 'an', body: { ...body, zone: 'rural' }, key: 'key-report-2' });
    expect([other.statusCode, other.json().code]).toEqual([409, 'idempotency_key_reused']);
  });

  test('as another operation, on another case, or by somebody else → 409 idempotency_key_reused', async () => {
    const made = (await call('case.report', { as: 'an', body, key: 'key-report-3' })).json().ids.case_id as string;
    const other = (await call('case.report', { as: 'an', body, key: 'key-report-4' })).json().ids.case_id as string;
    const cancel = { as: 'an', params: { case_id: made }, body: { reason: '重复' }, key: 'key-cancel-1' } as const;
    expect((await call('case.cancel', cancel)).statusCode).toBe(200);
    for (const again of [
      call('case.reopen', cancel),
      call('case.cancel', { ...cancel, params: { case_id: other } }),
      call('case.cancel', { ...cancel, as: 'mei' }),
    ]) expect((await again).json().code).toBe('idempotency_key_reused');
  });

  test('a refusal is kept as well: what was refused once stays refused under its key', async () => {
    const params = { case_id: (await call('case.report', { as: 'an', body, key: 'key-report-5' })).json().ids.case_id as string };
    const reopen = { as: 'an', params, body: { reason: '早了一点' }, key: 'key-reopen-1' } as const;
    expect((await call('case.reopen', reopen)).json().code).toBe('case_not_closed');
    await call('case.close', { as: 'an', params, body: {} });
    expect((await call('case.reopen', reopen)).json().code).toBe('case_not_closed');
    expect((await call('case.reopen', { ...reopen, key: 'key-reopen-2' })).statusCode).toBe(200);
  });

  test('ten at once → recorded once, answered ten times alike', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => call('case.report', { as: 'an', body, key: 'key-report-10' })));
    expect(new Set(answers.map((answer) => answer.json().ids.case_id)).size).toBe(1);
    expect(answers.filter((answer) => answer.statusCode === 201)).toHaveLength(1);
  });

  test('without a key every one is a command of its own', async () => {
    const [one, two] = [await call('case.report', { as: 'an', body }), await call('case.report', { as: 'an', body })];
    expect(one.json().ids.case_id).not.toBe(two.json().ids.case_id);
  });

  test('by somebody who has no right to it → 403, and not kept: rights change', async () => {
    expect((await call('case.report', { as: 'wu', body, key: 'key-report-6' })).json().code).toBe('not_allowed');
    expect((await call('case.report', { as: 'an', body, key: 'key-report-6' })).statusCode).toBe(201);
  });

  test('the same claim twice under two keys → already_arrived, with the moment in the time of the place', async () => {
    const params = { case_id: (await call('case.report', { as: 'an', body })).json().ids.case_id as string };
    await call('case.assign', { as: 'ding', params, body: { visit_id: 'twice', engineer_id: 'wu' } });
    expect((await call('case.arrive', { as: 'wu', params, body: { visit_id: 'twice' } })).statusCode).toBe(200);
    const again = await call('case.arrive', { as: 'wu', params, body: { visit_id: 'twice' }, lang: 'en' });
    expect(again.json()).toMatchObject({ status: 409, code: 'already_arrived', params: { at: '2026-03-02T00:00:00.000Z' } });
    expect(again.json().detail).toContain('2026-03-02 08:00:00');
  });

  test('with the version of another moment → 412 stale_version', async () => {
    const params = { case_id: (await call('case.report', { as: 'an', body })).json().ids.case_id as string };
    await call('case.classify', { as: 'an', params, body: { priority: 'emergency', expected_seq: 1 } });
    const late = await call('case.classify', { as: 'an', params, body: { priority: 'normal', expected_seq: 1 } });
    expect([late.statusCode, late.json().code, late.json().params]).toEqual([412, 'stale_version', { seq: 2 }]);
  });
});
