/** The one check for reading: what a person may see at all, and whether only their own. */

import { ownershipOf, reachOf } from '../../core/roster/rights.ts';
import type { CaseState } from '../../core/case/case.ts';
import type { OperationName } from '../../wire/contract.ts';
import type { Actor } from '../journal/perform.ts';
import { Refused } from '../refused.ts';

/** What a list is narrowed to, in SQL: everything, or what belongs to a case with a visit of theirs. */
export function scopeOf(actor: Actor, operation: OperationName): 'any' | 'own' {
  const reach = reachOf(by(actor), operation);
  if (reach === 'none') throw new Refused('not_allowed');
  return reach;
}

/** One case: an engineer may look at it when one of its visits is or was theirs. */
export function permitCase(actor: Actor, operation: OperationName, visits: CaseState['visits']): void {
  if (scopeOf(actor, operation) === 'own' && ownershipOf(visits, actor.person) === 'other') throw new Refused('not_allowed');
}

/** The person as core knows them. */
export function by(actor: Actor): { readonly id: string; readonly roles: Actor['roles'] } {
  return { id: actor.person, roles: actor.roles };
}
