/** Milestones that a pack declares for its trade: which fields they carry, and the kind of fact each one is recorded as. */

import { z } from 'zod';
import { code, id, moment, text } from '../base/shapes.ts';
import type { FactKind, FactKinds } from '../base/kinds.ts';

/** The words of a field and of its choices are the pack's own piece and are added there. */
export const milestoneFieldShape = z.strictObject({
  type: z.enum(['text', 'number', 'flag', 'moment', 'code', 'fen']).meta({ description: 'What it holds; fen is an amount of money in hundredths' }),
  required: z.literal(true).optional().meta({ description: 'The milestone cannot be recorded without it' }),
});

type DeclaredField = z.output<typeof milestoneFieldShape> & { readonly choices?: readonly { readonly code: string }[] | undefined };
type Declared = { readonly fields?: Readonly<Record<string, DeclaredField>> | undefined };

/** Every declared milestone may name the visit it happened on, as ours do; one that came by an approval names that. */
const everywhere = { visit_id: id.optional(), approval_id: id.optional() };

/** Names that mean something to every milestone; a field cannot be called so. */
export const takenFields: readonly string[] = [...Object.keys(everywhere), 'at', 'expected_seq', 'kind'];

const plain = {
  text: text(2_000),
  number: z.number().min(-1_000_000_000).max(1_000_000_000),
  flag: z.boolean(),
  moment,
  code,
  fen: z.int().min(0).max(1_000_000_000_000),
};

/** The kinds a pack adds to those of the house. */
export function declaredKinds(milestones: Readonly<Record<string, Declared>> | undefined): FactKinds {
  return Object.fromEntries(Object.entries(milestones ?? {}).map(([kind, declared]) => [kind, kindOf(declared)]));
}

function kindOf({ fields = {} }: Declared): FactKind {
  return { data: z.strictObject({ ...everywhere, ...shapesOf(fields) }), milestone: true };
}

/** What is said with the request for an approval: fields of the same kinds, and nothing besides. */
export function requestShape({ fields = {} }: Declared): z.ZodObject {
  return z.strictObject(shapesOf(fields));
}

function shapesOf(fields: NonNullable<Declared['fields']>): z.ZodRawShape {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.required === true ? shapeOf(field) : shapeOf(field).optional()]));
}

function shapeOf({ type, choices }: DeclaredField): z.ZodType {
  return type === 'code' && choices !== undefined ? z.enum(choices.map((choice) => choice.code)) : plain[type];
}
