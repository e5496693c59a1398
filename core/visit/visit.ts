/** One trip by one engineer, folded from its facts: whose it is, how far it has come, what was reported and signed. */

import type { Fact } from '../base/fact.ts';
import { parseInstant, type Instant } from '../base/time.ts';

export type VisitPhase =
  | 'assigned' | 'accepted' | 'declined' | 'departed' | 'on_site' | 'no_access' | 'repaired' | 'reported' | 'signed' | 'left' | 'withdrawn';

export type VisitReport = {
  readonly digest: string;
  readonly completed_at: Instant;
  /** Where the sealed text lies. */
  readonly fact_id: string;
  readonly signed: boolean;
  readonly signed_at: Instant | null;
  readonly signature_fact_id: string | null;
};

/** A claim that does not move the visit until it is accepted: by an engineer who had been replaced, or for a visit taken back. */
type ContestedClaim = { readonly kind: string; readonly by: string; readonly at: Instant };

type Progress = {
  visit_id: string;
  engineer_id: string | null;
  /** Everybody it ever was with; they may still tell what they did. */
  engineers: string[];
  /** When the present engineer got it. */
  assigned_at: Instant | null;
  accepted_at: Instant | null;
  declined_at: Instant | null;
  withdrawn_at: Instant | null;
  appointment_at: Instant | null;
  until_at: Instant | null;
  /** The customer agreed to the appointment (DSP-07). */
  consent: boolean;
  estimate_at: Instant | null;
  departed_at: Instant | null;
  arrived_at: Instant | null;
  no_access_at: Instant | null;
  restored_at: Instant | null;
  repaired_at: Instant | null;
  left_at: Instant | null;
  report: VisitReport | null;
  contested: ContestedClaim[];
};

export type VisitState = Readonly<Omit<Progress, 'engineers' | 'contested'>> & {
  readonly phase: VisitPhase;
  readonly engineers: readonly string[];
  readonly contested: readonly ContestedClaim[];
};

export type CasePhase = 'none' | 'open' | 'waiting' | 'resolved' | 'cancelled' | 'closed';

/** What a decision about a visit must know of its case. */
export type CaseFrame = {
  readonly phase: CasePhase;
  readonly closed_at: Instant | null;
  readonly cancelled_at: Instant | null;
  readonly customer_id: string | null;
  readonly visits: readonly VisitState[];
};

/** Records from elsewhere may know of a visit and give it no name; it is called so. */
export const unnamedVisit = '-';

/** Visits in the order in which they were first heard of. `facts` are effective ones in the order of recording. */
export function visitsOf(facts: readonly Fact[], accepted: ReadonlySet<string>): VisitState[] {
  const visits = new Map<string, Progress>();
  for (const fact of facts) {
    const fold = folds[fact.kind];
    if (fold === undefined) continue;
    const named = fact.data['visit_id'];
    // Restoration may be seen by somebody who is on no visit at all.
    if (typeof named !== 'string' && fact.kind === 'supply.restored') continue;
    const visit_id = typeof named === 'string' ? named : unnamedVisit;
    const visit = visits.get(visit_id) ?? begin(visit_id);
    visits.set(visit_id, visit);
    if (isContested(fact) && !accepted.has(fact.id)) visit.contested.push({ kind: fact.kind, by: fact.by ?? '', at: fact.at });
    else fold(visit, fact);
  }
  return [...visits.values()].map((visit) => ({ ...visit, phase: phaseOf(visit) }));
}

/** ENG-72: the work is done when it was repaired, or when supply came back on this visit. */
export function isWorkDone(visit: Pick<Progress, 'repaired_at' | 'restored_at'>): boolean {
  return visit.repaired_at !== null || visit.restored_at !== null;
}

/** Nothing more is expected of the engineer on the road; papers may still follow. */
export function isOver(visit: VisitState): boolean {
  return visit.left_at !== null || visit.phase === 'no_access' || isWorkDone(visit) || visit.report?.signed === true;
}

/** A case may be closed over it. */
export function isFinished(visit: VisitState): boolean {
  return isOver(visit) || visit.phase === 'declined' || visit.phase === 'withdrawn';
}

function isContested(fact: Fact): boolean {
  return fact.disputed?.some((reason) => reason === 'engineer_reassigned' || reason === 'visit_withdrawn') ?? false;
}

function begin(visit_id: string): Progress {
  return {
    visit_id, engineer_id: null, engineers: [], assigned_at: null, accepted_at: null, declined_at: null, withdrawn_at: null,
    appointment_at: null, until_at: null, consent: false, estimate_at: null, departed_at: null, arrived_at: null, no_access_at: null,
    restored_at: null, repaired_at: null, left_at: null, report: null, contested: [],
  };
}

// By what has happened, not by what was recorded last: a phone without signal sends its steps late and out of order.
function phaseOf(visit: Progress): VisitPhase {
  if (visit.withdrawn_at !== null) return 'withdrawn';
  const turnedAway = visit.no_access_at !== null && !isWorkDone(visit) && (visit.arrived_at ?? visit.no_access_at) <= visit.no_access_at;
  // Having left a door that nobody opened, the visit still needs somebody's attention, so it stays no_access.
  if (turnedAway) return 'no_access';
  if (visit.left_at !== null) return 'left';
  if (visit.report !== null) return visit.report.signed ? 'signed' : 'reported';
  if (visit.repaired_at !== null) return 'repaired';
  if (visit.arrived_at !== null) return 'on_site';
  // Before departed: trouble on the way hands the visit back as well (DSP-08).
  if (visit.declined_at !== null) return 'declined';
  if (visit.departed_at !== null) return 'departed';
  return visit.accepted_at !== null ? 'accepted' : 'assigned';
}

function give(visit: Progress, fact: Fact): void {
  visit.engineer_id = String(fact.data['engineer_id']);
  if (!visit.engineers.includes(visit.engineer_id)) visit.engineers.push(visit.engineer_id);
  visit.assigned_at = fact.at;
  // The new engineer begins anew: the other one's answer and road are not theirs.
  visit.accepted_at = visit.declined_at = visit.departed_at = visit.estimate_at = null;
}

function agree(visit: Progress, fact: Fact): void {
  visit.appointment_at = momentIn(fact, 'appointment_at');
  visit.until_at = momentIn(fact, 'until_at');
  visit.consent = fact.data['consent'] === true;
  visit.estimate_at = null;
}

function complete(visit: Progress, fact: Fact): void {
  visit.report = { digest: String(fact.data['digest']), completed_at: fact.at, fact_id: fact.id, signed: false, signed_at: null, signature_fact_id: null };
}

function sign(visit: Progress, fact: Fact): void {
  // A signature over another text than the last one is stale and signs nothing.
  if (visit.report === null || visit.report.digest !== fact.data['digest']) return;
  visit.report = { ...visit.report, signed: true, signed_at: fact.at, signature_fact_id: fact.id };
}

function momentIn(fact: Fact, field: string): Instant | null {
  const written = fact.data[field];
  return typeof written === 'string' ? parseInstant(written) : null;
}

type Fold = (visit: Progress, fact: Fact) => void;

/** Notes that a step happened; of two records of one step the first stands. */
const first = (field: Step): Fold => (visit, fact) => {
  visit[field] ??= fact.at;
};

type Step = 'accepted_at' | 'declined_at' | 'withdrawn_at' | 'departed_at' | 'arrived_at' | 'no_access_at' | 'restored_at' | 'repaired_at' | 'left_at';

const nothing: Fold = () => undefined;

const folds: Readonly<Record<string, Fold>> = {
  'visit.assigned': give,
  'visit.reassigned': give,
  'visit.accepted': first('accepted_at'),
  'visit.declined': first('declined_at'),
  'visit.withdrawn': first('withdrawn_at'),
  'visit.time_agreed': agree,
  'visit.departed': first('departed_at'),
  'visit.delayed': (visit, fact) => { visit.estimate_at = momentIn(fact, 'new_estimate_at'); },
  'visit.arrived': first('arrived_at'),
  'visit.no_access': first('no_access_at'),
  'supply.restored': first('restored_at'),
  'visit.repaired': first('repaired_at'),
  'report.completed': complete,
  'report.signed': sign,
  'visit.left': first('left_at'),
  // Heard of, and it moves nothing.
  'visit.overrun_seen': nothing,
  'visit.knocked': nothing,
  'visit.door_opened': nothing,
  'customer.phoned_at_door': nothing,
};
