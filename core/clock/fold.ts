/** Folds facts into runs: which fact started, stopped, cancelled or closed one promise for one subject, round by round. */

import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import type { CompiledItem, Scope } from './item.ts';
import { matching } from './item.ts';
import type { CompiledPromise, Mark, Roles } from './compiled.ts';
import { type Context, innerKeyOf, isInner, promiseAt, scopeOf, takeoverOf } from './context.ts';
import type { Step } from './reading.ts';

/** One run of one promise, before any target is known. */
export type Run = {
  promise: CompiledPromise;
  readonly round: number;
  readonly occurrence: number | null;
  readonly innerId: string | null;
  start: Fact;
  scope: Scope;
  /** The promise whose passed deadline opened this run. */
  readonly openedBy: string | null;
  stop: Fact | null;
  cancel: Fact | null;
  closed: Fact | null;
  /** Some fact may have paused it. */
  mayPause: boolean;
  /** A condition of a stop or cancel that could not be evaluated. */
  failure: unknown;
  readonly notes: Step[] | null;
};

/** A start that is no fact: the deadline of another promise, passed. */
export type Opening = { readonly at: Instant; readonly round: number; readonly by: string; readonly promise: CompiledPromise };

type Fold = {
  readonly context: Context;
  readonly name: string;
  readonly stream: string;
  readonly innerId: string | null;
  readonly runs: Run[];
  readonly pending: Step[] | null;
  round: number;
  isCancelled: boolean;
};

// The order in which facts of the same moment count (CLOCKS, Order). Pauses are read apart, see pause.ts.
type Act = 'start' | 'stop' | 'cancel' | 'mark';
const rankOf: Record<Act, number> = { start: 0, stop: 3, cancel: 4, mark: 5 };

/** All runs of a promise for one subject, in the order they opened. */
export function runsOf(context: Context, name: string, innerId: string | null, openings: readonly Opening[]): Run[] {
  const fold: Fold = {
    context,
    name,
    stream: context.input.subject.kind,
    innerId,
    runs: [],
    pending: context.input.explain === true ? [] : null,
    round: 1,
    isCancelled: false,
  };
  const only = context.only?.promises.get(name);
  if (only === undefined || context.known.hasTies || openings.length > 0) foldInRanks(fold, openings);
  else foldStraight(fold, only);
  return fold.runs;
}

// No two facts share a moment and there is one pack version: the order of the journal is the order of the fold.
function foldStraight(fold: Fold, promise: CompiledPromise): void {
  const kinds = promise.rolesIn(fold.stream);
  const key = isInner(promise, fold.stream) ? innerKeyOf(promise, fold.stream) : null;
  let mayPause = false;
  for (const fact of fold.context.known.facts) {
    const roles = kinds.get(fact.kind);
    if (roles === undefined) continue;
    if (key !== null && isOther(fact, key, fold.innerId)) continue;
    if (roles.mayPause) mayPause = true;
    if (roles.mark !== null && roles.mark !== 'closed') applyMark(fold, fact, roles.mark);
    if (roles.start !== null) applyStart(fold, fact, promise, roles.start);
    if (roles.stop !== null) applyStop(fold, fact, roles.stop);
    if (roles.cancel !== null) applyCancel(fold, fact, roles.cancel);
    if (roles.mark === 'closed') applyMark(fold, fact, roles.mark);
  }
  for (const run of fold.runs) run.mayPause = mayPause;
}

type Beat = { readonly at: Instant; readonly rank: number; readonly id: string; readonly apply: () => void };

function foldInRanks(fold: Fold, openings: readonly Opening[]): void {
  const beats: Beat[] = openings.map((opening) => ({
    at: opening.at,
    rank: rankOf.start,
    id: '',
    apply: () => applyOpening(fold, opening),
  }));
  const promises = fold.context.packs.flatMap((pack) => pack.promises.get(fold.name) ?? []);
  for (const fact of fold.context.known.facts) {
    const roles = promises.flatMap((promise) => rolesOf(fold, promise, fact) ?? []);
    const mark = roles[0]?.mark ?? null;
    const beat = (act: Act, apply: () => void) => beats.push({ at: fact.at, rank: rankOf[act], id: fact.id, apply });
    if (mark !== null && mark !== 'closed') beat('start', () => applyMark(fold, fact, mark));
    if (roles.some((each) => each.start !== null)) beat('start', () => startInItsPack(fold, fact));
    if (roles.some((each) => each.stop !== null)) beat('stop', () => inItsRun(fold, fact, 'stop'));
    if (roles.some((each) => each.cancel !== null)) beat('cancel', () => inItsRun(fold, fact, 'cancel'));
    if (mark === 'closed') beat('mark', () => applyMark(fold, fact, mark));
  }
  // The sort is stable: acts of one fact with the same rank stay as they were added.
  beats.sort((a, b) => a.at - b.at || a.rank - b.rank || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  for (const beat of beats) beat.apply();
}

function rolesOf(fold: Fold, promise: CompiledPromise, fact: Fact): Roles | undefined {
  const roles = promise.rolesIn(fold.stream).get(fact.kind);
  if (roles === undefined || !isInner(promise, fold.stream)) return roles;
  return isOther(fact, innerKeyOf(promise, fold.stream), fold.innerId) ? undefined : roles;
}

// A fact that names no visit concerns every visit: a case that is cancelled cancels them all.
function isOther(fact: Fact, key: string, innerId: string | null): boolean {
  const about = fact.data[key];
  return about !== undefined && about !== innerId;
}

function startInItsPack(fold: Fold, fact: Fact): void {
  const promise = promiseAt(fold.context, fold.name, fact);
  const items = promise === undefined ? null : (rolesOf(fold, promise, fact)?.start ?? null);
  if (promise !== undefined && items !== null) applyStart(fold, fact, promise, items);
}

function inItsRun(fold: Fold, fact: Fact, role: 'stop' | 'cancel'): void {
  const promise = fold.runs.at(-1)?.promise ?? promiseAt(fold.context, fold.name, fact);
  const items = promise === undefined ? null : (rolesOf(fold, promise, fact)?.[role] ?? null);
  if (items === null) return;
  if (role === 'stop') applyStop(fold, fact, items);
  else applyCancel(fold, fact, items);
}

function applyStart(fold: Fold, fact: Fact, promise: CompiledPromise, items: readonly CompiledItem[]): void {
  // A fact that names no visit cannot begin a promise about one.
  if (fold.innerId !== null && fact.data[innerKeyOf(promise, fold.stream)] === undefined) return;
  const scope = scopeOf(fold.context, promise, fact, fold.innerId);
  let failure: unknown = null;
  try {
    if (matching(items, fact, scope) === null) return note(fold, 'start_ignored', fact, 'condition');
  } catch (error) {
    failure = error;
  }
  const last = fold.runs.at(-1);
  if (last !== undefined && isRunning(last)) {
    if (promise.isEvery) last.stop = fact;
    else if (last.promise.shape.restart) return restart(fold, last, fact);
    else return note(fold, 'start_ignored', fact, 'still_open');
  }
  if (!promise.isEvery && fold.runs.some((run) => run.round === fold.round)) {
    return note(fold, 'start_ignored', fact, 'once_per_round');
  }
  open(fold, { promise, start: fact, scope, round: fold.round, openedBy: null, failure });
}

function applyOpening(fold: Fold, opening: Opening): void {
  if (fold.runs.some((run) => run.round === opening.round || isRunning(run))) return;
  const { promise, at } = opening;
  const start: Fact = { id: '', kind: 'clock.deadline_passed', at, received_at: at, data: {} };
  const scope = scopeOf(fold.context, promise, start, fold.innerId);
  open(fold, { promise, start, scope, round: opening.round, openedBy: opening.by, failure: null });
}

function open(
  fold: Fold,
  given: { promise: CompiledPromise; start: Fact; scope: Scope; round: number; openedBy: string | null; failure: unknown },
): void {
  const { promise, start, scope, round, openedBy, failure } = given;
  const occurrence = promise.isEvery ? 1 + fold.runs.filter((run) => run.round === round).length : null;
  const notes = fold.pending === null ? null : fold.pending.splice(0);
  fold.runs.push({
    promise,
    round,
    occurrence,
    innerId: fold.innerId,
    start,
    scope,
    openedBy,
    mayPause: true,
    stop: null,
    cancel: null,
    closed: null,
    failure,
    notes,
  });
}

function restart(fold: Fold, run: Run, fact: Fact): void {
  run.notes?.push({ code: 'restarted', params: { from: run.start.at, at: fact.at, fact: fact.id } });
  run.start = fact;
  run.scope = scopeOf(fold.context, run.promise, fact, run.innerId);
}

function applyStop(fold: Fold, fact: Fact, items: readonly CompiledItem[]): void {
  const run = fold.runs.at(-1);
  if (run === undefined) return note(fold, 'fact_ignored', fact, 'before_start');
  // One fact may be a stop of this run and the start of the next; it does not end what it began.
  if (run.start.id === fact.id) return;
  if (run.stop !== null) return run.stop.id === fact.id ? undefined : note(fold, 'fact_ignored', fact, 'after_stop');
  if (run.cancel !== null) return note(fold, 'fact_ignored', fact, 'after_cancel');
  // What physically happened counts though the case was closed before it was told, but not past a new round.
  if (run.closed !== null && run.round !== fold.round) return note(fold, 'fact_ignored', fact, 'other_round');
  if (counts(run, items, fact)) run.stop = fact;
  else note(fold, 'fact_ignored', fact, 'condition');
}

function applyCancel(fold: Fold, fact: Fact, items: readonly CompiledItem[]): void {
  const run = fold.runs.at(-1);
  if (run === undefined || !isRunning(run) || run.start.id === fact.id) return;
  if (counts(run, items, fact)) run.cancel = fact;
  else note(fold, 'fact_ignored', fact, 'condition');
}

function applyMark(fold: Fold, fact: Fact, mark: Mark): void {
  const run = fold.runs.at(-1);
  if (mark === 'reopened') {
    fold.round += 1;
    fold.isCancelled = false;
  } else if (mark === 'cancelled') {
    fold.isCancelled = true;
  } else if (run !== undefined && isRunning(run) && run.start.id !== fact.id) {
    if (mark === 'pack_taken_over') takeOver(fold, run, fact);
    // Nothing of a cancelled case was left unrecorded: its closing only ends what the cancelling left open.
    else if (fold.isCancelled) run.cancel = fact;
    else run.closed = fact;
  }
}

function takeOver(fold: Fold, run: Run, fact: Fact): void {
  const promise = takeoverOf(fold.context, fact)?.promises.get(fold.name);
  run.notes?.push({
    code: promise === undefined ? 'takeover_missed' : 'pack_taken_over',
    params: { at: fact.at, pack: String(fact.data['pack']), was: run.promise.pack.hash },
  });
  if (promise === undefined) return;
  run.promise = promise;
  run.scope = scopeOf(fold.context, promise, run.start, run.innerId);
}

function isRunning(run: Run): boolean {
  return run.stop === null && run.cancel === null && run.closed === null;
}

function counts(run: Run, items: readonly CompiledItem[], fact: Fact): boolean {
  try {
    return matching(items, fact, run.scope) !== null;
  } catch (error) {
    run.failure = error;
    return false;
  }
}

function note(fold: Fold, code: string, fact: Fact, reason: string): void {
  if (fold.pending === null) return;
  const step: Step = { code, params: { fact: fact.id, kind: fact.kind, at: fact.at, reason } };
  (fold.runs.at(-1)?.notes ?? fold.pending).push(step);
}
