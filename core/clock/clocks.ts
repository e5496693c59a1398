/** The clock engine's door: all readings of one subject, a pure function of facts, pack and moment. */

import type { Instant } from '../base/time.ts';
import type { CompiledPack, CompiledPromise } from './compiled.ts';
import { type Context, contextOf, innerKeyOf, isInner } from './context.ts';
import { explain } from './explain.ts';
import { type Opening, runsOf } from './fold.ts';
import type { ClockInput, Reading } from './reading.ts';
import { readingOf } from './verdict.ts';

/** Reads every clock of a subject, sorted by start, then by name. The same facts in any order give the same readings. */
export function readClocks(input: ClockInput): Reading[] {
  const context = contextOf(input);
  const readings: Reading[] = [];
  if (context.only !== null && !context.only.isLinked) {
    for (const promise of begunIn(context, context.only)) readAlone(context, promise, readings);
  } else {
    for (const name of namesOf(context)) readings.push(...madeOf(context, name));
  }
  return readings.length < 2 ? readings : readings.sort(byStart);
}

/** The promises that some fact may have started: most cases meet few of those that their pack makes. */
function begunIn(context: Context, { startedBy }: CompiledPack): readonly CompiledPromise[] {
  const begun: CompiledPromise[] = [];
  for (const fact of context.known.facts) {
    for (const promise of startedBy.get(fact.kind) ?? noPromises) if (!begun.includes(promise)) begun.push(promise);
  }
  return begun;
}

/** A promise that hangs on no other, under the only version in play. */
function readAlone(context: Context, promise: CompiledPromise, readings: Reading[]): void {
  for (const innerId of subjectsOf(context, promise)) readRuns(context, promise.name, innerId, noOpenings, readings);
}

function readRuns(context: Context, name: string, innerId: string | null, openings: readonly Opening[], readings: Reading[]): void {
  for (const run of runsOf(context, name, innerId, openings)) {
    const { reading, outcome } = readingOf(run, context);
    readings.push(context.input.explain === true ? { ...reading, why: explain(run, reading, outcome, context) } : reading);
  }
}

function namesOf(context: Context): Set<string> {
  return new Set(context.packs.flatMap((pack) => [...pack.promises.keys()]));
}

/** Readings of one promise; those it hangs on are made first. A checked pack has no circles. */
function madeOf(context: Context, name: string): readonly Reading[] {
  const known = context.made.get(name);
  if (known !== undefined) return known;
  const promises = context.packs.flatMap((pack) => pack.promises.get(name) ?? []);
  // Stands while it is being made, so that two versions which together form a circle end, instead of running for ever.
  context.made.set(name, []);
  for (const promise of promises) for (const other of promise.dependsOn) madeOf(context, other);
  const first = promises[0];
  if (first === undefined) return [];
  const readings: Reading[] = [];
  for (const innerId of subjectsOf(context, first)) {
    readRuns(context, name, innerId, openingsOf(context, name, innerId), readings);
  }
  context.made.set(name, readings);
  return readings;
}

const noOpenings: readonly Opening[] = [];
const noPromises: readonly CompiledPromise[] = [];
const itself = [null];

/** The stream itself, or the parts of it (visits) that its facts name. */
function subjectsOf(context: Context, promise: CompiledPromise): Iterable<string | null> {
  const stream = context.input.subject.kind;
  if (!isInner(promise, stream)) return itself;
  const key = innerKeyOf(promise, stream);
  const found = new Set<string>();
  for (const fact of context.known.facts) {
    const id = fact.data[key];
    if (typeof id === 'string') found.add(id);
  }
  return found;
}

/** Starts that come from another promise's deadline having passed while nothing stopped it. */
function openingsOf(context: Context, name: string, innerId: string | null): Opening[] {
  const openings: Opening[] = [];
  for (const pack of context.packs) {
    const promise = pack.promises.get(name);
    for (const other of promise?.startDeadlinesOf ?? []) {
      for (const reading of context.made.get(other) ?? []) {
        if (reading.pack !== pack.hash || !hasPassed(reading, context.input.now)) continue;
        if (innerId !== null && reading.subject_id !== innerId) continue;
        openings.push({ at: reading.deadline!, round: reading.round, by: other, promise: promise! });
      }
    }
  }
  return openings.sort((a, b) => a.at - b.at || (a.by < b.by ? -1 : 1));
}

function hasPassed(reading: Reading, now: Instant): boolean {
  const { deadline, ended_at: ended } = reading;
  return deadline !== null && deadline < now && (ended === null || ended > deadline);
}

function byStart(a: Reading, b: Reading): number {
  if (a.started_at !== b.started_at) return a.started_at - b.started_at;
  if (a.clock !== b.clock) return a.clock < b.clock ? -1 : 1;
  if (a.subject_id !== b.subject_id) return a.subject_id < b.subject_id ? -1 : 1;
  return a.round - b.round || (a.occurrence ?? 0) - (b.occurrence ?? 0);
}
