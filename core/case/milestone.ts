/** The decision on bare milestones: things worth a moment of their own that need no command of their own. */

import { record, refuse } from '../base/decision.ts';
import type { FactKind, FactKinds } from '../base/kinds.ts';
import type { Instant } from '../base/time.ts';
import { bar, type Refused } from '../base/refusal.ts';
import { claim, type Actor, type Decided, type Deciding, type ServicePolicy } from '../roster/deciding.ts';
import { barOfReason } from '../visit/decide.ts';
import { barOfSpeaker } from '../visit/field.ts';
import { caseBars, milestoneBars } from './bars.ts';
import { caseFacts } from './facts.ts';
import type { CaseState } from './state.ts';
import { barOfWording } from './wording.ts';

type RecordMilestone = { readonly at: Instant; readonly kind: string; readonly data: Readonly<Record<string, unknown>> };

const ours: FactKinds = Object.fromEntries(Object.entries(caseFacts as FactKinds).filter(([, kind]) => kind.milestone === true));

/** Where a milestone holds what was written or said to the customer. */
const toCustomer: Readonly<Record<string, string>> = { 'guidance.given': 'guidance', 'supply_plan.answered': 'answer' };

/** A milestone of the house, or one that the pack declares for its trade. */
function milestoneKind(kind: string, context: Deciding): FactKind | undefined {
  const declared = context.policy.milestones ?? {};
  if (Object.hasOwn(ours, kind)) return ours[kind];
  return Object.hasOwn(declared, kind) ? declared[kind] : undefined;
}

export function recordMilestone(state: CaseState, command: RecordMilestone, context: Deciding): Decided {
  const barred = caseBars.record_milestone(state);
  if (barred !== null) return barred;
  const kind = milestoneKind(command.kind, context);
  if (kind === undefined) return refuse('not_a_milestone', { kind: command.kind });
  const parsed = kind.data.safeParse(command.data);
  if (!parsed.success) return refuse('bad_milestone', { kind: command.kind, path: pathOf(parsed.error.issues[0]) });
  const { visit_id, reason, approval_id } = parsed.data as { visit_id?: string; reason?: string; approval_id?: string };
  const approval = context.policy.granted?.[command.kind];
  if (approval !== undefined) return refuse('comes_by_approval', { kind: command.kind, approval });
  // Only an approval says by which approval something came.
  if (approval_id !== undefined) return refuse('bad_milestone', { kind: command.kind, path: 'approval_id' });
  return barOfHands(command.kind, context) ?? milestoneBars[command.kind]?.(state) ?? barOfReason(command.kind, reason, context)
    ?? barOfSpeaker(state, visit_id, context) ?? barOfWording(parsed.data[toCustomer[command.kind] ?? ''], context) ?? record(claim(command.kind, command.at, parsed.data, context));
}

/** Hands that a pack keeps apart: whoever does one thing does not vouch for the other (ROL-21, ROL-22). Records of another system were parted there. */
function barOfHands(kind: string, { by, policy, imported }: Deciding): Refused | null {
  return imported === true || mayRecord(policy, kind, by) ? null : bar('not_yours_to_record', { kind });
}

export function mayRecord({ recorders = {} }: Pick<ServicePolicy, 'recorders'>, kind: string, { roles, held = [] }: Pick<Actor, 'roles' | 'held'>): boolean {
  const hands = Object.hasOwn(recorders, kind) ? recorders[kind] : undefined;
  return hands === undefined || [...roles, ...held].some((each) => hands.includes(each));
}

/** Where in the data a schema found fault; a key it does not know counts as a place. */
export function pathOf(issue: { readonly path: readonly PropertyKey[]; readonly keys?: readonly string[] } | undefined): string {
  return [...(issue?.path ?? []), ...(issue?.keys?.slice(0, 1) ?? [])].map(String).join('.') || '-';
}
