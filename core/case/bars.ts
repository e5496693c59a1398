/** What stands in the way of each command on a whole case, as far as its state alone can tell; read by decisions and by what a screen offers. */

import { bar, type Refused } from '../base/refusal.ts';
import { isoOf } from '../base/time.ts';
import { barOfCase, once } from '../visit/bars.ts';
import { isFinished } from '../visit/visit.ts';
import type { CaseState } from './state.ts';

type CaseBar = (state: CaseState) => Refused | null;

const barOfUnknown: CaseBar = (state) => (state.phase === 'none' ? bar('unknown_case') : null);

export const caseBars = {
  classify: barOfCase,
  cancel: (state) => barOfCase(state) ?? barOfSomebodyThere(state),
  close: (state) => barOfCase(state) ?? barOfUnfinished(state),
  reopen: (state) => barOfUnknown(state) ?? (state.phase === 'closed' ? null : bar('case_not_closed')),
  // A mistake may be found long after the closing, and a closing may be the mistake.
  correct: barOfUnknown,
  accept_fact: (state) => barOfUnknown(state) ?? (state.disputed_count > 0 ? null : bar('not_disputed')),
  // Papers come in late, and photos after the closing.
  add_file: barOfUnknown,
  record_milestone: barOfCase,
  assign: barOfCase,
  // Speaking with the customer contradicts nothing, and call-backs follow the closing (FUP-04).
  contact_customer: barOfUnknown,
  inform_customer: barOfUnknown,
  call_back: barOfUnknown,
  restore: (state) => barOfUnknown(state) ?? once('already_restored', state.restored_at),
} as const satisfies Record<string, CaseBar>;

export type CaseStep = keyof typeof caseBars;

export const milestoneBars: Readonly<Record<string, CaseBar>> = {
  'case.waiting': (state) => (state.phase === 'waiting' ? bar('already_waiting') : null),
  'case.resumed': (state) => (state.phase === 'waiting' ? null : bar('not_waiting')),
  'case.resolved': (state) =>
    state.phase === 'resolved' && state.resolved_at !== null ? bar('already_resolved', { at: isoOf(state.resolved_at) }) : null,
};

// Nobody is left standing at a customer's over a case that no longer is.
function barOfUnfinished(state: CaseState): Refused | null {
  const visit = state.visits.find((one) => !isFinished(one));
  return visit === undefined ? null : bar('visit_not_finished', { visit_id: visit.visit_id });
}

function barOfSomebodyThere(state: CaseState): Refused | null {
  const visit = state.visits.find((one) => !isFinished(one) && one.arrived_at !== null);
  return visit === undefined ? null : bar('visit_not_finished', { visit_id: visit.visit_id });
}
