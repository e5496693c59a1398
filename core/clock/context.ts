/** What all readings of one call share: the facts as known, the pack versions in play, and readings made so far. */

import type { Fact } from '../base/fact.ts';
import type { CompiledPack, CompiledPromise } from './compiled.ts';
import type { Scope } from './item.ts';
import { know, type Known } from './known.ts';
import type { ClockInput, Reading } from './reading.ts';

export type Context = {
  readonly input: ClockInput;
  readonly known: Known;
  /** Versions under which facts were received, or taken over to, in the order they appear. */
  readonly packs: readonly CompiledPack[];
  /** Readings by promise, for promises that hang on another one's deadline. */
  readonly made: Map<string, readonly Reading[]>;
  /** Facts that describe the subject, as each version sees it. */
  readonly described: Map<CompiledPack, readonly Fact[]>;
};

export function contextOf(input: ClockInput): Context {
  const { packFor } = input;
  const known = know(input, (received) => packFor(received).bounds);
  return { input, known, packs: packsOf(input, known), made: new Map(), described: new Map() };
}

/** The promise of that name in the version that was active when the fact was received. */
export function promiseAt(context: Context, name: string, fact: Fact): CompiledPromise | undefined {
  if (context.packs.length === 1) return context.packs[0]!.promises.get(name);
  return context.input.packFor(fact.received_at).promises.get(name);
}

/** The kind of fact by which the subject is taken over to another pack version. */
export function takeoverOf(context: Context, fact: Fact): CompiledPack | undefined {
  const hash = fact.data['pack'];
  return typeof hash === 'string' ? context.input.packByHash?.(hash) : undefined;
}

/** The part of the stream that a promise is about: `visit_id`, or the like. */
export function innerKeyOf(promise: CompiledPromise, stream: string): string {
  const { subject } = promise.shape;
  return subject === stream ? 'visit_id' : `${subject}_id`;
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
  const known = context.described.get(pack);
  if (known !== undefined) return known;
  const facts = context.known.facts.filter((fact) => pack.describing.has(fact.kind));
  context.described.set(pack, facts);
  return facts;
}

function packsOf(input: ClockInput, known: Known): CompiledPack[] {
  const packs: CompiledPack[] = [];
  const takeover = `${input.subject.kind}.pack_taken_over`;
  for (const fact of known.facts) {
    const pack = input.packFor(fact.received_at);
    if (!packs.includes(pack)) packs.push(pack);
    if (fact.kind !== takeover || typeof fact.data['pack'] !== 'string') continue;
    const other = input.packByHash?.(fact.data['pack']);
    if (other !== undefined && !packs.includes(other)) packs.push(other);
  }
  return packs;
}
