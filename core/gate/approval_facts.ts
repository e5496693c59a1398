/** Facts of approvals: they stand with the case, so that gates and promises can rest on them. */

import { z } from 'zod';
import type { FactKinds } from '../base/kinds.ts';
import { code, id, line, moment, text } from '../base/shapes.ts';

const kind = line(80);
const step = z.strictObject({ step: code, role: code, within_ms: z.int().min(0).optional(), grants: kind.optional() });
const request = { approval_id: id, approval: code };
const remarks = text(1_000);

/** `instead_of` is the person a deputy acted for. */
const acted = { step: code, role: code, by: id, instead_of: id.optional() };

export const approvalFacts = {
  /** The steps are those that the rules of that day called, and stay so. The same request again is its next round. */
  'approval.asked': {
    data: z.strictObject({
      ...request, round: z.int().min(1).max(1_000), by: id, fields: z.record(code, z.union([z.string().max(2_000), z.number(), z.boolean()])),
      steps: z.array(step).max(10), grants: kind.optional(), changed_by: z.array(kind).max(20).optional(), remarks: remarks.optional(),
    }),
  },
  'approval.approved': { data: z.strictObject({ ...request, ...acted, remarks: remarks.optional() }) },
  'approval.returned': { data: z.strictObject({ ...request, ...acted, remarks }) },
  'approval.withdrawn': { data: z.strictObject({ ...request, by: id, reason: line(500).optional() }) },
  'approval.granted': { data: z.strictObject(request) },
} satisfies FactKinds;

/** On a stream beside the case: that somebody was reminded must not make old what others look at. */
export const reminderFacts = {
  'approval.reminded': { data: z.strictObject({ ...request, case_id: id, round: z.int().min(1), step: code, due_at: moment, told: z.array(id).max(1_000) }) },
} satisfies FactKinds;
