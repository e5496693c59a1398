/** The check that a description speaks in the codes of the pack. */

import { bar, type Refused } from '../base/refusal.ts';
import type { Deciding } from '../roster/deciding.ts';

type Coded = {
  readonly zone?: string | undefined;
  readonly matter?: string | undefined;
  readonly customer_class?: string | undefined;
  readonly category?: string | undefined;
};

/** Promises choose by these codes: one chosen by an unknown zone would be nobody's. */
export function barOfCodes(described: Coded, context: Deciding): Refused | null {
  const { zone, matter, customer_class, category } = described;
  const { zones, matters, customer_classes, categories } = context.policy;
  if (zone !== undefined && !zones.includes(zone)) return bar('unknown_zone', { zone });
  if (matter !== undefined && matters?.includes(matter) === false) return bar('unknown_matter', { matter });
  if (customer_class !== undefined && customer_classes?.includes(customer_class) === false) return bar('unknown_class', { customer_class });
  if (category !== undefined && categories?.includes(category) === false) return bar('unknown_category', { category });
  return null;
}
