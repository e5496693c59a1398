/** Facts as corrected: of each fact the highest revision counts, and the journal keeps them all. */

import type { Fact, FactData } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import { momentOf } from './moment.ts';

export const correctedKind = 'fact.corrected';
export const acceptedKind = 'fact.accepted';

/** Which correction of a fact counts. */
export type Correction = { readonly fact: string; readonly target: string; readonly revision: number; readonly reason: string | null };

/** The facts as they count, in the order given; withdrawn ones are left out. With `asOf`, as they were known then. */
export function effectiveFacts(facts: readonly Fact[], asOf?: Instant): Fact[] {
  const heard = asOf === undefined ? facts : facts.filter((fact) => fact.received_at <= asOf);
  const corrections = highestRevisions(heard);
  if (corrections.size === 0) return [...heard];
  return heard.flatMap((fact) => {
    const correction = corrections.get(fact.id);
    return correction === undefined ? fact : (amendedBy(fact, correction.data) ?? []);
  });
}

/** Per corrected fact the correction that counts: highest revision, then heard last, then id. */
export function highestRevisions(facts: readonly Fact[]): Map<string, Fact> {
  const highest = new Map<string, Fact>();
  for (const fact of facts) {
    if (fact.kind !== correctedKind) continue;
    const target = String(fact.data['id']);
    const rival = highest.get(target);
    if (rival === undefined || outranks(fact, rival)) highest.set(target, fact);
  }
  return highest;
}

function outranks(fact: Fact, rival: Fact): boolean {
  const by = Number(fact.data['revision'] ?? 0) - Number(rival.data['revision'] ?? 0);
  if (by !== 0) return by > 0;
  if (fact.received_at !== rival.received_at) return fact.received_at > rival.received_at;
  return fact.id > rival.id;
}

export function readCorrection(fact: Fact, target: string): Correction {
  const { revision, reason } = fact.data;
  return { fact: fact.id, target, revision: Number(revision ?? 0), reason: typeof reason === 'string' ? reason : null };
}

/** The fact as corrected; null when withdrawn. Fields not named stay, a null field goes. */
export function amendedBy(fact: Fact, correction: FactData): Fact | null {
  if (correction['withdrawn'] === true) return null;
  const replacement = (correction['replacement'] ?? {}) as { kind?: string; at?: unknown; data?: FactData };
  const data: Record<string, unknown> = { ...fact.data, ...replacement.data };
  for (const [field, value] of Object.entries(replacement.data ?? {})) if (value === null) delete data[field];
  return { ...fact, kind: replacement.kind ?? fact.kind, at: momentOf(replacement.at) ?? fact.at, data };
}
