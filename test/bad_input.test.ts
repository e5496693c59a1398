import { describe, expect, test } from 'vitest';
import { openApiDocument } from '../server/http/openapi.ts';
import { servedHouse, type PersonName } from '../server/http/site.fixture.ts';
import { operations, type OperationName } from '../wire/contract.ts';
import type { JsonSchema } from './samples.ts';

const { call, app, cookieOf, house } = await servedHouse(['county', 'harbour']);
const document = await openApiDocument();

type Ids = Record<string, string>;
async function made(name: OperationName, as: PersonName, body: object, params: Record<string, string> = {}, org = 'county'): Promise<Ids> {
  const answer = await call(name, { as, org, params, body });
  expect([name, answer.statusCode < 300 ? '' : answer.body]).toEqual([name, '']);
  return answer.json().ids as Ids;
}
const report = (org = 'county', more: object = {}) => made('case.report', 'an', { zone: 'urban', channel: 'phone', caller_name: `caller in ${org}`, customer: { name: `customer in ${org}`, phones: ['13900000001'] }, ...more }, {}, org);

describe("another organisation's id", async () => {
  const theirs = await report('harbour');
  const { unit_id } = await made('unit.register', 'an', { customer_id: theirs['customer_id'], model: 'DDS-5' }, {}, 'harbour');
  const { visit_id } = await made('case.assign', 'ding', { engineer_id: 'wu' }, { case_id: theirs['case_id']! }, 'harbour');
  const { event_id } = await made('event.declare', 'ding', { area: '港口', begins_at: '2026-03-02T08:00:00+08:00' }, {}, 'harbour');
  const { person_id } = await made('person.add', 'guan', { name: 'theirs', roles: ['engineer'] }, {}, 'harbour');
  const { case_id, customer_id } = await report();
  const own = { case_id: case_id! };
  const { case_id: foreignCase, customer_id: foreignCustomer } = theirs as { case_id: string; customer_id: string };
  const correction = async (data: object) => {
    const { facts } = (await call('case.get', { as: 'mei', params: own })).json();
    return { fact_id: facts[0].id, revision: 2, reason: 'x', replacement: { data: { ...facts[0].data, ...data } } };
  };

  test.each<readonly [string, () => ReturnType<typeof call>, string]>([
    ['in the path of a question', () => call('case.get', { as: 'mei', params: { case_id: foreignCase } }), 'unknown_case'],
    ['in the path of a customer', () => call('customer.get', { as: 'mei', params: { customer_id: foreignCustomer } }), 'unknown_customer'],
    ['in the path of a command', () => call('case.close', { as: 'mei', params: { case_id: foreignCase }, body: {} }), 'unknown_case'],
    ['in the path of an erasure', () => call('customer.erase', { as: 'mei', params: { customer_id: foreignCustomer }, body: { reason: 'x' } }), 'unknown_customer'],
    ['in the path of an event', () => call('event.end', { as: 'ding', params: { event_id: event_id! }, body: { ends_at: '2026-03-02T09:00:00+08:00' } }), 'unknown_event'],
    ['in the path of a person', () => call('person.leave', { as: 'guan', params: { person_id: person_id! }, body: {} }), 'unknown_person'],
    ['in the body: a customer', () => call('case.report', { as: 'an', body: { zone: 'urban', channel: 'phone', customer_id: foreignCustomer } }), 'unknown_customer'],
    ['in the body: a unit', () => call('case.report', { as: 'an', body: { zone: 'urban', channel: 'phone', unit_id } }), 'unknown_unit'],
    ['in the body: an engineer', () => call('case.assign', { as: 'ding', params: own, body: { engineer_id: person_id } }), 'unknown_engineer'],
    ['in the body: a visit', () => call('case.accept', { as: 'ding', params: own, body: { visit_id } }), 'unknown_visit'],
    ['in the body: the organisation itself', () => call('case.report', { as: 'an', body: { zone: 'urban', channel: 'phone', org_id: 'harbour' } }), 'bad_request'],
    ['nested: a bulk', () => call('case.bulk', { as: 'mei', body: { command: 'close', items: [{ case_id: foreignCase }], body: {} } }), 'unknown_case'],
  ])('%s → %s', async (_, ask, verdict) => {
    const answer = (await ask()).json();
    expect(answer.code ?? answer.items[0].code).toBe(verdict);
  });

  test.each<readonly [string, OperationName, Record<string, string>]>([
    ['customer of cases', 'case.list', { state: 'all', customer_id: foreignCustomer }],
    ['customer of units', 'unit.list', { customer_id: foreignCustomer }],
    ['engineer of visits', 'visit.list', { engineer_id: person_id!, open: 'false' }],
  ])('in the query: %s → an empty list', async (_, name, query) => {
    expect((await call(name, { as: 'mei', query })).json().items).toEqual([]);
  });

  test('nested in a correction: nothing of theirs is shown or changed', async () => {
    const answer = await call('case.correct', { as: 'mei', params: own, body: await correction({ customer_id: foreignCustomer, unit_id }) });
    const seen = await call('case.get', { as: 'mei', params: own });
    expect(seen.body).not.toContain('in harbour');
    expect(answer.json().code).toBe('unknown_customer');
    expect((await call('customer.get', { as: 'mei', org: 'harbour', params: { customer_id: foreignCustomer } })).json()).toMatchObject({ name: 'customer in harbour', open_cases: [{ case_id: foreignCase }] });
  });

  test('the same id may be taken here, and is another thing', async () => {
    await made('customer.register', 'an', { customer_id: foreignCustomer, name: 'ours' });
    expect((await call('customer.get', { as: 'mei', params: { customer_id: foreignCustomer } })).json()).toMatchObject({ name: 'ours', open_cases: [] });
    expect(customer_id).not.toBe(foreignCustomer);
  });
});

describe('two dispatchers assigning at once', () => {
  const assign = (as: PersonName, case_id: string, body: object) => call('case.assign', { as, params: { case_id }, body });
  const codes = async (answers: Promise<Awaited<ReturnType<typeof call>>>[]) => (await Promise.all(answers)).map((answer) => (answer.statusCode === 200 ? 'done' : (answer.json().code as string))).toSorted();

  test('having seen the same → one is done, the other hears that it moved on', async () => {
    for (let i = 0; i < 5; i++) {
      const { case_id } = await report();
      expect(await codes([assign('ding', case_id!, { engineer_id: 'wu', expected_seq: 1 }), assign('mei', case_id!, { engineer_id: 'qian', expected_seq: 1 })])).toEqual(['done', 'stale_version']);
    }
  });

  test('the same engineer, unseen → one visit', async () => {
    for (let i = 0; i < 5; i++) {
      const { case_id } = await report();
      expect(await codes([assign('ding', case_id!, { engineer_id: 'wu' }), assign('mei', case_id!, { engineer_id: 'wu' })])).toEqual(['already_assigned', 'done']);
      expect((await call('case.get', { as: 'mei', params: { case_id: case_id! } })).json().visits).toHaveLength(1);
    }
  });

  test('the same visit by name → one visit', async () => {
    const { case_id } = await report();
    const both = await codes([assign('ding', case_id!, { engineer_id: 'wu', visit_id: 'the-visit' }), assign('mei', case_id!, { engineer_id: 'qian', visit_id: 'the-visit' })]);
    expect(both).toEqual(['done', 'visit_exists']);
  });
});

describe('markup in every text field', () => {
  const markup = `<img src=x onerror="alert('1')"> & <b>`;

  /** Every field that takes free text, however deep. */
  function filled(schema: JsonSchema): unknown {
    const reference = schema['$ref'];
    if (typeof reference === 'string') return filled(document.components.schemas[reference.split('/').at(-1)!]!);
    if (schema['properties'] !== undefined) {
      const fields = Object.entries(schema['properties'] as Record<string, JsonSchema>).map(([name, each]) => [name, filled(each)] as const);
      const given = fields.filter(([, value]) => value !== undefined);
      return given.length === 0 ? undefined : Object.fromEntries(given);
    }
    if (Array.isArray(schema['allOf'])) return filled(Object.assign({}, ...(schema['allOf'] as JsonSchema[]), { pattern: undefined }));
    const isText = schema['type'] === 'string' && schema['enum'] === undefined && schema['format'] === undefined;
    const fits = typeof schema['pattern'] !== 'string' || new RegExp(schema['pattern'], 'u').test(markup);
    return isText && fits ? markup : undefined;
  }
  const textsOf = (name: OperationName) => filled(document.paths[`/api/v1${operations[name].path}`]!['post']!.requestBody!.content['application/json']!.schema) as Record<string, unknown>;

  test.each<readonly [OperationName, PersonName, object, number]>([
    ['case.report', 'an', { zone: 'urban', channel: 'phone', customer: { name: markup, address: markup } }, 6],
    ['case.classify', 'an', {}, 2],
    ['case.assign', 'ding', { engineer_id: 'wu' }, 1],
    ['case.contact_customer', 'an', { outcome: 'reached' }, 1],
    ['case.inform_customer', 'an', {}, 1],
    ['case.complete_report', 'ding', {}, 1],
    ['case.restore', 'ding', {}, 1],
    ['case.close', 'an', {}, 1],
    ['case.reopen', 'an', {}, 1],
    ['case.cancel', 'an', {}, 1],
    ['customer.register', 'an', {}, 2],
    ['unit.register', 'an', {}, 2],
    ['event.declare', 'ding', { begins_at: '2026-03-02T08:00:00+08:00' }, 2],
    ['person.add', 'guan', { roles: ['agent'] }, 1],
    ['key.make', 'guan', { roles: ['agent'], scopes: ['session'] }, 1],
    ['filter.save', 'mei', { query: { q: markup } }, 1],
  ])('%s takes it as text and gives it back as text', async (name, as, base, least) => {
    const texts = textsOf(name);
    // Ids and codes that are looked up are no free text, and a customer is either named or new.
    for (const field of ['source_ref', 'email', 'password', 'time_zone']) delete texts[field];
    expect(JSON.stringify(texts).split('onerror').length - 1).toBeGreaterThanOrEqual(least);
    const ids = name.startsWith('case.') && name !== 'case.report' ? await prepared(name) : {};
    const answer = await call(name, { as, params: ids, body: { ...texts, ...(name === 'case.complete_report' ? { visit_id: ids['visit_id'] } : {}), ...base } });
    expect([name, answer.statusCode < 300 ? '' : answer.body]).toEqual([name, '']);
    const read = await readBack(name, { ...ids, ...(answer.json().ids as Ids) });
    expect(read.headers['content-type']).toContain('application/json');
    expect(read.headers['x-content-type-options']).toBe('nosniff');
    for (const text of everyText(texts)) expect(everyText(read.json())).toContain(text);
  });

  async function prepared(name: OperationName): Promise<Ids> {
    const { case_id } = await report();
    if (name === 'case.assign') return { case_id: case_id! };
    const { visit_id } = await made('case.assign', 'ding', { engineer_id: 'wu' }, { case_id: case_id! });
    if (name === 'case.complete_report' || name === 'case.close' || name === 'case.reopen') {
      await made('case.arrive', 'ding', { visit_id }, { case_id: case_id! });
      await made('case.repair', 'ding', { visit_id, outcome: 'repaired' }, { case_id: case_id! });
    }
    if (name === 'case.close' || name === 'case.reopen') await made('case.leave', 'ding', { visit_id }, { case_id: case_id! });
    if (name === 'case.reopen') await made('case.close', 'an', {}, { case_id: case_id! });
    if (name === 'case.cancel') await made('case.withdraw_visit', 'ding', { visit_id, reason: 'x' }, { case_id: case_id! });
    return { case_id: case_id!, visit_id: visit_id! };
  }

  function readBack(name: OperationName, ids: Ids) {
    if (ids['case_id'] !== undefined) return call('case.get', { as: 'mei', params: { case_id: ids['case_id'] } });
    if (ids['customer_id'] !== undefined) return call('customer.get', { as: 'mei', params: { customer_id: ids['customer_id'] } });
    const lists: Partial<Record<OperationName, [OperationName, PersonName]>> = { 'unit.register': ['unit.list', 'mei'], 'event.declare': ['event.list', 'mei'], 'person.add': ['person.list', 'guan'], 'key.make': ['key.list', 'guan'], 'filter.save': ['filter.list', 'mei'] };
    const [list, as] = lists[name]!;
    return call(list, { as });
  }

  function everyText(value: unknown): string[] {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(everyText) : [];
  }

  test('in an address, an e-mail or a language it is said back as data too', async () => {
    const cookie = await cookieOf('mei');
    for (const url of [`/api/v1/cases/${encodeURIComponent(markup)}`, `/api/v1/cases?q=${encodeURIComponent(markup)}`, `/${encodeURIComponent(markup)}`, `/link/${encodeURIComponent(markup)}`]) {
      const answer = await app.inject({ url, headers: { cookie, 'accept-language': markup } });
      if (String(answer.headers['content-type']).includes('html')) expect(answer.body).not.toContain('<img');
      expect(answer.statusCode).toBeLessThan(500);
    }
  });
});

test('a zero in an address → bad_request', async () => {
  const answer = await app.inject({ url: '/api/v1/customers?q=%00', headers: { cookie: await cookieOf('an') } });
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'bad_request']);
  expect(house.db.kind).toBe('server');
});
