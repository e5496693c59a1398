/** What the conditions of a pack can see, and whether what they ask can be true: fields, their types, and the codes the pack lists. */

import { typesOf } from '../base/field_types.ts';
import { comparedIn, compileCondition, ConditionError, type FieldTypes, type Variables } from '../base/condition.ts';
import { describingKinds, kindsUnder } from './facts.ts';
import type { Pack } from './pack.ts';
import type { Finding, Path } from './problem.ts';

/** Lists of the pack that hold the values of a field. */
const lists = {
  zone: 'zones',
  matter: 'matters',
  customer_class: 'customer_classes',
  category: 'categories',
  channel: 'channels',
} as const;
type Seen = { readonly case: FieldTypes; readonly visit: FieldTypes; readonly fact: FieldTypes } & Readonly<Record<string, FieldTypes | 'map'>>;
type List = (typeof lists)[keyof typeof lists];

export function listOf(field: string): List | undefined {
  return Object.hasOwn(lists, field) ? lists[field as keyof typeof lists] : undefined;
}

/** Case and visit as their facts describe them, and the fact itself, which is of one of these kinds. */
export function seenBy(pack: Pack, kinds: readonly string[], subject = 'case'): Seen {
  const known = kindsUnder(pack);
  const shapes = (names: Iterable<string>) => [...names].flatMap((kind) => known[kind]?.data ?? []);
  const described = shapes(describingKinds);
  const inner = described.filter((shape) => 'visit_id' in shape.shape);
  const outer = described.filter((shape) => !('visit_id' in shape.shape));
  const seen = { case: typesOf(outer), visit: typesOf(inner), fact: typesOf(shapes(kinds)) };
  return Object.hasOwn(seen, subject) ? seen : { ...seen, [subject]: 'map' };
}

/** What is wrong with a condition; nothing when it can be true. */
export function checkCondition(pack: Pack, text: string, variables: Variables, path: Path): Finding[] {
  try {
    compileCondition(text, variables);
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    return [{ path, code: 'bad_condition', message: error.message, character: error.position }];
  }
  return comparedIn(text, variables).flatMap(({ field, value, position }): Finding[] => {
    const list = listOf(field);
    return list === undefined || pack[list].some((choice) => choice.code === value)
      ? []
      : [{ path, code: 'unknown_value', message: `${list} of this pack has no ${value}`, character: position }];
  });
}
