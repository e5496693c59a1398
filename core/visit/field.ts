/** Decisions about what an engineer did: recorded because it happened, disputed where it contradicts what we know (CLOCKS, truth over order). */

import type { z } from 'zod';
import { record } from '../base/decision.ts';
import { bar, type Refused } from '../base/refusal.ts';
import type { Instant } from '../base/time.ts';
import { claim, isOffice, saidIn, type Actor, type Decided, type Deciding, type DisputeReason } from '../roster/deciding.ts';
import { fieldBars, type FieldStep } from './bars.ts';
import { barOfReason, type OnVisit } from './decide.ts';
import type { visitFacts } from './facts.ts';
import type { CaseFrame, VisitState } from './visit.ts';

const kindOfStep = {
  depart: 'visit.departed',
  see_overrun: 'visit.overrun_seen',
  knock: 'visit.knocked',
  open_door: 'visit.door_opened',
  phone_at_door: 'customer.phoned_at_door',
  arrive: 'visit.arrived',
  no_access: 'visit.no_access',
  repair: 'visit.repaired',
  leave: 'visit.left',
} as const satisfies Record<FieldStep, keyof typeof visitFacts>;

type FieldCommand<S extends FieldStep> = OnVisit & Omit<z.infer<(typeof visitFacts)[(typeof kindOfStep)[S]]['data']>, 'visit_id'>;

export function recordDeparture(frame: CaseFrame, command: FieldCommand<'depart'>, context: Deciding): Decided {
  return recordStep('depart', frame, command, context);
}

/** CLK-68: an earlier job runs over; the office is told at once so that the next user is warned. */
export function recordOverrun(frame: CaseFrame, command: FieldCommand<'see_overrun'>, context: Deciding): Decided {
  return recordStep('see_overrun', frame, command, context);
}

/** ENG-28: knocked again every 30 seconds, so a second knock is no repetition. */
export function recordKnock(frame: CaseFrame, command: FieldCommand<'knock'>, context: Deciding): Decided {
  return recordStep('knock', frame, command, context);
}

export function recordDoorOpened(frame: CaseFrame, command: FieldCommand<'open_door'>, context: Deciding): Decided {
  return recordStep('open_door', frame, command, context);
}

export function recordPhoneAtDoor(frame: CaseFrame, command: FieldCommand<'phone_at_door'>, context: Deciding): Decided {
  return recordStep('phone_at_door', frame, command, context);
}

export function recordArrival(frame: CaseFrame, command: FieldCommand<'arrive'>, context: Deciding): Decided {
  return recordStep('arrive', frame, command, context);
}

export function recordNoAccess(frame: CaseFrame, command: FieldCommand<'no_access'>, context: Deciding): Decided {
  return barOfReason('visit.no_access', command.reason, context) ?? recordStep('no_access', frame, command, context);
}

export function recordRepair(frame: CaseFrame, command: FieldCommand<'repair'>, context: Deciding): Decided {
  return recordStep('repair', frame, command, context);
}

export function recordLeaving(frame: CaseFrame, command: FieldCommand<'leave'>, context: Deciding): Decided {
  return recordStep('leave', frame, command, context);
}

/** The visit a claim is about, if the person may speak of it: it is or was theirs, or they speak for its engineer. */
export function claimedVisit(frame: CaseFrame, visit_id: string, actor: Actor): VisitState | Refused {
  if (frame.phase === 'none') return bar('unknown_case');
  const visit = frame.visits.find((one) => one.visit_id === visit_id);
  if (visit === undefined) return bar('unknown_visit', { visit_id });
  return isOffice(actor) || visit.engineers.includes(actor.id) ? visit : bar('not_your_visit');
}

/** For what may name a visit and need not: an engineer speaks of their own visits and cases only. */
export function barOfSpeaker(frame: CaseFrame, visit_id: string | undefined, context: Deciding): Refused | null {
  if (visit_id === undefined) {
    return isOffice(context.by) || frame.visits.some((visit) => visit.engineers.includes(context.by.id)) ? null : bar('not_your_visit');
  }
  const visit = claimedVisit(frame, visit_id, context.by);
  return 'ok' in visit ? visit : null;
}

/** What in our knowledge speaks against something done on a visit at a moment. */
export function contradictions(frame: CaseFrame, visit: VisitState | null, at: Instant, context: Deciding): DisputeReason[] {
  const against: DisputeReason[] = [];
  if (visit !== null) {
    const wasReplaced = !isOffice(context.by) && visit.engineer_id !== context.by.id;
    // Named even when the step came before the change: who of the two was there is for somebody to say.
    if (wasReplaced) against.push('engineer_reassigned');
    // Declining gives the visit back, so a step after it has no visit either.
    if (visit.phase === 'withdrawn' || visit.phase === 'declined') against.push('visit_withdrawn');
    if (!wasReplaced && context.imported !== true && visit.assigned_at !== null && at < visit.assigned_at) against.push('before_assignment');
  }
  const overAt = frame.phase === 'closed' ? frame.closed_at : frame.phase === 'cancelled' ? frame.cancelled_at : null;
  // A step from before the closing that is heard after it contradicts nothing.
  if (overAt !== null && at > overAt) against.push('case_already_closed');
  return against;
}

function recordStep(step: FieldStep, frame: CaseFrame, command: OnVisit, context: Deciding): Decided {
  const visit = claimedVisit(frame, command.visit_id, context.by);
  if ('ok' in visit) return visit;
  const against = contradictions(frame, visit, command.at, context);
  const isContested = against.includes('engineer_reassigned') || against.includes('visit_withdrawn');
  const repeated = isContested ? barOfContested(step, visit, context.by) : fieldBars[step](visit);
  return repeated ?? record(claim(kindOfStep[step], command.at, saidIn(command), context, against));
}

// A contested claim does not move the visit, so the visit cannot tell that it was made before; the list of such claims can.
function barOfContested(step: FieldStep, visit: VisitState, actor: Actor): Refused | null {
  const before = visit.contested.find((one) => one.kind === kindOfStep[step] && one.by === actor.id);
  return before === undefined ? null : fieldBars[step]({ ...visit, ...stepsAt(before.at) });
}

function stepsAt(at: Instant): Pick<VisitState, 'departed_at' | 'arrived_at' | 'no_access_at' | 'repaired_at' | 'left_at'> {
  return { departed_at: at, arrived_at: at, no_access_at: at, repaired_at: at, left_at: at };
}
