/** Which question answers which operation. Everything that is not here is a command, and goes through the journal. */

import type { z } from 'zod';
import type { operations, OperationName } from '../../wire/contract.ts';
import type { Asking } from '../read/asking.ts';
import { listFacts } from '../read/case_facts.ts';
import { aroundCase } from '../read/case_around.ts';
import { listCandidates } from '../read/candidates.ts';
import { countCases } from '../read/case_counts.ts';
import { getCase, listReadings } from '../read/case_get.ts';
import { listCases } from '../read/case_list.ts';
import { previewPromises } from '../read/case_preview.ts';
import { findCustomers, getCustomer } from '../read/customers.ts';
import { getDutySubject, listDuties } from '../read/duties.ts';
import { listInCare } from '../read/in_care.ts';
import { getForm, listFormKinds, listForms, listFormsAbout } from '../read/forms.ts';
import { readRegister } from '../read/form_register.ts';
import { getRun, listRuns } from '../read/guide_runs.ts';
import { checkWords, getGuide, listGuides } from '../read/guides.ts';
import { approvalsAbout, listApprovals, listDeputies } from '../read/approvals.ts';
import { listEvents } from '../read/events.ts';
import { rulesNow } from '../read/in_force.ts';
import { listInbox, readInbox } from '../read/inbox.ts';
import { getMe } from '../read/me.ts';
import { listMessages, listWebhooks, retryMessage } from '../read/messages.ts';
import { readCalendar } from '../read/calendar_feed.ts';
import { checkPack, trialOf } from '../read/pack_desk.ts';
import { getPack, listPacks } from '../read/packs.ts';
import { packSchema } from '../read/pack_schema.ts';
import { listPeople } from '../read/people.ts';
import { getPeriod, listPeriods } from '../read/periods.ts';
import { outlookOfPromises } from '../read/promise_outlook.ts';
import { reportPromises } from '../read/promise_report.ts';
import { listFilters, removeFilter, saveFilter } from '../read/saved_filters.ts';
import { listUnits } from '../read/units.ts';
import { listVisits } from '../read/visit_list.ts';

type Operations = typeof operations;
/** Everything read; the preview, sent as a body because an address would be too long for it; and marks that are no facts, harmless to set twice. */
/** Answered by something else than JSON: files and the live stream. */
type MediaName = { [N in OperationName]: Operations[N] extends { media: readonly string[] } ? N : never }[OperationName];
export type QuestionName = Exclude<{ [N in OperationName]: Operations[N]['method'] extends 'GET' ? N : never }[OperationName], MediaName | `key.${string}`> | 'case.preview' | 'guide.check_words' | 'pack.check' | 'pack.read_calendar' | 'pack.try' | 'inbox.read' | 'message.retry' | 'filter.save' | 'filter.remove';

type Part<N extends OperationName, P extends 'params' | 'query' | 'body'> = Operations[N] extends Record<P, infer Shape extends z.ZodType> ? z.output<Shape> : undefined;

export type Asked<N extends OperationName> = { readonly params: Part<N, 'params'>; readonly query: Part<N, 'query'>; readonly body: Part<N, 'body'> };

type Questions = { readonly [N in QuestionName]: (asking: Asking, asked: Asked<N>, demo: boolean) => Promise<z.input<Operations[N]['ok']>> };

export const questions: Questions = {
  'session.me': (asking, _asked, demo) => getMe(asking, demo),
  'case.preview': (asking, { body }) => previewPromises(asking, body),
  'case.list': (asking, { query }) => listCases(asking, query),
  'case.counts': (asking, { query }) => countCases(asking, query),
  'case.get': (asking, { params, query }) => getCase(asking, params.case_id, query),
  'case.facts': (asking, { params, query }) => listFacts(asking, params.case_id, query),
  'case.readings': (asking, { params, query }) => listReadings(asking, params.case_id, query),
  'case.around': (asking, { params }) => aroundCase(asking, params.case_id),
  'case.engineers': (asking, { params }) => listCandidates(asking, params.case_id),
  'visit.list': (asking, { query }) => listVisits(asking, query),
  'customer.find': (asking, { query }) => findCustomers(asking, query),
  'customer.get': (asking, { params }) => getCustomer(asking, params.customer_id),
  'unit.list': (asking, { query }) => listUnits(asking, query),
  'person.list': (asking, { query }) => listPeople(asking, query),
  'duty.list': (asking, { query }) => listDuties(asking, query),
  'duty.in_care': (asking, { query }) => listInCare(asking, query),
  'duty.subject': (asking, { params }) => getDutySubject(asking, params),
  'form.kinds': (asking) => listFormKinds(asking),
  'form.list': (asking, { query }) => listForms(asking, query),
  'form.about': (asking, { params }) => listFormsAbout(asking, params),
  'form.get': (asking, { params }) => getForm(asking, params.form_id),
  'form.register': (asking, { params, query }) => readRegister(asking, { ...params, ...query }),
  'guide.list': (asking, { query }) => listGuides(asking, query),
  'guide.get': (asking, { params, query }) => getGuide(asking, params.guide, query),
  'guide.runs': (asking, { query }) => listRuns(asking, query),
  'guide.run': (asking, { params, query }) => getRun(asking, params.run_id, query),
  'guide.check_words': (asking, { body }) => checkWords(asking, body.text),
  'approval.list': (asking, { query }) => listApprovals(asking, query),
  'approval.about': (asking, { params }) => approvalsAbout(asking, params.case_id),
  'approval.deputies': (asking) => listDeputies(asking),
  'event.list': (asking, { query }) => listEvents(asking, query),
  'inbox.list': (asking, { query }) => listInbox(asking, query),
  'inbox.read': (asking, { body }) => readInbox(asking, body),
  'message.list': (asking, { query }) => listMessages(asking, query),
  'message.retry': (asking, { params }) => retryMessage(asking, params.message_id),
  'webhook.list': (asking, { query }) => listWebhooks(asking, query),
  'report.outlook': (asking, { query }) => outlookOfPromises(asking, query),
  'period.list': (asking, { query }) => listPeriods(asking, query),
  'period.get': (asking, { params }) => getPeriod(asking, params.period_id),
  'report.promises': (asking, { query }) => reportPromises(asking, query),
  'pack.list': (asking) => listPacks(asking),
  'pack.get': (asking, { params }) => getPack(asking, params.pack_hash),
  'pack.in_force': (asking) => rulesNow(asking),
  'pack.schema': (asking) => packSchema(asking),
  'pack.check': (asking, { body }) => checkPack(asking, body.files),
  'pack.read_calendar': (asking, { body }) => readCalendar(asking, body),
  'pack.try': (asking, { body }) => trialOf(asking, body),
  'filter.list': (asking) => listFilters(asking),
  'filter.save': (asking, { body }) => saveFilter(asking, body),
  'filter.remove': (asking, { body }) => removeFilter(asking, body),
};

export function isQuestion(name: OperationName): name is QuestionName {
  return Object.hasOwn(questions, name);
}
