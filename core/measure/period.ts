/** A period of a promise that is closed: its figures stay as they were, and what changes afterwards stands beside them. */

import type { z } from 'zod';
import { record, refuse } from '../base/decision.ts';
import type { Fact } from '../base/fact.ts';
import { isoOf, type Instant } from '../base/time.ts';
import { claim, present, type Decided, type Deciding } from '../roster/deciding.ts';
import type { Figures, measureFacts } from './facts.ts';

export type ClosedPeriod = z.infer<(typeof measureFacts)['period.closed']['data']>;

/** Days of the organisation's place, both included. */
export type Span = { readonly clock: string; readonly first_day: string; readonly last_day: string };

export type CloseCommand = Span & { readonly remarks?: string | undefined };

/** What the shell found out under lock: the days as moments, what was closed before, the figures as they stand. */
export type PeriodFound = {
  readonly from: Instant;
  /** The first moment after the last day. */
  readonly to: Instant;
  readonly closed: readonly Span[];
  readonly promises: readonly string[];
  readonly figures: readonly Figures[];
};

/** One stream for each promise and span, so that no period is closed twice. */
export function periodId({ clock, first_day, last_day }: Span): string {
  return `${clock}.${first_day}.${last_day}`;
}

export function closedPeriodOf(facts: readonly Fact[]): ClosedPeriod | null {
  return (facts.find((fact) => fact.kind === 'period.closed')?.data as ClosedPeriod | undefined) ?? null;
}

/** Refuses what is not over yet, and a day that was closed before: its figures would be given out twice. */
export function closePeriod({ clock, first_day, last_day, remarks }: CloseCommand, found: PeriodFound, context: Deciding): Decided {
  if (!found.promises.includes(clock)) return refuse('unknown_promise', { clock });
  if (last_day < first_day) return refuse('period_backward', { first_day });
  if (found.to > context.now) return refuse('period_not_over', { last_day });
  const before = found.closed.find((each) => each.clock === clock && each.first_day <= last_day && each.last_day >= first_day);
  if (before) return refuse('period_closed', { first_day: before.first_day, last_day: before.last_day });
  const data = { clock, first_day, last_day, from: isoOf(found.from), to: isoOf(found.to), figures: found.figures, remarks };
  return record(claim('period.closed', context.now, present(data), context));
}
