/** What a pack gives the decisions and the screens: its codes as policy, and the same codes with their words. */

import { parseElapsed } from '../clock/duration.ts';
import type { ServicePolicy } from '../roster/deciding.ts';
import type { Choice, Pack, Words } from './pack.ts';

/** The codes that decisions check. A list that the pack leaves empty allows every code. */
export function policyOf(pack: Pack): ServicePolicy {
  const codes = (list: readonly Choice[]) => list.map((choice) => choice.code);
  const unlessEmpty = <K extends string>(name: K, list: readonly Choice[]) => (list.length === 0 ? {} : ({ [name]: codes(list) } as Record<K, string[]>));
  return {
    zones: codes(pack.zones),
    ...unlessEmpty('matters', pack.matters),
    ...unlessEmpty('customer_classes', pack.customer_classes),
    ...unlessEmpty('categories', pack.categories),
    reasons: {
      ...unlessEmpty('visit.delayed', pack.reasons.delay),
      ...unlessEmpty('visit.no_access', pack.reasons.no_access),
      ...unlessEmpty('case.waiting', pack.reasons.waiting),
    },
    // A checked pack states both as elapsed lengths.
    ahead_ms: parseElapsed(pack.bounds.ahead)!,
    older_ms: parseElapsed(pack.bounds.older_than)!,
  };
}

export type OfferedChoice = { readonly code: string; readonly words: Record<string, string> };

/** The choices a screen offers, by group, in the pack's order; clocks too, so that every code on a screen has words. */
export function choicesOf(pack: Pack): Record<string, OfferedChoice[]> {
  const offered = (list: readonly { code: string; words: Words }[]) => list.map(({ code, words }) => ({ code, words: spoken(words) }));
  return {
    zones: offered(pack.zones),
    matters: offered(pack.matters),
    customer_classes: offered(pack.customer_classes),
    categories: offered(pack.categories),
    channels: offered(pack.channels),
    delay_reasons: offered(pack.reasons.delay),
    no_access_reasons: offered(pack.reasons.no_access),
    decline_reasons: offered(pack.reasons.decline),
    waiting_reasons: offered(pack.reasons.waiting),
    clocks: offered(Object.entries(pack.promises).map(([code, { words }]) => ({ code, words }))),
    events: offered(pack.events.map(({ kind, words }) => ({ code: kind, words }))),
    report_asks: offered(pack.report_asks.map(({ field, words }) => ({ code: field, words }))),
  };
}

export function spoken(words: Words): Record<string, string> {
  return Object.fromEntries(Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
