/** Decisions about who goes when: assigning, answering, handing over, taking back, agreeing a time, announcing a delay. */

import type { z } from 'zod';
import { record, refuse } from '../base/decision.ts';
import { bar, type Refused } from '../base/refusal.ts';
import { parseInstant, type Instant } from '../base/time.ts';
import { claim, isOffice, saidIn, type Actor, type Decided, type Deciding } from '../roster/deciding.ts';
import { barOfCase, officeBars, type OfficeStep } from './bars.ts';
import type { visitFacts } from './facts.ts';
import { isFinished, type CaseFrame, type VisitState } from './visit.ts';

type Said<K extends keyof typeof visitFacts> = Omit<z.infer<(typeof visitFacts)[K]['data']>, 'visit_id'>;
export type OnVisit = { readonly at: Instant; readonly visit_id: string };

export type Assign = Said<'visit.assigned'> & { readonly at: Instant; readonly visit_id?: string | undefined };
export type Reassign = OnVisit & Said<'visit.reassigned'>;
export type WithReason = OnVisit & { readonly reason: string };
type AgreeTime = OnVisit & Omit<Said<'visit.time_agreed'>, 'consent'> & { readonly consent: boolean };
type Delay = OnVisit & Said<'visit.delayed'>;

export function assignVisit(frame: CaseFrame, command: Assign, context: Deciding): Decided {
  const barred = barOfCase(frame) ?? barOfEngineer(command.engineer_id, context);
  if (barred !== null) return barred;
  if (command.visit_id !== undefined && frame.visits.some((visit) => visit.visit_id === command.visit_id)) return refuse('visit_exists');
  const double = frame.visits.find((visit) => visit.engineer_id === command.engineer_id && !isFinished(visit));
  if (double !== undefined) return refuse('already_assigned', { visit_id: double.visit_id });
  return record(claim('visit.assigned', command.at, { ...saidIn(command), visit_id: command.visit_id ?? context.freshId() }, context));
}

export function acceptVisit(frame: CaseFrame, command: OnVisit, context: Deciding): Decided {
  return onVisit('accept', frame, command, context, () => record(claim('visit.accepted', command.at, saidIn(command), context)));
}

/** DSP-05: the job goes back to dispatch, and dispatch must know why. */
export function declineVisit(frame: CaseFrame, command: WithReason, context: Deciding): Decided {
  return onVisit('decline', frame, command, context, () => {
    if (command.reason.trim() === '') return refuse('reason_missing');
    return record(claim('visit.declined', command.at, saidIn(command), context));
  });
}

export function reassignVisit(frame: CaseFrame, command: Reassign, context: Deciding): Decided {
  return onVisit('reassign', frame, command, context, (visit) => {
    const barred = barOfEngineer(command.engineer_id, context);
    if (barred !== null) return barred;
    // Somebody who declined may be asked again; somebody who has it already may not.
    if (visit.engineer_id === command.engineer_id && visit.phase !== 'declined') return refuse('same_engineer');
    return record(claim('visit.reassigned', command.at, saidIn(command), context));
  });
}

export function withdrawVisit(frame: CaseFrame, command: WithReason, context: Deciding): Decided {
  return onVisit('withdraw_visit', frame, command, context, () => record(claim('visit.withdrawn', command.at, saidIn(command), context)));
}

/** DSP-07: a time is agreed with the user's consent or not at all. */
export function agreeTime(frame: CaseFrame, command: AgreeTime, context: Deciding): Decided {
  return onVisit('agree_time', frame, command, context, () => {
    if (!command.consent) return refuse('consent_missing');
    // Against the moment of agreeing, not of hearing: an agreement made without signal is no less true.
    if (isBefore(command.appointment_at, command.at)) return refuse('appointment_in_past', { appointment_at: command.appointment_at });
    if (command.until_at !== undefined && isBefore(command.until_at, parseInstant(command.appointment_at))) return refuse('until_before_appointment');
    return record(claim('visit.time_agreed', command.at, saidIn(command), context));
  });
}

export function announceDelay(frame: CaseFrame, command: Delay, context: Deciding): Decided {
  return onVisit('delay', frame, command, context, () => {
    if (isBefore(command.new_estimate_at, command.at)) return refuse('estimate_in_past', { new_estimate_at: command.new_estimate_at });
    return barOfReason('visit.delayed', command.reason, context) ?? record(claim('visit.delayed', command.at, saidIn(command), context));
  });
}

/** Finds the visit, asks whose it is and what stands in the way, and only then decides. */
export function onVisit(step: OfficeStep, frame: CaseFrame, command: OnVisit, context: Deciding, decide: (visit: VisitState) => Decided): Decided {
  // Papers of a visit may follow the closing of its case; everything else would begin something on a case that is over.
  const isPaper = step === 'complete_report' || step === 'sign_report';
  const barred = isPaper && frame.phase !== 'none' ? null : barOfCase(frame);
  if (barred !== null) return barred;
  const visit = frame.visits.find((one) => one.visit_id === command.visit_id);
  if (visit === undefined) return refuse('unknown_visit', { visit_id: command.visit_id });
  if (!mayAnswer(visit, context.by)) return refuse('not_your_visit');
  return officeBars[step](visit) ?? decide(visit);
}

/** Whose visit it is now, or somebody who speaks for them. */
function mayAnswer(visit: VisitState, actor: Actor): boolean {
  return isOffice(actor) || visit.engineer_id === actor.id;
}

/** A reason must be one the pack knows for this kind of fact, where it lists any. */
export function barOfReason(kind: string, reason: string | undefined, context: Deciding): Refused | null {
  const known = context.policy.reasons?.[kind];
  return reason === undefined || known === undefined || known.includes(reason) ? null : bar('unknown_reason', { reason });
}

function barOfEngineer(engineer_id: string, context: Deciding): Refused | null {
  const person = context.people(engineer_id);
  // History names engineers who were never on our list.
  if (context.imported === true) return null;
  if (person === null || !person.roles.includes('engineer')) return bar('unknown_engineer', { engineer_id });
  return person.active ? null : bar('inactive_engineer', { engineer_id });
}

function isBefore(written: string, bound: Instant | null): boolean {
  const moment = parseInstant(written);
  return moment !== null && bound !== null && moment < bound;
}
