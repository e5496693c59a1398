/** Two organisations for the fuzz run: one that is knocked at by everybody, and one whose every text carries the canary. */

import { expect } from 'vitest';
import { operations } from '../wire/contract.ts';
import { openApiDocument } from '../server/http/openapi.ts';
import { routeOf } from '../server/http/operations.ts';
import { people, servedHouse, signIn, type PersonName } from '../server/http/site.fixture.ts';
import { canary, type Send } from './fuzzing.ts';

export async function openFuzzWorld() {
  const { app, call, cookieOf } = await servedHouse(['county', 'harbour']);
  const ids: string[] = [];
  for (const org of ['county', 'harbour']) {
    const text = org === 'harbour' ? canary : 'ours';
    const made = async (name: 'case.report' | 'case.assign' | 'unit.register' | 'event.declare' | 'person.add', as: PersonName, params: Record<string, string>, body: object) => {
      const answer = await call(name, { as, org, params, body });
      expect([name, answer.statusCode < 300]).toEqual([name, true]);
      return answer.json().ids as Record<string, string>;
    };
    for (let i = 0; i < 2; i++) {
      const { case_id, customer_id } = await made('case.report', 'an', {}, {
        zone: 'urban', channel: 'phone', caller_name: `${text} caller`, phone: '13900000001', address: `${text} road`, description: `${text} dark`, area: `${text} town`,
        customer: { name: `${text} customer`, phones: ['13900000001'], address: `${text} road` },
      });
      const { visit_id } = await made('case.assign', 'ding', { case_id: case_id! }, { engineer_id: 'wu', note: `${text} note` });
      const { unit_id } = await made('unit.register', 'an', {}, { customer_id, model: `${text} model` });
      ids.push(case_id!, customer_id!, visit_id!, unit_id!);
    }
    const { event_id } = await made('event.declare', 'ding', {}, { area: `${text} town`, begins_at: '2026-03-02T07:00:00+08:00', note: `${text} storm` });
    const { person_id } = await made('person.add', 'guan', {}, { name: `${text} person`, roles: ['engineer'], email: `${text}@${org}.example` });
    ids.push(event_id!, person_id!);
  }
  await call('person.add', { as: 'guan', body: { person_id: 'firms', name: 'firms', roles: ['dispatcher', 'manager'], party: 'east', email: 'firms@county.example', password: 'tea at four o clock' } });
  const key = await call('key.make', { as: 'guan', body: { name: 'all', roles: ['manager', 'administrator'], scopes: [...new Set(Object.values(operations).map((operation) => operation.tag))] } });
  const knockers: Record<string, string>[] = [
    ...(await Promise.all((Object.keys(people) as PersonName[]).map(async (person) => ({ cookie: await cookieOf(person) })))),
    { cookie: await signIn(app, 'firms@county.example') }, { authorization: `Bearer ${key.json().secret}` }, {},
  ];

  const send: Send = ({ name, knocker, params, query, body, raw, key: idempotency }) => {
    const operation = operations[name];
    const url = routeOf(operation).replace(/:(\w+)/g, (_, parameter: string) => encodeURIComponent(params[parameter] ?? 'nothing'));
    const payload = raw === null ? (body === undefined ? undefined : JSON.stringify(body)) : raw.text;
    return app.inject({
      method: operation.method, url, query: { ...query },
      headers: {
        ...knockers[knocker]!, ...(idempotency === undefined ? {} : { 'idempotency-key': idempotency }),
        ...(operation.method === 'GET' || payload === undefined ? {} : { 'content-type': raw?.type ?? 'application/json' }),
      },
      ...(operation.method === 'GET' || payload === undefined ? {} : { payload }),
    });
  };
  return { send, knockers: knockers.length, ids, document: await openApiDocument() };
}
