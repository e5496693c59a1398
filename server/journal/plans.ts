/** Which streams an operation locks and which decision it asks. One line per operation that writes. */

import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { NewFact } from '../../core/base/fact.ts';
import type { Decision } from '../../core/base/decision.ts';
import type { CoreRefusal } from '../../core/base/refusal.ts';
import { registerUnit, unitOf } from '../../core/asset/unit.ts';
import { caseOf } from '../../core/case/case.ts';
import { type CaseDecisionName, type CommandOf, decideCase } from '../../core/case/decide.ts';
import { declareEvent, endEvent, eventOf } from '../../core/case/event.ts';
import { customerOf, describeCustomer, eraseCustomer, registerCustomer } from '../../core/customer/customer.ts';
import type { CloseCommand } from '../../core/measure/period.ts';
import type { Deciding } from '../../core/roster/deciding.ts';
import { stopWebhook, subscribeWebhook, webhookOf } from '../../core/roster/webhook.ts';
import { addPerson, describePerson, leave, personOf } from '../../core/roster/person.ts';
import type { OperationName } from '../../wire/contract.ts';
import type { House } from '../house.ts';
import { addressRules, faultInUrl } from '../outside/address.ts';
import type { Decided, Histories, Locks } from './journal.ts';
import { isApprovalCommand, planOfApproval } from './approval_plans.ts';
import { isDutyCommand, planOfDuty } from './duty_plans.ts';
import { planOfClosing } from './period_plans.ts';
import { planFile } from './file_plan.ts';
import { isFormCommand, planOfForm } from './form_plans.ts';
import { isGuideCommand, planOfGuide } from './guide_plans.ts';
import { isPackOperation, planPack } from './pack_plans.ts';
import { caseStream } from './read.ts';

/** A validated body; `at` is an instant by now. */
export type Body = Readonly<Record<string, unknown>>;

export type Plan = {
  readonly locks: Locks;
  readonly subjectId: string;
  /** The stream that says whose it is, where that is not the first one. */
  readonly owner?: string;
  readonly decide: (histories: Histories, context: Deciding, tx: PoolClient) => Decided | Promise<Decided>;
};

export async function planOf(house: House, org: string, operation: OperationName, params: Readonly<Record<string, string>>, body: Body): Promise<Plan> {
  if (isPackOperation(operation)) return planPack(house, org, operation, params, body);
  if (isFormCommand(operation)) return planOfForm(house, org, operation, params, body);
  if (isApprovalCommand(operation)) return planOfApproval(house, org, operation, params, body);
  if (isDutyCommand(operation)) return planOfDuty(house, org, operation, params, body);
  if (operation === 'period.close') return planOfClosing(house, org, body as CloseCommand);
  if (isGuideCommand(operation)) return planOfGuide(house, org, operation, params, body);
  if (operation === 'case.report') return planReport(house, body);
  if (operation === 'case.add_file') return planFile(org, params['case_id']!, body);
  if (operation.startsWith('case.') && params['case_id'] !== undefined) {
    return planCase(operation.slice('case.'.length) as CaseDecisionName, params['case_id'], body);
  }
  if (operation === 'webhook.subscribe') return planWebhook(house, body);
  const single = singles[operation];
  if (!single) throw new Error(`operation ${operation} writes nothing`);
  const id = params[single.id] ?? (body[single.id] as string | undefined) ?? house.newId();
  return one(single.type, id, single.id, single.decide, body, single.wholeOrg);
}

type Decide = (facts: Parameters<typeof caseOf>[0], body: never, context: Deciding) => Decision<NewFact, CoreRefusal>;

const singles: Readonly<Partial<Record<OperationName, { type: string; id: string; decide: Decide; wholeOrg?: true }>>> = {
  'customer.register': { type: 'customer', id: 'customer_id', decide: (facts, body, context) => registerCustomer(customerOf(facts), body, context) },
  'customer.describe': { type: 'customer', id: 'customer_id', decide: (facts, body, context) => describeCustomer(customerOf(facts), body, context) },
  'customer.erase': { type: 'customer', id: 'customer_id', decide: (facts, body, context) => eraseCustomer(customerOf(facts), body, context) },
  'unit.register': { type: 'unit', id: 'unit_id', decide: (facts, body, context) => registerUnit(unitOf(facts), body, context) },
  'person.add': { type: 'person', id: 'person_id', decide: (facts, body, context) => addPerson(personOf(facts), body, context) },
  'person.describe': { type: 'person', id: 'person_id', decide: (facts, body, context) => describePerson(personOf(facts), body, context) },
  'person.leave': { type: 'person', id: 'person_id', decide: (facts, body, context) => leave(personOf(facts), body, context) },
  'event.declare': { type: 'event', id: 'event_id', decide: (facts, body, context) => declareEvent(eventOf(facts), body, context), wholeOrg: true },
  'webhook.stop': { type: 'webhook', id: 'webhook_id', decide: (facts, _body, context) => stopWebhook(webhookOf(facts), context) },
  'event.end': { type: 'event', id: 'event_id', decide: (facts, body, context) => endEvent(eventOf(facts), body, context), wholeOrg: true },
};

function one(type: string, id: string, idName: string, decide: Decide, body: Body, wholeOrg?: true): Plan {
  const stream = `${type}:${id}`;
  return {
    locks: { streams: [stream], ...(wholeOrg ? { wholeOrg } : {}) },
    subjectId: id,
    decide: (histories, context) => {
      const decision = decide(histories.get(stream)!, body as never, context);
      return decision.ok ? { ok: true, parts: [{ stream, facts: decision.facts }], ids: { [idName]: id } } : decision;
    },
  };
}

function planCase(name: CaseDecisionName, caseId: string, body: Body): Plan {
  const stream = caseStream(caseId);
  return {
    locks: { streams: [stream] },
    subjectId: caseId,
    decide: async (histories, context, tx) => {
      const state = caseOf(histories.get(stream)!);
      if (state.phase === 'none') return { ok: false, refusal: 'unknown_case', detail: { case_id: caseId } };
      // A correction may name another customer or unit, and that one must be there as in a report.
      const replaced = (body['replacement'] as { data?: Body } | undefined)?.data;
      const stranger = replaced === undefined ? null : await barOfStrangers(tx, replaced);
      if (stranger) return stranger;
      const decision = decideCase(name, state, body as CommandOf<typeof name>, context);
      if (!decision.ok) return decision;
      const visitId = decision.facts[0]?.data['visit_id'];
      return { ok: true, parts: [{ stream, facts: decision.facts }], ids: { case_id: caseId, ...(typeof visitId === 'string' ? { visit_id: visitId } : {}) } };
    },
  };
}

/** A report may bring a new customer: two streams, one transaction, both or neither. */
function planReport(house: House, body: Body): Plan {
  const caseId = (body['case_id'] as string | undefined) ?? house.newId();
  const newcomer = body['customer'] as Body | undefined;
  // With both given the decision refuses, so the id that was given is the one it sees.
  const customerId = newcomer && body['customer_id'] === undefined ? house.newId() : undefined;
  const stream = caseStream(caseId);
  const customerStream = customerId && `customer:${customerId}`;
  return {
    locks: { streams: customerStream ? [stream, customerStream] : [stream] },
    subjectId: caseId,
    decide: async (histories, context, tx) => {
      const known = await barOfStrangers(tx, body);
      if (known) return known;
      const { customer: _, ...rest } = body;
      const command = customerId ? { ...rest, customer_id: customerId } : body;
      const state = caseOf(histories.get(stream)!);
      const decision = decideCase('report', state, command as CommandOf<'report'>, context);
      if (!decision.ok) return decision;
      const number = await nextNumber(tx);
      const facts = decision.facts.map((fact) => (fact.kind === 'case.reported' ? { ...fact, data: { ...fact.data, number } } : fact));
      const ids = { case_id: caseId, number, ...(customerId ? { customer_id: customerId } : {}) };
      if (!customerStream) return { ok: true, parts: [{ stream, facts }], ids };
      const registered = registerCustomer(customerOf(histories.get(customerStream)!), newcomer!, { ...context, subject_id: customerId! });
      if (!registered.ok) return registered;
      return { ok: true, parts: [{ stream, facts }, { stream: customerStream, facts: registered.facts }], ids };
    },
  };
}

/** The secret is made with the subscription and lies beside the journal: what signs messages is nobody's fact. */
function planWebhook(house: House, body: Body): Plan {
  const id = (body['webhook_id'] as string | undefined) ?? house.newId();
  const { url, kinds } = body as Parameters<typeof subscribeWebhook>[1];
  const plan = one('webhook', id, 'webhook_id', (facts, _body, context) => subscribeWebhook(webhookOf(facts), { url, kinds }, context), body);
  return {
    ...plan,
    decide: async (histories, context, tx) => {
      // What its name leads to is looked at for each message; what can be seen at once is said at once.
      const fault = faultInUrl(url, addressRules(process.env['SANBAO_WEBHOOK_ALLOW']));
      if (fault !== null) return { ok: false, refusal: 'unsafe_address', detail: { fault } };
      const decided = await plan.decide(histories, context, tx);
      if (decided.ok) await tx.query('insert into webhook_secret (org_id, webhook_id, secret) values (current_org(), $1, $2)', [id, randomBytes(32)]);
      return decided;
    },
  };
}

/** A report names customers and units that are there. */
async function barOfStrangers(tx: PoolClient, body: Body): Promise<Decided | null> {
  const { customer_id: customerId, unit_id: unitId } = body;
  if (customerId === undefined && unitId === undefined) return null;
  const { rows } = await tx.query<{ customer: boolean; unit: boolean }>(
    `select exists (select from customer_list where customer_id = $1) as customer, exists (select from unit_list where unit_id = $2) as unit`,
    [customerId ?? '', unitId ?? ''],
  );
  if (customerId !== undefined && !rows[0]!.customer) return { ok: false, refusal: 'unknown_customer', detail: { customer_id: String(customerId) } };
  if (unitId !== undefined && !rows[0]!.unit) return { ok: false, refusal: 'unknown_unit', detail: { unit_id: String(unitId) } };
  return null;
}

/** From a sequence, so that reports never wait for each other; a number that a refused command took stays unused. */
async function nextNumber(tx: PoolClient): Promise<string> {
  const { rows } = await tx.query<{ n: number }>(`select nextval('case_number') as n`);
  return String(100_000 + Number(rows[0]!.n));
}
