/** What people do with an approval of a case: ask for it, approve the step that waits, return, ask again, withdraw. */

import { record, refuse } from '../base/decision.ts';
import type { FactData, NewFact } from '../base/fact.ts';
import { bar, type Refused } from '../base/refusal.ts';
import type { Instant } from '../base/time.ts';
import { stepsFor } from '../gate/approval.ts';
import { waitingStep, type ApprovalState } from '../gate/approval_state.ts';
import { claim, present, type Decided, type Deciding } from '../roster/deciding.ts';
import { holds, type Absent } from '../roster/deputy.ts';
import { caseBars } from './bars.ts';
import { pathOf } from './milestone.ts';
import type { CaseState } from './state.ts';

export type Approving = {
  readonly state: CaseState;
  /** Every approval of the case. */
  readonly approvals: readonly ApprovalState[];
  /** Those for whom the actor acts now. */
  readonly absent: readonly Absent[];
};

type Fields = FactData;
export type AskApproval = { readonly at?: Instant | undefined; readonly approval: string; readonly fields: Fields; readonly remarks?: string | undefined };
export type AskAgain = { readonly at?: Instant | undefined; readonly fields?: Fields | undefined; readonly remarks?: string | undefined };
type Approve = { readonly remarks?: string | undefined };
type Return = { readonly remarks: string };
type Withdraw = { readonly reason?: string | undefined };

export function askApproval({ state, approvals }: Approving, approvalId: string, { approval, fields, remarks }: AskApproval, context: Deciding): Decided {
  if (approvals.some((each) => each.approval_id === approvalId)) return refuse('approval_exists', { approval_id: approvalId });
  return asked(state, approvals, { approval_id: approvalId, approval, fields, remarks, round: 1 }, context);
}

/** What came back, or was overtaken by events, is put forward again; all steps begin anew, under the rules of today. */
export function askAgain({ state, approvals }: Approving, approvalId: string, { fields, remarks }: AskAgain, context: Deciding): Decided {
  const before = approvals.find((each) => each.approval_id === approvalId);
  if (before === undefined) return refuse('unknown_request', { approval_id: approvalId });
  if (before.phase !== 'returned' && !before.is_outdated) return barOfEnded(before) ?? refuse('approval_not_returned');
  const others = approvals.filter((each) => each !== before);
  return asked(state, others, { approval_id: approvalId, approval: before.approval, fields: fields ?? before.fields, remarks, round: before.round + 1 }, context);
}

type Request = { readonly approval_id: string; readonly approval: string; readonly fields: Fields; readonly remarks: string | undefined; readonly round: number };

function asked(state: CaseState, others: readonly ApprovalState[], request: Request, context: Deciding): Decided {
  const { approval_id, approval, remarks, round } = request;
  const barred = caseBars.record_milestone(state);
  if (barred !== null) return barred;
  const known = Object.hasOwn(context.policy.approvals ?? {}, approval) ? context.policy.approvals![approval]! : undefined;
  if (known === undefined) return refuse('unknown_approval', { approval });
  const { asked_by: askers, grants, changed_by } = known.compiled.shape;
  if (askers !== undefined && !askers.some((role) => holds(context.by, role))) return refuse('not_asker', { roles: askers.join(', ') });
  const parsed = known.fields.safeParse(request.fields);
  if (!parsed.success) return refuse('approval_unfit', { path: pathOf(parsed.error.issues[0]) });
  const fields = present(parsed.data);
  const twin = others.find((each) => each.approval === approval && waitingStep(each) !== null && isSame(each.fields, fields));
  if (twin !== undefined) return refuse('approval_pending', { approval_id: twin.approval_id });
  const steps = stepsFor(known.compiled, state.description, fields);
  const data = present({ approval_id, approval, round, by: context.by.id, fields, steps, grants, changed_by, remarks });
  const facts = [claim('approval.asked', context.now, data, context)];
  // Below every threshold nobody has to approve, and that is recorded as well.
  return record(...facts, ...(steps.length > 0 ? [] : granted({ approval_id, approval, fields, grants: grants ?? null }, context)));
}

export function approve(approving: Approving, approvalId: string, { remarks }: Approve, context: Deciding): Decided {
  const found = seatIn(approving, approvalId, context);
  if ('ok' in found) return found;
  const { approval, step, seat } = found;
  const barred = caseBars.record_milestone(approving.state);
  if (barred !== null) return barred;
  const isLast = approval.given.length + 1 === approval.steps.length;
  const kinds = [step.grants, isLast ? (approval.grants ?? undefined) : undefined].filter((kind) => kind !== undefined);
  const gone = kinds.find((kind) => !Object.hasOwn(context.policy.milestones ?? {}, kind));
  // The rules were changed meanwhile and know nothing of it any more: it has to be asked for as they are now.
  if (gone !== undefined) return refuse('unknown_approval', { approval: approval.approval });
  const data = { approval_id: approvalId, approval: approval.approval, step: step.step, role: step.role, by: context.by.id, ...seat };
  return record(
    claim('approval.approved', context.now, present({ ...data, remarks }), context),
    ...(step.grants === undefined ? [] : [milestone(step.grants, approval, context)]),
    ...(isLast ? granted(approval, context) : []),
  );
}

/** Back to whoever asked, with remarks, by whoever would have approved next. */
export function returnApproval(approving: Approving, approvalId: string, { remarks }: Return, context: Deciding): Decided {
  const found = seatIn(approving, approvalId, context);
  if ('ok' in found) return found;
  const { approval, step, seat } = found;
  return record(claim('approval.returned', context.now, { approval_id: approvalId, approval: approval.approval, step: step.step, role: step.role, by: context.by.id, ...seat, remarks }, context));
}

/** By whoever asked; or by whoever leads, so that nothing waits for ever for somebody who left. */
export function withdrawApproval({ approvals }: Approving, approvalId: string, { reason }: Withdraw, context: Deciding): Decided {
  const approval = approvals.find((each) => each.approval_id === approvalId);
  if (approval === undefined) return refuse('unknown_request', { approval_id: approvalId });
  const barred = barOfEnded(approval);
  if (barred !== null) return barred;
  if (!approval.askers.includes(context.by.id) && !context.by.roles.includes('manager')) return refuse('not_your_request');
  return record(claim('approval.withdrawn', context.now, present({ approval_id: approvalId, approval: approval.approval, by: context.by.id, reason }), context));
}

type Seat = { readonly instead_of?: string };
type Found = { readonly approval: ApprovalState; readonly step: NonNullable<ReturnType<typeof waitingStep>>; readonly seat: Seat };

function seatIn({ approvals, absent }: Approving, approvalId: string, context: Pick<Deciding, 'by'>): Found | Refused {
  const approval = approvals.find((each) => each.approval_id === approvalId);
  if (approval === undefined) return bar('unknown_request', { approval_id: approvalId });
  const barred = barOfEnded(approval) ?? (approval.phase === 'returned' ? bar('approval_returned') : approval.is_outdated ? bar('approval_outdated') : null);
  if (barred !== null) return barred;
  const step = waitingStep(approval)!;
  const seat = seatFor(approval, step.role, absent, context);
  return 'ok' in seat ? seat : { approval, step, seat };
}

/**
 * In one's own right, or for somebody who is away. Nobody approves what they asked for, and nobody twice, whether they act
 * themselves or are acted for: a deputy would else be a second pair of hands of the same person.
 */
function seatFor(approval: ApprovalState, role: string, absent: readonly Absent[], { by }: Pick<Deciding, 'by'>): Seat | Refused {
  const gave = new Set(approval.given.flatMap((each) => [each.by, ...(each.instead_of === null ? [] : [each.instead_of])]));
  if (approval.askers.includes(by.id)) return bar('own_request');
  if (gave.has(by.id)) return bar('approved_before');
  if (holds(by, role)) return {};
  const seats = absent.filter((each) => holds(each, role));
  const free = seats.find((each) => !approval.askers.includes(each.id) && !gave.has(each.id));
  if (free !== undefined) return { instead_of: free.id };
  if (seats.some((each) => approval.askers.includes(each.id))) return bar('own_request');
  return seats.length > 0 ? bar('approved_before') : bar('not_approver', { role });
}

export type ApprovalStep = 'approve' | 'return' | 'ask_again' | 'withdraw';

/** What a screen offers to this person; the decision says the same. */
export function offeredTo(approving: Approving, approvalId: string, context: Pick<Deciding, 'by'>): ApprovalStep[] {
  const approval = approvals(approving, approvalId);
  if (approval === undefined || barOfEnded(approval) !== null) return [];
  const isOpen = caseBars.record_milestone(approving.state) === null;
  const mine = approval.askers.includes(context.by.id) || context.by.roles.includes('manager');
  const seated = !('ok' in seatIn(approving, approvalId, context));
  return [
    ...(seated && isOpen ? ['approve' as const] : []), ...(seated ? ['return' as const] : []),
    ...(isOpen && (approval.phase === 'returned' || approval.is_outdated) ? ['ask_again' as const] : []), ...(mine ? ['withdraw' as const] : []),
  ];
}

function approvals({ approvals: all }: Approving, approvalId: string): ApprovalState | undefined {
  return all.find((each) => each.approval_id === approvalId);
}

function barOfEnded({ phase }: ApprovalState): Refused | null {
  return phase === 'granted' ? bar('approval_granted') : phase === 'withdrawn' ? bar('approval_withdrawn') : null;
}

type Granting = Pick<ApprovalState, 'approval_id' | 'approval' | 'fields' | 'grants'>;

function granted(approval: Granting, context: Deciding): NewFact[] {
  const { approval_id, approval: name, grants } = approval;
  return [...(grants === null ? [] : [milestone(grants, approval, context)]), claim('approval.granted', context.now, { approval_id, approval: name }, context)];
}

/** With those of the fields that the milestone has. */
function milestone(kind: string, { approval_id, fields }: Granting, context: Deciding): NewFact {
  const shape = context.policy.milestones![kind]!.data.shape;
  const kept = Object.entries(fields).filter(([name]) => name in shape);
  return claim(kind, context.now, { approval_id, ...Object.fromEntries(kept) }, context);
}

function isSame(one: FactData, other: FactData): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => one[name] === other[name]);
}
