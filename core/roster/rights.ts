/** Who may do what: one table of operations and roles, one function that reads it. */

import type { Actor } from './deciding.ts';
import type { Role } from './facts.ts';

export type OperationName = string;

/** `own`: a case with a visit that is or was theirs, or what belongs to such a case; `any`: whoever it belongs to. */
export type Ownership = 'own' | 'other';
type Scope = 'any' | 'own';
type Rule = Readonly<Partial<Record<Role, Scope>>>;

const everybody: Rule = { agent: 'any', dispatcher: 'any', engineer: 'any', manager: 'any', administrator: 'any' };
// Whoever answers the telephone or leads (ROL-01, ROL-07).
const desk: Rule = { agent: 'any', dispatcher: 'any', manager: 'any' };
const deskAndOwn: Rule = { ...desk, engineer: 'own' };
// Registering and dispatching are separate hands (ROL-22); the manager sees and may do both (ROL-12, ROL-23).
const dispatch: Rule = { dispatcher: 'any', manager: 'any' };
const dispatchAndOwn: Rule = { ...dispatch, engineer: 'own' };
const management: Rule = { manager: 'any' };
const administration: Rule = { administrator: 'any' };

/** A new operation without a line here is refused to everybody, and a test says so. */
const rights: Readonly<Record<OperationName, Rule>> = {
  'session.me': everybody,

  'case.report': desk,
  'case.preview': desk,
  'case.list': deskAndOwn,
  'case.get': deskAndOwn,
  'case.facts': deskAndOwn,
  'case.readings': deskAndOwn,
  'visit.list': deskAndOwn,

  'case.classify': desk,
  'case.cancel': desk,
  'case.close': desk,
  'case.reopen': desk,
  // What decides a verdict is not altered by those it is passed on (ROL-23).
  'case.correct': management,
  'case.accept_fact': management,
  'case.record_milestone': deskAndOwn,

  'case.assign': dispatch,
  'case.reassign': dispatch,
  'case.withdraw_visit': dispatch,
  'case.accept': dispatchAndOwn,
  'case.decline': dispatchAndOwn,
  'case.agree_time': deskAndOwn,
  'case.contact_customer': deskAndOwn,
  'case.inform_customer': deskAndOwn,
  'case.call_back': desk,

  // An engineer without signal phones in, and the desk records it on their behalf.
  'case.depart': deskAndOwn,
  'case.delay': deskAndOwn,
  'case.see_overrun': deskAndOwn,
  'case.knock': deskAndOwn,
  'case.open_door': deskAndOwn,
  'case.phone_at_door': deskAndOwn,
  'case.arrive': deskAndOwn,
  'case.no_access': deskAndOwn,
  'case.restore': deskAndOwn,
  'case.repair': deskAndOwn,
  'case.leave': deskAndOwn,
  // The report and the signature are the engineer's and the customer's; a leader may stand in (ROL-12).
  'case.complete_report': dispatchAndOwn,
  'case.sign_report': dispatchAndOwn,

  'customer.register': desk,
  'customer.describe': desk,
  'customer.erase': management,
  'customer.find': desk,
  'customer.get': deskAndOwn,
  'unit.register': desk,
  'unit.list': deskAndOwn,

  // Whoever runs the system keeps the list of people, and needs no case for it.
  'person.add': administration,
  'person.describe': administration,
  'person.leave': administration,
  'person.list': { ...desk, administrator: 'any' },

  'event.declare': dispatch,
  'event.end': dispatch,
  'event.list': { ...desk, engineer: 'any' },

  'report.promises': dispatch,

  'pack.list': { administrator: 'any', manager: 'any' },
  'pack.activate': administration,
};

/** The one check. Several roles add up. */
export function may(actor: Actor, operation: OperationName, ownership: Ownership): boolean {
  const rule = Object.hasOwn(rights, operation) ? rights[operation] : undefined;
  if (rule === undefined) return false;
  return actor.roles.some((role) => rule[role] === 'any' || (rule[role] === 'own' && ownership === 'own'));
}

/** What the shell must narrow a list to for this person: everything, their own, or nothing. */
export function reachOf(actor: Actor, operation: OperationName): 'any' | 'own' | 'none' {
  if (may(actor, operation, 'other')) return 'any';
  return may(actor, operation, 'own') ? 'own' : 'none';
}

/** A case is an engineer's own when one of its visits is or was theirs. */
export function ownershipOf(visits: readonly { readonly engineers: readonly string[] }[], person_id: string): Ownership {
  return visits.some((visit) => visit.engineers.includes(person_id)) ? 'own' : 'other';
}

export const operationsWithRights: readonly OperationName[] = Object.keys(rights);

