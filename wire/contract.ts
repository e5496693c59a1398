/** Every operation of /api/v1 as data: the server validates with it, the screens call through it, OpenAPI is made from it. */

import { z } from 'zod';
import { id, line, code, moment } from '../core/base/shapes.ts';
import { subjectKind } from '../core/duty/duty.ts';
import { fileTypeNames } from '../core/case/file_type.ts';
import { caseCommandNames, caseCommands, reportCase, type CaseCommandName } from './command/case_commands.ts';
import { addPerson, declareEvent, describeCustomer, describePerson, endEvent, eraseCustomer, makeKey, personLeaves, registerCustomer, registerUnit } from './command/other_commands.ts';
import { bulkCommand, removeFilter, saveFilter } from './command/bulk_commands.ts';
import { announceCall } from './command/announce_call.ts';
import { activatePack, approvePack, checkPack, proposePack, readCalendar, returnPack, takeOverCases, tryPack } from './command/pack_commands.ts';
import { assignDuty, correctDuty, dutyParams, finishDuty, giveUpSubject, planDuty, resumeSubject, setAsideSubject, takeOnSubject } from './command/duty_commands.ts';
import { closePeriod } from './command/period_commands.ts';
import { aboutParams, fillForm, formParams, openForm, printForm, printParams, registerParams, signForm, voidForm } from './command/form_commands.ts';
import { answerStep, attachRun, beginGuide, checkWords, concludeGuide, runParams, skipStep } from './command/guide_commands.ts';
import { approveRequest, askAgain, askApproval, endDeputy, nameDeputy, requestParams, returnRequest, withdrawRequest } from './command/approval_commands.ts';
import { readInbox, retryMessage, stopWebhook, subscribeWebhook } from './command/webhook_commands.ts';
import { candidateView, caseAround } from './view/case_around.ts';
import { rulesInForce } from './view/settings_views.ts';
import { bulkAnswer, caseCounts, savedFilters } from './view/live_views.ts';
import { dueItem, dutySubject, inCare } from './view/duty_views.ts';
import { formKinds, formRegister, formRow, formsAbout, formState, formView } from './view/form_views.ts';
import { approvalsAbout, approvalView, deputyView } from './view/approval_views.ts';
import { guideRow, guideRun, guideView, wordsFound } from './view/guide_views.ts';
import { inboxItem, messageView, webhookView } from './view/message_views.ts';
import { closedPeriod, outlookLine, periodView } from './view/period_views.ts';
import { calendarPreview, packCheck, packRow, packTrial, packView } from './view/pack_views.ts';
import { caseRow, caseView, customerView, eventView, factView, keyMade, keyView, me, page, personView, previewView, promiseLine, receipt, readingView, unitView, visitView } from './view/views.ts';

export type Operation = {
  readonly method: 'GET' | 'POST';
  /** Path below /api/v1 with {parameters}. */
  readonly path: string;
  readonly summary: string;
  readonly tag: 'cases' | 'customers' | 'people' | 'events' | 'reports' | 'session' | 'packs' | 'messages' | 'keys' | 'duties' | 'forms' | 'guides' | 'approvals';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly ok: z.ZodType;
  /** What is sent instead of JSON; `ok` is then its text. */
  readonly media?: readonly string[];
  /** Largest body in bytes where it is not the usual megabyte. */
  readonly bodyMax?: number;
  /** 201 where something is made. */
  readonly status?: 200 | 201;
  /** Reached without signing in. */
  readonly open?: true;
};

const caseParams = z.strictObject({ case_id: id });
const packParams = z.strictObject({ pack_hash: id });
const paging = {
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const lang = { lang: z.enum(['zh-CN', 'en']).optional().describe('Language of words in the answer; else Accept-Language') };

/** What a list of cases is narrowed by; the same for the list, its counts and its export. */
const caseFilter = {
  state: z.enum(['open', 'finished', 'all']).default('open'),
  zone: code.optional(), channel: code.optional(), matter: code.optional(),
  engineer_id: id.optional(), customer_id: id.optional(), phone: z.string().max(40).optional(),
  late: z.enum(['true', 'false']).optional(),
  q: z.string().max(200).optional().describe('Words that must all be found in number, name, phone, address, description or the name of the engineer'),
  clock: code.optional().describe('With verdict and the four after it: cases that have one reading with all of these'), verdict: code.optional(),
  started_from: moment.optional(), started_to: moment.optional(),
  promise_zone: z.union([code, z.literal('-')]).optional().describe('Zone by which the promise was made; - for none'),
  promise_class: z.union([code, z.literal('-')]).optional().describe('Customer class by which the promise was made; - for none'),
  from: moment.optional().describe('By the moment of the report'), to: moment.optional(),
};

/** When it was opened. */
const period = { from: moment.optional(), to: moment.optional() };

const pdfMedia = ['application/pdf'] as const;
const exportFormat = z.enum(['csv', 'xlsx']).default('csv');
const exportMedia = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] as const;

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
      ...paging, ...caseFilter,
      sort: z.enum(['deadline', 'reported', 'number']).optional().describe('Next deadline first, for open cases only and their default; else the latest report or the highest number first'),
    }),
    ok: page(caseRow).meta({ id: 'CasePage' }),
  },
  'case.counts': { method: 'GET', path: '/cases/counts', summary: 'How many cases a filter finds, counted only so far', tag: 'cases', query: z.strictObject({ ...caseFilter }), ok: caseCounts },
  'case.export': {
    method: 'GET', path: '/cases/export', summary: 'All cases of a filter as a file, the latest report first', tag: 'cases',
    query: z.strictObject({ ...caseFilter, format: exportFormat, ...lang }), ok: z.string(), media: exportMedia,
  },
  'case.bulk': { method: 'POST', path: '/cases/bulk', summary: 'One command for many cases, each answered for itself', tag: 'cases', body: bulkCommand, ok: bulkAnswer },
  'case.get': { method: 'GET', path: '/cases/{case_id}', summary: 'One case: promises with their explanation, visits, facts', tag: 'cases', params: caseParams, query: z.strictObject({ ...lang, as_of: moment.optional() }), ok: caseView },
  'case.facts': { method: 'GET', path: '/cases/{case_id}/facts', summary: 'The facts of one case in the order they were recorded', tag: 'cases', params: caseParams, query: z.strictObject({ ...paging }), ok: page(factView).meta({ id: 'FactPage' }) },
  'case.readings': { method: 'GET', path: '/cases/{case_id}/readings', summary: 'The readings of one case, at a moment and as known at a moment', tag: 'cases', params: caseParams, query: z.strictObject({ ...lang, at: moment.optional(), as_of: moment.optional() }), ok: z.strictObject({ items: z.array(readingView) }).meta({ id: 'Readings' }) },
  ...commandOperations,
  'case.add_file': { ...commandOperations['case.add_file'], summary: 'Add a photo or a document to a case', bodyMax: 12 * 1024 * 1024 },
  'case.file': { method: 'GET', path: '/cases/{case_id}/files/{hash}', summary: 'A file of a case; `show` lets a photo be shown in a page', tag: 'cases', params: z.strictObject({ case_id: id, hash: id }), query: z.strictObject({ show: z.enum(['true', 'false']).default('false') }), ok: z.string(), media: fileTypeNames },
  'case.engineers': {
    method: 'GET', path: '/cases/{case_id}/engineers', summary: 'Who could be sent to a case, the likeliest first: load, distance, skill, and who declined it', tag: 'cases', params: caseParams,
    ok: z.strictObject({ place_known: z.boolean().describe('Where the case is, is known by coordinates'), items: z.array(candidateView) }).meta({ id: 'Candidates' }),
  },
  'case.around': { method: 'GET', path: '/cases/{case_id}/around', summary: 'The people of a case with their numbers, its files, and the cases it may belong with', tag: 'cases', params: caseParams, ok: caseAround },

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

  'person.describe': { method: 'POST', path: '/people/{person_id}/describe', summary: 'Change roles, zones, branch or name of somebody of ours; takes effect at once', tag: 'people', params: z.strictObject({ person_id: id }), body: describePerson, ok: receipt },
  'person.leave': { method: 'POST', path: '/people/{person_id}/leave', summary: 'Somebody is no longer with us: signed out everywhere, their keys revoked', tag: 'people', params: z.strictObject({ person_id: id }), body: personLeaves, ok: receipt },

  'key.make': { method: 'POST', path: '/keys', summary: 'Make an API key', tag: 'keys', body: makeKey, ok: keyMade, status: 201 },
  'key.list': { method: 'GET', path: '/keys', summary: 'API keys, the latest first, revoked ones too', tag: 'keys', query: z.strictObject({ ...paging }), ok: page(keyView).meta({ id: 'ApiKeyPage' }) },
  'key.revoke': { method: 'POST', path: '/keys/{key_id}/revoke', summary: 'A key opens nothing from now on', tag: 'keys', params: z.strictObject({ key_id: id }), body: z.strictObject({}).meta({ id: 'RevokeKey' }), ok: z.strictObject({ revoked: z.literal(true) }).meta({ id: 'KeyRevoked' }) },

  'event.declare': { method: 'POST', path: '/events', summary: 'Declare an event for an area and a time, e.g. a storm', tag: 'events', body: declareEvent, ok: receipt, status: 201 },
  'event.end': { method: 'POST', path: '/events/{event_id}/end', summary: 'Say when a declared event ended', tag: 'events', params: z.strictObject({ event_id: id }), body: endEvent, ok: receipt },
  'event.list': { method: 'GET', path: '/events', summary: 'Declared events, latest first', tag: 'events', query: z.strictObject({ ...paging }), ok: page(eventView).meta({ id: 'EventPage' }) },

  'duty.list': {
    method: 'GET', path: '/duties', summary: 'What is due, by when it is due: open and missed, or as asked; for a person, a subject, a unit, a customer, a span of time', tag: 'duties',
    query: z.strictObject({
      ...paging, ...lang, state: z.enum(['due', 'coming', 'missed', 'done', 'all']).default('due'), from: moment.optional(), until: moment.optional(),
      mine: z.enum(['true', 'false']).default('false').describe('In one’s own charge, or of one’s role while nobody is in charge'), person_id: id.optional(),
      subject_kind: subjectKind.optional(), subject_id: id.optional(), unit_id: id.optional(), customer_id: id.optional(), duty: code.optional(),
    }),
    ok: page(dueItem).meta({ id: 'DuePage' }),
  },
  'duty.in_care': {
    method: 'GET', path: '/care', summary: 'What is looked after, with what of it is open, missed and next', tag: 'duties',
    query: z.strictObject({ ...paging, subject_kind: subjectKind.optional(), q: z.string().trim().min(1).max(100).optional(), ended: z.enum(['true', 'false']).default('false').describe('Those given up as well') }),
    ok: page(inCare).meta({ id: 'InCarePage' }),
  },
  'duty.subject': { method: 'GET', path: '/duties/{subject_kind}/{subject_id}', summary: 'One subject: what it owes, what was done, planned and missed', tag: 'duties', params: dutyParams, query: z.strictObject({ ...lang }), ok: dutySubject },
  'duty.take_on': { method: 'POST', path: '/duties/{subject_kind}/{subject_id}/take-on', summary: 'Take a contract, project, site, machine … into care', tag: 'duties', params: dutyParams, body: takeOnSubject, ok: receipt, status: 201 },
  'duty.assign': { method: 'POST', path: '/duties/{subject_kind}/{subject_id}/assign', summary: 'Put somebody in charge', tag: 'duties', params: dutyParams, body: assignDuty, ok: receipt },
  'duty.give_up': { method: 'POST', path: '/duties/{subject_kind}/{subject_id}/give-up', summary: 'It is in our care no more', tag: 'duties', params: dutyParams, body: giveUpSubject, ok: receipt },
  'duty.set_aside': { method: 'POST', path: '/duties/{subject_kind}/{subject_id}/set-aside', summary: 'It does not run: what is owed only while it runs is not owed', tag: 'duties', params: dutyParams, body: setAsideSubject, ok: receipt },
  'duty.resume': { method: 'POST', path: '/duties/{subject_kind}/{subject_id}/resume', summary: 'It runs again', tag: 'duties', params: dutyParams, body: resumeSubject, ok: receipt },
  'duty.plan': { method: 'POST', path: '/duties/{subject_kind}/{subject_id}/plan', summary: 'Plan the date of a duty for which the rules give no interval', tag: 'duties', params: dutyParams, body: planDuty, ok: receipt },
  'duty.finish': { method: 'POST', path: '/duties/{subject_kind}/{subject_id}/finish', summary: 'A duty was done, with its evidence', tag: 'duties', params: dutyParams, body: finishDuty, ok: receipt },
  'duty.correct': { method: 'POST', path: '/duties/{subject_kind}/{subject_id}/correct', summary: 'Correct or withdraw what was recorded of a duty', tag: 'duties', params: dutyParams, body: correctDuty, ok: receipt },

  'form.kinds': { method: 'GET', path: '/form-kinds', summary: 'The forms and registers of the rules', tag: 'forms', query: z.strictObject({ ...lang }), ok: formKinds },
  'form.list': {
    method: 'GET', path: '/forms', summary: 'Forms, the latest first', tag: 'forms',
    query: z.strictObject({ ...paging, ...lang, form: code.optional(), state: formState.optional(), from: moment.optional(), to: moment.optional() }), ok: page(formRow).meta({ id: 'FormPage' }),
  },
  'form.about': { method: 'GET', path: '/subjects/{about_kind}/{about_id}/forms', summary: 'Forms of a case, unit, customer or the organisation: which can be opened, which there are', tag: 'forms', params: aboutParams, query: z.strictObject({ ...lang }), ok: formsAbout },
  'form.open': { method: 'POST', path: '/subjects/{about_kind}/{about_id}/forms', summary: 'Open a form; it has its number from now on', tag: 'forms', params: aboutParams, body: openForm, ok: receipt, status: 201 },
  'form.get': { method: 'GET', path: '/forms/{form_id}', summary: 'One form as it stands, with what the asker can do with it', tag: 'forms', params: formParams, query: z.strictObject({ ...lang }), ok: formView },
  'form.fill': { method: 'POST', path: '/forms/{form_id}/fill', summary: 'Fill fields of a form', tag: 'forms', params: formParams, body: fillForm, ok: receipt },
  'form.sign': { method: 'POST', path: '/forms/{form_id}/sign', summary: 'Sign what a form shows', tag: 'forms', params: formParams, body: signForm, ok: receipt },
  'form.void': { method: 'POST', path: '/forms/{form_id}/void', summary: 'Declare a form void; its number stays', tag: 'forms', params: formParams, body: voidForm, ok: receipt },
  'form.print': { method: 'POST', path: '/forms/{form_id}/print', summary: 'Record a print; ids.print says which. A further one of what is final is a copy and says so', tag: 'forms', params: formParams, body: printForm, ok: receipt },
  'form.sheet': { method: 'GET', path: '/forms/{form_id}/prints/{print}', summary: 'The sheet of a print as PDF, for whoever printed it and for an hour', tag: 'forms', params: printParams, query: z.strictObject({ ...lang }), ok: z.string(), media: pdfMedia },
  'form.register': { method: 'GET', path: '/registers/{form}', summary: 'All forms of a kind with what they say, in the order of their numbers', tag: 'forms', params: registerParams, query: z.strictObject({ ...paging, ...lang, ...period }), ok: formRegister },
  'form.register_sheet': { method: 'GET', path: '/registers/{form}/sheet', summary: 'The same as PDF', tag: 'forms', params: registerParams, query: z.strictObject({ ...lang, ...period }), ok: z.string(), media: pdfMedia },
  'form.export': { method: 'GET', path: '/registers/{form}/export', summary: 'The same as a file', tag: 'forms', params: registerParams, query: z.strictObject({ ...lang, ...period, format: exportFormat }), ok: z.string(), media: exportMedia },

  'guide.list': {
    method: 'GET', path: '/guides', summary: 'Scripts, procedures and checklists of the rules in force; with `q` those whose situation has these words first, then those that say them', tag: 'guides',
    query: z.strictObject({ ...lang, kind: z.enum(['script', 'procedure', 'checklist']).optional(), q: z.string().max(200).optional() }),
    ok: z.strictObject({ items: z.array(guideRow) }).meta({ id: 'Guides' }),
  },
  'guide.get': {
    method: 'GET', path: '/guides/{guide}', summary: 'One guide with its words filled in from the case and whoever asks; what is not known stays a gap', tag: 'guides',
    params: z.strictObject({ guide: code }), query: z.strictObject({ ...lang, case_id: id.optional(), title: z.enum(['mr', 'ms']).optional().describe('How the caller is addressed') }), ok: guideView,
  },
  'guide.begin': { method: 'POST', path: '/guide-runs', summary: 'Begin to follow a guide, for a case or for a call that has none yet', tag: 'guides', body: beginGuide, ok: receipt, status: 201 },
  'guide.runs': {
    method: 'GET', path: '/guide-runs', summary: 'Guides that were followed, the latest first: for a case, or by oneself', tag: 'guides',
    query: z.strictObject({ ...paging, ...lang, case_id: id.optional(), mine: z.enum(['true', 'false']).default('false'), open: z.enum(['true', 'false']).default('false').describe('Only those that were not concluded') }),
    ok: page(guideRun).meta({ id: 'GuideRunPage' }),
  },
  'guide.run': { method: 'GET', path: '/guide-runs/{run_id}', summary: 'One run: what was said and answered, which step is next', tag: 'guides', params: runParams, query: z.strictObject({ ...lang, title: z.enum(['mr', 'ms']).optional().describe('How the caller is addressed') }), ok: guideRun },
  'guide.attach': { method: 'POST', path: '/guide-runs/{run_id}/attach', summary: 'Say to which case a call belonged', tag: 'guides', params: runParams, body: attachRun, ok: receipt },
  'guide.answer': { method: 'POST', path: '/guide-runs/{run_id}/answer', summary: 'A step was said or done, with its answer', tag: 'guides', params: runParams, body: answerStep, ok: receipt },
  'guide.skip': { method: 'POST', path: '/guide-runs/{run_id}/skip', summary: 'Pass over a step, with a reason; hard steps refuse', tag: 'guides', params: runParams, body: skipStep, ok: receipt },
  'guide.conclude': { method: 'POST', path: '/guide-runs/{run_id}/conclude', summary: 'Record the conclusion, or why it stopped', tag: 'guides', params: runParams, body: concludeGuide, ok: receipt },
  'guide.check_words': { method: 'POST', path: '/guides/check-words', summary: 'Which expressions of a written reply may not be written to a customer, and what to write instead; records nothing', tag: 'guides', body: checkWords, ok: wordsFound },

  'approval.list': {
    method: 'GET', path: '/approvals', summary: 'Approvals: those that wait for oneself, those one asked for, all that wait, or all', tag: 'approvals',
    query: z.strictObject({ ...paging, ...lang, view: z.enum(['mine', 'asked', 'waiting', 'all']).default('mine').describe('mine: the step that waits is for the asker, or for somebody they act for') }),
    ok: page(approvalView).meta({ id: 'ApprovalPage' }),
  },
  'approval.about': { method: 'GET', path: '/cases/{case_id}/approvals', summary: 'Approvals of a case: which can be asked for, which there are', tag: 'approvals', params: caseParams, query: z.strictObject({ ...lang }), ok: approvalsAbout },
  'approval.ask': { method: 'POST', path: '/cases/{case_id}/approvals', summary: 'Ask for an approval; the rules of today say by whom', tag: 'approvals', params: caseParams, body: askApproval, ok: receipt, status: 201 },
  'approval.approve': { method: 'POST', path: '/cases/{case_id}/approvals/{approval_id}/approve', summary: 'Approve the step that waits, in one’s own right or for somebody one acts for', tag: 'approvals', params: requestParams, body: approveRequest, ok: receipt },
  'approval.return': { method: 'POST', path: '/cases/{case_id}/approvals/{approval_id}/return', summary: 'Return it with remarks to whoever asked', tag: 'approvals', params: requestParams, body: returnRequest, ok: receipt },
  'approval.ask_again': { method: 'POST', path: '/cases/{case_id}/approvals/{approval_id}/ask-again', summary: 'Put forward again what was returned or overtaken; all steps begin anew', tag: 'approvals', params: requestParams, body: askAgain, ok: receipt },
  'approval.withdraw': { method: 'POST', path: '/cases/{case_id}/approvals/{approval_id}/withdraw', summary: 'Take a request back', tag: 'approvals', params: requestParams, body: withdrawRequest, ok: receipt },
  'approval.deputies': { method: 'GET', path: '/deputies', summary: 'Who acts for whom, now or later', tag: 'approvals', ok: z.strictObject({ items: z.array(deputyView) }).meta({ id: 'Deputies' }) },
  'approval.name_deputy': { method: 'POST', path: '/people/{person_id}/deputy', summary: 'Name who acts for somebody, for a time', tag: 'approvals', params: z.strictObject({ person_id: id }), body: nameDeputy, ok: receipt },
  'approval.end_deputy': { method: 'POST', path: '/people/{person_id}/end-deputy', summary: 'They are back: nobody acts for them any more', tag: 'approvals', params: z.strictObject({ person_id: id }), body: endDeputy, ok: receipt },

  'inbox.list': {
    method: 'GET', path: '/inbox', summary: 'What one was told of: warnings, deadlines, escalations; the latest first', tag: 'messages',
    query: z.strictObject({ ...paging, ...lang, unread: z.enum(['true', 'false']).default('false').describe('Only what was not read') }),
    ok: page(inboxItem).extend({ unread: z.int().describe('How much was not read, on all pages') }).meta({ id: 'InboxPage' }),
  },
  'inbox.read': { method: 'POST', path: '/inbox/read', summary: 'Mark items of one’s own inbox as read', tag: 'messages', body: readInbox, ok: z.strictObject({ read: z.int() }).meta({ id: 'InboxRead' }) },
  'message.list': {
    method: 'GET', path: '/messages', summary: 'Letters and calls to other systems; `state=parked` are those that were given up', tag: 'messages',
    query: z.strictObject({ ...paging, state: z.enum(['waiting', 'sent', 'parked']).optional() }), ok: page(messageView).meta({ id: 'MessagePage' }),
  },
  'message.retry': {
    method: 'POST', path: '/messages/{message_id}/retry', summary: 'Send a parked message after all', tag: 'messages', params: z.strictObject({ message_id: id }),
    body: retryMessage, ok: z.strictObject({ message_id: z.string(), state: z.literal('waiting') }).meta({ id: 'MessageRetried' }),
  },
  'webhook.subscribe': { method: 'POST', path: '/webhooks', summary: 'Have another system told of alarms, by signed calls (Standard Webhooks)', tag: 'messages', body: subscribeWebhook, ok: receipt, status: 201 },
  'webhook.stop': { method: 'POST', path: '/webhooks/{webhook_id}/stop', summary: 'Tell another system no more', tag: 'messages', params: z.strictObject({ webhook_id: id }), body: stopWebhook, ok: receipt },
  'webhook.list': { method: 'GET', path: '/webhooks', summary: 'Systems that are told, with their secrets', tag: 'messages', query: z.strictObject({ ...paging }), ok: page(webhookView).meta({ id: 'WebhookPage' }) },

  'report.promises': {
    method: 'GET', path: '/reports/promises', summary: 'Promises kept: mean and share by zone or customer class, and period', tag: 'reports',
    query: z.strictObject({ from: moment, to: moment, clock: code.optional(), by: z.enum(['total', 'day', 'week', 'month']).default('total'), group: z.enum(['zone', 'customer_class']).default('zone'), ...lang }),
    ok: z.strictObject({ items: z.array(promiseLine) }).meta({ id: 'PromiseReport' }),
  },
  'report.promises_export': {
    method: 'GET', path: '/reports/promises/export', summary: 'The same as a file', tag: 'reports',
    query: z.strictObject({ from: moment, to: moment, clock: code.optional(), by: z.enum(['total', 'day', 'week', 'month']).default('total'), group: z.enum(['zone', 'customer_class']).default('zone'), format: exportFormat, ...lang }),
    ok: z.string(), media: exportMedia,
  },

  'report.outlook': {
    method: 'GET', path: '/reports/outlook', summary: 'Promises judged on the average: the mean so far, its margin, where it is going, and which open cases can still bring it down', tag: 'reports',
    query: z.strictObject({ first_day: z.iso.date(), last_day: z.iso.date(), clock: code.optional(), ...lang }),
    ok: z.strictObject({ from: moment, to: moment, items: z.array(outlookLine) }).meta({ id: 'PromiseOutlook' }),
  },
  'period.close': { method: 'POST', path: '/periods', summary: 'Close a period of a promise: its figures are recorded as they stand', tag: 'reports', body: closePeriod, ok: receipt, status: 201 },
  'period.list': { method: 'GET', path: '/periods', summary: 'Closed periods, the latest first', tag: 'reports', query: z.strictObject({ clock: code.optional(), ...lang }), ok: z.strictObject({ items: z.array(closedPeriod) }).meta({ id: 'ClosedPeriods' }) },
  'period.get': {
    method: 'GET', path: '/periods/{period_id}', summary: 'One closed period: its figures as recorded, as they are now, and each reading that changed since', tag: 'reports',
    params: z.strictObject({ period_id: id }), query: z.strictObject({ ...lang }), ok: periodView,
  },

  'pack.list': {
    method: 'GET', path: '/packs', summary: 'Versions of the rules: those of this organisation, the latest first, and those that come with the program', tag: 'packs',
    ok: z.strictObject({ items: z.array(packRow) }).meta({ id: 'Packs' }),
  },
  'pack.get': { method: 'GET', path: '/packs/{pack_hash}', summary: 'One version: what it says with the source of every figure, its text, its way', tag: 'packs', params: packParams, ok: packView },
  'pack.in_force': { method: 'GET', path: '/packs/in-force', summary: 'What the rules in force say of place and time: calendars, and zones with what is promised in each', tag: 'packs', query: z.strictObject({ ...lang }), ok: rulesInForce },
  'pack.schema': { method: 'GET', path: '/packs/schema', summary: 'JSON Schema of a pack file, for completion', tag: 'packs', ok: z.record(z.string(), z.unknown()).meta({ id: 'PackSchema' }) },
  'pack.check': { method: 'POST', path: '/packs/check', summary: 'What is wrong with a pack as typed so far, what it changes, and what its example table says; records nothing', tag: 'packs', body: checkPack, ok: packCheck },
  'pack.read_calendar': { method: 'POST', path: '/packs/calendar', summary: 'The days of an iCalendar feed, what they change in a calendar of the rules in force, and the text that would say so; records nothing', tag: 'packs', body: readCalendar, ok: calendarPreview },
  'pack.try': { method: 'POST', path: '/packs/try', summary: 'A changed pack over what truly happened since a day; records nothing', tag: 'packs', body: tryPack, ok: packTrial },
  'pack.propose': { method: 'POST', path: '/packs', summary: 'Propose a version of the rules', tag: 'packs', body: proposePack, ok: receipt, status: 201 },
  'pack.approve': { method: 'POST', path: '/packs/{pack_hash}/approve', summary: 'Approve the step that waits', tag: 'packs', params: packParams, body: approvePack, ok: receipt },
  'pack.return': { method: 'POST', path: '/packs/{pack_hash}/return', summary: 'Return a version with remarks', tag: 'packs', params: packParams, body: returnPack, ok: receipt },
  'pack.activate': { method: 'POST', path: '/packs/{pack_hash}/activate', summary: 'From now on this version answers for what begins', tag: 'packs', params: packParams, body: activatePack, ok: receipt },
  'pack.take_over': {
    method: 'POST', path: '/packs/take-over', summary: 'Open cases are judged by the active version from now on, each by a fact of its own', tag: 'packs', body: takeOverCases,
    ok: z.strictObject({ taken: z.int() }).meta({ id: 'CasesTakenOver' }),
  },

  'filter.list': { method: 'GET', path: '/saved-filters', summary: 'One’s own saved filters of the list of cases', tag: 'session', ok: savedFilters },
  'filter.save': { method: 'POST', path: '/saved-filters', summary: 'Keep a filter under a name; the same name replaces it', tag: 'session', body: saveFilter, ok: savedFilters },
  'filter.remove': { method: 'POST', path: '/saved-filters/remove', summary: 'Remove a saved filter', tag: 'session', body: removeFilter, ok: savedFilters },
  'call.announce': {
    method: 'POST', path: '/incoming-calls', summary: 'For a telephone system: a call is coming in. The agent it rings at, or every desk, is shown the number; nothing is recorded', tag: 'session',
    body: announceCall, ok: z.strictObject({ announced: z.literal(true) }).meta({ id: 'CallAnnounced' }),
  },
  'live.follow': {
    method: 'GET', path: '/live', tag: 'session', ok: z.string(), media: ['text/event-stream'],
    summary: 'Server-sent events: `ready`, then `moved` (LiveMove) for what this person may see, `ringing` (IncomingCall) at a call desk, `reset` when all must be asked for again, `signed_out`. Resumes after Last-Event-ID',
    query: z.strictObject({ once: z.enum(['true', 'false']).default('false').describe('Tell what moved since Last-Event-ID and end') }),
  },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

function pascal(name: string): string {
  return name.split('_').map((part) => part[0]!.toUpperCase() + part.slice(1)).join('');
}
