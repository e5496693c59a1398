/** What people do about the duties of a subject: take it into care, put somebody in charge, plan, set aside, do, and correct. */

import { record, refuse } from '../base/decision.ts';
import type { Fact, FactData } from '../base/fact.ts';
import { type Instant, isoOf, parseInstant } from '../base/time.ts';
import { endOfDate, parseDate } from '../calendar/wall.ts';
import { amendedBy, highestRevisions } from '../clock/corrections.ts';
import type { Book, Occurrence } from '../duty/book.ts';
import type { CompiledDuty } from '../duty/compile.ts';
import { ownKinds, type SubjectKind } from '../duty/duty.ts';
import { dutyFacts } from '../duty/facts.ts';
import { claim, present, type Decided, type Deciding } from '../roster/deciding.ts';
import { faultInEvidence, type Evidence } from './evidence.ts';

/** A subject with its book as it is read at this moment. */
export type UpkeepState = {
  readonly kind: SubjectKind;
  readonly id: string;
  /** Known to its own room; for the other kinds, taken into care. */
  readonly exists: boolean;
  readonly book: Book;
  /** As recorded, corrections too. */
  readonly facts: readonly Fact[];
  /** Of the version that answers now, those of this kind of subject. */
  readonly duties: ReadonlyMap<string, CompiledDuty>;
};

type At = { readonly at?: Instant | undefined };
export type TakeOn = At & { readonly name?: string; readonly since?: string; readonly in_charge?: string; readonly customer_id?: string; readonly unit_id?: string; readonly duties?: readonly string[] };
export type Assign = At & { readonly in_charge: string; readonly duty?: string };
export type GiveUp = At & { readonly ended_at?: string; readonly reason?: string };
export type SetAside = At & { readonly from?: string; readonly reason?: string };
export type Plan = At & { readonly duty: string; readonly due_on: string };
export type Finish = At & { readonly duty: string; readonly occurrence?: string; readonly evidence?: Evidence; readonly note?: string };
export type CorrectDuty = { readonly fact_id: string; readonly revision: number; readonly replacement?: { readonly at?: string; readonly data?: FactData }; readonly withdrawn?: true; readonly reason: string };

export function takeOn(state: UpkeepState, command: TakeOn, context: Deciding): Decided {
  if (ownKinds.includes(state.kind) && !state.exists) return unknownSubject(state);
  if (isTakenOn(state)) return refuse('already_in_care', { subject_id: state.id });
  const stranger = (command.duties ?? []).find((duty) => !state.duties.has(duty));
  if (stranger !== undefined) return refuse('unknown_duty', { duty: stranger });
  const { at = context.now, since = isoOf(at), in_charge: person_id, ...said } = command;
  return barOfPerson(person_id, context) ?? record(claim('duty.taken_on', at, present({ ...said, since, person_id, ...subjectOf(state) }), context));
}

export function assignDuty(state: UpkeepState, { at, in_charge, duty }: Assign, context: Deciding): Decided {
  if (!state.exists) return unknownSubject(state);
  if (duty !== undefined && !state.duties.has(duty)) return refuse('unknown_duty', { duty });
  return barOfPerson(in_charge, context) ?? record(claim('duty.assigned', at ?? context.now, present({ ...subjectOf(state), person_id: in_charge, duty }), context));
}

export function giveUp(state: UpkeepState, { at, ended_at, reason }: GiveUp, context: Deciding): Decided {
  if (!isTakenOn(state)) return refuse('not_in_care', { subject_id: state.id });
  const said = at ?? context.now;
  return record(claim('duty.given_up', said, present({ ...subjectOf(state), ended_at: ended_at ?? isoOf(said), reason }), context));
}

export function setAside(state: UpkeepState, { at, from, reason }: SetAside, context: Deciding): Decided {
  if (!state.exists) return unknownSubject(state);
  if (isIdle(state)) return refuse('already_set_aside', { subject_id: state.id });
  const said = at ?? context.now;
  return record(claim('duty.set_aside', said, present({ ...subjectOf(state), from: from ?? isoOf(said), reason }), context));
}

export function resume(state: UpkeepState, { at, from }: Omit<SetAside, 'reason'>, context: Deciding): Decided {
  if (!isIdle(state)) return refuse('not_set_aside', { subject_id: state.id });
  const said = at ?? context.now;
  return record(claim('duty.resumed', said, { ...subjectOf(state), from: from ?? isoOf(said) }, context));
}

/** AMB-40: where no interval is given, each date is planned. */
export function planDuty(state: UpkeepState, { at, duty, due_on }: Plan, context: Deciding): Decided {
  if (!state.exists) return unknownSubject(state);
  const known = state.duties.get(duty);
  if (known === undefined) return refuse('unknown_duty', { duty });
  if (known.shape.every !== undefined) return refuse('duty_recurs', { duty });
  if (state.book.care.until !== null && state.book.care.until <= context.now) return refuse('not_in_care', { subject_id: state.id });
  if (endOfDate(parseDate(due_on), known.place.time_zone) < context.now) return refuse('due_in_past', { due_on });
  return record(claim('duty.planned', at ?? context.now, { ...subjectOf(state), duty, due_on }, context));
}

/** What was done before it was asked for, or long after, is recorded all the same; what is owed cannot be done before it opens. */
export function finishDuty(state: UpkeepState, command: Finish, context: Deciding): Decided {
  if (!state.exists) return unknownSubject(state);
  const at = command.at ?? context.now;
  const named = command.occurrence === undefined ? null : occurrenceIn(state, command.duty, command.occurrence);
  if (named === undefined) return refuse('unknown_occurrence', { duty: command.duty });
  if (named !== null && named.done !== null) return refuse('already_done', { at: isoOf(named.done.at) });
  if (named !== null && at < named.opens_at) return refuse('not_open_yet', { opens_at: isoOf(named.opens_at) });
  const duty = named?.compiled ?? state.duties.get(command.duty);
  if (duty === undefined) return refuse('unknown_duty', { duty: command.duty });
  const { at: _, ...said } = command;
  return faultInEvidence(duty.shape, command.evidence ?? {}) ?? record(claim('duty.done', at, { ...present(said), ...subjectOf(state) }, context));
}

const correctable: Readonly<Record<string, { readonly data: { safeParse(value: unknown): { readonly success: boolean; readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] } | undefined } } }>> = Object.fromEntries(
  Object.entries(dutyFacts).filter(([kind]) => kind !== 'duty.warned' && kind !== 'duty.missed'),
);

/** The first statement stays in the journal; the book reads the latest. */
export function correctDuty(state: UpkeepState, command: CorrectDuty, context: Deciding): Decided {
  const recorded = state.facts.find((fact) => fact.id === command.fact_id);
  if (recorded === undefined) return refuse('unknown_fact', { fact_id: command.fact_id });
  const kind = correctable[recorded.kind];
  if (kind === undefined) return refuse('not_correctable', { kind: recorded.kind });
  const before = highestRevisions(state.facts).get(recorded.id);
  const revision = Number(before?.data['revision'] ?? 1);
  if (command.revision !== revision + 1) return refuse('stale_revision', { revision });
  const { fact_id: id, replacement, withdrawn, reason } = command;
  if ((withdrawn === true) === (replacement !== undefined)) return refuse('nothing_to_correct');
  if (replacement === undefined) return record(claim('fact.corrected', context.now, { id, revision: revision + 1, withdrawn: true, reason }, context));
  const standing = (before === undefined ? recorded : amendedBy(recorded, before.data)) ?? recorded;
  const data = { ...standing.data, ...replacement.data, ...subjectOf(state), ...(standing.data['duty'] === undefined ? {} : { duty: standing.data['duty'] }) };
  const parsed = kind.data.safeParse(withoutNulls(data));
  if (!parsed.success) return refuse('bad_replacement', { kind: recorded.kind, path: parsed.error!.issues[0]!.path.join('.') });
  const at = replacement.at === undefined ? standing.at : parseInstant(replacement.at)!;
  if (at > context.now + context.policy.ahead_ms) return refuse('at_in_future', { at: isoOf(at) });
  return barOfEvidence(state, recorded.kind, data) ?? record(claim('fact.corrected', context.now, { id, revision: revision + 1, replacement: { at: isoOf(at), data }, reason }, context));
}

function barOfEvidence(state: UpkeepState, kind: string, data: FactData): Decided | null {
  const duty = kind === 'duty.done' ? state.duties.get(String(data['duty'])) : undefined;
  return duty === undefined ? null : faultInEvidence(duty.shape, (data['evidence'] ?? {}) as Evidence);
}

function withoutNulls(data: FactData): FactData {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
}

function occurrenceIn(state: UpkeepState, duty: string, occurrence: string): Occurrence | undefined {
  return state.book.occurrences.find((each) => each.duty === duty && each.occurrence === occurrence && each.unreadable === undefined);
}

function isTakenOn({ book }: UpkeepState): boolean {
  return book.care.takenOn && book.care.until === null;
}

function isIdle({ book }: UpkeepState): boolean {
  return book.care.idle.at(-1)?.until === Number.MAX_SAFE_INTEGER;
}

function barOfPerson(person: string | undefined, context: Deciding): Decided | null {
  if (person === undefined) return null;
  const known = context.people(person);
  if (known === null) return refuse('unknown_person', { person_id: person });
  return known.active ? null : refuse('person_left');
}

function unknownSubject({ id }: UpkeepState): Decided {
  return refuse('unknown_subject', { subject_id: id });
}

function subjectOf({ kind, id }: UpkeepState) {
  return { subject_kind: kind, subject_id: id };
}
