/** Commands about forms: opening one, filling it, signing what it shows, printing it, declaring it void. */

import { z } from 'zod';
import { code, id, line } from '../../core/base/shapes.ts';
import { aboutShape, fieldValue, formFacts } from '../../core/form/facts.ts';

export const aboutParams = z.strictObject({ about_kind: aboutShape.shape.kind, about_id: id });
export const formParams = z.strictObject({ form_id: id });
export const registerParams = z.strictObject({ form: code });

const said = { expected_seq: z.int().min(0).optional() };

export const openForm = z.strictObject({ form: code.describe('Which of the forms of the rules'), form_id: id.optional() }).meta({ id: 'OpenForm' });
export const fillForm = z
  .strictObject({
    values: z.record(code, fieldValue).refine((values) => Object.keys(values).length <= 100, { error: 'too_big' }).describe('What is new, by field; null clears a field'),
    complete: z.boolean().optional().describe('Everything is filled: what the rules lock after that is locked'),
    ...said,
  })
  .meta({ id: 'FillForm' });
export const signForm = z
  .strictObject({
    signer: code.describe('For whom it is signed, as the form names its signers'), digest: formFacts['form.signed'].data.shape.digest.describe('Of what was shown'),
    name: line(200), image: formFacts['form.signed'].personal.shape.image.describe('The signature as it was drawn'), ...said,
  })
  .meta({ id: 'SignForm' });
export const voidForm = z.strictObject({ reason: line(500), ...said }).meta({ id: 'VoidForm' });
export const printForm = z.strictObject({ ...said }).meta({ id: 'PrintForm' });
export const printParams = z.strictObject({ form_id: id, print: z.coerce.number().int().min(1).max(100_000).describe('Which of its prints, counted from the first') });
