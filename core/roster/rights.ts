/** Who may do what: one table of operations and roles, one function that reads it. */

import type { Actor } from './deciding.ts';
import type { Role } from './facts.ts';
import { partyReach } from './party.ts';
import { plainGrant, type Grant } from './grant.ts';

export type OperationName = string;

/**
 * `own`: a case with a visit that is or was theirs, or what belongs to such a case. `party`: what their branch or partner firm has.
 * As a scope, `any` is whoever it belongs to; for somebody of a branch or partner firm no role reaches further than that party.
 */
export type Ownership = 'own' | 'party' | 'other';
export type Reach = 'any' | 'party' | 'own' | 'none';
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
const rules: Rule = { manager: 'any', administrator: 'any' };
const ownSeat: Rule = { agent: 'own', dispatcher: 'own', engineer: 'own' };
const administration: Rule = { administrator: 'any' };

/** A new operation without a line here is refused to everybody, and a test says so. */
const rights: Readonly<Record<OperationName, Rule>> = {
  'session.me': everybody,

  'case.report': desk,
  'case.preview': desk,
  'case.list': deskAndOwn,
  'case.get': deskAndOwn,
  'case.counts': deskAndOwn,
  'case.export': deskAndOwn,
  // Each case of it is asked for under the command's own line as well.
  'case.bulk': deskAndOwn,
  'case.facts': deskAndOwn,
  'case.readings': deskAndOwn,
  'case.around': deskAndOwn,
  'case.file': deskAndOwn,
  'case.add_file': deskAndOwn,
  'visit.list': deskAndOwn,

  'case.classify': desk,
  'case.cancel': desk,
  'case.close': desk,
  'case.reopen': desk,
  // What decides a verdict is not altered by those it is passed on (ROL-23).
  'case.correct': management,
  'case.accept_fact': management,
  'case.record_milestone': deskAndOwn,

  'case.engineers': dispatch,
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

  'key.make': administration,
  'key.list': administration,
  'key.revoke': administration,

  'event.declare': dispatch,
  'event.end': dispatch,
  'event.list': { ...desk, engineer: 'any' },

  // Everybody has an inbox of their own and no other.
  'inbox.list': everybody,
  'inbox.read': everybody,
  'message.list': administration,
  'message.retry': administration,
  'webhook.subscribe': administration,
  'webhook.stop': administration,
  'webhook.list': administration,

  'report.promises': dispatch,
  'report.promises_export': dispatch,
  'report.outlook': dispatch,
  'period.list': dispatch,
  'period.get': dispatch,
  // Figures that are given out are not fixed by those they speak of (ROL-23).
  'period.close': management,

  // What is one's own to keep, and to be told of what one may see.
  'filter.list': everybody,
  'filter.save': everybody,
  'filter.remove': everybody,
  'live.follow': everybody,
  // Sent by a telephone system with a key of its own.
  'call.announce': desk,

  // Whoever leads writes the rules, somebody else approves, whoever runs the system puts them in force.
  // What is due is seen and done by whoever is in charge, or holds the role while nobody is.
  'duty.list': deskAndOwn,
  'duty.in_care': deskAndOwn,
  'duty.subject': deskAndOwn,
  'duty.finish': deskAndOwn,
  'duty.set_aside': dispatchAndOwn,
  'duty.resume': dispatchAndOwn,
  'duty.take_on': dispatch,
  'duty.assign': dispatch,
  'duty.give_up': dispatch,
  'duty.plan': dispatch,
  // Whether something was missed is not altered by those who missed it (ROL-23).
  'duty.correct': management,

  // Who fills, signs and declares void is said by each form (core/form/decide.ts); here only whose things anybody comes near.
  'form.kinds': deskAndOwn,
  'form.about': deskAndOwn,
  'form.list': deskAndOwn,
  'form.get': deskAndOwn,
  'form.open': deskAndOwn,
  'form.fill': deskAndOwn,
  'form.sign': deskAndOwn,
  'form.void': deskAndOwn,
  'form.print': deskAndOwn,
  'form.sheet': deskAndOwn,
  'form.register': deskAndOwn,
  'form.register_sheet': deskAndOwn,
  'form.export': deskAndOwn,

  // Whoever speaks to customers follows the same scripts; a run belongs to whoever began it and to those of its case.
  'guide.list': { ...desk, engineer: 'any' },
  'guide.get': { ...desk, engineer: 'any' },
  'guide.check_words': { ...desk, engineer: 'any' },
  'guide.begin': deskAndOwn,
  'guide.runs': deskAndOwn,
  'guide.run': deskAndOwn,
  'guide.attach': deskAndOwn,
  'guide.answer': deskAndOwn,
  'guide.skip': deskAndOwn,
  'guide.conclude': deskAndOwn,

  // Who approves which step is said by each approval (core/case/approving.ts); here only on whose cases anybody acts.
  'approval.list': deskAndOwn,
  'approval.about': deskAndOwn,
  'approval.ask': deskAndOwn,
  'approval.ask_again': deskAndOwn,
  'approval.approve': deskAndOwn,
  'approval.return': deskAndOwn,
  'approval.withdraw': deskAndOwn,
  // For oneself; whoever leads or runs the system names one for those who cannot.
  'approval.name_deputy': { ...ownSeat, manager: 'any', administrator: 'any' },
  'approval.end_deputy': { ...ownSeat, manager: 'any', administrator: 'any' },
  'approval.deputies': { ...desk, engineer: 'own', administrator: 'any' },

  'pack.list': rules,
  'pack.get': rules,
  'pack.in_force': rules,
  'pack.schema': rules,
  'pack.check': rules,
  'pack.read_calendar': rules,
  'pack.try': rules,
  'pack.propose': rules,
  'pack.approve': rules,
  'pack.return': rules,
  'pack.activate': administration,
  'pack.take_over': administration,
};

/** The one check. Several roles add up. */
export function may(actor: Actor, operation: OperationName, ownership: Ownership): boolean {
  switch (reachOf(actor, operation)) {
    case 'any': return true;
    case 'party': return ownership !== 'other';
    case 'own': return ownership === 'own';
    case 'none': return false;
  }
}

/** What the shell must narrow a list to for this person: everything, their party's, their own, or nothing. */
export function reachOf(actor: Actor, operation: OperationName): Reach {
  // A key opens what it was made for and nothing more, whatever its roles.
  if (actor.scopes !== undefined && (isForPeople(operation) || !actor.scopes.includes(operation))) return 'none';
  const grants = actor.grants ?? actor.roles.map(plainGrant);
  const scopes = grants.map((grant) => scopeIn(grant, operation));
  const widest = scopes.includes('any') ? 'any' : scopes.includes('own') ? 'own' : 'none';
  if (widest === 'none' || actor.party === undefined || actor.party === null) return widest;
  const within = partyReach(operation);
  return widest === 'own' && within !== 'none' ? 'own' : within;
}

const peopleOnly: ReadonlySet<string> = new Set(['pack.approve', 'pack.return', 'approval.approve', 'approval.return', 'approval.name_deputy', 'approval.end_deputy']);

/** No key makes keys, or a leaked one would live for ever; and none approves or returns, or its maker would be four eyes alone. */
function isForPeople(operation: OperationName): boolean {
  return operation.startsWith('key.') || peopleOnly.has(operation);
}

function scopeIn({ based_on, allow, deny }: Grant, operation: OperationName): Scope | undefined {
  const rule = Object.hasOwn(rights, operation) ? rights[operation]! : undefined;
  if (rule === undefined || deny.includes(operation)) return undefined;
  return rule[based_on] ?? (allow.includes(operation) ? (based_on === 'engineer' && hasOwner(operation) ? 'own' : 'any') : undefined);
}

/** Operations on something that can be an engineer's own. */
function hasOwner(operation: OperationName): boolean {
  return /^(case|visit|customer|unit|duty|form|guide|approval)\./.test(operation) && !['guide.list', 'guide.get', 'guide.check_words', 'case.report', 'case.preview', 'customer.register', 'unit.register'].includes(operation);
}

/** A case is an engineer's own when one of its visits is or was theirs, and their party's when it carries that party as its branch. */
export function ownershipOf(
  actor: Pick<Actor, 'id' | 'party'>, visits: readonly { readonly engineers: readonly string[] }[], branch: string | null | undefined,
): Ownership {
  if (visits.some((visit) => visit.engineers.includes(actor.id))) return 'own';
  return actor.party !== undefined && actor.party !== null && branch === actor.party ? 'party' : 'other';
}

export const operationsWithRights: readonly OperationName[] = Object.keys(rights);
