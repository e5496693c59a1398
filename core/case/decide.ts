/** Decisions about a whole case, and the list of every decision on a case by the name of its command. */

import type { z } from 'zod';
import { record, refuse } from '../base/decision.ts';
import { bar, type Refused } from '../base/refusal.ts';
import type { Instant } from '../base/time.ts';
import { claim, isOffice, saidIn, withPersonal, type Decided, type Deciding } from '../roster/deciding.ts';
import { acceptVisit, agreeTime, announceDelay, assignVisit, barOfReason, declineVisit, reassignVisit, withdrawVisit } from '../visit/decide.ts';
import {
  barOfSpeaker, claimedVisit, contradictions, recordArrival, recordDeparture, recordDoorOpened, recordKnock, recordLeaving, recordNoAccess, recordOverrun,
  recordPhoneAtDoor, recordRepair,
} from '../visit/field.ts';
import { once } from '../visit/bars.ts';
import { completeReport, signReport } from '../visit/report.ts';
import { isFinished, type VisitState } from '../visit/visit.ts';
import { caseBars } from './bars.ts';
import { barOfCodes } from './codes.ts';
import { acceptFact, correctFact } from './correct.ts';
import type { caseFacts } from './facts.ts';
import { addFile } from './file.ts';
import { recordMilestone } from './milestone.ts';
import type { CaseState } from './state.ts';
import { barOfWording } from './wording.ts';

type Said<K extends keyof typeof caseFacts> = z.infer<(typeof caseFacts)[K]['data']>;
type Timed = { readonly at: Instant };

export type ReportCase = Timed & Said<'case.reported'> & z.infer<(typeof caseFacts)['case.reported']['personal']> & {
  readonly case_id?: string | undefined;
  /** Registered by the shell on its own stream in the same transaction; then only its id is passed on to here. */
  readonly customer?: object | undefined;
};
type Classify = Timed & Said<'case.classified'>;
export type WithReason = Timed & { readonly reason: string };
export type Close = Timed & Said<'case.closed'>;
type ContactCustomer = Timed & Said<'customer.contacted'>;
type InformCustomer = Timed & Said<'customer.informed'>;
type Restore = Timed & Said<'supply.restored'>;
type CallBackCustomer = Timed & Said<'customer.called_back'>;

/** INT-07, INT-10: taken once, with its channel; who called and what was said is sealed with the customer. */
export function reportCase(state: CaseState, command: ReportCase, context: Deciding): Decided {
  if (state.phase !== 'none') return refuse('case_exists', { case_id: context.subject_id });
  // Two of them cannot both be the caller.
  if (command.customer !== undefined && command.customer_id !== undefined) return refuse('customer_given_twice');
  const barred = barOfCodes(command, context);
  if (barred !== null) return barred;
  const { case_id: _case, customer: _customer, caller_name, phone, address, description, request, ...said } = command;
  const fact = claim('case.reported', command.at, saidIn(said), context);
  return record(withPersonal(fact, command.customer_id ?? context.subject_id, { caller_name, phone, address, description, request }));
}

/** A real change of circumstance. A mistake is corrected instead, because that reaches back (CLOCKS, zone and class). */
function classifyCase(state: CaseState, command: Classify, context: Deciding): Decided {
  const { reason: _reason, ...described } = saidIn(command);
  const barred = caseBars.classify(state) ?? (Object.keys(described).length === 0 ? bar('nothing_new') : barOfCodes(command, context));
  return barred ?? record(claim('case.classified', command.at, saidIn(command), context));
}

/** Visits that nobody has arrived at are taken back with it; somebody on site leaves first. */
function cancelCase(state: CaseState, command: WithReason, context: Deciding): Decided {
  const barred = caseBars.cancel(state) ?? barOfBlank(command.reason);
  if (barred !== null) return barred;
  const withdrawn = state.visits
    .filter((visit) => !isFinished(visit))
    .map((visit) => claim('visit.withdrawn', command.at, { visit_id: visit.visit_id, reason: command.reason }, context));
  return record(...withdrawn, claim('case.cancelled', command.at, saidIn(command), context));
}

function closeCase(state: CaseState, command: Close, context: Deciding): Decided {
  return caseBars.close(state) ?? record(claim('case.closed', command.at, saidIn(command), context));
}

/** A new round. A closing made by mistake is corrected instead (CLOCKS, reopen). */
function reopenCase(state: CaseState, command: WithReason, context: Deciding): Decided {
  return caseBars.reopen(state) ?? barOfBlank(command.reason) ?? record(claim('case.reopened', command.at, saidIn(command), context));
}

function contactCustomer(state: CaseState, command: ContactCustomer, context: Deciding): Decided {
  return caseBars.contact_customer(state) ?? barOfSpeaker(state, command.visit_id, context)
    ?? record(claim('customer.contacted', command.at, saidIn(command), context));
}

/** CLK-08, RCD-24: that and when the customer was told is what later excuses a delay. */
function informCustomer(state: CaseState, command: InformCustomer, context: Deciding): Decided {
  return caseBars.inform_customer(state) ?? barOfSpeaker(state, command.visit_id, context)
    ?? barOfReason('customer.informed', command.reason, context) ?? barOfWording(command.said, context) ?? record(claim('customer.informed', command.at, saidIn(command), context));
}

/** FUP-04: before or after the closing, and as often as it takes to reach somebody. */
function callBack(state: CaseState, command: CallBackCustomer, context: Deciding): Decided {
  return caseBars.call_back(state) ?? record(claim('customer.called_back', command.at, saidIn(command), context));
}

/** CLK-05: supply is back. It happened, so it is recorded, by whoever saw it. */
function recordRestoration(state: CaseState, command: Restore, context: Deciding): Decided {
  const visit_id = command.visit_id ?? onlyVisitOf(state, context)?.visit_id;
  if (visit_id === undefined && !isOffice(context.by)) return refuse('not_your_visit');
  const visit = visit_id === undefined ? null : claimedVisit(state, visit_id, context.by);
  if (visit !== null && 'ok' in visit) return visit;
  const against = contradictions(state, visit, command.at, context);
  const before = visit?.contested.find((one) => one.kind === 'supply.restored' && one.by === context.by.id)?.at ?? null;
  const isContested = against.includes('engineer_reassigned') || against.includes('visit_withdrawn');
  const barred = isContested ? once('already_restored', before) : caseBars.restore(state);
  return barred ?? record(claim('supply.restored', command.at, { ...saidIn(command), ...(visit_id === undefined ? {} : { visit_id }) }, context, against));
}

/** Every decision on a case by the name of its command: `report`, and `POST /cases/{case_id}/{name}`. */
export const caseDecisions = {
  report: reportCase,
  classify: classifyCase,
  cancel: cancelCase,
  close: closeCase,
  reopen: reopenCase,
  correct: correctFact,
  accept_fact: acceptFact,
  add_file: addFile,
  record_milestone: recordMilestone,
  assign: assignVisit,
  accept: acceptVisit,
  decline: declineVisit,
  reassign: reassignVisit,
  withdraw_visit: withdrawVisit,
  contact_customer: contactCustomer,
  agree_time: agreeTime,
  inform_customer: informCustomer,
  depart: recordDeparture,
  delay: announceDelay,
  see_overrun: recordOverrun,
  knock: recordKnock,
  open_door: recordDoorOpened,
  phone_at_door: recordPhoneAtDoor,
  arrive: recordArrival,
  no_access: recordNoAccess,
  restore: recordRestoration,
  repair: recordRepair,
  complete_report: completeReport,
  sign_report: signReport,
  leave: recordLeaving,
  call_back: callBack,
} as const satisfies Record<string, (state: CaseState, command: never, context: Deciding) => Decided>;

export type CaseDecisionName = keyof typeof caseDecisions;
export type CommandOf<N extends CaseDecisionName> = Parameters<(typeof caseDecisions)[N]>[1];

/** Decides by name. The command has passed the schema of that name, with `at` turned into an instant. */
export function decideCase<N extends CaseDecisionName>(name: N, state: CaseState, command: CommandOf<N>, context: Deciding): Decided {
  // The compiler cannot follow that the name chooses decision and command together.
  return (caseDecisions[name] as (state: CaseState, command: CommandOf<N>, context: Deciding) => Decided)(state, command, context);
}

function barOfBlank(reason: string): Refused | null {
  return reason.trim() === '' ? bar('reason_missing') : null;
}

// An engineer with one visit under way means that one.
function onlyVisitOf(state: CaseState, context: Deciding): VisitState | undefined {
  if (isOffice(context.by)) return undefined;
  const mine = state.visits.filter((visit) => visit.engineers.includes(context.by.id));
  return mine.findLast((visit) => visit.engineer_id === context.by.id && !isFinished(visit)) ?? mine.at(-1);
}
