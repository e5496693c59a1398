/** Whether lateness is excused: a declared event covered the place and time, and the customer was told by the deadline. */

import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import type { Context } from './context.ts';
import type { Run } from './fold.ts';
import { attribute, matching } from './item.ts';
import { momentOf } from './moment.ts';

export type Excuse =
  | { readonly isExcused: true; readonly event: Fact; readonly told: Fact; readonly isEventOpen: boolean }
  | { readonly isExcused: false; readonly reason: 'no_event' | 'not_told' };

export function excuseOf(run: Run, deadline: Instant, context: Context): Excuse | null {
  const { excuse } = run.promise;
  if (excuse === null) return null;
  const event = coveringEvent(run, deadline, context);
  if (event === null) return { isExcused: false, reason: 'no_event' };
  for (const fact of context.known.facts) {
    if (fact.at < run.start.at || fact.at > deadline) continue;
    const about = fact.data[run.scope.innerKey];
    if (run.innerId !== null && about !== undefined && about !== run.innerId) continue;
    if (matching(excuse.told, fact, run.scope) === null) continue;
    return { isExcused: true, event, told: fact, isEventOpen: momentOf(event.data['ends_at']) === null };
  }
  return { isExcused: false, reason: 'not_told' };
}

function coveringEvent(run: Run, deadline: Instant, context: Context): Fact | null {
  const area = attribute(run.scope, 'area');
  if (area === undefined || area === null) return null;
  for (const list of [context.known.events, context.known.facts]) {
    for (const event of list) {
      if (!isKind(event, run.promise.excuse!.events)) continue;
      const { area: covered, begins_at: begins, ends_at: ends } = event.data;
      if (Array.isArray(covered) ? !covered.includes(area) : covered !== area) continue;
      const from = momentOf(begins) ?? event.at;
      const until = momentOf(ends) ?? Number.POSITIVE_INFINITY;
      // [from, until) against [start, deadline].
      if (from <= deadline && until > run.start.at) return event;
    }
  }
  return null;
}

// Packs write `storm`; the fact is storm.declared, or a general event that names its kind in its data.
function isKind(event: Fact, kinds: ReadonlySet<string>): boolean {
  if (kinds.has(event.kind)) return true;
  if (!event.kind.endsWith('.declared')) return false;
  const stated = event.data['kind'];
  return kinds.has(event.kind.slice(0, -'.declared'.length)) || (typeof stated === 'string' && kinds.has(stated));
}
