/** Which facts count, and what a condition can see: the fact, its visit, its case, as they stood at the start. */

import { type Condition, compileCondition } from '../base/condition.ts';
import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';

type Value = string | number | boolean;

/** `where` and `when` of an item or a row, compiled. */
export type Test = {
  readonly where: readonly (readonly [field: string, values: readonly Value[]])[] | null;
  readonly when: Condition | null;
};

export type CompiledItem = Test & { readonly kind: string };

/** What was known of the subject at one start. */
export type Scope = {
  readonly start: Fact;
  /** Facts that describe the subject, in order. */
  readonly described: readonly Fact[];
  /** `visit_id`, or the like, and the part of the stream that the start is about; null for none. */
  readonly innerKey: string;
  readonly innerId: string | null;
  /** The name conditions use for the subject, besides case, visit and fact. */
  readonly subject: string;
  readonly until: Instant;
};

export function compileTest(
  text: { readonly where?: Readonly<Record<string, Value | readonly Value[]>> | undefined; readonly when?: string | undefined },
  subject: string,
): Test {
  const fields = Object.entries(text.where ?? {}).map(
    ([field, values]) => [field, Array.isArray(values) ? values : [values]] as [string, readonly Value[]],
  );
  return {
    where: fields.length === 0 ? null : fields,
    when: text.when === undefined ? null : compileCondition(text.when, variablesFor(subject)),
  };
}

export function variablesFor(subject: string): readonly string[] {
  return ['case', 'visit', 'fact', ...(subject === 'case' || subject === 'visit' || subject === 'fact' ? [] : [subject])];
}

/** Whether a test holds for a fact; fields are sought in the fact, then in its visit, then in its case. */
export function holds(test: Test, fact: Fact, scope: Scope): boolean {
  if (test.where !== null) {
    for (const [field, values] of test.where) {
      if (!isAmong(fact.data[field] ?? attribute(scope, field), values)) return false;
    }
  }
  return test.when === null || test.when(contextOf(fact, scope));
}

/** The first item that the fact satisfies, or null. */
export function matching(items: readonly CompiledItem[], fact: Fact, scope: Scope): CompiledItem | null {
  for (const item of items) {
    if (item.kind === fact.kind && (item.where === null && item.when === null ? true : holds(item, fact, scope))) {
      return item;
    }
  }
  return null;
}

/** A field as it stood at the start: of the start itself, else of its visit, else of its case; the newest wins. */
export function attribute(scope: Scope, field: string): unknown {
  const own = scope.start.data[field];
  if (own !== undefined) return own;
  const { described, innerKey, innerId, until } = scope;
  if (innerId !== null) {
    for (let i = described.length - 1; i >= 0; i--) {
      const fact = described[i]!;
      if (fact.at <= until && fact.data[innerKey] === innerId && fact.data[field] !== undefined) return fact.data[field];
    }
  }
  for (let i = described.length - 1; i >= 0; i--) {
    const fact = described[i]!;
    if (fact.at <= until && fact.data[innerKey] === undefined && fact.data[field] !== undefined) return fact.data[field];
  }
  return undefined;
}

function contextOf(fact: Fact, scope: Scope): Record<string, unknown> {
  const outer: Record<string, unknown> = {};
  const inner: Record<string, unknown> = {};
  for (const each of scope.described) {
    if (each.at > scope.until) continue;
    const about = each.data[scope.innerKey];
    if (about === undefined) Object.assign(outer, each.data);
    else if (about === scope.innerId) Object.assign(inner, each.data);
  }
  const own = `${scope.subject}_id` === scope.innerKey ? inner : outer;
  return { [scope.subject]: own, case: outer, visit: inner, fact: fact.data };
}

function isAmong(found: unknown, values: readonly Value[]): boolean {
  if (Array.isArray(found)) return found.some((each) => values.includes(each as Value));
  return values.includes(found as Value);
}
