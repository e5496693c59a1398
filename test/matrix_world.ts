/** The people and things of the matrix test: everybody of every role, in the house and in a partner firm, and what is theirs and what is not. */

import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { operations, type OperationName } from '../wire/contract.ts';
import { openApiDocument } from '../server/http/openapi.ts';
import { routeOf } from '../server/http/operations.ts';
import { servedHouse, signIn } from '../server/http/site.fixture.ts';
import { roleNames, type Ownership, type RoleName } from './matrix.ts';
import { sampleOf, type JsonSchema } from './samples.ts';

export const firm = 'east';
const secret = 'tea at four o clock';

/** Somebody who knocks: by session, or as a machine by API key. */
export type Knocker = { readonly name: string; readonly role: RoleName; readonly isOfParty: boolean; readonly isMachine: boolean; readonly headers: Record<string, string> };
export type Thing = { readonly case_id: string; readonly customer_id: string; readonly person_id: string; readonly run_id: string; readonly approval_id: string; readonly form_id: string; readonly about_kind: 'case'; readonly about_id: string };

export type MatrixWorld = {
  readonly app: FastifyInstance;
  readonly knockers: readonly Knocker[];
  /** What of this kind there is for somebody; null when there can be none. */
  thingOf(knocker: Knocker, ownership: Ownership): Thing | null;
  /** Marks that answers of lists are searched for. */
  markOf(knocker: Knocker, ownership: Ownership): string;
  ask(name: OperationName, knocker: Knocker, thing: Thing | null): Promise<LightMyRequestResponse>;
};

export async function openMatrixWorld(): Promise<MatrixWorld> {
  const { app, call } = await servedHouse(['county', 'harbour']);
  const document = await openApiDocument();
  const things = new Map<string, Thing>();
  const knockers: Knocker[] = [];

  const mark = (whose: string) => `mark of ${whose} end`;
  async function thing(whose: string, more: { branch?: string; engineer_id?: string; org?: string } = {}): Promise<void> {
    const { branch, engineer_id, org = 'county' } = more;
    const body = { zone: 'urban', channel: 'phone', caller_name: mark(whose), customer: { name: mark(whose), phones: ['13900000001'] }, ...(branch ? { branch } : {}) };
    const { case_id, customer_id } = (await call('case.report', { as: 'an', org, body })).json().ids;
    await call('unit.register', { as: 'an', org, body: { customer_id, model: mark(whose) } });
    if (engineer_id) await call('case.assign', { as: 'ding', org, params: { case_id }, body: { engineer_id } });
    const person = await call('person.add', { as: 'guan', org, body: { name: mark(whose), roles: ['engineer'], ...(branch ? { party: branch } : {}) } });
    const [run_id, approval_id] = [await followed(call, org, case_id, mark(whose)), await requested(call, org, case_id, mark(whose))];
    things.set(whose, { case_id, customer_id, run_id, approval_id, person_id: person.json().ids.person_id, form_id: await openForms(call, org, case_id, customer_id), about_kind: 'case', about_id: case_id });
  }

  await call('person.add', { as: 'guan', body: { person_id: 'firms_engineer', name: 'x', roles: ['engineer'], party: firm } });
  await thing('party', { branch: firm, engineer_id: 'firms_engineer' });
  await thing('other', { branch: 'west', engineer_id: 'wu' });
  await thing('elsewhere', { org: 'harbour', engineer_id: 'wu' });
  for (const role of roleNames) {
    for (const isOfParty of [false, true]) {
      const name = `${role}${isOfParty ? ' of the firm' : ''}`;
      const person_id = name.replaceAll(' ', '_');
      const email = `${person_id}@county.example`;
      await call('person.add', { as: 'guan', body: { person_id, name: person_id, roles: ['engineer'], email, password: secret, ...(isOfParty ? { party: firm } : {}) } });
      // They drove there once, so the case stays their own whatever they are now.
      await thing(`own ${name}`, { engineer_id: person_id });
      await call('person.describe', { as: 'guan', params: { person_id }, body: { roles: [role] } });
      knockers.push({ name, role, isOfParty, isMachine: false, headers: { cookie: await signIn(app, email) } });
    }
    const tags = [...new Set(Object.values(operations).map((operation) => operation.tag))];
    const made = await call('key.make', { as: 'guan', body: { name: role, roles: [role], scopes: tags } });
    knockers.push({ name: `machine as ${role}`, role, isOfParty: false, isMachine: true, headers: { authorization: `Bearer ${made.json().secret}` } });
  }

  // Due, in nobody's charge, and of the engineers' role: theirs, whoever of them asks.
  const shared = (await call('customer.register', { as: 'an', body: { name: 'shared', phones: ['13900000003'] } })).json().ids.customer_id as string;
  await call('duty.plan', { as: 'ding', params: { subject_kind: 'customer', subject_id: shared }, body: { duty: 'customer_visit', due_on: '2026-03-20' } });

  const whose = (knocker: Knocker, ownership: Ownership) => (ownership === 'own' ? `own ${knocker.name}` : ownership);
  return {
    app, knockers,
    thingOf: (knocker, ownership) => things.get(whose(knocker, ownership)) ?? null,
    markOf: (knocker, ownership) => mark(whose(knocker, ownership)),
    ask(name, knocker, of) {
      const operation = operations[name];
      // What is begun or ended here must not be what the others ask about.
      const subject = ['duty.take_on', 'duty.assign', 'duty.give_up'].includes(name) ? { subject_kind: 'contract', subject_id: name === 'duty.assign' ? 'never' : 'nothing' } : { subject_kind: 'customer', subject_id: shared };
      const params: Record<string, string> = { ...subject, event_id: 'nothing', key_id: 'nothing', webhook_id: 'nothing', message_id: 'nothing', form: 'supply_plan_reply', print: '99', ...of };
      const url = routeOf(operation).replace(/:(\w+)/g, (_, parameter: string) => params[parameter] ?? 'nothing');
      if (operation.method === 'GET') return app.inject({ url, query: queryOf(name), headers: knocker.headers });
      const schema = document.paths[`/api/v1${operation.path}`]!['post']!.requestBody?.content['application/json']?.schema as JsonSchema | undefined;
      const body = name === 'pack.read_calendar' ? { calendar: 'office', first_year: 2027, last_year: 2027, text: 'BEGIN:VCALENDAR' } : name === 'case.bulk' ? { command: 'inform_customer', items: [{ case_id: of?.case_id ?? 'nothing' }], body: {} } : schema === undefined ? {} : sampleOf(schema, document.components.schemas);
      return app.inject({ method: 'POST', url, payload: body as object, headers: knocker.headers });
    },
  };
}

/** A guide that the desk follows for a case: whose the case is may look at it and go on with it. */
async function followed(call: Awaited<ReturnType<typeof servedHouse>>['call'], org: string, case_id: string, said: string): Promise<string> {
  const { run_id } = (await call('guide.begin', { as: 'an', org, body: { guide: 'query_taken', case_id } })).json().ids as { run_id: string };
  await call('guide.answer', { as: 'an', org, params: { run_id }, body: { step: 'note', answer: said } });
  return run_id;
}

function queryOf(name: OperationName): Record<string, string> {
  const whole: Partial<Record<OperationName, Record<string, string>>> = {
    'case.list': { state: 'all', limit: '200' }, 'case.counts': { state: 'all' }, 'case.export': { state: 'all', format: 'csv' }, 'visit.list': { open: 'false', limit: '200' },
    'customer.find': { limit: '200' }, 'unit.list': { limit: '200' }, 'person.list': { limit: '200' }, 'live.follow': { once: 'true' },
    'report.outlook': { first_day: '2026-03-01', last_day: '2026-03-31' },
    'guide.runs': { limit: '200' }, 'approval.list': { view: 'all', limit: '200' },
    'report.promises': { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' }, 'report.promises_export': { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z', format: 'csv' },
  };
  return whole[name] ?? {};
}

/** One about the case, and one about its customer: lists call that by the customer's name, which is the mark. */
async function openForms(call: Awaited<ReturnType<typeof servedHouse>>['call'], org: string, case_id: string, customer_id: string): Promise<string> {
  await call('form.open', { as: 'mei', org, params: { about_kind: 'customer', about_id: customer_id }, body: { form: 'electricity_inspection' } });
  return (await call('form.open', { as: 'mei', org, params: { about_kind: 'case', about_id: case_id }, body: { form: 'supply_plan_reply' } })).json().ids.form_id as string;
}

/** A request that waits for an approval of whoever leads. */
async function requested(call: Awaited<ReturnType<typeof servedHouse>>['call'], org: string, case_id: string, plan: string): Promise<string> {
  return (await call('approval.ask', { as: 'ding', org, params: { case_id }, body: { approval: 'service_plan', fields: { plan } } })).json().ids.approval_id as string;
}
