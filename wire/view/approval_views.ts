/** What goes out about approvals: each request with its steps, what can be asked for on a case, and who acts for whom. */

import { z } from 'zod';

const moment = z.iso.datetime({ offset: true });

const stepView = z.strictObject({
  step: z.string(), role: z.string().describe('Code of the role that approves'), state: z.enum(['approved', 'returned', 'waiting', 'later']),
  by: z.string().nullable(), by_name: z.string().nullable(), instead_of_name: z.string().nullable().describe('For whom a deputy acted'), at: moment.nullable(), remarks: z.string().nullable(),
});

export const approvalView = z
  .strictObject({
    approval_id: z.string(), approval: z.string(), words: z.string(), source: z.array(z.string()),
    case_id: z.string(), number: z.string().describe('Of the case'),
    state: z.enum(['waiting', 'granted', 'returned', 'withdrawn', 'outdated']).describe('outdated: something was recorded since, and it has to be asked for again'),
    round: z.int(), asked_by: z.string(), asked_by_name: z.string().nullable(), asked_at: moment, remarks: z.string().nullable(),
    fields: z.array(z.strictObject({ field: z.string(), words: z.string(), text: z.string() })), values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).describe('The same as sent'),
    steps: z.array(stepView), waits_for: z.string().nullable().describe('Role of the step that waits'), due_at: moment.nullable().describe('When those who must act are reminded'), ended_at: moment.nullable(),
    can: z.array(z.enum(['approve', 'return', 'ask_again', 'withdraw'])).describe('What the asker may do now'),
    acting_for: z.string().nullable().describe('For whom the asker would act'),
    seq: z.int().describe('Of the case'),
  })
  .meta({ id: 'Approval' });
export type ApprovalView = z.infer<typeof approvalView>;

export const approvalsAbout = z
  .strictObject({
    kinds: z.array(z.strictObject({ approval: z.string(), words: z.string(), source: z.array(z.string()), roles: z.array(z.string()).describe('Who approves, in order, where every step is asked for'), can_ask: z.boolean() })),
    items: z.array(approvalView).describe('The latest first'),
  })
  .meta({ id: 'ApprovalsOfCase' });
export type ApprovalsAbout = z.infer<typeof approvalsAbout>;

export const deputyView = z
  .strictObject({
    person_id: z.string(), name: z.string().nullable(), deputy_id: z.string(), deputy_name: z.string().nullable(), from_at: moment, until_at: moment, reason: z.string().nullable(),
    acts_now: z.boolean(), seq: z.int().describe('Of the person who is away'),
  })
  .meta({ id: 'Deputy' });
export type DeputyView = z.infer<typeof deputyView>;
