/** What happens to one form: opened under its number, filled, signed, locked, perhaps declared void. */

import { z } from 'zod';
import type { FactKinds } from '../base/kinds.ts';
import { code, id, line, place } from '../base/shapes.ts';

const cell = z.union([z.string().max(20_000), z.number(), z.boolean(), place]);
/** null clears a field. */
export const fieldValue = z.union([cell, z.array(z.record(code, cell)).max(500), z.null()]);
export type FieldValue = z.infer<typeof fieldValue>;
const values = z.record(code, fieldValue);
const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const aboutShape = z.strictObject({ kind: z.enum(['case', 'unit', 'customer', 'organisation']), id });

export const formFacts = {
  /** The serial is taken in the same transaction, so none is left out and none given twice. */
  'form.opened': {
    data: z.strictObject({ form_id: id, form: code, about: aboutShape, number: line(40), year: z.int(), serial: z.int().positive() }),
  },
  /** Only the fields given are new. The digest is over everything the form shows afterwards, what is sealed too. */
  'form.filled': {
    data: z.strictObject({ form_id: id, values, computed: values, digest, complete: z.boolean() }),
    personal: z.strictObject({ values }),
  },
  'form.signed': {
    data: z.strictObject({ form_id: id, signer: code, digest }),
    personal: z.strictObject({
      name: line(200),
      image: z.string().max(200_000).regex(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/).optional(),
    }),
  },
  /** Without fields: all of it. */
  'form.locked': { data: z.strictObject({ form_id: id, after: code, fields: z.array(code).optional() }) },
  /** One of its originals, a sheet that is not final, or one that is void; counted among its own kind. */
  'form.printed': { data: z.strictObject({ form_id: id, sheet: z.enum(['original', 'draft', 'void']), nth: z.int().positive() }) },
  /** A further copy was given out under the same number. */
  'form.copied': { data: z.strictObject({ form_id: id, copy: z.int().positive() }) },
  /** The form and its number stay; it counts for nothing. */
  'form.voided': { data: z.strictObject({ form_id: id, reason: line(500) }) },
} satisfies FactKinds;
