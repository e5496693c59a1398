/** What became of each approval that was asked for, read off the facts of its case. */

import type { Fact, FactData } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import type { PickedStep } from './approval.ts';

type Acted = { readonly step: string; readonly role: string; readonly by: string; readonly instead_of: string | null; readonly at: Instant; readonly remarks: string | null };

export type ApprovalState = {
  readonly approval_id: string;
  readonly approval: string;
  readonly phase: 'waiting' | 'granted' | 'returned' | 'withdrawn';
  /** Something was recorded since that makes it another matter: it waits, and nobody can approve it any more. */
  readonly is_outdated: boolean;
  readonly round: number;
  readonly asked_by: string;
  readonly asked_at: Instant;
  /** Everybody who asked, in any round: none of them approves. */
  readonly askers: readonly string[];
  readonly fields: FactData;
  readonly remarks: string | null;
  readonly steps: readonly PickedStep[];
  readonly grants: string | null;
  readonly changed_by: readonly string[];
  /** Of this round, in the order given. */
  readonly given: readonly Acted[];
  readonly returned: Acted | null;
  /** When it was granted or withdrawn; null before. */
  readonly ended_at: Instant | null;
};

/** Every approval of a case, in the order in which they were first asked for. `facts` as recorded. */
export function approvalsOf(facts: readonly Fact[]): ApprovalState[] {
  const all = new Map<string, ApprovalState>();
  for (const fact of facts) {
    for (const [id, state] of all) if (state.phase === 'waiting' && state.changed_by.includes(fact.kind)) all.set(id, { ...state, is_outdated: true });
    const id = fact.data['approval_id'];
    if (!fact.kind.startsWith('approval.') || typeof id !== 'string') continue;
    const next = changed(all.get(id), fact);
    if (next !== undefined) all.set(id, next);
  }
  return [...all.values()];
}

function changed(state: ApprovalState | undefined, fact: Fact): ApprovalState | undefined {
  if (fact.kind === 'approval.asked') return asked(state, fact);
  if (state === undefined) return undefined;
  switch (fact.kind) {
    case 'approval.approved': return { ...state, given: [...state.given, actedIn(fact)] };
    case 'approval.returned': return { ...state, phase: 'returned', returned: actedIn(fact) };
    case 'approval.withdrawn': return { ...state, phase: 'withdrawn', ended_at: fact.at };
    case 'approval.granted': return { ...state, phase: 'granted', ended_at: fact.at };
    default: return state;
  }
}

function asked(before: ApprovalState | undefined, { at, data }: Fact): ApprovalState {
  const said = data as { approval_id: string; approval: string; round: number; by: string; fields: FactData; steps: PickedStep[]; grants?: string; changed_by?: string[]; remarks?: string };
  return {
    approval_id: said.approval_id, approval: said.approval, phase: 'waiting', is_outdated: false, round: said.round, asked_by: said.by, asked_at: at,
    askers: [...new Set([...(before?.askers ?? []), said.by])], fields: said.fields, remarks: said.remarks ?? null, steps: said.steps,
    grants: said.grants ?? null, changed_by: said.changed_by ?? [], given: [], returned: null, ended_at: null,
  };
}

function actedIn({ at, data }: Fact): Acted {
  const said = data as { step: string; role: string; by: string; instead_of?: string; remarks?: string };
  return { step: said.step, role: said.role, by: said.by, instead_of: said.instead_of ?? null, at, remarks: said.remarks ?? null };
}

/** The step that waits; null when none does. */
export function waitingStep({ phase, is_outdated: isOutdated, steps, given }: ApprovalState): PickedStep | null {
  return phase === 'waiting' && !isOutdated ? (steps[given.length] ?? null) : null;
}

/** When those who must act are reminded: so long after the step before was approved, or after the asking. */
export function dueOf(state: ApprovalState): Instant | null {
  const within = waitingStep(state)?.within_ms;
  return within === undefined ? null : (((state.given.at(-1)?.at ?? state.asked_at) + within) as Instant);
}

/** What stands between a case and a fact that comes by an approval. */
export type Standing = { readonly approval: string; readonly phase: 'not_asked' | 'waiting' | 'returned'; readonly role: string | null };

/** The latest request that says something of this approval; what was withdrawn, is outdated, or was used up counts as not asked. */
export function standingOf(approval: string, states: readonly ApprovalState[]): Standing {
  const latest = states.findLast((each) => each.approval === approval && (each.phase === 'waiting' || each.phase === 'returned') && !each.is_outdated);
  if (latest === undefined) return { approval, phase: 'not_asked', role: null };
  return latest.phase === 'returned' ? { approval, phase: 'returned', role: null } : { approval, phase: 'waiting', role: waitingStep(latest)?.role ?? null };
}
