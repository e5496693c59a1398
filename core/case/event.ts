/** A declared event, such as a storm: for which area, from when, until when; on a stream of its own (CLK-08, UTL-13). */

import type { z } from 'zod';
import { record, refuse } from '../base/decision.ts';
import type { Fact } from '../base/fact.ts';
import { isoOf, parseInstant, type Instant } from '../base/time.ts';
import { effectiveFacts } from '../clock/corrections.ts';
import { claim, saidIn, type Decided, type Deciding } from '../roster/deciding.ts';
import type { eventFacts } from './facts.ts';

type EventState = {
  readonly event_id: string | null;
  readonly kind: string | null;
  readonly area: string | null;
  readonly begins_at: Instant | null;
  /** null while it lasts. */
  readonly ends_at: Instant | null;
  readonly note: string | null;
  /** The declaration, which an ending corrects, and its present revision. */
  readonly fact_id: string | null;
  readonly revision: number;
};

export type DeclareEvent = z.infer<(typeof eventFacts)['storm.declared']['data']> & { readonly at: Instant };
export type EndEvent = { readonly ends_at: string; readonly reason?: string | undefined };

const kind = 'storm.declared';

export function eventOf(facts: readonly Fact[]): EventState {
  const declared = effectiveFacts(facts).find((fact) => fact.kind === kind);
  if (declared === undefined) return { event_id: null, kind: null, area: null, begins_at: null, ends_at: null, note: null, fact_id: null, revision: 0 };
  const { event_id, area, begins_at, ends_at, note } = declared.data as z.infer<(typeof eventFacts)['storm.declared']['data']>;
  const revisions = facts.filter((fact) => fact.kind === 'fact.corrected' && fact.data['id'] === declared.id).map((fact) => Number(fact.data['revision']));
  return {
    event_id: event_id ?? null,
    kind,
    area,
    begins_at: parseInstant(begins_at),
    ends_at: ends_at === undefined ? null : parseInstant(ends_at),
    note: note ?? null,
    fact_id: declared.id,
    revision: Math.max(1, ...revisions),
  };
}

export function declareEvent(state: EventState, command: DeclareEvent, context: Deciding): Decided {
  if (state.fact_id !== null) return refuse('event_exists', { event_id: context.subject_id });
  const begins = parseInstant(command.begins_at);
  const ends = command.ends_at === undefined ? null : parseInstant(command.ends_at);
  if (begins !== null && ends !== null && ends < begins) return refuse('ends_before_begin', { begins_at: isoOf(begins) });
  return record(claim(kind, command.at, { ...saidIn(command), event_id: context.subject_id }, context));
}

/** When it ended was part of the declaration all along, only unknown; so it is a correction, and clocks judge as if it had always stood there. */
export function endEvent(state: EventState, command: EndEvent, context: Deciding): Decided {
  if (state.fact_id === null) return refuse('unknown_event', { event_id: context.subject_id });
  const ends = parseInstant(command.ends_at);
  if (ends !== null && state.begins_at !== null && ends < state.begins_at) return refuse('ends_before_begin', { begins_at: isoOf(state.begins_at) });
  const data = { ends_at: command.ends_at };
  const reason = command.reason ?? 'ended';
  return record(claim('fact.corrected', context.now, { id: state.fact_id, revision: state.revision + 1, replacement: { data }, reason }, context));
}
