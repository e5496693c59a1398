/** Gates of a pack: before a fact is recorded, when a condition holds, other facts must be there; else it is refused with what is missing. */

import { z } from 'zod';
import { compileCondition, type Condition } from '../base/condition.ts';
import type { Fact } from '../base/fact.ts';

const kind = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'a fact is named noun.past_participle');
const value = z.union([z.string(), z.number(), z.boolean()]);
const where = z
  .record(z.string().min(1).max(60), z.union([value, z.array(value).min(1)]))
  .meta({ description: 'Fields of the fact and the value, or any of the values, they must have' });
const said = z.string().trim().min(1).max(300);
const words = z.strictObject({ 'zh-CN': said, en: said, 'zh-TW': said.optional(), es: said.optional() });
const source = z.union([z.string(), z.array(z.string()).min(1)]);

const need = z
  .strictObject({
    fact: kind,
    where: where.optional(),
    since: z.array(kind).min(1).optional().meta({ description: 'Counts only when recorded after the last of these, such as case.reopened' }),
    same: z.string().min(1).max(60).optional().meta({ description: 'A field that must be the same in both facts, such as visit_id' }),
    words: words.meta({ description: 'What is missing and what to do about it; it is read by whoever was refused' }),
    source: source.optional(),
  })
  .meta({ description: 'A fact that must be there first' });

export const gateShape = z
  .strictObject({
    words: words.meta({ description: 'The rule, as people say it' }),
    source: source.optional(),
    before: z.array(kind).min(1).meta({ description: 'The facts that wait at this gate' }),
    where: where.optional(),
    when: z.string().max(2_000).optional().meta({ description: 'A CEL condition over case and fact; the gate stands only when it holds' }),
    once: z.array(kind).min(1).optional().meta({ description: 'The gate stands only when one of these was recorded' }),
    needs: z.array(need).min(1).max(20),
  })
  .meta({ description: 'What must be true before a fact may be recorded' });

export const gatesShape = z.record(z.string().regex(/^[a-z][a-z0-9_]*$/, 'names are snake_case'), gateShape).meta({ description: 'Gates by name' });

export type GateShape = z.output<typeof gateShape>;
type Need = GateShape['needs'][number];
type Where = GateShape['where'];

export type CompiledGate = { readonly name: string; readonly shape: GateShape; readonly when: Condition | null };

/** What a gate's condition may speak of. */
export const gateVariables = ['case', 'fact'] as const;

/** Compiles gates that were checked when their pack was read; throws ConditionError when they were not. */
export function compileGates(gates: Readonly<Record<string, GateShape>>): CompiledGate[] {
  return Object.entries(gates).map(([name, shape]) => ({
    name, shape, when: shape.when === undefined ? null : compileCondition(shape.when, gateVariables),
  }));
}

export type Barred = { readonly gate: string; readonly need: Need };
type Coming = Pick<Fact, 'kind' | 'data'>;

/**
 * The first need that is not met before this fact; null when it may pass. `history` are the facts of the stream as they
 * count now, in the order of recording; `described` is what is known of the case.
 */
export function barOfGates(gates: readonly CompiledGate[], history: readonly Fact[], coming: Coming, described: Readonly<Record<string, unknown>>): Barred | null {
  for (const { name, shape, when } of gates) {
    if (!shape.before.includes(coming.kind) || !fits(shape.where, coming.data)) continue;
    if (shape.once !== undefined && !history.some((fact) => shape.once!.includes(fact.kind))) continue;
    if (when !== null && !when({ case: described, fact: coming.data })) continue;
    const missing = shape.needs.find((each) => !isMet(each, history, coming));
    if (missing !== undefined) return { gate: name, need: missing };
  }
  return null;
}

function isMet({ fact: wanted, where: fields, since, same }: Need, history: readonly Fact[], coming: Coming): boolean {
  const from = since === undefined ? -1 : history.findLastIndex((fact) => since.includes(fact.kind));
  return history.some(
    (fact, index) =>
      index > from && fact.kind === wanted && fits(fields, fact.data) && (same === undefined || fact.data[same] === coming.data[same]),
  );
}

function fits(fields: Where, data: Fact['data']): boolean {
  return Object.entries(fields ?? {}).every(([field, values]) => (Array.isArray(values) ? values : [values]).includes(data[field] as string | number | boolean));
}
