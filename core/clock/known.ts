/** The facts as they count: known by then, corrected, disputed ones judged by when we heard, in the order they happened. */

import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import type { CompiledBounds } from './compiled.ts';
import { acceptedKind, amendedBy, correctedKind, type Correction, highestRevisions, readCorrection } from './corrections.ts';
import type { ClockInput } from './reading.ts';

export type Known = {
  /** In order of (at, id). */
  readonly facts: readonly Fact[];
  readonly events: readonly Fact[];
  /** Two facts share a moment, so the order of their roles matters. */
  readonly hasTies: boolean;
  readonly disputed: ReadonlyMap<string, readonly string[]>;
  readonly corrected: ReadonlyMap<string, Correction>;
  readonly withdrawn: readonly Fact[];
  /** Corrections of facts we do not have. */
  readonly lost: readonly Correction[];
  /** Facts that have not happened yet at that moment. */
  readonly later: readonly Fact[];
};

const none: ReadonlyMap<string, never> = new Map<string, never>();

/** The facts of a call. `bounds` are those of the only pack version in play, or null: then each fact has its own. */
export function know(input: ClockInput, bounds: CompiledBounds | null): Known {
  const events = input.events ?? noFacts;
  if (bounds === null) return knowWithCare(input, (received) => input.packFor(received).bounds);
  if (events.length > 0 || needsCare(input, bounds)) return knowWithCare(input, () => bounds);
  const { facts } = input;
  const ordered = isOrdered(facts) ? facts : withoutRepeats([...facts].sort(byMoment));
  return {
    facts: ordered,
    events,
    hasTies: hasTies(ordered),
    disputed: none,
    corrected: none,
    withdrawn: noFacts,
    lost: noCorrections,
    later: noFacts,
  };
}

const noFacts: readonly Fact[] = [];
const noCorrections: readonly Correction[] = [];

// The common journal has nothing special in it, and is read a million times a second.
function needsCare(input: ClockInput, bounds: CompiledBounds): boolean {
  const { facts, now } = input;
  const asOf = input.as_of ?? Number.POSITIVE_INFINITY;
  const { aheadMs, olderMs, afterAssignment } = bounds;
  let assignments = 0;
  let isEarly = false;
  for (const fact of facts) {
    const { at, kind, received_at: received } = fact;
    if (at > now || received > asOf || kind === correctedKind || kind === acceptedKind) return true;
    if (fact.disputed !== undefined && fact.disputed.length > 0) return true;
    if (fact.imported !== true && (at > received + aheadMs || at < received - olderMs)) return true;
    if (kind === 'visit.assigned') assignments += 1;
    else if (assignments === 0 && afterAssignment.has(kind)) isEarly = true;
  }
  if (assignments === 0 || (assignments === 1 && !isEarly && isOrdered(facts))) return false;
  return isBeforeAssignment(facts, afterAssignment);
}

function isBeforeAssignment(facts: readonly Fact[], afterAssignment: ReadonlySet<string>): boolean {
  return facts.some(
    (assigned) =>
      assigned.kind === 'visit.assigned' &&
      facts.some((fact) => fact.at < assigned.at && afterAssignment.has(fact.kind) && fact.data['visit_id'] === assigned.data['visit_id']),
  );
}

function knowWithCare(input: ClockInput, boundsAt: (received: Instant) => CompiledBounds): Known {
  const { now, as_of: asOf } = input;
  const heard = (fact: Fact) => asOf === undefined || fact.received_at <= asOf;
  const facts = withoutRepeats(input.facts.filter(heard).sort(byMoment));
  const events = withoutRepeats((input.events ?? []).filter(heard).sort(byMoment));
  const all = [...facts, ...events];
  const corrections = highestRevisions(all);
  const accepted = new Set(all.filter((fact) => fact.kind === acceptedKind).map((fact) => fact.data['id']));
  const withdrawn: Fact[] = [];
  const amend = (list: readonly Fact[]) =>
    list.flatMap((fact) => {
      if (fact.kind === correctedKind || fact.kind === acceptedKind) return [];
      const correction = corrections.get(fact.id);
      const amended = correction === undefined ? fact : amendedBy(fact, correction.data);
      if (amended === null) withdrawn.push(fact);
      return amended === null ? [] : [amended];
    });
  const disputed = new Map<string, readonly string[]>();
  const isFirm = (fact: Fact) => fact.imported === true || accepted.has(fact.id) || corrections.has(fact.id);
  const claimed = judged(amend(facts), isFirm, boundsAt, disputed);
  const happened = claimed.filter((fact) => fact.at <= now).sort(byMoment);
  const ids = new Set(all.map((fact) => fact.id));
  const readable = [...corrections].map(([target, fact]) => [target, readCorrection(fact, target)] as const);
  return {
    facts: happened,
    events: amend(events)
      .filter((fact) => fact.at <= now)
      .sort(byMoment),
    hasTies: hasTies(happened),
    disputed,
    corrected: new Map(readable.filter(([target]) => ids.has(target))),
    withdrawn,
    lost: readable.filter(([target]) => !ids.has(target)).map(([, correction]) => correction),
    later: claimed.filter((fact) => fact.at > now),
  };
}

/** Puts disputed facts at the moment we heard of them, and notes why. */
function judged(
  facts: readonly Fact[],
  isFirm: (fact: Fact) => boolean,
  boundsAt: (received: Instant) => CompiledBounds,
  disputed: Map<string, readonly string[]>,
): Fact[] {
  const settle = (fact: Fact, more: readonly string[]) => {
    if (isFirm(fact)) return fact;
    const reasons = [...(fact.disputed ?? []), ...more];
    if (reasons.length === 0) return fact;
    disputed.set(fact.id, [...new Set(reasons)]);
    return { ...fact, at: fact.received_at };
  };
  const inBounds = facts.map((fact) => settle(fact, outOfBounds(fact, boundsAt(fact.received_at))));
  const assignedAt = new Map<unknown, Instant>();
  for (const fact of inBounds) {
    if (fact.kind !== 'visit.assigned') continue;
    const visit = fact.data['visit_id'];
    assignedAt.set(visit, Math.min(fact.at, assignedAt.get(visit) ?? fact.at) as Instant);
  }
  return inBounds.map((fact) => {
    if (!boundsAt(fact.received_at).afterAssignment.has(fact.kind) || disputed.has(fact.id)) return fact;
    const assigned = assignedAt.get(fact.data['visit_id']);
    return assigned !== undefined && fact.at < assigned ? settle(fact, ['before_assignment']) : fact;
  });
}

function outOfBounds(fact: Fact, bounds: CompiledBounds): string[] {
  if (fact.at > fact.received_at + bounds.aheadMs) return ['ahead_of_clock'];
  return fact.at < fact.received_at - bounds.olderMs ? ['too_old'] : [];
}

function byMoment(a: Fact, b: Fact): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function isOrdered(facts: readonly Fact[]): boolean {
  for (let i = 1; i < facts.length; i++) {
    const before = facts[i - 1]!;
    const after = facts[i]!;
    if (before.at > after.at || (before.at === after.at && before.id >= after.id)) return false;
  }
  return true;
}

function withoutRepeats(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter((fact, i) => i === 0 || facts[i - 1]!.id !== fact.id);
}

function hasTies(facts: readonly Fact[]): boolean {
  for (let i = 1; i < facts.length; i++) if (facts[i - 1]!.at === facts[i]!.at) return true;
  return false;
}
