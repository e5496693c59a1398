/** Approvals of a pack: what has to be approved, by which roles one after another, and which amount or condition calls which step. */

import { z } from 'zod';
import { citation, source } from '../base/citation.ts';
import { compileCondition, type Condition } from '../base/condition.ts';
import { parseElapsed } from '../base/duration.ts';
import { code } from '../base/shapes.ts';

const kind = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'a fact is named noun.past_participle');
const said = z.string().trim().min(1).max(300);
const words = z.strictObject({ 'zh-CN': said, en: said, 'zh-TW': said.optional(), es: said.optional() });
const fen = z.int().min(0).max(1_000_000_000_000);

const step = z
  .strictObject({
    step: code,
    role: code.meta({ description: 'Somebody who holds this role, did not ask for it, and approved no step before' }),
    source: source.optional(),
    from_fen: fen.optional().meta({ description: 'Asked for from this amount on, in hundredths' }),
    below_fen: fen.optional().meta({ description: 'Asked for below this amount, in hundredths' }),
    when: z.string().max(2_000).optional().meta({ description: 'A CEL condition over case and asked; the step is asked for only when it holds' }),
    within: z
      .string()
      .refine((text) => parseElapsed(text) !== null, 'a length of the clock: 2 hours, 3 days')
      .optional()
      .meta({ description: 'How long the step may wait before those who must act are reminded' }),
    grants: kind.optional().meta({ description: 'A milestone of this pack that is recorded when this step is approved' }),
  })
  .meta({ description: 'One step: who approves, and when they are asked' });

/** The fields of an approval are the pack's own piece and are added there. */
export const approvalShape = z.strictObject({
  words: words.meta({ description: 'What is approved, as people say it' }),
  source: z.union([citation, z.array(citation).min(1)]).optional(),
  asked_by: z.array(code).min(1).max(20).optional().meta({ description: 'Roles that may ask for it; left out, whoever may ask for any' }),
  amount: code.optional().meta({ description: 'The field that from_fen and below_fen speak of' }),
  steps: z.array(step).min(1).max(10),
  grants: kind.optional().meta({ description: 'A milestone of this pack that is recorded when the last step is approved' }),
  changed_by: z.array(kind).min(1).max(20).optional().meta({ description: 'Facts after which it must be asked for anew: what was to be approved is another now' }),
});

export type ApprovalShape = z.output<typeof approvalShape>;
type Step = ApprovalShape['steps'][number];

export type CompiledApproval = { readonly name: string; readonly shape: ApprovalShape; readonly steps: readonly { readonly shape: Step; readonly when: Condition | null }[] };

/** What the condition of a step may speak of. */
export const approvalVariables = ['case', 'asked'] as const;

/** Compiles approvals that were checked when their pack was read; throws ConditionError when they were not. */
export function compileApprovals(approvals: Readonly<Record<string, ApprovalShape>>): CompiledApproval[] {
  return Object.entries(approvals).map(([name, shape]) => ({
    name, shape, steps: shape.steps.map((each) => ({ shape: each, when: each.when === undefined ? null : compileCondition(each.when, approvalVariables) })),
  }));
}

type Fields = Readonly<Record<string, unknown>>;
export type PickedStep = { readonly step: string; readonly role: string; readonly within_ms?: number; readonly grants?: string };

/** The steps that this asking calls, in their order. */
export function stepsFor({ shape, steps }: CompiledApproval, described: Fields, asked: Fields): PickedStep[] {
  const amount = shape.amount === undefined ? undefined : asked[shape.amount];
  return steps.filter((each) => isWithin(each.shape, amount) && (each.when === null || each.when({ case: described, asked }))).map((each) => picked(each.shape));
}

// An amount that was not said calls every step: what is not known must not save anybody an approval.
function isWithin({ from_fen: from, below_fen: below }: Step, amount: unknown): boolean {
  return typeof amount !== 'number' || ((from === undefined || amount >= from) && (below === undefined || amount < below));
}

function picked({ step: name, role, within, grants }: Step): PickedStep {
  return { step: name, role, ...(within === undefined ? {} : { within_ms: parseElapsed(within)! }), ...(grants === undefined ? {} : { grants }) };
}
