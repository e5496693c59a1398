/** Commands on one case: what may be sent in, by name. `at` is when it happened; without it, when we hear of it. */

import { z } from 'zod';
import { caseFacts } from '../../core/case/facts.ts';
import { fileBytesMax } from '../../core/case/file_type.ts';
import { visitFacts } from '../../core/visit/facts.ts';
import { customerFacts } from '../../core/customer/facts.ts';
import { code, id, line, moment, text } from '../../core/base/shapes.ts';

const at = moment.optional().describe('When it happened; when absent, the moment the server hears of it');
/** The version of the case the sender was looking at; another one is refused as stale. */
const expected_seq = z.int().min(0).optional().describe('Version of the case that was on the screen; refused as stale_version when the case has moved on');
const envelope = { at, expected_seq };
const visit_id = id;

const reported = caseFacts['case.reported'];
const { number: _number, ...reportable } = reported.data.shape;

/** POST /cases. Names an existing customer, or brings a new one in the same command. */
export const reportCase = z.strictObject({
  case_id: id.optional().describe('Made by the sender when it must know it beforehand; else by the server'),
  at,
  ...reportable,
  zone: code,
  channel: reported.data.shape.channel.unwrap(),
  ...reported.personal.shape,
  customer: z
    .strictObject({ ...customerFacts['customer.registered'].data.omit({ customer_id: true }).shape, ...customerFacts['customer.registered'].personal.shape })
    .optional()
    .describe('A new customer to register with this report; not together with customer_id'),
}).meta({ id: 'ReportCase' });
export type ReportCase = z.infer<typeof reportCase>;

const shape = <K extends keyof typeof caseFacts>(kind: K) => caseFacts[kind].data.shape;
const visitShape = <K extends keyof typeof visitFacts>(kind: K) => visitFacts[kind].data.shape; // visit_id follows it, no longer optional

/** Every command on an existing case. POST /cases/{case_id}/{name}. */
export const caseCommands = {
  classify: z.strictObject({ ...envelope, ...shape('case.classified') }),
  cancel: z.strictObject({ ...envelope, reason: line(500) }),
  close: z.strictObject({ ...envelope, ...shape('case.closed') }),
  reopen: z.strictObject({ ...envelope, reason: line(500) }),
  correct: z.strictObject({
    expected_seq,
    fact_id: line(100),
    revision: z.int().min(1).max(10_000).describe('One more than the revision that is shown; another number is refused as stale_revision'),
    replacement: z.strictObject({ at: moment.optional(), data: z.record(z.string(), z.unknown()).optional() }).optional(),
    withdrawn: z.literal(true).optional(),
    reason: line(1_000),
  }),
  accept_fact: z.strictObject({ expected_seq, fact_id: line(100), reason: line(1_000) }),
  add_file: z.strictObject({
    ...envelope,
    name: line(200),
    personal: z.boolean().default(true).describe('It shows or names the customer, and is erased with them'),
    content: z.string().min(1).max(Math.ceil(fileBytesMax / 3) * 4).meta({ contentEncoding: 'base64', description: 'The bytes in base64. What kind of file it is, is read off them; at most 8 MB' }),
  }),
  record_milestone: z.strictObject({
    ...envelope,
    kind: z.string().max(60).describe('A milestone kind such as case.waiting, guidance.given, supply_plan.answered'),
    data: z.record(z.string(), z.unknown()).default({}),
  }),
  assign: z.strictObject({ ...envelope, visit_id: id.optional(), engineer_id: id, note: line(1_000).optional() }),
  accept: z.strictObject({ ...envelope, visit_id }),
  decline: z.strictObject({ ...envelope, visit_id, reason: line(500) }),
  reassign: z.strictObject({ ...envelope, visit_id, engineer_id: id, reason: line(500) }),
  withdraw_visit: z.strictObject({ ...envelope, visit_id, reason: line(500) }),
  contact_customer: z.strictObject({ ...envelope, ...shape('customer.contacted') }),
  agree_time: z.strictObject({ ...envelope, ...visitShape('visit.time_agreed'), visit_id, consent: z.boolean() }),
  inform_customer: z.strictObject({ ...envelope, ...shape('customer.informed') }),
  depart: z.strictObject({ ...envelope, ...visitShape('visit.departed'), visit_id }),
  delay: z.strictObject({ ...envelope, ...visitShape('visit.delayed'), visit_id }),
  see_overrun: z.strictObject({ ...envelope, ...visitShape('visit.overrun_seen'), visit_id }),
  knock: z.strictObject({ ...envelope, visit_id }),
  open_door: z.strictObject({ ...envelope, visit_id }),
  phone_at_door: z.strictObject({ ...envelope, ...visitShape('customer.phoned_at_door'), visit_id }),
  arrive: z.strictObject({ ...envelope, ...visitShape('visit.arrived'), visit_id }),
  no_access: z.strictObject({ ...envelope, ...visitShape('visit.no_access'), visit_id }),
  restore: z.strictObject({ ...envelope, ...shape('supply.restored') }),
  repair: z.strictObject({ ...envelope, ...visitShape('visit.repaired'), visit_id }),
  complete_report: z.strictObject({ ...envelope, visit_id, report: text(20_000) }),
  sign_report: z.strictObject({
    ...envelope,
    visit_id,
    digest: z.string().regex(/^[0-9a-f]{64}$/).describe('SHA-256 of the report text that was shown to the signer'),
    ...visitFacts['report.signed'].personal.shape,
  }),
  leave: z.strictObject({ ...envelope, visit_id }),
  call_back: z.strictObject({ ...envelope, ...shape('customer.called_back') }),
} as const;

export type CaseCommandName = keyof typeof caseCommands;
export type CaseCommand<N extends CaseCommandName = CaseCommandName> = z.infer<(typeof caseCommands)[N]>;
export const caseCommandNames = Object.keys(caseCommands) as CaseCommandName[];
