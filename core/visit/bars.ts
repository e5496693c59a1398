/** What stands in the way of each command on a visit, as far as its state alone can tell; read by decisions and by what a screen offers. */

import { bar, type Refused } from '../base/refusal.ts';
import { isoOf, type Instant } from '../base/time.ts';
import { isOver, isWorkDone, type CaseFrame, type VisitState } from './visit.ts';

export type Bar = (visit: VisitState) => Refused | null;

/** Nothing new is begun on a case that is over. */
export function barOfCase(frame: CaseFrame): Refused | null {
  if (frame.phase === 'none') return bar('unknown_case');
  if (frame.phase === 'closed') return bar('case_closed');
  if (frame.phase === 'cancelled') return bar('case_cancelled');
  return null;
}

/** Commands that make something: refused where it would be wrong. */
export const officeBars = {
  accept: (visit) =>
    standing(visit) ?? declined(visit) ?? (visit.accepted_at === null ? over(visit) : bar('visit_already_accepted', { at: isoOf(visit.accepted_at) })),
  decline: (visit) => standing(visit) ?? declined(visit) ?? onTheRoad(visit),
  // A declined visit is given to another, or taken back (DSP-05).
  reassign: (visit) => standing(visit) ?? onTheRoad(visit),
  withdraw_visit: (visit) => standing(visit) ?? onTheRoad(visit),
  agree_time: (visit) => standing(visit) ?? onTheRoad(visit),
  delay: (visit) => standing(visit) ?? declined(visit) ?? onTheRoad(visit),
  complete_report: (visit) => standing(visit) ?? declined(visit) ?? unsigned(visit),
  sign_report: (visit) => standing(visit) ?? declined(visit) ?? unsigned(visit) ?? signable(visit),
} as const satisfies Record<string, Bar>;

/** Things that happened: the only bar is that the same was recorded before. */
export const fieldBars = {
  depart: (visit) => once('already_departed', visit.departed_at),
  see_overrun: () => null,
  knock: () => null,
  open_door: () => null,
  phone_at_door: () => null,
  arrive: (visit) => once('already_arrived', visit.arrived_at),
  no_access: (visit) => once('already_no_access', visit.no_access_at),
  repair: (visit) => once('already_repaired', visit.repaired_at),
  leave: (visit) => once('already_left', visit.left_at),
} as const satisfies Record<string, Bar>;

export type OfficeStep = keyof typeof officeBars;
export type FieldStep = keyof typeof fieldBars;

type Already = 'already_departed' | 'already_arrived' | 'already_no_access' | 'already_repaired' | 'already_left' | 'already_restored';

/** The same claim twice is a mistake to be corrected, not a second event; the recorded moment says which. */
export function once(refusal: Already, at: Instant | null): Refused | null {
  return at === null ? null : bar(refusal, { at: isoOf(at) });
}

function standing(visit: VisitState): Refused | null {
  return visit.phase === 'withdrawn' ? bar('visit_withdrawn') : null;
}

function declined(visit: VisitState): Refused | null {
  return visit.phase === 'declined' ? bar('visit_declined') : null;
}

function over(visit: VisitState): Refused | null {
  return isOver(visit) ? bar('visit_finished') : null;
}

function onTheRoad(visit: VisitState): Refused | null {
  return over(visit) ?? (visit.arrived_at === null ? null : bar('visit_already_on_site', { at: isoOf(visit.arrived_at) }));
}

// ENG-73: nothing over which a customer has signed is altered.
function unsigned(visit: VisitState): Refused | null {
  return visit.report?.signed === true ? bar('report_signed') : null;
}

// ENG-72: never before the work.
function signable(visit: VisitState): Refused | null {
  if (!isWorkDone(visit)) return bar('work_not_done');
  return visit.report === null ? bar('report_missing') : null;
}
