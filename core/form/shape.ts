/** The shape of a pack's forms: what a register or document asks, who fills and signs it, how it is numbered, what locks it. */

import { z } from 'zod';
import { source } from '../base/citation.ts';
import { code } from '../base/shapes.ts';

const said = z.string().trim().min(1).max(500);
const words = z.strictObject({ 'zh-CN': said, en: said, 'zh-TW': said.optional(), es: said.optional() });
const expression = z.string().min(1).max(2_000);
const roles = z.array(code).max(20);

/** What one cell can hold. */
export const cellTypes = ['text', 'long_text', 'number', 'fen', 'date', 'moment', 'flag', 'choice', 'person', 'place'] as const;
const choices = z.array(z.strictObject({ code, words, source: source.optional() })).min(1).max(200);

const column = z
  .strictObject({ code, words, type: z.enum(cellTypes), choices: choices.optional() })
  .meta({ description: 'One column of a list' });

const field = z
  .strictObject({
    code,
    words,
    type: z.enum([...cellTypes, 'list']),
    source: source.optional(),
    choices: choices.optional().meta({ description: 'Of a choice: what may be chosen' }),
    columns: z.array(column).max(30).optional().meta({ description: 'Of a list: what each line of it says' }),
    filled_by: roles.default([]).meta({ description: 'Roles that may fill it; a computed field has none' }),
    required: z.union([z.boolean(), expression]).default(false).meta({ description: 'Always, or when a CEL condition over form.FIELD holds' }),
    computed: expression.optional().meta({ description: 'A CEL expression over form.FIELD of fields above it' }),
    personal: z.boolean().default(false).meta({ description: 'Sealed under the key of the customer and never part of the chain' }),
    from: z
      .string()
      .regex(/^(case|unit)\.[a-z_]+$/, 'written case.phone or unit.model')
      .optional()
      .meta({ description: 'What a new form takes over from its subject' }),
  })
  .meta({ description: 'One thing the form asks' });

const signer = z
  .strictObject({
    code,
    words,
    by: z.union([z.literal('customer'), roles.min(1)]).meta({ description: 'The customer, or roles of ours' }),
    after: code.optional().meta({ description: 'The signer who must have signed before' }),
    source: source.optional(),
  })
  .meta({ description: 'Somebody who signs what the form shows' });

const lock = z
  .strictObject({
    after: code.meta({ description: '`complete`, or the signer whose signature locks' }),
    fields: z.array(code).min(1).optional().meta({ description: 'What is locked; the whole form when left out' }),
  })
  .meta({ description: 'What can no longer be changed after a step' });

/** How long something is kept. */
export const retention = z.string().regex(/^(permanent|[1-9]\d{0,2} (days|months|years))$/, 'written permanent or 5 years');

const form = z
  .strictObject({
    words,
    source,
    register: z.boolean().default(false).meta({ description: 'Lines that are read together, printable for a period' }),
    about: z.enum(['case', 'unit', 'customer', 'organisation']),
    fields: z.array(field).max(100).default([]).meta({ description: 'In the order they are shown; empty where no source states any' }),
    numbering: z
      .strictObject({
        prefix: z.string().regex(/^[A-Z][A-Z0-9]{0,9}$/, 'a prefix is written in capitals'),
        per: z.enum(['year', 'ever']).default('year'),
        digits: z.int().min(3).max(9).default(5),
      })
      .meta({ description: 'Without gaps, each organisation and form for itself' }),
    copies: z.int().min(1).max(10).default(1),
    signers: z.array(signer).max(10).default([]),
    locks: z.array(lock).max(10).optional().meta({ description: 'Left out: the last signature locks, or completion where nobody signs' }),
    void: z.strictObject({ by: roles.min(1) }).meta({ description: 'Who may declare it void; its number stays' }),
    retention: retention.optional().meta({ description: 'How long it is kept, where a source says so' }),
  })
  .meta({ description: 'A register or document' });

export const formsShape = z.record(code, form).meta({ description: 'Registers and documents by name' });

export type Form = z.output<typeof form>;
export type FormField = Form['fields'][number];
export type FormColumn = z.output<typeof column>;

export function fieldOf(form: Form, name: string): FormField | undefined {
  return form.fields.find((field) => field.code === name);
}

/** Where a pack says nothing: whoever comes last locks everything. */
export function locksOf(form: Form): readonly z.output<typeof lock>[] {
  return form.locks ?? [{ after: form.signers.at(-1)?.code ?? 'complete' }];
}
