/** When a run stood still: half-open intervals, united where they overlap, cut to the run; and what that does to a deadline. */

import type { Instant, Millis } from '../base/time.ts';
import { addWorkingTime, type CompiledCalendar, workingBetween } from '../calendar/working.ts';
import type { Context } from './context.ts';
import type { Run } from './fold.ts';
import { matching } from './item.ts';

export type Pause = {
  readonly from: Instant;
  readonly until: Instant;
  /** Nothing has resumed it by the end of the run (or by now). */
  readonly isOpen: boolean;
  readonly facts: readonly string[];
  readonly reasons: readonly string[];
};

export const noPauses: readonly Pause[] = [];

/** The pauses of a run up to its end, in order, not touching one another. */
export function pausesOf(run: Run, end: Instant, context: Context): readonly Pause[] {
  if (run.promise.pauses.length === 0) return noPauses;
  const found = run.promise.pauses.flatMap((_, rule) => intervalsOf(run, rule, end, context));
  const cut = found
    .map((pause) => ({ ...pause, from: Math.max(pause.from, run.start.at) as Instant }))
    .filter((pause) => pause.until > pause.from || pause.isOpen)
    .sort((a, b) => a.from - b.from || a.until - b.until);
  return united(cut);
}

function intervalsOf(run: Run, rule: number, end: Instant, context: Context): Pause[] {
  const { from, until, reasons } = run.promise.pauses[rule]!;
  const { facts } = context.known;
  const closing = `${context.input.subject.kind}.closed`;
  const reopening = `${context.input.subject.kind}.reopened`;
  const pauses: Pause[] = [];
  let began: { at: Instant; fact: string; reason: string } | null = null;
  let resumed: Instant | null = null;
  for (const fact of facts) {
    if (fact.at > end) break;
    const about = fact.data[run.scope.innerKey];
    if (run.innerId !== null && about !== undefined && about !== run.innerId) continue;
    // A resume counts after every pause of its own moment (CLOCKS, Order), so it is held back until time moves on.
    if (resumed !== null && fact.at > resumed && began !== null) {
      pauses.push(closed(began, resumed));
      began = null;
    }
    if (resumed !== null && fact.at > resumed) resumed = null;
    const reason = String(fact.data['reason'] ?? '');
    const begins = matching(from, fact, run.scope) !== null && (reasons === null || reasons.has(fact.data['reason']));
    if (begins) began ??= { at: fact.at, fact: fact.id, reason };
    // Whoever waits when the subject is closed waits no longer; a new round starts with a clean slate.
    const isEnd = fact.kind === closing || fact.kind === reopening || matching(until, fact, run.scope) !== null;
    if (isEnd) resumed = fact.at;
  }
  if (began !== null) pauses.push(resumed === null ? { ...closed(began, end), isOpen: true } : closed(began, resumed));
  return pauses;
}

function closed(began: { at: Instant; fact: string; reason: string }, until: Instant): Pause {
  return {
    from: began.at,
    until,
    isOpen: false,
    facts: [began.fact],
    reasons: began.reason === '' ? [] : [began.reason],
  };
}

function united(pauses: readonly Pause[]): Pause[] {
  const merged: Pause[] = [];
  for (const pause of pauses) {
    const last = merged.at(-1);
    if (last === undefined || pause.from > last.until) {
      merged.push(pause);
      continue;
    }
    merged[merged.length - 1] = {
      from: last.from,
      until: Math.max(last.until, pause.until) as Instant,
      isOpen: last.isOpen || pause.isOpen,
      facts: [...last.facts, ...pause.facts],
      reasons: [...new Set([...last.reasons, ...pause.reasons])],
    };
  }
  return merged;
}

/** A length of time as the promise counts it: on its calendar, or all of it. */
export function lengthOf(from: Instant, until: Instant, calendar: CompiledCalendar | null): Millis {
  return calendar === null ? until - from : workingBetween(calendar, from, until);
}

/**
 * The deadline after its pauses, and how many of them counted: one that begins after the deadline cures nothing, one
 * that begins at the very deadline still does. A stated moment stays where it is.
 */
export function extended(
  deadline: Instant,
  pauses: readonly Pause[],
  calendar: CompiledCalendar | null,
  moves: boolean,
): { readonly deadline: Instant; readonly counted: number } {
  let moved = deadline;
  let counted = 0;
  for (const pause of pauses) {
    if (pause.from > moved) break;
    counted += 1;
    if (!moves) continue;
    const length = lengthOf(pause.from, pause.until, calendar);
    moved = (calendar === null ? moved + length : addWorkingTime(calendar, moved, length)) as Instant;
    // Ended while standing still, outside working hours: there was no deadline to miss.
    if (pause.isOpen && moved < pause.until) moved = pause.until;
  }
  return { deadline: moved, counted };
}
