/** Our own people: roles, zones, skills. */

import { z } from 'zod';
import { code, id, line, phone, place } from '../base/shapes.ts';
import type { FactKinds } from '../base/kinds.ts';

/** Roles every organisation starts with; packs name the trade's own beside them, each based on one of these (ROL-01, ROL-07). */
export const role = z.enum(['agent', 'dispatcher', 'engineer', 'manager', 'administrator']);
export type Role = z.infer<typeof role>;

const known = {
  roles: z.array(code).max(20),
  zones: z.array(code).max(50).default([]),
  skills: z.array(code).max(50).default([]),
  base: place.optional(),
  /** Branch or partner firm whose cases are all they see; the cases carry it as `branch`. */
  party: code.optional(),
};

export const rosterFacts = {
  'person.added': {
    data: z.strictObject({ person_id: id, ...known }),
    personal: z.strictObject({ name: line(200), email: line(200).optional(), phone: phone.optional() }),
  },
  'person.described': {
    data: z.strictObject({ person_id: id, roles: known.roles.optional(), zones: z.array(code).max(50).optional(), skills: z.array(code).max(50).optional(), party: code.nullable().optional() }),
    personal: z.strictObject({ name: line(200).optional(), email: line(200).optional(), phone: phone.optional() }),
  },
  'person.left': { data: z.strictObject({ person_id: id }) },
} satisfies FactKinds;
