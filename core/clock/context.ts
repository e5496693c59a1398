/** What all readings of one call share: the facts as known, the pack versions in play, and readings made so far. */

import type { Fact } from '../base/fact.ts';
import type { CompiledPack, CompiledPromise } from './compiled.ts';
import type { Scope } from './item.ts';
import { know, type Known } from './known.ts';
import type { ClockInput, Reading } from './reading.ts';

export type Context = {
  readonly input: ClockInput;
  readonly known: Known;
  /** Versions under which facts were received, or taken over to. */
  readonly packs: readonly CompiledPack[];
  /** The only version in play, as nearly always; null when there are several. */
  readonly only: CompiledPack | null;
  /** Readings by promise, for promises that hang on another one's deadline. */
  readonly made: Map<string, readonly Reading[]>;
  /** Facts that describe the subject, as the version asked last sees it. */
  describedBy: CompiledPack | null;
  described: readonly Fact[];
};

export function contextOf(input: ClockInput): Context {
  const packs = packsOf(input);
  const known = know(input, packs.length === 1 ? packs[0]!.bounds : null);
  const only = packs.length === 1 ? packs[0]! : null;
  return {
    input,
    known,
    packs,
    only,
    made: only?.isLinked === false ? noReadings : new Map<string, readonly Reading[]>(),
    describedBy: null,
    described: noFacts,
  };
}

const noFacts: readonly Fact[] = [];
// Shared by all calls whose promises stand alone, and never written to.
const noReadings: Map<string, readonly Reading[]> = new Map<string, readonly Reading[]>();

/** The promise of that name in the version that was active when the fact was received. */
export function promiseAt(context: Context, name: string, fact: Fact): CompiledPromise | undefined {
  if (context.only !== null) return context.only.promises.get(name);
  return context.input.packFor(fact.received_at).promises.get(name);
}

/** The kind of fact by which the subject is taken over to another pack version. */
export function takeoverOf(context: Context, fact: Fact): CompiledPack | undefined {
  const hash = fact.data['pack'];
  return typeof hash === 'string' ? context.input.packByHash?.(hash) : undefined;
}

/** The part of the stream that a promise is about: `visit_id`, or the like. */
export function innerKeyOf(promise: CompiledPromise, stream: string): string {
  return promise.shape.subject === stream ? 'visit_id' : promise.innerKey;
}

export function isInner(promise: CompiledPromise, stream: string): boolean {
  return promise.shape.subject !== stream;
}

/** What was known of the subject at a start. */
export function scopeOf(context: Context, promise: CompiledPromise, start: Fact, innerId: string | null): Scope {
  const innerKey = innerKeyOf(promise, context.input.subject.kind);
  const visit = start.data[innerKey];
  return {
    start,
    described: describedIn(context, promise.pack),
    innerKey,
    innerId: innerId ?? (typeof visit === 'string' ? visit : null),
    subject: promise.shape.subject,
    until: start.at,
  };
}

function describedIn(context: Context, pack: CompiledPack): readonly Fact[] {
  if (context.describedBy === pack) return context.described;
  const found: Fact[] = [];
  for (const fact of context.known.facts) if (pack.describing.has(fact.kind)) found.push(fact);
  context.describedBy = pack;
  context.described = found;
  return found;
}

function packsOf(input: ClockInput): CompiledPack[] {
  const { facts, as_of: asOf, packFor } = input;
  const takeover = `${input.subject.kind}.pack_taken_over`;
  const packs: CompiledPack[] = [];
  for (const fact of facts) {
    if (asOf !== undefined && fact.received_at > asOf) continue;
    const pack = packFor(fact.received_at);
    if (packs.length === 0 || (packs[0] !== pack && !packs.includes(pack))) packs.push(pack);
    if (fact.kind !== takeover) continue;
    const hash = fact.data['pack'];
    const other = typeof hash === 'string' ? input.packByHash?.(hash) : undefined;
    if (other !== undefined && !packs.includes(other)) packs.push(other);
  }
  // In an order that does not depend on which fact arrived first.
  return packs.length < 2 ? packs : packs.sort((a, b) => (a.hash < b.hash ? -1 : 1));
}
