/** Who acts when nobody of the organisation does: the operator at the command line, the import, the first start. */

import type { Role } from '../../core/roster/facts.ts';
import type { Actor } from '../journal/perform.ts';

/** Only what a task needs, so that the one permission check stays meaningful. */
export function systemActor(org: string, roles: readonly Role[]): Actor {
  return { org, person: 'system', name: 'system', roles };
}
