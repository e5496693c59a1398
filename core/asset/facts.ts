/** Units sold: what stands at a customer's place. */

import { z } from 'zod';
import { id, line } from '../base/shapes.ts';
import type { FactKinds } from '../base/kinds.ts';

export const assetFacts = {
  'unit.registered': {
    data: z.strictObject({
      unit_id: id,
      customer_id: id.optional(),
      model: line(120),
      serial: line(80).optional(),
      purchased_on: z.iso.date().optional(),
    }),
  },
} satisfies FactKinds;
