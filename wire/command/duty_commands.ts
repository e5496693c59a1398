/** Commands about recurring duties and the subjects they are owed for. */

import { z } from 'zod';
import { code, id, line, moment, text } from '../../core/base/shapes.ts';
import { subjectKind } from '../../core/duty/duty.ts';
import { evidenceGiven, occurrenceName } from '../../core/duty/facts.ts';

export const dutyParams = z.strictObject({ subject_kind: subjectKind, subject_id: id });

const said = { expected_seq: z.int().min(0).optional(), at: moment.optional() };

export const takeOnSubject = z
  .strictObject({
    name: line(120).optional().describe('What people call it: the number of a contract, the name of a project or site; nothing personal'),
    since: moment.optional().describe('From when duties count, such as the completion of an installation; left out, from now'),
    in_charge: id.optional(), customer_id: id.optional(), unit_id: id.optional(),
    duties: z.array(code).min(1).max(100).optional().describe('Only these; left out, all of its kind'),
    ...said,
  })
  .meta({ id: 'TakeOnSubject' });
export const assignDuty = z.strictObject({ in_charge: id, duty: code.optional().describe('Left out: all of the subject'), ...said }).meta({ id: 'AssignDuty' });
export const giveUpSubject = z.strictObject({ ended_at: moment.optional(), reason: line(200).optional(), ...said }).meta({ id: 'GiveUpSubject' });
export const setAsideSubject = z.strictObject({ from: moment.optional(), reason: line(200).optional(), ...said }).meta({ id: 'SetAsideSubject' });
export const resumeSubject = z.strictObject({ from: moment.optional(), ...said }).meta({ id: 'ResumeSubject' });
export const planDuty = z.strictObject({ duty: code, due_on: z.iso.date(), ...said }).meta({ id: 'PlanDuty' });
export const finishDuty = z
  .strictObject({
    duty: code, occurrence: occurrenceName.optional().describe('Which one; left out, the one that was open then and due first'),
    evidence: evidenceGiven.optional().describe('By the fields the duty asks for'), note: text(2_000).optional(), ...said,
  })
  .meta({ id: 'FinishDuty' });
export const correctDuty = z
  .strictObject({
    fact_id: id, revision: z.int().min(2).max(10_000).describe('The next one'),
    replacement: z.strictObject({ at: moment.optional(), data: z.record(z.string().max(60), z.unknown()).optional() }).optional(),
    withdrawn: z.literal(true).optional(), reason: line(1_000), expected_seq: z.int().min(0).optional(),
  })
  .meta({ id: 'CorrectDuty' });
