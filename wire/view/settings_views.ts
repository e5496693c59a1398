/** The rules in force where people look them up: calendars, and zones with what is promised in each. */

import { z } from 'zod';

const words = z.record(z.string(), z.string());
const sources = z.array(z.strictObject({ row: z.string(), text: z.string().describe('The row restated in a line; empty when it is not kept here') }));

const calendarView = z
  .strictObject({
    name: z.string(),
    time_zone: z.string(),
    years: z.tuple([z.int(), z.int()]).describe('First and last year it knows holidays of; beyond, nothing is guessed'),
    week: z.record(z.string(), z.array(z.string())).describe('Working windows by weekday, mon to sun'),
    days: z.record(z.string(), z.union([z.literal('off'), z.literal('work'), z.array(z.string())])).describe('Dates that differ: off, work (a make-up day), or windows of their own'),
    used_by: z.array(z.strictObject({ clock: z.string(), words })).describe('Promises that count its working time'),
    source: sources,
  })
  .meta({ id: 'CalendarInForce' });
export type CalendarView = z.infer<typeof calendarView>;

const zoneView = z
  .strictObject({
    code: z.string(),
    words,
    source: sources,
    promises: z
      .array(z.strictObject({ clock: z.string(), words, target: z.string(), conditional: z.boolean().describe('Only in cases for which the rules name more than the zone'), source: z.array(z.string()) }))
      .describe('What depends on the zone, in the order of the rules; the first that fits a case holds'),
  })
  .meta({ id: 'ZoneInForce' });
export type ZoneView = z.infer<typeof zoneView>;

export const rulesInForce = z.strictObject({ pack_hash: z.string(), name: z.string(), version: z.string(), calendars: z.array(calendarView), zones: z.array(zoneView) }).meta({ id: 'RulesInForce' });
