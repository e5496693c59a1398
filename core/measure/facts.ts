/** What is recorded of a period: its figures as they stood when it was closed. */

import { z } from 'zod';
import type { FactKinds } from '../base/kinds.ts';
import { code, line, moment } from '../base/shapes.ts';

const count = z.int().min(0);

/** Counts and exact sums of one cell of the report: readings that began in the period, by verdict. Sums are milliseconds. */
export const figuresShape = z.strictObject({
  zone: code.nullable(),
  customer_class: code.nullable(),
  /** Null where nothing is promised, or where it changed within the period. */
  target_ms: z.number().positive().nullable(),
  readings: count, kept: count, late: count, excused: count, cancelled: count, unproven: count, no_promise: count,
  /** Still open at the moment of closing; they are in the sums at the time they had run. */
  running: count, overdue: count,
  entering: count, elapsed_sum: z.number().min(0), excused_entering: count, excused_sum: z.number().min(0),
  /** Of those in the sums, how many had not ended. */
  open: count,
});
export type Figures = z.infer<typeof figuresShape>;

/** A day as it is written: 2026-03-31. */
export const day = z.iso.date();

export const measureFacts = {
  /** Days are of the organisation's place, the last one included; the moments are what they came to (CLOCKS, Pinned). */
  'period.closed': {
    data: z.strictObject({ clock: code, first_day: day, last_day: day, from: moment, to: moment, figures: z.array(figuresShape).max(100_000), remarks: line(500).optional() }),
  },
} satisfies FactKinds;
