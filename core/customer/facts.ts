/** Who we serve: a customer's own stream, with everything personal beside the chain. */

import { z } from 'zod';
import { code, id, line, phone, text } from '../base/shapes.ts';
import type { FactKinds } from '../base/kinds.ts';

const known = { class: code.optional(), zone: code.optional(), area: line(80).optional() };
export const customerPersonal = z.strictObject({
  name: line(200).optional(),
  phones: z.array(phone).max(10).optional(),
  address: text(10_000).optional(),
});

export const customerFacts = {
  'customer.registered': { data: z.strictObject({ customer_id: id, ...known }), personal: customerPersonal },
  /** Only the fields given are new; the rest stays. */
  'customer.described': { data: z.strictObject({ customer_id: id, ...known }), personal: customerPersonal },
  /** The key of this person is gone: what was personal can no longer be read by anyone. */
  'customer.erased': { data: z.strictObject({ customer_id: id, reason: line(500) }) },
} satisfies FactKinds;
