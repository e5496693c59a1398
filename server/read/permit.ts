/** The one check for reading: what a person may see at all, and whether only their party's or their own. */

import { sql, type RawBuilder } from 'kysely';
import { operationsWithRights, ownershipOf, reachOf } from '../../core/roster/rights.ts';
import type { CaseState } from '../../core/case/case.ts';
import type { OperationName } from '../../wire/contract.ts';
import { heldIn } from '../journal/ownership.ts';
import { by, type Actor } from '../journal/perform.ts';
import { Refused } from '../refused.ts';

export { by };

/** What a list is narrowed to, in SQL: everything, what their party has, or what belongs to a case with a visit of theirs. */
export function scopeOf(actor: Actor, operation: OperationName): 'any' | 'party' | 'own' {
  const reach = reachOf(by(actor), operation);
  if (reach === 'none') throw new Refused('not_allowed');
  return reach;
}

/** So that a screen offers nothing that would be refused. */
export function allowedTo(actor: Actor): string[] {
  return operationsWithRights.filter((operation) => reachOf(by(actor), operation) !== 'none');
}

/** One case: an engineer may look at it when one of its visits is or was theirs, somebody of a party when the party has it. */
export function permitCase(actor: Actor, operation: OperationName, state: CaseState): void {
  const scope = scopeOf(actor, operation);
  if (scope === 'any') return;
  const ownership = ownershipOf(by(actor), state.visits, state.description.branch);
  if (ownership === 'other' || (scope === 'own' && ownership === 'party')) throw new Refused('not_allowed');
}

type Condition = RawBuilder<boolean> | null;

/** On case_list: which cases of a list this person sees; null when all of them. */
export function seenCases(actor: Actor, operation: OperationName): Condition {
  const own = sql`exists (select from visit_list seen where seen.org_id = case_list.org_id and seen.case_id = case_list.case_id and seen.engineer_id = ${actor.person})`;
  return seenThrough(actor, operation, sql`case_list.branch = ${actor.party}`, own);
}

/** On a column that names a customer. */
export function seenCustomers(actor: Actor, operation: OperationName, column: string): Condition {
  return seenThrough(actor, operation, sql`customer_is_of(${sql.ref(column)}, ${actor.party})`, sql`customer_is_visited_by(${sql.ref(column)}, ${actor.person})`);
}

/** On a column that names a unit. */
export function seenUnits(actor: Actor, operation: OperationName, column: string): Condition {
  return seenThrough(actor, operation, sql`unit_is_of(${sql.ref(column)}, ${actor.party})`, sql`unit_is_visited_by(${sql.ref(column)}, ${actor.person})`);
}

/** On form_list: by whose the case, unit or customer is, and for the organisation's by who has a part in it. */
export function seenForms(actor: Actor, operation: OperationName): Condition {
  const scope = scopeOf(actor, operation);
  if (scope === 'any') return null;
  const party = scope === 'party' ? actor.party : null;
  return sql<boolean>`form_is_of(form_list.about_kind, form_list.about_id, form_list.opened_by, form_list.roles, ${actor.person}, ${heldIn(by(actor))}::text[], ${party}::text)`;
}

/** The party that a list is narrowed to where nothing can be anybody's own; null when it is not. */
export function partySeen(actor: Actor, operation: OperationName): string | null {
  const scope = scopeOf(actor, operation);
  if (scope === 'any') return null;
  // An operation that asks in this way has nothing of one's own to show.
  if (scope === 'own') throw new Refused('not_allowed');
  return actor.party!;
}

function seenThrough(actor: Actor, operation: OperationName, party: RawBuilder<unknown>, own: RawBuilder<unknown>): Condition {
  const scope = scopeOf(actor, operation);
  // Whoever sees the cases of a party sees their own besides, whosever they are.
  return scope === 'any' ? null : ((scope === 'party' ? sql`(${party} or ${own})` : own) as RawBuilder<boolean>);
}
