/** One role as it counts for the one check: the rights of the role it is based on, with what the pack adds and takes. */

import type { Role } from './facts.ts';

export type Grant = { readonly based_on: Role; readonly allow: readonly string[]; readonly deny: readonly string[] };

export function plainGrant(based_on: Role): Grant {
  return { based_on, allow: [], deny: [] };
}
