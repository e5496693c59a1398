/** What goes out about duties: what is due, and one subject with all it owes. */

import { z } from 'zod';
import { subjectKind } from '../../core/duty/duty.ts';

const moment = z.iso.datetime({ offset: true });

export const dueState = z.enum(['coming', 'open', 'missed', 'done', 'done_late', 'unreadable']);
export type DueState = z.infer<typeof dueState>;

export const dueItem = z
  .strictObject({
    subject_kind: subjectKind,
    subject_id: z.string(),
    subject: z.string().describe('What people call it'),
    duty: z.string(),
    words: z.string().describe('The duty, in the language asked for'),
    occurrence: z.string(),
    opens_at: moment,
    due_at: moment.describe('The last moment at which it is in time'),
    state: dueState,
    in_charge: z.string().nullable(),
    in_charge_name: z.string().nullable(),
    roles: z.array(z.string()).describe('Whose it is while nobody is in charge'),
    customer_id: z.string().nullable(),
    unit_id: z.string().nullable(),
    done_at: moment.nullable(),
    done_by: z.string().nullable(),
    done_by_name: z.string().nullable(),
    done_fact: z.string().nullable().describe('What a correction names'),
    unreadable: z.string().nullable().describe('The calendar and the year of which it knows nothing'),
  })
  .meta({ id: 'DueItem' });
export type DueItem = z.infer<typeof dueItem>;

export const inCare = z
  .strictObject({
    subject_kind: subjectKind, subject_id: z.string(), subject: z.string().describe('What people call it'),
    since: moment.nullable(), until: moment.nullable(), set_aside: z.boolean().describe('It does not run: what is owed only while it runs is not owed'),
    in_charge: z.string().nullable(), in_charge_name: z.string().nullable(),
    open: z.int().describe('Dates that can be met now'), missed: z.int(), next_due_at: moment.nullable(),
  })
  .meta({ id: 'InCare' });
export type InCare = z.infer<typeof inCare>;

const evidenceAsked = z.strictObject({
  field: z.string(), words: z.string(), is: z.enum(['text', 'number', 'yes_no', 'choice', 'reference']), optional: z.boolean(),
  choices: z.array(z.strictObject({ code: z.string(), words: z.string() })),
});
export type EvidenceAsked = z.infer<typeof evidenceAsked>;

export const dutyOfSubject = z.strictObject({
  duty: z.string(), words: z.string(), source: z.array(z.string()), every: z.string().nullable().describe('A recurrence of RFC 5545; null: each date is planned'),
  times: z.int(), in_charge: z.string().nullable(), evidence: z.array(evidenceAsked),
});

export const dutySubject = z
  .strictObject({
    subject_kind: subjectKind, subject_id: z.string(), subject: z.string(), since: moment.nullable(), until: moment.nullable(), set_aside: z.boolean(),
    in_charge: z.string().nullable(), customer_id: z.string().nullable(), unit_id: z.string().nullable(),
    duties: z.array(dutyOfSubject),
    items: z.array(dueItem).describe('Of the last and the coming time, the latest first; at most 200'),
    beyond: z.array(z.strictObject({ fact_id: z.string(), duty: z.string(), at: moment, by: z.string().nullable() })).describe('Done, but nothing was owed for it then'),
    facts: z.array(z.strictObject({
      fact_id: z.string(), kind: z.string(), at: moment, received_at: moment, by: z.string(), revision: z.int(), withdrawn: z.boolean(), data: z.record(z.string(), z.unknown()),
    })).describe('As they count now, the latest first; at most 200'),
    seq: z.int(),
  })
  .meta({ id: 'DutySubject' });
export type DutySubject = z.infer<typeof dutySubject>;
