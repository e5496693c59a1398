/** What a new form takes over from its case or unit, so that nobody writes twice what was said once. */

import type { FactData } from '../base/fact.ts';
import type { FieldValue } from './facts.ts';
import { fits } from './content.ts';
import type { Values } from './form.ts';
import type { Form } from './shape.ts';

/** Only what fits: a phone that was never said leaves its field empty. */
export function prefillOf(form: Form, subject: Readonly<Partial<Record<'case' | 'unit', FactData>>>): Values {
  const taken = form.fields.flatMap((field) => {
    const [of, from] = (field.from ?? '').split('.') as ['case' | 'unit', string | undefined];
    const value = from === undefined ? undefined : (subject[of]?.[from] as FieldValue | undefined);
    return value === undefined || value === null || !fits(field, value) ? [] : [[field.code, value] as const];
  });
  return Object.fromEntries(taken);
}
