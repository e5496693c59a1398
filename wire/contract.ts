/** Every operation of /api/v1 as data: the server validates with it, the screens call through it, OpenAPI is made from it. */

import { z } from 'zod';
import { id, line, code, moment } from '../core/base/shapes.ts';
import { caseCommandNames, caseCommands, reportCase, type CaseCommandName } from './command/case_commands.ts';
import { addPerson, declareEvent, describeCustomer, endEvent, eraseCustomer, registerCustomer, registerUnit } from './command/other_commands.ts';
import { caseRow, caseView, customerView, eventView, factView, me, page, personView, previewView, promiseLine, receipt, readingView, unitView, visitView } from './view/views.ts';

export type Operation = {
  readonly method: 'GET' | 'POST';
  /** Path below /api/v1 with {parameters}. */
  readonly path: string;
  readonly summary: string;
  readonly tag: 'cases' | 'customers' | 'people' | 'events' | 'reports' | 'session' | 'packs';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly ok: z.ZodType;
  /** 201 where something is made. */
  readonly status?: 200 | 201;
  /** Reached without signing in. */
  readonly open?: true;
};

const caseParams = z.strictObject({ case_id: id });
const paging = {
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const lang = { lang: z.enum(['zh-CN', 'en']).optional().describe('Language of words in the answer; else Accept-Language') };

/** One POST per command name, made from the same table the decisions are listed in. */
type CommandOperations = { [N in CaseCommandName as `case.${N}`]: Operation & { body: (typeof caseCommands)[N]; ok: typeof receipt; params: typeof caseParams } };
const commandOperations = Object.fromEntries(
  caseCommandNames.map((name) => [
    `case.${name}`,
    { method: 'POST', path: `/cases/{case_id}/${name.replaceAll('_', '-')}`, summary: name.replaceAll('_', ' '), tag: 'cases', params: caseParams, body: caseCommands[name].meta({ id: pascal(name) }), ok: receipt },
  ]),
) as unknown as CommandOperations;

export const operations = {
  'session.me': { method: 'GET', path: '/me', summary: 'Who is signed in, the organisation, its pack and its choices', tag: 'session', ok: me },

  'case.report': { method: 'POST', path: '/cases', summary: 'Take a report', tag: 'cases', body: reportCase, ok: receipt, status: 201 },
  'case.preview': {
    method: 'POST', path: '/promise-preview', summary: 'What would be promised for a report as typed so far; records nothing', tag: 'cases',
    body: z.strictObject({ zone: code, area: line(80).optional(), matter: code.optional(), customer_class: code.optional(), at: moment.optional(), agreed_minutes: z.number().positive().max(1_000_000).optional(), ...lang }).meta({ id: 'PreviewPromises' }),
    ok: previewView,
  },
  'case.list': {
    method: 'GET', path: '/cases', summary: 'Cases; open ones by next deadline first, finished ones by report time', tag: 'cases',
    query: z.strictObject({
      ...paging,
      state: z.enum(['open', 'finished', 'all']).default('open'),
      zone: code.optional(), engineer_id: id.optional(), customer_id: id.optional(), phone: z.string().max(40).optional(),
      late: z.enum(['true', 'false']).optional(), q: z.string().max(200).optional().describe('Part of a number, name, phone, address or description'),
      clock: code.optional().describe('With verdict: cases that have such a reading'), verdict: z.string().max(20).optional(),
      from: moment.optional(), to: moment.optional(),
    }),
    ok: page(caseRow).meta({ id: 'CasePage' }),
  },
  'case.get': { method: 'GET', path: '/cases/{case_id}', summary: 'One case: promises with their explanation, visits, facts', tag: 'cases', params: caseParams, query: z.strictObject({ ...lang, as_of: moment.optional() }), ok: caseView },
  'case.facts': { method: 'GET', path: '/cases/{case_id}/facts', summary: 'The facts of one case in the order they were recorded', tag: 'cases', params: caseParams, query: z.strictObject({ ...paging }), ok: page(factView).meta({ id: 'FactPage' }) },
  'case.readings': { method: 'GET', path: '/cases/{case_id}/readings', summary: 'The readings of one case, at a moment and as known at a moment', tag: 'cases', params: caseParams, query: z.strictObject({ ...lang, at: moment.optional(), as_of: moment.optional() }), ok: z.strictObject({ items: z.array(readingView) }).meta({ id: 'Readings' }) },
  ...commandOperations,

  'visit.list': { method: 'GET', path: '/visits', summary: 'Visits; an engineer sees only their own', tag: 'cases', query: z.strictObject({ ...paging, engineer_id: id.optional(), open: z.enum(['true', 'false']).default('true') }), ok: page(z.strictObject({ ...visitView.shape, case: caseRow }).meta({ id: 'VisitOfCase' })).meta({ id: 'VisitPage' }) },

  'customer.register': { method: 'POST', path: '/customers', summary: 'Register a customer', tag: 'customers', body: registerCustomer, ok: receipt, status: 201 },
  'customer.describe': { method: 'POST', path: '/customers/{customer_id}/describe', summary: 'Change what is known of a customer', tag: 'customers', params: z.strictObject({ customer_id: id }), body: describeCustomer, ok: receipt },
  'customer.erase': { method: 'POST', path: '/customers/{customer_id}/erase', summary: 'Erase a person: the key of their data is destroyed', tag: 'customers', params: z.strictObject({ customer_id: id }), body: eraseCustomer, ok: receipt },
  'customer.find': { method: 'GET', path: '/customers', summary: 'Find customers by phone or name', tag: 'customers', query: z.strictObject({ ...paging, phone: z.string().max(40).optional(), q: z.string().max(200).optional() }), ok: page(customerView).meta({ id: 'CustomerPage' }) },
  'customer.get': { method: 'GET', path: '/customers/{customer_id}', summary: 'One customer with units and cases', tag: 'customers', params: z.strictObject({ customer_id: id }), ok: customerView },
  'unit.register': { method: 'POST', path: '/units', summary: 'Register a unit', tag: 'customers', body: registerUnit, ok: receipt, status: 201 },
  'unit.list': { method: 'GET', path: '/units', summary: 'Units of a customer', tag: 'customers', query: z.strictObject({ ...paging, customer_id: id.optional() }), ok: page(unitView).meta({ id: 'UnitPage' }) },

  'person.add': { method: 'POST', path: '/people', summary: 'Add somebody of ours', tag: 'people', body: addPerson, ok: receipt, status: 201 },
  'person.list': { method: 'GET', path: '/people', summary: 'Our people with their open visits', tag: 'people', query: z.strictObject({ ...paging, role: code.optional() }), ok: page(personView).meta({ id: 'PersonPage' }) },

  'event.declare': { method: 'POST', path: '/events', summary: 'Declare an event for an area and a time, e.g. a storm', tag: 'events', body: declareEvent, ok: receipt, status: 201 },
  'event.end': { method: 'POST', path: '/events/{event_id}/end', summary: 'Say when a declared event ended', tag: 'events', params: z.strictObject({ event_id: id }), body: endEvent, ok: receipt },
  'event.list': { method: 'GET', path: '/events', summary: 'Declared events, latest first', tag: 'events', query: z.strictObject({ ...paging }), ok: page(eventView).meta({ id: 'EventPage' }) },

  'report.promises': {
    method: 'GET', path: '/reports/promises', summary: 'Promises kept: mean and share by zone and period', tag: 'reports',
    query: z.strictObject({ from: moment, to: moment, clock: code.optional(), by: z.enum(['total', 'day', 'week', 'month']).default('total'), ...lang }),
    ok: z.strictObject({ items: z.array(promiseLine) }).meta({ id: 'PromiseReport' }),
  },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

function pascal(name: string): string {
  return name.split('_').map((part) => part[0]!.toUpperCase() + part.slice(1)).join('');
}
