/** Our own people: roles, zones, skills. */

import { z } from 'zod';
import { code, id, line, phone, place } from '../base/shapes.ts';
import type { FactKinds } from '../base/kinds.ts';

/** Roles every organisation starts with; packs name the trade's own words for them (ROL-01, ROL-07). */
export const role = z.enum(['agent', 'dispatcher', 'engineer', 'manager', 'administrator']);
export type Role = z.infer<typeof role>;

const known = {
  roles: z.array(role).max(5),
  zones: z.array(code).max(50).default([]),
  skills: z.array(code).max(50).default([]),
  base: place.optional(),
};

export const rosterFacts = {
  'person.added': {
    data: z.strictObject({ person_id: id, ...known }),
    personal: z.strictObject({ name: line(200), email: line(200).optional(), phone: phone.optional() }),
  },
  'person.described': {
    data: z.strictObject({ person_id: id, roles: known.roles.optional(), zones: z.array(code).max(50).optional(), skills: z.array(code).max(50).optional() }),
    personal: z.strictObject({ name: line(200).optional(), email: line(200).optional(), phone: phone.optional() }),
  },
  'person.left': { data: z.strictObject({ person_id: id }) },
} satisfies FactKinds;
