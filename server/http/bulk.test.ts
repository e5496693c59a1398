import { describe, expect, test } from 'vitest';
import { servedHouse } from './site.fixture.ts';

const { call } = await servedHouse(['county', 'harbour']);

async function reported(case_id: string, org = 'county'): Promise<string> {
  await call('case.report', { as: 'an', org, body: { case_id, zone: 'urban', channel: 'phone' } });
  return case_id;
}

const items = (...ids: string[]) => ids.map((case_id) => ({ case_id }));

describe('one command for many cases', () => {
  test('each is answered for itself, in words; a repeat records nothing twice', async () => {
    await reported('a');
    await reported('b');
    await reported('theirs', 'harbour');
    const body = { command: 'assign', items: [{ case_id: 'a' }, { case_id: 'b', expected_seq: 7 }, { case_id: 'nothing' }, { case_id: 'theirs' }], body: { engineer_id: 'wu' } };
    const first = (await call('case.bulk', { as: 'ding', body, key: 'storm-morning-1', lang: 'en' })).json();
    expect(first.items).toMatchObject([
      { case_id: 'a', status: 'recorded', seq: 2, code: null },
      { case_id: 'b', status: 'refused', seq: null, code: 'stale_version', title: 'Somebody changed this meanwhile' },
      { case_id: 'nothing', status: 'refused', code: 'unknown_case' },
      { case_id: 'theirs', status: 'refused', code: 'unknown_case' },
    ]);
    expect(first.items[1].detail).toContain('version 1');
    const again = (await call('case.bulk', { as: 'ding', body, key: 'storm-morning-1' })).json();
    expect(again.items.map((item: { status: string }) => item.status)).toEqual(['already_recorded', 'refused', 'refused', 'refused']);
    const other = { ...body, body: { engineer_id: 'qian' } };
    expect((await call('case.bulk', { as: 'ding', body: other, key: 'storm-morning-1' })).json().items[0].code).toBe('idempotency_key_reused');
    expect((await call('case.facts', { as: 'mei', params: { case_id: 'a' } })).json().items).toHaveLength(2);
  });

  test('rights are those of each command → not_allowed', async () => {
    await reported('c');
    expect((await call('case.bulk', { as: 'an', body: { command: 'assign', items: items('c'), body: { engineer_id: 'wu' } } })).json().items).toMatchObject([{ code: 'not_allowed' }]);
    expect((await call('case.bulk', { as: 'wu', body: { command: 'inform_customer', items: items('a', 'c'), body: { said: '暴雨，稍晚到。' } } })).json().items)
      .toMatchObject([{ status: 'recorded' }, { code: 'not_allowed' }]);
    expect((await call('case.bulk', { as: 'guan', body: { command: 'close', items: items('c'), body: {} } })).json().code).toBe('not_allowed');
  });

  test.each<[string, object]>([
    ['no cases', { command: 'close', items: [], body: {} }],
    ['more than 200', { command: 'close', items: items(...Array.from({ length: 201 }, (_, i) => `c${i}`)), body: {} }],
    ['a command on a visit', { command: 'arrive', items: items('a'), body: { visit_id: 'v' } }],
    ['a field of no such command', { command: 'close', items: items('a'), body: { engineer_id: 'wu' } }],
    ['a required field missing', { command: 'cancel', items: items('a'), body: {} }],
    ['one visit for all', { command: 'assign', items: items('a'), body: { engineer_id: 'wu', visit_id: 'v' } }],
  ])('%s → bad_request', async (_what, body) => {
    expect((await call('case.bulk', { as: 'mei', body })).json().code).toBe('bad_request');
  });
});
