/** What this person may do, by the same table the server refuses with. */

import { may } from '../core/roster/rights.ts';
import type { OperationName } from '../wire/contract.ts';
import { places, type Place } from './places.ts';
import { useMe } from './session.tsx';

export function useMay(): (operation: OperationName) => boolean {
  const me = useMe();
  return (operation) => mayDo(me.roles, operation);
}

/**
 * The same on a page about one thing, reached by `opened`: whoever may open only their own has their own before them, and
 * may do there what they may do with their own.
 */
export function useMayHere(opened: OperationName): (operation: OperationName) => boolean {
  const me = useMe();
  const whose = mayDo(me.roles, opened) ? 'other' : 'own';
  return (operation) => mayDo(me.roles, operation, whose);
}

/** An engineer's own case page is reached from their visits, so screens over everybody's cases need the right to all of them. */
export function usePlaces(): Place[] {
  const me = useMe();
  return places.filter((place) => (place.path === '/my' ? me.roles.includes('engineer') : mayDo(me.roles, place.needs, place.own ? 'own' : 'other')));
}

function mayDo(roles: readonly string[], operation: OperationName, whose: 'own' | 'other' = 'other'): boolean {
  return may({ id: '', roles } as Parameters<typeof may>[0], operation, whose);
}
