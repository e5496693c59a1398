/** One report from first word to closing, folded from its facts; the word a list shows for it and the commands it is open to. */

import type { Fact } from '../base/fact.ts';
import { effectiveFacts } from '../clock/corrections.ts';
import { isOffice, type Actor } from '../roster/deciding.ts';
import { may, ownershipOf } from '../roster/rights.ts';
import { fieldBars, officeBars, barOfCase, type FieldStep, type OfficeStep } from '../visit/bars.ts';
import { isFinished, isOver, unnamedVisit, visitsOf, type VisitPhase, type VisitState } from '../visit/visit.ts';
import { caseBars, type CaseStep } from './bars.ts';
import type { CaseState, KnownFact } from './state.ts';

export type { CaseState, Description, KnownFact } from './state.ts';

type Draft = { -readonly [K in keyof CaseState]: CaseState[K] };

/** The case as it stands. `facts` come in the order of recording; their `at` may be in any order. */
export function caseOf(facts: readonly Fact[]): CaseState {
  const known = knownFacts(facts);
  const effective = [...known.values()].flatMap((one) => one.effective ?? []);
  // A corrected claim was looked at by somebody as well, so it counts like an accepted one.
  const accepted = new Set([...known.values()].filter((one) => one.accepted || one.revision > 1).map((one) => one.recorded.id));
  const draft: Draft = { ...nothingYet, facts: known, visits: visitsOf(effective, accepted), disputed_count: disputesIn(known) };
  for (const fact of effective) folds[fact.kind]?.(draft, fact, accepted.has(fact.id));
  return draft;
}

type ListState =
  | 'reported' | 'waiting' | 'assigned' | 'accepted' | 'on_the_way' | 'on_site' | 'no_access' | 'repaired' | 'report_done' | 'signed' | 'left'
  | 'resolved' | 'closed' | 'cancelled';

const wordOfPhase: Readonly<Record<VisitPhase, ListState>> = {
  assigned: 'assigned', accepted: 'accepted', departed: 'on_the_way', on_site: 'on_site', no_access: 'no_access',
  repaired: 'repaired', reported: 'report_done', signed: 'signed', left: 'left',
  // Nobody has it any more: to whoever reads the list it is a report that waits for somebody.
  declined: 'reported', withdrawn: 'reported',
};

/** The one word a list shows. Of several visits the last one under way speaks, else the last one. */
export function listStateOf(state: CaseState): ListState {
  if (state.phase !== 'open') return state.phase === 'none' ? 'reported' : state.phase;
  const visit = currentVisitOf(state);
  return visit === null ? 'reported' : wordOfPhase[visit.phase];
}

/** The visit of this round that the list, and whoever asks who is coming, mean. */
export function currentVisitOf(state: CaseState): VisitState | null {
  const current = state.visits.filter((visit) => state.current_visits.includes(visit.visit_id) && visit.phase !== 'withdrawn' && visit.phase !== 'declined');
  return current.findLast((visit) => !isFinished(visit)) ?? current.at(-1) ?? null;
}

/** Commands that would neither be refused for the state of the case nor, now, contradict it; within the rights of this person. */
export function allowedCommands(state: CaseState, actor: Actor): string[] {
  const ownership = ownershipOf(actor, state.visits, state.description.branch);
  const mine = isOffice(actor) ? state.visits : state.visits.filter((visit) => visit.engineer_id === actor.id);
  const isOpen = barOfCase(state) === null;
  const open = [
    ...(Object.keys(caseBars) as CaseStep[]).filter((step) => caseBars[step](state) === null),
    ...(Object.keys(officeBars) as OfficeStep[]).filter((step) => isOpen && mine.some((visit) => officeBars[step](visit) === null)),
    ...(Object.keys(fieldBars) as FieldStep[]).filter((step) => isOpen && mine.some((visit) => isAhead(step, visit) && fieldBars[step](visit) === null)),
  ];
  return open.filter((step) => may(actor, `case.${step}`, ownership));
}

const doorSteps: ReadonlySet<FieldStep> = new Set<FieldStep>(['see_overrun', 'knock', 'open_door', 'phone_at_door', 'arrive', 'no_access']);

// A step behind the visit's present place is still recorded when it comes in late, but no button asks for it.
function isAhead(step: FieldStep, visit: VisitState): boolean {
  if (visit.phase === 'declined' || visit.phase === 'withdrawn') return false;
  if (step === 'depart') return visit.arrived_at === null && !isOver(visit);
  return doorSteps.has(step) ? !isOver(visit) : true;
}

function knownFacts(facts: readonly Fact[]): Map<string, KnownFact> {
  const effective = new Map(effectiveFacts(facts).map((fact) => [fact.id, fact]));
  const revisions = new Map<string, number>();
  const accepted = new Set<string>();
  for (const { kind, data } of facts) {
    if (kind === 'fact.corrected') revisions.set(String(data['id']), Math.max(revisions.get(String(data['id'])) ?? 1, Number(data['revision'])));
    if (kind === 'fact.accepted') accepted.add(String(data['id']));
  }
  return new Map(
    facts.map((fact) => [
      fact.id,
      { recorded: fact, effective: effective.get(fact.id) ?? null, revision: revisions.get(fact.id) ?? 1, accepted: accepted.has(fact.id) },
    ]),
  );
}

function disputesIn(known: ReadonlyMap<string, KnownFact>): number {
  // A correction settles a dispute as well: somebody has looked at it.
  return [...known.values()].filter((one) => (one.recorded.disputed?.length ?? 0) > 0 && !one.accepted && one.revision === 1).length;
}

const nothingYet: Omit<CaseState, 'facts' | 'visits'> = {
  phase: 'none', round: 0, reported: null, reported_at: null, description: {}, number: null, customer_id: null, unit_id: null, waiting_reason: null,
  resolved_at: null, closed_at: null, cancelled_at: null, restored_at: null, called_back: null, current_visits: [], disputed_count: 0,
};

type Fold = (state: Draft, fact: Fact, accepted: boolean) => void;

const isOverNow = (state: Draft) => state.phase === 'closed' || state.phase === 'cancelled';

const assigned: Fold = (state, fact) => {
  const visit_id = typeof fact.data['visit_id'] === 'string' ? fact.data['visit_id'] : unnamedVisit;
  if (!state.current_visits.includes(visit_id)) state.current_visits = [...state.current_visits, visit_id];
  // Somebody goes again, so what was held to be resolved is not.
  if (state.phase === 'resolved') state.phase = 'open';
};

const folds: Readonly<Record<string, Fold>> = {
  'case.reported': (state, fact) => {
    const reported = fact.data as NonNullable<CaseState['reported']>;
    state.reported = reported;
    state.reported_at = fact.at;
    state.description = { ...state.description, ...descriptionIn(fact) };
    state.number = reported.number ?? null;
    state.customer_id = reported.customer_id ?? null;
    state.unit_id = reported.unit_id ?? null;
    if (state.phase === 'none') state.phase = 'open';
    state.round = Math.max(state.round, 1);
  },
  'case.classified': (state, fact) => { state.description = { ...state.description, ...descriptionIn(fact) }; },
  'visit.assigned': assigned,
  'visit.reassigned': assigned,
  'case.waiting': (state, fact) => {
    if (isOverNow(state)) return;
    state.phase = 'waiting';
    state.waiting_reason = String(fact.data['reason']);
  },
  'case.resumed': (state) => {
    if (state.phase === 'waiting') state.phase = 'open';
    state.waiting_reason = null;
  },
  'case.resolved': (state, fact) => {
    state.resolved_at = fact.at;
    if (!isOverNow(state)) state.phase = 'resolved';
  },
  'case.cancelled': (state, fact) => { state.phase = 'cancelled'; state.cancelled_at = fact.at; },
  'case.closed': (state, fact) => { state.phase = 'closed'; state.closed_at = fact.at; },
  'case.reopened': (state) => {
    state.phase = 'open';
    state.round += 1;
    state.waiting_reason = state.resolved_at = state.closed_at = state.restored_at = state.called_back = null;
    state.current_visits = [];
  },
  'supply.restored': (state, fact, accepted) => {
    const isContested = fact.disputed?.some((reason) => reason === 'engineer_reassigned' || reason === 'visit_withdrawn') ?? false;
    if (!isContested || accepted) state.restored_at ??= fact.at;
  },
  'customer.called_back': (state, fact) => {
    const { outcome, restored } = fact.data;
    state.called_back = { at: fact.at, outcome: String(outcome), restored: typeof restored === 'boolean' ? restored : null };
  },
};

const describing = ['zone', 'area', 'branch', 'matter', 'category', 'customer_class', 'priority', 'distance_km', 'agreed_minutes', 'time_zone', 'attributes'];

function descriptionIn(fact: Fact): CaseState['description'] {
  return Object.fromEntries(Object.entries(fact.data).filter(([field, value]) => describing.includes(field) && value !== undefined));
}
