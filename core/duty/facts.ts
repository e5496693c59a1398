/** Facts of what is in our care and what is owed for it: one stream beside each subject. */

import { z } from 'zod';
import type { FactKinds } from '../base/kinds.ts';
import { code, id, line, moment, text } from '../base/shapes.ts';
import { subjectKind } from './duty.ts';

const subject = { subject_kind: subjectKind, subject_id: id };
/** Which one of a duty: the wall time at which its period began with a number, or the fact that planned it. */
export const occurrenceName = z.string().regex(/^[A-Za-z0-9_.-]{1,80}$/, { error: 'id' });
export const evidenceGiven = z.record(code, z.union([text(2_000), z.number(), z.boolean()]));

const told = z.strictObject({
  ...subject, duty: code, occurrence: occurrenceName, stage: line(40), opens_at: moment, due_at: moment,
  /** Long after the moment nobody is told any more; that is recorded too. */
  outcome: z.enum(['sent', 'recorded_only']),
  told: z.array(id).max(2_000),
});

export const dutyFacts = {
  'duty.taken_on': {
    data: z.strictObject({
      ...subject, name: line(120).optional(), since: moment, person_id: id.optional(), customer_id: id.optional(), unit_id: id.optional(),
      /** Only these; left out, all that fit the kind of subject. */
      duties: z.array(code).min(1).max(100).optional(),
    }),
  },
  'duty.assigned': { data: z.strictObject({ ...subject, person_id: id, duty: code.optional() }) },
  'duty.given_up': { data: z.strictObject({ ...subject, ended_at: moment, reason: line(200).optional() }) },
  'duty.set_aside': { data: z.strictObject({ ...subject, from: moment, reason: line(200).optional() }) },
  'duty.resumed': { data: z.strictObject({ ...subject, from: moment }) },
  'duty.planned': { data: z.strictObject({ ...subject, duty: code, due_on: z.iso.date() }) },
  'duty.done': { data: z.strictObject({ ...subject, duty: code, occurrence: occurrenceName.optional(), evidence: evidenceGiven.optional(), note: text(2_000).optional() }) },
  'duty.warned': { data: told },
  'duty.missed': { data: told },
} satisfies FactKinds;
