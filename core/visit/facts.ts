/** Every fact of one trip by one engineer. All carry the visit they belong to. */

import { z } from 'zod';
import { code, id, line, moment, place, text } from '../base/shapes.ts';
import type { FactKinds } from '../base/kinds.ts';

// Optional because records from elsewhere know of one visit and give it no name; commands always fill it.
const visit_id = id.optional();

export const visitFacts = {
  'visit.assigned': { describes: true, data: z.strictObject({ visit_id, engineer_id: id, note: line(1_000).optional() }) },
  'visit.accepted': { data: z.strictObject({ visit_id }) },
  'visit.declined': { data: z.strictObject({ visit_id, reason: line(500) }) },
  'visit.reassigned': { describes: true, data: z.strictObject({ visit_id, engineer_id: id, reason: line(500) }) },
  'visit.withdrawn': { data: z.strictObject({ visit_id, reason: line(500) }) },
  /** A time agreed with the customer, whose consent is part of the fact (DSP-05, DSP-07). */
  'visit.time_agreed': {
    describes: true,
    data: z.strictObject({
      visit_id,
      appointment_at: moment,
      until_at: moment.optional(),
      travel_minutes: z.number().min(0).max(10_000).optional(),
      consent: z.literal(true),
      consent_by: line(200).optional(),
      reason: line(500).optional(),
    }),
  },
  'visit.departed': { data: z.strictObject({ visit_id, place: place.optional() }) },
  'visit.delayed': { data: z.strictObject({ visit_id, new_estimate_at: moment, reason: code, note: line(500).optional() }) },
  /** An earlier job runs over, so this customer must be warned (CLK-68). */
  'visit.overrun_seen': { data: z.strictObject({ visit_id, note: line(500).optional() }) },
  'visit.knocked': { data: z.strictObject({ visit_id }) },
  'visit.door_opened': { data: z.strictObject({ visit_id }) },
  'customer.phoned_at_door': { data: z.strictObject({ visit_id, outcome: z.enum(['reached', 'no_answer']) }) },
  'visit.arrived': { data: z.strictObject({ visit_id, place: place.optional() }) },
  'visit.no_access': { data: z.strictObject({ visit_id, reason: code.optional(), note_left: z.boolean().optional() }) },
  'visit.repaired': {
    data: z.strictObject({ visit_id, outcome: z.enum(['repaired', 'temporary', 'not_repaired']).default('repaired'), cause: line(1_000).optional() }),
  },
  /** The digest is over the exact text that is shown for signature; a new text makes an earlier digest stale. */
  'report.completed': {
    data: z.strictObject({ visit_id, digest: z.string().regex(/^[0-9a-f]{64}$/) }),
    personal: z.strictObject({ report: text(20_000) }),
  },
  'report.signed': {
    data: z.strictObject({ visit_id, digest: z.string().regex(/^[0-9a-f]{64}$/) }),
    personal: z.strictObject({
      signer: line(200),
      /** A PNG as a data URL; 200 kB of text is a large finger drawing. */
      image: z.string().max(200_000).regex(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/),
    }),
  },
  'visit.left': { data: z.strictObject({ visit_id }) },
} satisfies FactKinds;
