/** Average promises in the middle of their period, and periods that were closed. */

import { z } from 'zod';
import { moment } from '../../core/base/shapes.ts';
import { promiseLine } from './views.ts';

const minutes = z.number().nullable();

const openLine = z.strictObject({
  case_id: z.string(),
  number: z.string(),
  elapsed_minutes: z.number(),
  helps_for_minutes: z.number().describe('For so long it may still run and brings the mean down when it ends; 0: it no longer can'),
  helps_until: moment.nullable().describe('The moment that comes to, where the clock runs round the clock'),
  saves_alone: z.boolean().describe('Ending now, it alone brings the mean of what has ended to the target'),
});

export const outlookLine = z
  .strictObject({
    clock: z.string(),
    words: z.string(),
    zone: z.string().nullable(),
    target_minutes: z.number(),
    readings: z.int().describe('In the mean so far, open ones included'),
    mean_minutes: minutes,
    margin_minutes: minutes.describe('Target less mean'),
    slack_minutes: z.number().describe('How much the sum of all durations may grow before the mean passes the target; negative when it has'),
    forecast: z.strictObject({ readings: z.int(), mean_minutes: z.number(), kept: z.boolean() }).nullable().describe('At the end of the period, at the present rate'),
    needed_minutes: minutes.describe('What those still to come may take on average; negative when nothing can help, null when none are expected'),
    open: z.array(openLine).describe('The most helpful first, at most 100'),
    open_count: z.int(),
  })
  .meta({ id: 'OutlookLine' });
export type OutlookLine = z.infer<typeof outlookLine>;

export const closedPeriod = z
  .strictObject({
    period_id: z.string(),
    clock: z.string(),
    words: z.string(),
    first_day: z.string(),
    last_day: z.string(),
    closed_at: moment,
    closed_by: z.string(),
    closed_by_name: z.string(),
    remarks: z.string().nullable(),
    readings: z.int(),
  })
  .meta({ id: 'ClosedPeriod' });
export type ClosedPeriodView = z.infer<typeof closedPeriod>;

const readingThen = z.strictObject({ verdict: z.string(), zone: z.string().nullable(), elapsed_minutes: minutes }).nullable();

const adjustment = z
  .strictObject({
    case_id: z.string(),
    number: z.string(),
    round: z.int(),
    /** Null: there was no such reading in the period. */
    was: readingThen,
    is: readingThen,
  })
  .meta({ id: 'PeriodAdjustment' });
export type PeriodAdjustment = z.infer<typeof adjustment>;

export const periodView = z
  .strictObject({
    period: closedPeriod,
    closed: z.array(promiseLine).describe('As recorded when it was closed; never changes'),
    now: z.array(promiseLine).describe('The same cells as they are read now'),
    adjustments: z.array(adjustment).describe('Readings that came out otherwise since, at most 500'),
    adjustment_count: z.int(),
  })
  .meta({ id: 'PeriodView' });
export type PeriodView = z.infer<typeof periodView>;
