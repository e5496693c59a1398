import { describe, expect, test } from 'vitest';
import { may } from '../../core/roster/rights.ts';
import { operationNames, operationOf } from './operations.ts';
import { people, servedHouse, type PersonName } from './site.fixture.ts';

const { call } = await servedHouse(['county', 'harbour']);
const names = Object.keys(people) as PersonName[];

describe('every role at every operation, on a case that is not theirs', () => {
  test.each(operationNames.flatMap((name) => names.map((person) => [name, person] as const)))('%s by %s → as the table says', async (name, person) => {
    const operation = operationOf(name);
    const actor = { id: person, roles: people[person].roles };
    const params = { case_id: 'nothing', customer_id: 'nothing', event_id: 'nothing', webhook_id: 'nothing', message_id: 'nothing', pack_hash: '0'.repeat(64) };
    const answer = await call(name, { as: person, params, ...(operation.method === 'GET' ? { query: minimalQuery(name) } : { body: {} }) });
    // A body that misses everything is 400 for everybody; past it, whoever may gets an answer or hears that there is no such thing.
    const expected = may(actor, name, 'other') ? [200, 201, 400, 404] : may(actor, name, 'own') ? [200, 400, 403, 404] : [400, 403];
    expect(expected).toContain(answer.statusCode);
  });
});

function minimalQuery(name: string): Record<string, string> {
  if (name === 'live.follow') return { once: 'true' };
  if (name === 'report.outlook') return { first_day: '2026-03-01', last_day: '2026-03-31' };
  return name.startsWith('report.promises') ? { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' } : {};
}

describe('an engineer', () => {
  test('sees only cases with a visit of theirs, and only their visits', async () => {
    const [own, other] = await Promise.all(['wu', 'qian'].map(async (engineer_id) => {
      const params = { case_id: (await call('case.report', { as: 'an', body: { zone: 'urban', channel: 'phone', customer: { name: `户主 ${engineer_id}` } } })).json().ids.case_id as string };
      await call('case.assign', { as: 'ding', params, body: { engineer_id } });
      return params.case_id;
    })) as [string, string];
    const seen = (await call('case.list', { as: 'wu' })).json().items.map((row: { case_id: string }) => row.case_id);
    expect(seen).toEqual([own]);
    const visits = (await call('visit.list', { as: 'wu' })).json().items.map((visit: { case_id: string }) => visit.case_id);
    expect(visits).toEqual([own]);
    for (const name of ['case.get', 'case.facts', 'case.readings'] as const) {
      expect((await call(name, { as: 'wu', params: { case_id: own } })).statusCode).toBe(200);
      expect((await call(name, { as: 'wu', params: { case_id: other } })).json().code).toBe('not_allowed');
    }
    const customers = await Promise.all([own, other].map(async (case_id) => (await call('case.get', { as: 'an', params: { case_id } })).json().row.customer_id as string));
    expect((await call('customer.get', { as: 'wu', params: { customer_id: customers[0]! } })).statusCode).toBe(200);
    expect((await call('customer.get', { as: 'wu', params: { customer_id: customers[1]! } })).json().code).toBe('not_allowed');
    const arrived = await call('case.leave', { as: 'wu', params: { case_id: other }, body: { visit_id: 'any' } });
    expect(arrived.json().code).toBe('not_allowed');
  });

  test('is offered no command that would be refused for their role', async () => {
    const [row] = (await call('case.list', { as: 'wu' })).json().items;
    const { allowed } = (await call('case.get', { as: 'wu', params: { case_id: row.case_id } })).json();
    expect(allowed).toContain('accept');
    expect(allowed).not.toContain('assign');
  });
});

describe('another organisation', () => {
  test('with the same ids and roles sees nothing of ours → unknown', async () => {
    const reported = (await call('case.report', { as: 'an', body: { zone: 'urban', channel: 'phone', customer: { name: '李阿姨', phones: ['13900000009'] } } })).json();
    const { case_id, customer_id } = reported.ids as Record<string, string>;
    const as = 'mei';
    const org = 'harbour';
    expect((await call('session.me', { as, org })).json().org_id).toBe('harbour');
    expect((await call('case.get', { as, org, params: { case_id: case_id! } })).json().code).toBe('unknown_case');
    expect((await call('case.close', { as, org, params: { case_id: case_id! }, body: {} })).json().code).toBe('unknown_case');
    expect((await call('customer.get', { as, org, params: { customer_id: customer_id! } })).json().code).toBe('unknown_customer');
    expect((await call('customer.find', { as, org, query: { phone: '13900000009' } })).json().items).toEqual([]);
    expect((await call('case.list', { as, org, query: { state: 'all' } })).json().items).toEqual([]);
    expect((await call('report.promises', { as, org, query: minimalQuery('report.promises') })).json().items).toEqual([]);
    // A case under the same id is another case: it takes nothing from ours.
    const own = await call('case.report', { as: 'an', org, body: { case_id, zone: 'rural', channel: 'web' } });
    expect(own.statusCode).toBe(201);
    expect((await call('case.get', { as, params: { case_id: case_id! } })).json().row).toMatchObject({ zone: 'urban', caller_name: null });
  });
});
