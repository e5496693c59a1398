/** Decisions about facts already recorded: correcting one, and accepting a disputed one. The journal keeps all; the highest revision counts. */

import { record, refuse } from '../base/decision.ts';
import type { FactData } from '../base/fact.ts';
import type { FactKind } from '../base/kinds.ts';
import { bar, type Refused } from '../base/refusal.ts';
import { isoOf, parseInstant } from '../base/time.ts';
import { claim, present, type Decided, type Deciding } from '../roster/deciding.ts';
import { visitFacts } from '../visit/facts.ts';
import type { VisitState } from '../visit/visit.ts';
import { caseBars } from './bars.ts';
import { barOfCodes } from './codes.ts';
import { caseFacts } from './facts.ts';
import { pathOf } from './milestone.ts';
import type { CaseState, KnownFact } from './state.ts';

export type Correct = {
  readonly fact_id: string;
  readonly revision: number;
  readonly replacement?: { readonly at?: string | undefined; readonly data?: FactData | undefined } | undefined;
  readonly withdrawn?: true | undefined;
  readonly reason: string;
};
type AcceptFact = { readonly fact_id: string; readonly reason: string };

const kinds: Readonly<Record<string, FactKind>> = { ...caseFacts, ...visitFacts };

/** Ours, or a milestone that the pack declares. */
function shapeFor(kind: string, context: Deciding): FactKind | undefined {
  return kinds[kind] ?? context.policy.milestones?.[kind];
}

// Another hash would be another file: what was added by mistake is withdrawn, and the right one added.
const withdrawnOnly: ReadonlySet<string> = new Set(['case.file_added']);

// They speak of other facts or of the pack; another one of them says what is now meant.
const beyondCorrection: ReadonlySet<string> = new Set(['fact.corrected', 'fact.accepted', 'case.pack_taken_over']);

/** CLOCKS, correction: names a fact, its next revision, and the replacement or withdrawal, with reason and who. */
export function correctFact(state: CaseState, command: Correct, context: Deciding): Decided {
  const barred = caseBars.correct(state);
  if (barred !== null) return barred;
  const known = state.facts.get(command.fact_id);
  if (known === undefined) return refuse('unknown_fact', { fact_id: command.fact_id });
  const { kind } = known.recorded;
  if (kind === 'report.signed') return refuse('signature_is_final');
  if (beyondCorrection.has(kind) || shapeFor(kind, context) === undefined) return refuse('not_correctable', { kind });
  if (command.revision !== known.revision + 1) return refuse('stale_revision', { revision: known.revision });
  const { fact_id: id, revision, reason } = command;
  if (command.withdrawn === true && command.replacement === undefined) {
    return barOfWithdrawal(state, known) ?? record(claim('fact.corrected', context.now, { id, revision, withdrawn: true, reason }, context));
  }
  if (command.withdrawn === true || command.replacement === undefined) return refuse('nothing_to_correct');
  // What was approved is what was asked for: another thing is approved anew.
  if (withdrawnOnly.has(kind) || context.policy.granted?.[kind] !== undefined) return refuse('not_correctable', { kind });
  const replacement = replacementOf(state, known, command.replacement, context);
  if ('ok' in replacement) return replacement;
  return record(claim('fact.corrected', context.now, { id, revision, replacement, reason }, context));
}

/** Somebody with the role holds a disputed claim to be true (CLOCKS, late facts). */
export function acceptFact(state: CaseState, command: AcceptFact, context: Deciding): Decided {
  if (state.phase === 'none') return refuse('unknown_case');
  const known = state.facts.get(command.fact_id);
  if (known === undefined) return refuse('unknown_fact', { fact_id: command.fact_id });
  if (known.accepted) return refuse('fact_already_accepted');
  if ((known.recorded.disputed?.length ?? 0) === 0) return refuse('not_disputed');
  return record(claim('fact.accepted', context.now, { id: command.fact_id, reason: command.reason }, context));
}

type Replacement = { readonly at?: string; readonly data?: FactData };

// Whole data is written, not the changed fields: a reader of this revision alone then knows the fact. null takes a field away.
function replacementOf(state: CaseState, known: KnownFact, asked: NonNullable<Correct['replacement']>, context: Deciding): Replacement | Refused {
  const { kind, data: original } = known.recorded;
  if (asked.at === undefined && asked.data === undefined) return bar('nothing_to_correct');
  const at = asked.at === undefined ? null : parseInstant(asked.at);
  if (asked.at !== undefined && at === null) return bar('bad_replacement', { kind, path: 'at' });
  if (at !== null && at > context.now + context.policy.ahead_ms) return bar('at_in_future', { at: isoOf(at) });
  const standing = known.effective ?? known.recorded;
  const data = asked.data === undefined ? standing.data : dataOf(state, known, standing.data, asked.data, context);
  if (isRefused(data)) return data;
  const removed = Object.keys(original).filter((field) => !(field in data));
  const moved = at ?? (standing.at === known.recorded.at ? null : standing.at);
  return {
    ...(moved === null ? {} : { at: isoOf(moved) }),
    ...(asked.data === undefined && standing.data === original ? {} : { data: { ...data, ...Object.fromEntries(removed.map((field) => [field, null])) } }),
  };
}

function dataOf(state: CaseState, known: KnownFact, standing: FactData, asked: FactData, context: Deciding): FactData | Refused {
  const { kind } = known.recorded;
  const shape = shapeFor(kind, context);
  const sealed = Object.keys(asked).find((field) => shape?.personal?.shape[field] !== undefined);
  if (sealed !== undefined) return bar('personal_not_corrected', { field: sealed });
  // A digest follows from its text: another text is another report.
  if (kind === 'report.completed') return visitOf(state, known)?.report?.signed === true ? bar('report_signed') : bar('not_correctable', { kind });
  const merged = Object.fromEntries(Object.entries({ ...standing, ...asked }).filter(([, value]) => value !== null));
  const parsed = shape?.data.safeParse(merged);
  if (parsed === undefined || !parsed.success) return bar('bad_replacement', { kind, path: pathOf(parsed?.error.issues[0]) });
  return barOfMeaning(state, parsed.data, context) ?? present(parsed.data);
}

// A corrected fact must say something that the command it came from could have said.
function barOfMeaning(state: CaseState, data: FactData, context: Deciding): Refused | null {
  const { visit_id, engineer_id } = data;
  if (typeof visit_id === 'string' && !state.visits.some((visit) => visit.visit_id === visit_id)) return bar('unknown_visit', { visit_id });
  if (typeof engineer_id === 'string' && context.people(engineer_id)?.roles.includes('engineer') !== true) return bar('unknown_engineer', { engineer_id });
  return barOfCodes(data, context);
}

function barOfWithdrawal(state: CaseState, known: KnownFact): Refused | null {
  const visit = visitOf(state, known);
  if (known.effective === null) return bar('nothing_to_correct');
  switch (known.recorded.kind) {
    // Without its report a case is nothing; it is cancelled instead.
    case 'case.reported':
      return bar('report_needed');
    // ENG-72, ENG-73: what a signature stands on stays.
    case 'report.completed':
    case 'visit.repaired':
    case 'supply.restored':
      return visit?.report?.signed === true ? bar('report_signed') : null;
    case 'visit.assigned':
    case 'visit.reassigned':
      return visit === undefined || visit.arrived_at === null ? null : bar('visit_already_on_site', { at: isoOf(visit.arrived_at) });
    default:
      return null;
  }
}

function visitOf(state: CaseState, known: KnownFact): VisitState | undefined {
  const visit_id = known.recorded.data['visit_id'];
  return state.visits.find((visit) => visit.visit_id === visit_id);
}

function isRefused(answer: object): answer is Refused {
  return 'ok' in answer && answer.ok === false;
}
