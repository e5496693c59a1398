/** One of our own people: a person's stream folded, and the decisions on it. Names lie beside the chain. */

import type { z } from 'zod';
import { record, refuse } from '../base/decision.ts';
import type { Fact, FactData } from '../base/fact.ts';
import type { Place } from '../base/shapes.ts';
import type { Instant } from '../base/time.ts';
import { claim, present, withPersonal, type Decided, type Deciding } from './deciding.ts';
import { role, type rosterFacts } from './facts.ts';

/** `person_id` is null while there is no such person. */
export type PersonState = {
  readonly person_id: string | null;
  /** Still with us. */
  readonly active: boolean;
  /** Codes of roles: the five, and those of the pack. */
  readonly roles: readonly string[];
  readonly zones: readonly string[];
  readonly skills: readonly string[];
  /** Where they set out from. */
  readonly base: Place | null;
  /** Branch or partner firm; null for whoever works for the whole organisation. */
  readonly party: string | null;
};

type Added = (typeof rosterFacts)['person.added'];
type Described = (typeof rosterFacts)['person.described'];

/** The password goes to sign-in and never into a fact. */
export type AddPerson = Omit<z.infer<Added['data']>, 'person_id'> & z.infer<Added['personal']> & {
  readonly at?: Instant | undefined;
  readonly person_id?: string | undefined;
  readonly password?: string | undefined;
};
type DescribePerson = Omit<z.infer<Described['data']>, 'person_id'> & z.infer<Described['personal']> & { readonly at?: Instant | undefined };
type PersonLeaves = { readonly at?: Instant | undefined };

export function personOf(facts: readonly Fact[]): PersonState {
  let state: PersonState = { person_id: null, active: false, roles: [], zones: [], skills: [], base: null, party: null };
  for (const { kind, data } of facts) {
    if (kind === 'person.added') state = { ...state, person_id: String(data['person_id']), active: true, ...known(data) };
    if (kind === 'person.described') state = { ...state, ...known(data) };
    if (kind === 'person.left') state = { ...state, active: false };
  }
  return state;
}

export function addPerson(state: PersonState, command: AddPerson, context: Deciding): Decided {
  if (state.person_id !== null) return refuse('person_exists', { person_id: context.subject_id });
  if (command.roles.length === 0) return refuse('role_missing');
  const barred = barOfRoles(command.roles, context) ?? barOfZones(command.zones, context);
  if (barred !== null) return barred;
  const { roles, zones, skills, base, party, name, email, phone } = command;
  const fact = claim('person.added', command.at ?? context.now, present({ person_id: context.subject_id, roles: unique(roles), zones, skills, base, party }), context);
  return record(withPersonal(fact, context.subject_id, { name, email, phone }));
}

/** Only what is given is new; the rest stays. */
export function describePerson(state: PersonState, command: DescribePerson, context: Deciding): Decided {
  const barred = barOfAbsent(state, context) ?? (command.roles?.length === 0 ? refuse('role_missing') : (barOfRoles(command.roles ?? [], context) ?? barOfZones(command.zones ?? [], context)));
  if (barred !== null) return barred;
  const { roles, zones, skills, party, name, email, phone } = command;
  const data = present({ person_id: context.subject_id, roles: roles === undefined ? undefined : unique(roles), zones, skills, party });
  const fact = withPersonal(claim('person.described', command.at ?? context.now, data, context), context.subject_id, { name, email, phone });
  return fact.personal === undefined && Object.keys(data).length === 1 ? refuse('nothing_new') : record(fact);
}

/** What they did stays theirs; no new visit is given to them. */
export function leave(state: PersonState, command: PersonLeaves, context: Deciding): Decided {
  return barOfAbsent(state, context) ?? record(claim('person.left', command.at ?? context.now, { person_id: context.subject_id }, context));
}

function barOfAbsent(state: PersonState, context: Deciding): Decided | null {
  if (state.person_id === null) return refuse('unknown_person', { person_id: context.subject_id });
  return state.active ? null : refuse('person_left');
}

function barOfRoles(roles: readonly string[], { policy }: Deciding): Decided | null {
  const known: readonly string[] = [...role.options, ...(policy.roles ?? [])];
  const stranger = roles.find((one) => !known.includes(one));
  return stranger === undefined ? null : refuse('unknown_role', { role: stranger });
}

function barOfZones(zones: readonly string[], context: Deciding): Decided | null {
  const zone = zones.find((one) => !context.policy.zones.includes(one));
  return zone === undefined ? null : refuse('unknown_zone', { zone });
}

function unique(roles: readonly string[]): string[] {
  return [...new Set(roles)];
}

function known(data: FactData): Partial<Pick<PersonState, (typeof kept)[number]>> {
  return Object.fromEntries(Object.entries(data).filter(([field]) => (kept as readonly string[]).includes(field)));
}

const kept = ['roles', 'zones', 'skills', 'base', 'party'] as const;
