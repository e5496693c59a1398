/** What is written to a customer keeps to the wording rules of the pack (SCR-31). */

import { bar, type Refused } from '../base/refusal.ts';
import { forbiddenIn } from '../guide/say.ts';
import type { Deciding } from '../roster/deciding.ts';

/** The first expression that may not be written, in whichever language, with what to write instead. What another system wrote is written. */
export function barOfWording(written: unknown, { policy, imported }: Deciding): Refused | null {
  if (typeof written !== 'string' || imported === true) return null;
  const rules = policy.forbidden ?? [];
  const [first] = [...forbiddenIn(written, 'zh-CN', rules), ...forbiddenIn(written, 'en', rules)].toSorted((a, b) => a.at - b.at);
  if (first === undefined) return null;
  const { instead } = rules.find((rule) => rule.code === first.code)!;
  return bar('forbidden_expression', { expression: first.expression, 'instead:zh-CN': instead['zh-CN'], 'instead:en': instead.en });
}
