/** Who acts for somebody who is away, and for how long: facts of that person's stream, and the decisions on them. */

import { z } from 'zod';
import { record, refuse } from '../base/decision.ts';
import type { Fact } from '../base/fact.ts';
import type { FactKinds } from '../base/kinds.ts';
import { id, line, moment } from '../base/shapes.ts';
import { isoOf, parseInstant, type Instant } from '../base/time.ts';
import { claim, present, type Actor, type Decided, type Deciding } from './deciding.ts';
import type { PersonState } from './person.ts';

export const deputyFacts = {
  /** Another one named later takes the place of the first. */
  'deputy.named': { data: z.strictObject({ person_id: id, deputy_id: id, from_at: moment, until_at: moment, reason: line(500).optional() }) },
  'deputy.ended': { data: z.strictObject({ person_id: id }) },
} satisfies FactKinds;

export type Deputy = { readonly deputy_id: string; readonly from_at: Instant; readonly until_at: Instant };

export function deputyOf(facts: readonly Fact[]): Deputy | null {
  const last = facts.findLast(({ kind }) => kind === 'deputy.named' || kind === 'deputy.ended' || kind === 'person.left');
  if (last?.kind !== 'deputy.named') return null;
  const said = last.data as { deputy_id: string; from_at: string; until_at: string };
  return { deputy_id: said.deputy_id, from_at: parseInstant(said.from_at)!, until_at: parseInstant(said.until_at)! };
}

export type NameDeputy = { readonly deputy_id: string; readonly from_at?: string | undefined; readonly until_at: string; readonly reason?: string | undefined };

export function nameDeputy(person: PersonState, command: NameDeputy, context: Deciding): Decided {
  const barred = barOfAbsent(person, context);
  if (barred !== null) return barred;
  const { deputy_id, reason } = command;
  if (deputy_id === context.subject_id) return refuse('deputy_of_oneself');
  const deputy = context.people(deputy_id);
  if (deputy === null) return refuse('unknown_deputy', { person_id: deputy_id });
  if (!deputy.active) return refuse('person_left');
  const [from, until] = [command.from_at === undefined ? context.now : parseInstant(command.from_at)!, parseInstant(command.until_at)!];
  if (until <= from) return refuse('ends_before_begin');
  if (until <= context.now) return refuse('deputy_over', { at: isoOf(until) });
  return record(claim('deputy.named', context.now, present({ person_id: context.subject_id, deputy_id, from_at: isoOf(from), until_at: isoOf(until), reason }), context));
}

export function endDeputy(person: PersonState, deputy: Deputy | null, context: Deciding): Decided {
  const barred = barOfAbsent(person, context);
  if (barred !== null) return barred;
  if (deputy === null || deputy.until_at <= context.now) return refuse('no_deputy');
  return record(claim('deputy.ended', context.now, { person_id: context.subject_id }, context));
}

function barOfAbsent(person: PersonState, context: Deciding): Decided | null {
  if (person.person_id === null) return refuse('unknown_person', { person_id: context.subject_id });
  return person.active ? null : refuse('person_left');
}

/** Somebody who is away, for whom the actor acts at this moment. Acting is not passed on. */
export type Absent = Pick<Actor, 'id' | 'roles' | 'held'>;

export function holds({ roles, held }: Pick<Actor, 'roles' | 'held'>, role: string): boolean {
  return (held ?? []).includes(role) || (roles as readonly string[]).includes(role);
}
