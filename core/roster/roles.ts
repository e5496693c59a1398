/** Roles of a pack: the trade's own words for who somebody is, each based on one of the five and amended by a few operations (ROL-01, ROL-07). */

import { z } from 'zod';
import { code } from '../base/shapes.ts';
import { role, type Role } from './facts.ts';
import { plainGrant, type Grant } from './grant.ts';

export type PackRole = Grant & { readonly code: string };

const operations = z.array(z.string().regex(/^[a-z_]+\.[a-z_]+$/, 'an operation is named as case.assign')).max(200);

/** Words and source are the pack's own pieces and are added there. */
export const packRoleShape = z.strictObject({
  code: code.meta({ description: 'A new role; or one of the five, to amend it' }),
  based_on: role.meta({ description: 'The role whose rights it has' }),
  allow: operations.default([]).meta({ description: 'Operations it has besides' }),
  deny: operations.default([]).meta({ description: 'Operations it has not' }),
});

/** What the codes a person holds come to under a pack. A code that the pack no longer names counts for nothing. */
export function grantsOf(codes: readonly string[], packRoles: readonly PackRole[]): Grant[] {
  return codes.flatMap((held): Grant[] => {
    const amended = packRoles.find((each) => each.code === held);
    if (amended !== undefined) return [amended];
    const plain = role.safeParse(held);
    return plain.success ? [plainGrant(plain.data)] : [];
  });
}

/** Every code that can be held under a pack: the five, and the trade's own. */
export function rolesKnown(packRoles: readonly Pick<PackRole, 'code'>[]): string[] {
  return [...new Set<string>([...role.options, ...packRoles.map((each) => each.code)])];
}

/** Which of the five somebody counts as, where a rule of service asks whether they are an engineer or sit in the office. */
export function baseRolesOf(codes: readonly string[], packRoles: readonly PackRole[]): Role[] {
  return [...new Set(grantsOf(codes, packRoles).map((grant) => grant.based_on))];
}

/** Every code that counts as a role: for lists of engineers, and for whoever a warning goes to. */
export function codesFor(wanted: string, packRoles: readonly PackRole[]): string[] {
  return [wanted, ...packRoles.filter((each) => each.based_on === wanted && each.code !== wanted).map((each) => each.code)];
}
