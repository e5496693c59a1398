/** Every fact that one case can hold, apart from those of its visits (core/visit/facts.ts). */

import { z } from 'zod';
import { code, id, line, moment, phone, place, text, timeZone } from '../base/shapes.ts';
import type { FactKinds } from '../base/kinds.ts';
import { fileTypeNames } from './file_type.ts';

/** How a report reached us (INT-10); web and api are ours. */
export const channel = z.enum(['phone', 'letter', 'visit', 'web', 'api']);

const description = {
  /** Zone master of the pack (UTL-01). */
  zone: code.optional(),
  /** Free place name that a declared event names, e.g. a town. */
  area: line(80).optional(),
  /** What kind of matter: a fault, an application, a payment; the pack lists them. */
  matter: code.default('fault'),
  category: code.optional(),
  /** The branch or partner firm that has the case; its people see it, and no other firm's. */
  branch: code.optional(),
  /** Class of the customer for the matter, e.g. residential, high_voltage_dual (UTL-02). */
  customer_class: code.optional(),
  priority: z.enum(['normal', 'emergency']).optional(),
  /** Road distance to the site (INT-16). */
  distance_km: z.number().min(0).max(20_000).optional(),
  /** Where a figure is agreed case by case (CLK-04, CLK-24). */
  agreed_minutes: z.number().positive().max(1_000_000).optional(),
  time_zone: timeZone.optional(),
  attributes: z.record(code, z.union([line(200), z.number(), z.boolean()])).optional(),
};

export const caseFacts = {
  'case.reported': {
    describes: true,
    data: z.strictObject({
      ...description,
      number: line(40).optional(),
      channel: channel.optional(),
      customer_id: id.optional(),
      unit_id: id.optional(),
      model: line(120).optional(),
      place: place.optional(),
      /** The record it was brought in from: system and key. */
      source_ref: line(120).optional(),
    }),
    personal: z.strictObject({
      caller_name: line(200).optional(),
      phone: phone.optional(),
      address: text(10_000).optional(),
      description: text(20_000).optional(),
      request: text(5_000).optional(),
    }),
  },
  /** A real change of circumstance: it touches later starts only. A mistake is corrected instead. */
  'case.classified': {
    describes: true,
    data: z.strictObject({ ...description, matter: code.optional(), reason: line(500).optional() }),
  },
  /** A photo or a document; the bytes lie beside the journal under their hash. The name of a personal one is personal. */
  'case.file_added': {
    data: z.strictObject({
      hash: z.string().regex(/^[0-9a-f]{64}$/), type: z.enum(fileTypeNames), size: z.int().min(1), name: line(200).optional(), personal: z.literal(true).optional(),
    }),
    personal: z.strictObject({ name: line(200) }),
  },
  'case.waiting': { data: z.strictObject({ reason: code }), milestone: true },
  'case.resumed': { data: z.strictObject({ reason: code.optional() }), milestone: true },
  'case.resolved': { data: z.strictObject({ outcome: line(2_000).optional() }), milestone: true },
  'case.cancelled': { data: z.strictObject({ reason: line(500).optional() }) },
  'case.closed': { data: z.strictObject({ outcome: line(2_000).optional() }) },
  'case.reopened': { data: z.strictObject({ reason: line(500).optional() }) },
  'case.pack_taken_over': { data: z.strictObject({ pack: line(64) }) },

  'customer.contacted': {
    data: z.strictObject({
      visit_id: id.optional(),
      outcome: z.enum(['reached', 'no_answer', 'wrong_number', 'refused']),
      note: line(1_000).optional(),
    }),
  },
  /** The customer was told of a delay or an event (CLK-08, UTL-13). */
  'customer.informed': {
    data: z.strictObject({
      visit_id: id.optional(),
      event_id: id.optional(),
      reason: code.optional(),
      said: line(1_000).optional(),
      new_estimate_at: moment.optional(),
    }),
  },
  'guidance.given': { data: z.strictObject({ guidance: line(2_000).optional() }), milestone: true },
  'customer.called_back': {
    data: z.strictObject({
      outcome: z.enum(['satisfied', 'unsatisfied', 'no_answer']),
      restored: z.boolean().optional(),
      remarks: line(2_000).optional(),
    }),
  },
  'clerk.told': { data: z.strictObject({ visit_id: id.optional(), note: line(500).optional() }), milestone: true },

  /** Supply is back (CLK-05); who saw it and how is in `evidence` (AMB-41). */
  'supply.restored': { data: z.strictObject({ visit_id: id.optional(), evidence: line(500).optional() }) },
  'supply_plan.answered': { data: z.strictObject({ answer: line(1_000).optional() }), milestone: true },
  'bill.paid': { data: z.strictObject({ amount_fen: z.int().min(0).optional() }), milestone: true },
  'supply.reconnected': { data: z.strictObject({}), milestone: true },
  'hall.queued': { data: z.strictObject({ ticket: line(20).optional() }), milestone: true },
  'hall.served': { data: z.strictObject({ counter: line(20).optional() }), milestone: true },

  /** Names a fact and its next revision; the highest revision counts and all stay in the journal. */
  'fact.corrected': {
    data: z
      .strictObject({
        id: line(100),
        revision: z.int().min(1).max(10_000),
        replacement: z
          .strictObject({ kind: line(60).optional(), at: moment.optional(), data: z.record(z.string(), z.unknown()).optional() })
          .optional(),
        withdrawn: z.literal(true).optional(),
        reason: line(1_000).optional(),
      })
      .refine((it) => (it.replacement === undefined) !== (it.withdrawn === undefined), { error: 'replacement_or_withdrawn' }),
  },
  /** Somebody with the role holds a disputed claim to be true. */
  'fact.accepted': { data: z.strictObject({ id: line(100), reason: line(1_000).optional() }) },
} satisfies FactKinds;

/** Declared for a place and a time, on a stream of its own (CLK-08). */
export const eventFacts = {
  'storm.declared': {
    data: z.strictObject({ event_id: id.optional(), area: line(80), begins_at: moment, ends_at: moment.optional(), note: line(1_000).optional() }),
  },
} satisfies FactKinds;
