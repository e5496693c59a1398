/** Commands about approvals: asking, approving, returning, and who acts for somebody who is away. */

import { z } from 'zod';
import { code, id, line, moment, text } from '../../core/base/shapes.ts';

export const requestParams = z.strictObject({ case_id: id, approval_id: id });

const said = { expected_seq: z.int().min(0).optional().describe('Of the case') };
const fields = z.record(code, z.union([z.string().max(2_000), z.number(), z.boolean()]));
const remarks = text(1_000);

export const askApproval = z
  .strictObject({
    approval: code, approval_id: id.optional().describe('Made by the sender when it must know it beforehand; else by the server'),
    fields: fields.default({}).describe('What the rules ask to be said with it'), remarks: remarks.optional(), ...said,
  })
  .meta({ id: 'AskApproval' });
export const askAgain = z.strictObject({ fields: fields.optional().describe('Left out, as it was'), remarks: remarks.optional(), ...said }).meta({ id: 'AskApprovalAgain' });
export const approveRequest = z.strictObject({ remarks: remarks.optional(), ...said }).meta({ id: 'ApproveRequest' });
export const returnRequest = z.strictObject({ remarks, ...said }).meta({ id: 'ReturnRequest' });
export const withdrawRequest = z.strictObject({ reason: line(500).optional(), ...said }).meta({ id: 'WithdrawRequest' });
export const nameDeputy = z
  .strictObject({
    deputy_id: id.describe('Who acts; a person named later takes the place of the first'), from_at: moment.optional().describe('Left out, from now on'), until_at: moment, reason: line(500).optional(),
    expected_seq: z.int().min(0).optional(),
  })
  .meta({ id: 'NameDeputy' });
export const endDeputy = z.strictObject({ expected_seq: z.int().min(0).optional() }).meta({ id: 'EndDeputy' });
