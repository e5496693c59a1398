import { beforeAll, describe, expect, test } from 'vitest';
import { servedHouse, signIn } from './site.fixture.ts';

const { app, call } = await servedHouse();
const cookies: Record<string, string> = {};
const ids: Record<string, { case_id: string; customer_id: string }> = {};

/** East and West are partner firms: each has a desk, a dispatcher, an engineer, a manager and an administrator of its own. */
const firms = ['east', 'west'] as const;
const roles = ['agent', 'dispatcher', 'engineer', 'manager', 'administrator'] as const;

beforeAll(async () => {
  for (const firm of firms) {
    for (const role of roles) {
      const person_id = `${firm}_${role}`;
      const email = `${person_id}@county.example`;
      await call('person.add', { as: 'guan', body: { person_id, name: `${firm} ${role}`, roles: [role], party: firm, email, password: 'tea at four o clock' } });
      cookies[person_id] = await signIn(app, email);
    }
  }
  for (const branch of [...firms, undefined]) {
    const name = branch ?? 'head';
    const body = { zone: 'urban', channel: 'phone', caller_name: `caller of ${name}`, customer: { name: `customer of ${name}`, phones: ['13900000001'] }, ...(branch ? { branch } : {}) };
    ids[name] = (await call('case.report', { as: 'an', body })).json().ids;
  }
});

const as = (person: string, method: 'GET' | 'POST', path: string, payload?: object) =>
  app.inject({ method, url: `/api/v1${path}`, headers: { cookie: cookies[person]! }, ...(payload === undefined ? {} : { payload }) });
const codeOf = async (answering: ReturnType<typeof as>) => {
  const answer = await answering;
  return answer.statusCode < 300 ? 'done' : (answer.json().code as string);
};

describe('somebody of a partner firm', () => {
  test.each(['agent', 'dispatcher', 'manager'])('as %s sees the cases of the firm and no others', async (role) => {
    const list = await as(`east_${role}`, 'GET', '/cases?state=all');
    expect(list.json().items.map((row: { caller_name: string }) => row.caller_name)).toEqual(['caller of east']);
    const seen = await Promise.all(['east', 'west', 'head'].map((name) => codeOf(as(`east_${role}`, 'GET', `/cases/${ids[name]!.case_id}`))));
    expect(seen).toEqual(['done', 'not_allowed', 'not_allowed']);
    const found = await as(`east_${role}`, 'GET', '/customers?phone=139');
    expect(found.json().items.map((row: { name: string }) => row.name)).toEqual(['customer of east']);
    for (const path of ['/cases?state=all', '/customers?phone=139', '/visits?open=false', '/people', '/units']) {
      expect((await as(`east_${role}`, 'GET', path)).body).not.toMatch(/west|of head/);
    }
  });

  test('dispatches its own engineers to its own cases', async () => {
    const assign = (name: string, engineer_id: string) => codeOf(as('east_dispatcher', 'POST', `/cases/${ids[name]!.case_id}/assign`, { engineer_id }));
    expect(await assign('west', 'east_engineer')).toBe('not_allowed');
    expect(await assign('east', 'west_engineer')).toBe('unknown_engineer');
    expect(await assign('east', 'wu')).toBe('unknown_engineer');
    expect(await assign('east', 'east_engineer')).toBe('done');
    expect((await as('east_dispatcher', 'GET', '/visits')).json().items).toHaveLength(1);
    expect((await as('west_dispatcher', 'GET', '/visits')).json().items).toHaveLength(0);
  });

  test('reports cases for the firm only, and takes none away', async () => {
    const reported = (await as('east_agent', 'POST', '/cases', { zone: 'urban', channel: 'phone' })).json();
    expect(await codeOf(as('east_manager', 'GET', `/cases/${reported.ids.case_id}`))).toBe('done');
    expect(await codeOf(as('west_manager', 'GET', `/cases/${reported.ids.case_id}`))).toBe('not_allowed');
    expect(await codeOf(as('east_agent', 'POST', '/cases', { zone: 'urban', channel: 'phone', branch: 'west' }))).toBe('not_allowed');
    expect(await codeOf(as('east_agent', 'POST', `/cases/${ids['east']!.case_id}/classify`, { branch: 'west' }))).toBe('not_allowed');
  });

  test('opens no customer to itself by naming one: in a report, on a unit, in a correction', async () => {
    const customer_id = ids['west']!.customer_id;
    expect(await codeOf(as('east_agent', 'POST', '/cases', { zone: 'urban', channel: 'phone', customer_id }))).toBe('not_allowed');
    expect(await codeOf(as('east_agent', 'POST', '/units', { customer_id, model: 'DDS-5' }))).toBe('not_allowed');
    const { facts } = (await as('east_manager', 'GET', `/cases/${ids['east']!.case_id}`)).json();
    const correct = (data: object) => codeOf(as('east_manager', 'POST', `/cases/${ids['east']!.case_id}/correct`, { fact_id: facts[0].id, revision: 2, reason: 'x', replacement: { data: { ...facts[0].data, ...data } } }));
    expect(await correct({ customer_id })).toBe('not_allowed');
    expect(await correct({ branch: 'west' })).toBe('not_allowed');
    expect(await codeOf(as('east_agent', 'GET', `/customers/${customer_id}`))).toBe('not_allowed');
    expect(await codeOf(as('east_agent', 'POST', `/customers/${customer_id}/describe`, { address: 'x' }))).toBe('not_allowed');
  });

  test('a customer it registered is its own before there is a case', async () => {
    const { ids: made } = (await as('east_agent', 'POST', '/customers', { name: 'new of east', phones: ['13900000009'] })).json();
    expect(await codeOf(as('east_agent', 'GET', `/customers/${made.customer_id}`))).toBe('done');
    expect(await codeOf(as('west_agent', 'GET', `/customers/${made.customer_id}`))).toBe('not_allowed');
    expect(await codeOf(as('east_agent', 'POST', '/cases', { zone: 'urban', channel: 'phone', customer_id: made.customer_id }))).toBe('done');
  });

  test('its administrator keeps its own people and makes none for others', async () => {
    const add = (said: object) => codeOf(as('east_administrator', 'POST', '/people', { name: 'n', roles: ['agent'], ...said }));
    expect(await add({ party: 'west' })).toBe('not_allowed');
    expect(await add({ person_id: 'east_new' })).toBe('done');
    expect((await as('east_administrator', 'GET', '/people')).json().items.map((each: { person_id: string }) => each.person_id)).toContain('east_new');
    for (const path of ['/people/west_agent/leave', '/people/an/leave']) expect(await codeOf(as('east_administrator', 'POST', path, {}))).toBe('not_allowed');
    expect(await codeOf(as('east_administrator', 'POST', '/people/west_agent/describe', { roles: ['engineer'] }))).toBe('not_allowed');
    expect(await codeOf(as('east_administrator', 'POST', '/people/east_new/describe', { party: null }))).toBe('not_allowed');
    expect(await codeOf(as('east_administrator', 'POST', '/keys', { name: 'k', roles: ['manager'], scopes: ['cases'] }))).toBe('not_allowed');
  });

  test('counts its own promises', async () => {
    const count = async (cookie: string) => {
      const answer = await app.inject({ url: '/api/v1/reports/promises?from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z', headers: { cookie } });
      return (answer.json().items as { clock: string; readings: number }[]).filter((line) => line.clock === 'arrival').reduce((sum, line) => sum + line.readings, 0);
    };
    const cases = async (person: string) => (await as(person, 'GET', '/cases?state=all')).json().items.length as number;
    expect(await count(cookies['west_manager']!)).toBe(await cases('west_manager'));
    expect(await count(cookies['east_manager']!)).toBe(await cases('east_manager'));
  });

  test('is not asked for storms, and erases nobody', async () => {
    expect(await codeOf(as('east_dispatcher', 'POST', '/events', { area: '东乡', begins_at: '2026-03-02T08:00:00+08:00' }))).toBe('not_allowed');
    expect(await codeOf(as('east_manager', 'POST', `/customers/${ids['east']!.customer_id}/erase`, { reason: 'x' }))).toBe('not_allowed');
  });
});

test('a case is handed over by classifying it, and changes hands at once', async () => {
  const { case_id } = ids['head']!;
  expect((await call('case.classify', { as: 'ding', params: { case_id }, body: { branch: 'west' } })).statusCode).toBe(200);
  expect(await codeOf(as('west_dispatcher', 'GET', `/cases/${case_id}`))).toBe('done');
  expect((await call('case.classify', { as: 'ding', params: { case_id }, body: { branch: 'east' } })).statusCode).toBe(200);
  expect(await codeOf(as('west_dispatcher', 'GET', `/cases/${case_id}`))).toBe('not_allowed');
});
