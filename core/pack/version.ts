/** One version of the rules on its way: proposed, approved step by step or returned, then activated (APR-09, PLN-09). */

import { z } from 'zod';
import { id, line, text } from '../base/shapes.ts';
import type { Fact, FactData } from '../base/fact.ts';
import { record, refuse } from '../base/decision.ts';
import { bar, type Refused } from '../base/refusal.ts';
import type { FactKinds } from '../base/kinds.ts';
import type { Decided, Deciding } from '../roster/deciding.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const identity = { name: line(60), version: line(40), hash };

/** `pack.activated` stands in the stream of the organisation, the others in that of their version. */
export const packFacts = {
  'pack.proposed': { data: z.strictObject({ ...identity, proposed_by: id, remarks: text(1_000).optional() }) },
  'pack.approved': { data: z.strictObject({ hash, step: z.int().min(1), role: line(40), approved_by: id, remarks: text(1_000).optional() }) },
  'pack.returned': { data: z.strictObject({ hash, returned_by: id, remarks: text(1_000) }) },
  'pack.activated': { data: z.strictObject(identity) },
} satisfies FactKinds;

export type VersionText = { readonly name: string; readonly version: string; readonly hash: string };
export type VersionState = {
  readonly phase: 'none' | 'proposed' | 'returned';
  readonly text: VersionText | null;
  readonly proposed_by: string | null;
  /** Since the last proposal, in the order given. */
  readonly approvals: readonly { readonly by: string; readonly role: string }[];
};

/** Roles that approve a version before it may be activated, in their order; a pack names them. */
export type ApprovalSteps = readonly { readonly role: string }[];

const nothing: VersionState = { phase: 'none', text: null, proposed_by: null, approvals: [] };

/** The facts of the stream `pack:<hash>`. A version that was returned and proposed again begins anew. */
export function versionOf(facts: readonly Fact[]): VersionState {
  return facts.reduce((state: VersionState, { kind, data }): VersionState => {
    const said = data as { name: string; version: string; hash: string; proposed_by: string; approved_by: string; role: string };
    if (kind === 'pack.proposed') return { phase: 'proposed', text: { name: said.name, version: said.version, hash: said.hash }, proposed_by: said.proposed_by, approvals: [] };
    if (kind === 'pack.approved') return { ...state, approvals: [...state.approvals, { by: said.approved_by, role: said.role }] };
    return kind === 'pack.returned' ? { ...state, phase: 'returned' } : state;
  }, nothing);
}

/**
 * The next step that waits; null when nobody has to approve any more. An approval counts for a step of the role in which it was
 * given: the pack in force may have come to ask for others meanwhile.
 */
export function waitingStep({ approvals }: VersionState, steps: ApprovalSteps): ApprovalSteps[number] | null {
  let from = 0;
  for (const step of steps) {
    const at = approvals.findIndex((each, index) => index >= from && each.role === step.role);
    if (at < 0) return step;
    from = at + 1;
  }
  return null;
}

/** What stands between a version and its activation, by whichever door: a return, or an approval that is missing. */
export function barOfActivation(state: VersionState, steps: ApprovalSteps): Refused | null {
  if (state.phase === 'returned') return bar('pack_returned');
  const step = waitingStep(state, steps);
  return step === null ? null : bar('approval_missing', { role: step.role });
}

type Asked = Pick<Deciding, 'now' | 'by' | 'policy'>;

/** Refuses what is proposed already; what was returned may be proposed again. */
export function proposeVersion(state: VersionState, version: VersionText, remarks: string | undefined, { now, by }: Asked): Decided {
  if (state.phase === 'proposed') return refuse('pack_proposed_already', { name: version.name, version: version.version });
  return fact('pack.proposed', now, { ...version, proposed_by: by.id, ...(remarks === undefined ? {} : { remarks }) });
}

/** By somebody who holds the role of the next step, is not the proposer, and has not approved before: four eyes are four eyes. */
export function approveVersion(state: VersionState, remarks: string | undefined, context: Asked): Decided {
  const barred = barOfApprover(state, context);
  if (barred) return barred;
  const { role } = waitingStep(state, context.policy.activation ?? [])!;
  const data = { hash: state.text!.hash, step: state.approvals.length + 1, role, approved_by: context.by.id, ...(remarks === undefined ? {} : { remarks }) };
  return fact('pack.approved', context.now, data);
}

/** Back to the proposer with remarks, by whoever would have approved next. */
export function returnVersion(state: VersionState, remarks: string, context: Asked): Decided {
  const barred = barOfApprover(state, context);
  return barred ?? fact('pack.returned', context.now, { hash: state.text!.hash, returned_by: context.by.id, remarks });
}

function barOfApprover(state: VersionState, { by, policy }: Asked): Refused | null {
  if (state.phase === 'none') return bar('unknown_pack_version');
  if (state.phase === 'returned') return bar('pack_returned');
  const step = waitingStep(state, policy.activation ?? []);
  if (step === null) return bar('nothing_to_approve');
  if (state.proposed_by === by.id) return bar('own_proposal');
  if (state.approvals.some((each) => each.by === by.id)) return bar('approved_by_you');
  return (by.held ?? by.roles).includes(step.role) ? null : bar('not_approver', { role: step.role });
}

/** Goes into the stream of the organisation. `active` is the hash that answers now. */
export function activateVersion(state: VersionState, active: string | null, { now, policy }: Asked): Decided {
  if (state.phase === 'none') return refuse('unknown_pack_version');
  const { name, version, hash } = state.text!;
  if (active === hash) return refuse('pack_active_already', { name, version });
  return barOfActivation(state, policy.activation ?? []) ?? fact('pack.activated', now, state.text!);
}

function fact(kind: keyof typeof packFacts, at: Deciding['now'], data: FactData): Decided {
  return record({ kind, at, data });
}
