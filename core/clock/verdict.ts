/** Turns a run into a reading: deadline, pauses, elapsed time, verdict. */

import { ConditionError } from '../base/condition.ts';
import { type Instant, type Millis, minutesOf } from '../base/time.ts';
import { CalendarGap } from '../calendar/calendar.ts';
import type { CompiledCalendar } from '../calendar/working.ts';
import type { CompiledRow } from './compiled.ts';
import type { Context } from './context.ts';
import { excuseOf } from './excuse.ts';
import type { Run } from './fold.ts';
import { attribute } from './item.ts';
import { bandOf } from './late.ts';
import { extended, lengthOf, noPauses, type Pause, pausesOf } from './pause.ts';
import { ClockError, type Reading, type ReadingError, type Step, type Verdict } from './reading.ts';
import { type Due, dueOf, rowFor } from './target.ts';

/** Everything that was worked out about a run; the explanation is written from it. */
export type Outcome = {
  readonly row: CompiledRow | null;
  readonly due: Due | null;
  /** The run's own end, or the moment at which nothing was owed any more. */
  readonly end: Instant;
  readonly pauses: readonly Pause[];
  readonly countedPauses: number;
  readonly deadline: Instant | null;
  readonly verdict: Verdict;
  /** The reading of the promise whose deadline this row takes. */
  readonly other: Reading | null;
  /** Nothing is owed any more since then, because the other promise was met or called off in time. */
  readonly released: Instant | null;
  readonly isPaused: boolean;
  readonly isExcusable: boolean;
  readonly isEventOpen: boolean;
};

const nothing: readonly string[] = [];
const noSteps: readonly Step[] = [];

export function readingOf(run: Run, context: Context): { reading: Reading; outcome: Outcome | null } {
  try {
    if (run.failure !== null) throw run.failure;
    const outcome = settle(run, context);
    return { reading: told(run, context, outcome, null), outcome };
  } catch (error) {
    return { reading: told(run, context, null, errorOf(error)), outcome: null };
  }
}

function settle(run: Run, context: Context): Outcome {
  const row = rowFor(run.promise, run.scope);
  const other = row?.target.kind === 'deadline_of' ? otherReading(run, row.target.promise, context) : null;
  const due = row === null ? null : other === null ? dueOf(row, run.promise, run.scope) : dueWith(other, row);
  const isPromised = row !== null && row.target.kind !== 'no_promise' && !hangsOnNothing(row, other);
  const ownEnd = run.stop?.at ?? run.cancel?.at ?? run.closed?.at ?? null;
  const released = other === null ? null : releaseOf(other, ownEnd, context.input.now);
  const end = released ?? ownEnd ?? context.input.now;
  const pauses = !run.mayPause ? noPauses : pausesOf(run, end, context);
  const stood = due?.at ?? null;
  const after = stood === null || pauses.length === 0 ? null : extended(stood, pauses, due!.calendar, due!.moves);
  const countedPauses = after?.counted ?? pauses.length;
  const isPaused =
    end === context.input.now && ownEnd === null && released === null ? isPausedAt(pauses, countedPauses) || other?.paused === true : false;
  const deadline = isPaused ? null : (after?.deadline ?? stood);
  const verdict = released === null ? verdictOf(run, isPromised, deadline, isPaused, context.input.now) : 'cancelled';
  const base = { row, due, end, pauses, countedPauses, deadline, other, released, isPaused };
  const canBeLate = verdict === 'late' || verdict === 'overdue' || verdict === 'running';
  const excuse = deadline !== null && canBeLate ? excuseOf(run, deadline, context) : null;
  if (excuse === null || !excuse.isExcused) return { ...base, verdict, isExcusable: false, isEventOpen: false };
  return { ...base, verdict: verdict === 'running' ? verdict : 'excused', isExcusable: true, isEventOpen: excuse.isEventOpen };
}

function verdictOf(run: Run, isPromised: boolean, deadline: Instant | null, isPaused: boolean, now: Instant): Verdict {
  if (!isPromised) return 'no_promise';
  if (run.stop !== null) return deadline === null || run.stop.at <= deadline ? 'kept' : 'late';
  if (run.cancel !== null) return deadline === null || run.cancel.at <= deadline ? 'cancelled' : 'late';
  if (run.closed !== null) return 'unproven';
  return isPaused || deadline === null || now <= deadline ? 'running' : 'overdue';
}

function isPausedAt(pauses: readonly Pause[], counted: number): boolean {
  return counted > 0 && counted === pauses.length && pauses[counted - 1]!.isOpen;
}

// Where the other promise never began, or promises nothing itself, there is no deadline to take over.
function hangsOnNothing(row: CompiledRow, other: Reading | null): boolean {
  return row.target.kind === 'deadline_of' && (other === null || other.verdict === 'no_promise');
}

/** The reading of another promise that this one hangs on: of the same visit where it has one, in the same round. */
function otherReading(run: Run, name: string, context: Context): Reading | null {
  const all = context.made.get(name) ?? [];
  const mine = all.filter((each) => each.subject_id === (run.innerId ?? each.subject_id));
  const candidates = (mine.length > 0 ? mine : all).filter((each) => each.round === run.round);
  const other = candidates.at(-1);
  if (other === undefined) return null;
  if (other.error !== null) throw new ClockError('other_unknown', { promise: name, code: other.error.code });
  return other;
}

function dueWith(other: Reading, row: CompiledRow): Due {
  return { at: other.deadline, opens: null, calendar: null, moves: false, targetMs: null, words: row.text };
}

/** The moment the other promise was met or called off in time, unless this one had ended by then. */
function releaseOf(other: Reading, ownEnd: Instant | null, now: Instant): Instant | null {
  const met = other.stopped_at ?? other.cancelled_at;
  if (met === null || met > now || (other.deadline !== null && met > other.deadline)) return null;
  return ownEnd !== null && ownEnd <= met ? null : met;
}

function told(run: Run, context: Context, outcome: Outcome | null, error: ReadingError | null): Reading {
  const { promise, scope } = run;
  const { verdict, deadline } = outcome ?? { verdict: 'error' as const, deadline: null };
  const isReleased = outcome !== null && outcome.released !== null;
  const stopped = isReleased ? null : run.stop;
  const cancelledAt = isReleased ? outcome.released : stopped === null ? (run.cancel?.at ?? null) : null;
  const endedAt = stopped?.at ?? cancelledAt ?? run.closed?.at ?? null;
  const margin = marginOf(outcome, context.input.now, endedAt);
  const elapsed = outcome === null ? null : elapsedOf(run, outcome);
  const zone = attribute(scope, 'zone');
  const customerClass = attribute(scope, 'customer_class');
  const opens = outcome?.due?.opens ?? null;
  const targetMs = outcome?.due?.targetMs ?? null;
  const isEarly = verdict === 'kept' && opens !== null && stopped !== null && stopped.at < opens;
  const disputed = context.known.disputed.size === 0 ? nothing : disputesOf(run, outcome, context);
  return {
    clock: promise.name,
    subject: promise.shape.subject,
    subject_id: run.innerId ?? context.input.subject.id,
    round: run.round,
    occurrence: run.occurrence,
    source: outcome?.row?.source ?? promise.source,
    pack: promise.pack.hash,
    zone: typeof zone === 'string' ? zone : null,
    customer_class: typeof customerClass === 'string' ? customerClass : null,
    started_at: run.start.at,
    start_fact: run.openedBy === null ? run.start.id : null,
    imported: run.start.imported === true,
    target_minutes: targetMs === null ? null : minutesOf(targetMs),
    target_words: outcome?.due?.words ?? 'no promise',
    deadline,
    window_opens: opens,
    stopped_at: stopped?.at ?? null,
    stop_fact: stopped?.id ?? null,
    ended_at: endedAt,
    cancelled_at: cancelledAt,
    paused: outcome?.isPaused ?? false,
    elapsed_ms: elapsed,
    elapsed_minutes: elapsed === null ? null : minutesOf(elapsed),
    margin_ms: margin,
    verdict,
    excusable: outcome?.isExcusable ?? false,
    band: isEarly ? 'early' : margin !== null && margin < 0 ? bandOf(-margin, promise.bands) : null,
    judged: promise.shape.judged,
    provisional: provisionalOf(outcome, disputed, context),
    disputed,
    why: noSteps,
    error,
  };
}

function marginOf(outcome: Outcome | null, now: Instant, endedAt: Instant | null): Millis | null {
  if (outcome === null || outcome.deadline === null || outcome.verdict === 'unproven') return null;
  return outcome.deadline - (endedAt ?? now);
}

/** Time that ran, without the pauses that counted; on the calendar where the length is counted on one. */
function elapsedOf(run: Run, outcome: Outcome): Millis | null {
  const isOpenEnded = run.stop === null && run.cancel === null && outcome.released === null && run.closed !== null;
  if (isOpenEnded) return null;
  const calendar: CompiledCalendar | null = outcome.due?.calendar ?? null;
  let elapsed = lengthOf(run.start.at, outcome.end, calendar);
  for (let i = 0; i < outcome.countedPauses; i++) {
    const pause = outcome.pauses[i]!;
    elapsed -= lengthOf(pause.from, pause.until, calendar);
  }
  return elapsed;
}

function disputesOf(run: Run, outcome: Outcome | null, context: Context): readonly string[] {
  const relied = [run.start.id, run.stop?.id, run.cancel?.id, run.closed?.id, ...(outcome?.pauses ?? []).flatMap((p) => p.facts)];
  const found = relied.flatMap((id) => {
    const reasons = id === undefined ? undefined : context.known.disputed.get(id);
    return reasons === undefined ? [] : [`${id}: ${reasons.join(', ')}`];
  });
  return found.length === 0 ? nothing : found;
}

function provisionalOf(outcome: Outcome | null, disputed: readonly string[], context: Context): readonly string[] {
  const { lost } = context.known;
  const isOtherOpen = outcome !== null && outcome.other !== null && outcome.other.ended_at === null && outcome.released === null;
  if (disputed.length === 0 && lost.length === 0 && !isOtherOpen && outcome?.isEventOpen !== true) return nothing;
  return [
    ...disputed.map((each) => `disputed ${each}`),
    ...lost.map((each) => `correction_without_fact ${each.target}`),
    ...(isOtherOpen ? [`open ${outcome.other!.clock}`] : []),
    ...(outcome?.isEventOpen === true ? ['event_open'] : []),
  ];
}

function errorOf(error: unknown): ReadingError {
  if (error instanceof ClockError) return { code: error.code, params: error.params };
  if (error instanceof CalendarGap) return { code: 'calendar_gap', params: { calendar: error.calendar, year: error.year } };
  if (error instanceof ConditionError) return { code: 'condition_failed', params: { reason: error.message } };
  // A zone or a date that the time library cannot read came with the data, not from us.
  if (error instanceof RangeError) return { code: 'time_unreadable', params: { reason: error.message } };
  throw error;
}
