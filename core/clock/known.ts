/** The facts as they count: known by then, corrected, disputed ones judged by when we heard, in the order they happened. */

import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import type { CompiledPack } from './compiled.ts';
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

type Bounds = CompiledPack['bounds'];

const none: ReadonlyMap<string, never> = new Map<string, never>();

export function know(input: ClockInput, boundsAt: (received: Instant) => Bounds): Known {
  const events = input.events ?? [];
  if (events.length > 0 || needsCare(input, boundsAt)) return knowWithCare(input, boundsAt);
  const { facts } = input;
  const ordered = isOrdered(facts) ? facts : withoutRepeats([...facts].sort(byMoment));
  return { facts: ordered, events, hasTies: hasTies(ordered), disputed: none, corrected: none, withdrawn: [], lost: [], later: [] };
}

// The common journal has nothing special in it, and is read a million times a second.
function needsCare(input: ClockInput, boundsAt: (received: Instant) => Bounds): boolean {
  const { facts, now, as_of: asOf } = input;
  let visits = 0;
  for (const fact of facts) {
    if (fact.at > now || fact.kind === correctedKind || fact.kind === acceptedKind) return true;
    if (asOf !== undefined && fact.received_at > asOf) return true;
    if (fact.disputed !== undefined && fact.disputed.length > 0) return true;
    if (fact.imported === true) continue;
    const bounds = boundsAt(fact.received_at);
    if (fact.at > fact.received_at + bounds.aheadMs || fact.at < fact.received_at - bounds.olderMs) return true;
    if (bounds.afterAssignment.has(fact.kind)) visits += 1;
  }
  return visits > 0 && isBeforeAssignment(facts, boundsAt);
}

function isBeforeAssignment(facts: readonly Fact[], boundsAt: (received: Instant) => Bounds): boolean {
  for (const assigned of facts) {
    if (assigned.kind !== 'visit.assigned') continue;
    for (const fact of facts) {
      if (fact.at < assigned.at && fact.data['visit_id'] === assigned.data['visit_id']) {
        if (boundsAt(fact.received_at).afterAssignment.has(fact.kind)) return true;
      }
    }
  }
  return false;
}

function knowWithCare(input: ClockInput, boundsAt: (received: Instant) => Bounds): Known {
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
    events: amend(events).filter((fact) => fact.at <= now).sort(byMoment),
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
  boundsAt: (received: Instant) => Bounds,
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

function outOfBounds(fact: Fact, bounds: Bounds): string[] {
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
