/** What is known of a subject in our care: since when, in whose charge, when it stood still, what was planned and done. */

import type { Fact } from '../base/fact.ts';
import { type Instant, parseInstant } from '../base/time.ts';
import type { SubjectKind } from './duty.ts';

/** A subject as its own room knows it. `since` is null for one that is not there. */
export type Subject = {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly since: Instant | null;
  readonly until: Instant | null;
  /** What conditions choose by. */
  readonly described: Readonly<Record<string, unknown>>;
};

export type Done = { readonly fact_id: string; readonly duty: string; readonly occurrence: string | null; readonly at: Instant; readonly by: string | null };
export type Planned = { readonly fact_id: string; readonly duty: string; readonly due_on: string; readonly planned_at: Instant };
export type Idle = { readonly from: Instant; readonly until: Instant };

export type Care = {
  /** Said to be in our care, and not only known to its own room. */
  readonly takenOn: boolean;
  readonly since: Instant | null;
  readonly until: Instant | null;
  /** null: all duties of its kind. */
  readonly duties: readonly string[] | null;
  readonly name: string | null;
  readonly customer_id: string | null;
  readonly unit_id: string | null;
  readonly idle: readonly Idle[];
  readonly planned: readonly Planned[];
  readonly done: readonly Done[];
  /** In whose charge a duty is. */
  readonly inCharge: (duty: string) => string | null;
};

const never = Number.MAX_SAFE_INTEGER as Instant;

/** From the facts as they count, in whatever order: what happened decides, not when it was written. */
export function careOf(subject: Subject, facts: readonly Fact[]): Care {
  const ordered = facts.toSorted((a, b) => a.at - b.at || a.received_at - b.received_at || (a.id < b.id ? -1 : 1));
  const of = (kind: string) => ordered.filter((fact) => fact.kind === kind);
  const taken = of('duty.taken_on').at(-1);
  const given = of('duty.given_up').findLast((fact) => taken === undefined || fact.at >= taken.at);
  const ended = given === undefined ? null : parseInstant(String(given.data['ended_at']));
  const said = (field: string) => (typeof taken?.data[field] === 'string' ? taken.data[field] : null);
  const since = said('since');
  return {
    takenOn: taken !== undefined,
    since: since === null ? subject.since : parseInstant(since),
    until: earliest(subject.until, ended),
    duties: (taken?.data['duties'] as readonly string[] | undefined) ?? null,
    name: said('name'), customer_id: said('customer_id'), unit_id: said('unit_id'),
    idle: idleIn([...of('duty.set_aside'), ...of('duty.resumed')]),
    planned: of('duty.planned').map((fact) => ({ fact_id: fact.id, duty: String(fact.data['duty']), due_on: String(fact.data['due_on']), planned_at: fact.at })),
    done: of('duty.done').map((fact) => ({
      fact_id: fact.id, duty: String(fact.data['duty']), occurrence: (fact.data['occurrence'] as string | undefined) ?? null, at: judgedAt(fact), by: fact.by ?? null,
    })),
    inCharge: chargeIn(ordered, subject, said('person_id')),
  };
}

/** A claim that contradicts what we know counts from when we heard of it. */
function judgedAt(fact: Fact): Instant {
  return (fact.disputed?.length ?? 0) > 0 ? fact.received_at : fact.at;
}

function earliest(a: Instant | null, b: Instant | null): Instant | null {
  return a === null ? b : b === null ? a : (Math.min(a, b) as Instant);
}

/** From being set aside to the next time it was resumed; said twice is said once. */
function idleIn(facts: readonly Fact[]): Idle[] {
  const turns = facts.map((fact) => ({ at: parseInstant(String(fact.data['from']))!, isIdle: fact.kind === 'duty.set_aside', said: fact.at, heard: fact.received_at, id: fact.id }));
  // Of two turns at one moment the one said last is how it stands; said at one moment too, it was set aside first and resumed then.
  turns.sort((a, b) => a.at - b.at || a.said - b.said || a.heard - b.heard || Number(b.isIdle) - Number(a.isIdle) || (a.id < b.id ? -1 : 1));
  const idle: Idle[] = [];
  let from: Instant | null = null;
  for (const turn of turns) {
    if (turn.isIdle) from ??= turn.at;
    else if (from !== null) {
      idle.push({ from, until: turn.at });
      from = null;
    }
  }
  return from === null ? idle : [...idle, { from, until: never }];
}

function chargeIn(ordered: readonly Fact[], subject: Subject, first: string | null): Care['inCharge'] {
  const assigned = ordered.filter((fact) => fact.kind === 'duty.assigned');
  return (duty) => {
    const last = assigned.findLast((fact) => fact.data['duty'] === duty) ?? assigned.findLast((fact) => fact.data['duty'] === undefined);
    return (last?.data['person_id'] as string | undefined) ?? first ?? (subject.kind === 'person' ? subject.id : null);
  };
}
