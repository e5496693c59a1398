/** The book of duties of one subject: what is owed, what was done for it and when, what was missed, and what is still to be told. */

import type { Fact } from '../base/fact.ts';
import { dayMs, type Instant } from '../base/time.ts';
import { careOf, type Care, type Done, type Subject } from './care.ts';
import { type CompiledDuty, moved } from './compile.ts';
import { type Owed, owedFor, type Span } from './owed.ts';

export type Occurrence = Owed & { readonly done: Done | null; readonly in_charge: string | null };
export type OccurrenceState = 'coming' | 'open' | 'missed' | 'done' | 'done_late' | 'unreadable';

export type Book = {
  readonly care: Care;
  readonly occurrences: readonly Occurrence[];
  /** Done, but nothing was owed for it then. */
  readonly beyond: readonly Done[];
};

/** So far ahead a calendar shows what is coming. */
export const aheadMs = 35 * dayMs;

/** `facts` are those of the stream beside the subject as they count; `now` the moment up to which something was heard. */
export function bookOf(subject: Subject, facts: readonly Fact[], spans: readonly Span[], now: Instant): Book {
  const care = careOf(subject, facts);
  const owed = owedFor(subject, care, spans, (now + aheadMs) as Instant);
  const { taken, beyond } = fill(owed, care.done);
  return {
    care, beyond,
    occurrences: owed.map((each) => ({ ...each, done: taken.get(nameOf(each)) ?? null, in_charge: care.inCharge(each.duty) })),
  };
}

export function stateOf({ opens_at, due_at, done, unreadable }: Pick<Occurrence, 'opens_at' | 'due_at' | 'done' | 'unreadable'>, now: Instant): OccurrenceState {
  if (unreadable !== undefined) return 'unreadable';
  if (done !== null) return done.at > due_at ? 'done_late' : 'done';
  if (now > due_at) return 'missed';
  return now < opens_at ? 'coming' : 'open';
}

/** What was done for a named one fills that one; the rest fill, in the order they were done, the one that was open then and due first. */
function fill(owed: readonly Owed[], done: readonly Done[]): { taken: ReadonlyMap<string, Done>; beyond: Done[] } {
  const taken = new Map<string, Done>();
  const beyond: Done[] = [];
  const names = new Set(owed.map(nameOf));
  const ordered = done.toSorted((a, b) => a.at - b.at || (a.fact_id < b.fact_id ? -1 : 1));
  const free: Done[] = [];
  for (const each of ordered) {
    const name = `${each.duty}/${each.occurrence}`;
    if (each.occurrence === null || !names.has(name) || taken.has(name)) free.push(each);
    else taken.set(name, each);
  }
  const byDue = owed.toSorted((a, b) => a.due_at - b.due_at || a.opens_at - b.opens_at || (a.occurrence < b.occurrence ? -1 : 1));
  for (const each of free) {
    const place = byDue.find((one) => one.duty === each.duty && !taken.has(nameOf(one)) && one.opens_at <= each.at && each.at <= one.due_at);
    if (place === undefined) beyond.push(each);
    else taken.set(nameOf(place), each);
  }
  return { taken, beyond };
}

export type Stage = {
  readonly duty: string;
  readonly occurrence: string;
  readonly stage: string;
  readonly at: Instant;
  readonly tell: readonly string[];
  readonly owed: Occurrence;
};

/** Beyond this nobody is told any more of what came to nothing; it is recorded all the same. */
const graceMs = 7 * dayMs;

/** Who is to be told what, and when: warnings before it is due, and that it was missed. What was told before is not told again. */
export function stagesOf(book: Book, facts: readonly Fact[]): Stage[] {
  const told = new Set(facts.filter(({ kind }) => kind === 'duty.warned' || kind === 'duty.missed').map(({ data }) => `${String(data['duty'])}/${String(data['occurrence'])}/${String(data['stage'])}`));
  return book.occurrences.flatMap((each) =>
    each.done !== null || each.unreadable !== undefined ? [] : stagesFor(each.compiled, each).filter((stage) => !told.has(`${stage.duty}/${stage.occurrence}/${stage.stage}`)),
  );
}

function stagesFor({ warn, place, shape }: CompiledDuty, owed: Occurrence): Stage[] {
  const { duty, occurrence, due_at: due } = owed;
  return [
    ...warn.map(({ stage, before, tell }) => ({ duty, occurrence, stage, at: Math.max(owed.opens_at, moved(due, before, place, -1)) as Instant, tell, owed })),
    // In time until its last millisecond.
    { duty, occurrence, stage: 'missed', at: (due + 1) as Instant, tell: shape.missed?.tell ?? [], owed },
  ];
}

/** A warning that comes when it is too late already warns of nothing. */
export function outcomeOf(stage: Stage, now: Instant): 'wait' | 'sent' | 'recorded_only' {
  if (now < stage.at) return 'wait';
  if (stage.tell.length === 0 || now > stage.at + graceMs) return 'recorded_only';
  return stage.stage !== 'missed' && now > stage.owed.due_at ? 'recorded_only' : 'sent';
}

function nameOf({ duty, occurrence }: Owed): string {
  return `${duty}/${occurrence}`;
}
