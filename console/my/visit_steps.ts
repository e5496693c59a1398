/** Which steps a visit offers an engineer: the one that usually comes next, large, and the others below it. */

import type { CaseCommandName } from '../../wire/command/case_commands.ts';

/** By phase, the steps that bring a visit forward, the likeliest first. */
const nextByPhase: Record<string, readonly CaseCommandName[]> = {
  assigned: ['accept', 'decline'],
  accepted: ['depart'],
  departed: ['arrive'],
  on_site: ['restore', 'repair'],
  no_access: ['arrive', 'leave'],
  repaired: ['complete_report'],
  reported: ['sign_report'],
  signed: ['leave'],
};

/** Everything an engineer may do on a visit, in the order of a trip. */
const trip: readonly CaseCommandName[] = [
  'accept', 'decline', 'contact_customer', 'agree_time', 'depart', 'delay', 'see_overrun', 'knock', 'open_door', 'phone_at_door', 'arrive', 'no_access', 'restore', 'repair', 'inform_customer',
  'complete_report', 'sign_report', 'leave',
];

export type Steps = { next: CaseCommandName[]; others: CaseCommandName[] };

/** `restored`: supply is back, so restoring is no longer the next thing (the case knows; a visit's phase does not). */
export function stepsOf(phase: string, allowed: readonly string[], restored: boolean): Steps {
  const offered = trip.filter((it) => allowed.includes(it) && !(it === 'restore' && restored));
  const usual = (nextByPhase[phase] ?? []).filter((it) => offered.includes(it));
  // Work that is done without a step named `repaired` (supply simply came back) goes straight to the report.
  const next = usual.length === 0 || (phase === 'on_site' && restored) ? [...offered.filter((it) => it === 'complete_report'), ...usual] : usual;
  const unique = [...new Set(next)];
  return { next: unique, others: offered.filter((it) => !unique.includes(it)) };
}
