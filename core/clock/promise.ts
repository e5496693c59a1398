/** The shape of a pack's promises: what starts, pauses, stops and cancels a clock, and by when it is owed. */

import { z } from 'zod';
import { durationPattern, offsetPattern } from '../base/duration.ts';

const duration = z
  .string()
  .regex(durationPattern, 'a length is written 45 minutes, 4 hours, 20 days, 3 working days, 8 working hours, 1 month')
  .meta({ description: 'A length of time: 30 seconds, 45 minutes, 4 hours, 20 days, 3 working days, 1 month' });

const offset = z
  .string()
  .regex(offsetPattern, 'written 10 minutes before or 5 minutes after')
  .meta({ description: 'A moment beside another: 10 minutes before, 5 minutes after' });

const name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'names are snake_case');
/** How a kind of fact is named. */
export const factKind = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'a fact is named noun.past_participle');
const field = z.string().min(1).max(60);
const condition = z.string().max(2_000).meta({ description: 'A CEL condition over case, visit and fact' });
const value = z.union([z.string(), z.number(), z.boolean()]);

const where = z
  .record(field, z.union([value, z.array(value).min(1)]))
  .meta({ description: 'Fields and the value, or any of the values, they must have; looked up in the fact, its visit, its case' });

const source = z.union([z.string(), z.array(z.string())]).meta({ description: 'The requirement rows this figure comes from' });

const item = z
  .union([factKind, z.strictObject({ fact: factKind, when: condition.optional(), where: where.optional() })])
  .meta({ description: 'A kind of fact, or {fact, where, when} when only some of them count' });

const startItem = z
  .union([
    factKind,
    z.strictObject({ fact: factKind, when: condition.optional(), where: where.optional() }),
    z.strictObject({ deadline_of: name }),
  ])
  .meta({ description: 'A fact, or {deadline_of: promise}: the deadline of another promise passing unstopped' });

const oneOrMore = z.union([item, z.array(item).min(1)]);

const words = z.strictObject({
  'zh-CN': z.string().min(1),
  en: z.string().min(1),
  'zh-TW': z.string().min(1).optional(),
  es: z.string().min(1).optional(),
});

const listedDate = z.string().regex(/^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'written 03-31 or 2026-03-31');

const holds = { where: where.optional(), when: condition.optional(), source: source.optional() };

const row = z
  .union([
    z.strictObject({ ...holds, within: duration }),
    z.strictObject({ ...holds, before: z.strictObject({ moment: field, by: duration }) }),
    z.strictObject({ ...holds, window: z.strictObject({ moment: field, earliest: offset, latest: offset }) }),
    z.strictObject({ ...holds, end_of: z.literal('day') }),
    z.strictObject({ ...holds, dates: z.array(listedDate).min(1) }),
    z.strictObject({ ...holds, deadline_of: name }),
    z.strictObject({
      ...holds,
      agreed: z.union([z.strictObject({ minutes_in: field }), z.strictObject({ moment_in: field })]),
    }),
    z.strictObject({ ...holds, every: duration }),
    z.strictObject({ ...holds, no_promise: z.literal(true) }),
  ])
  .meta({ description: 'One row of the target table; the first row whose condition holds is the target' });

const band = z
  .strictObject({
    name,
    over: duration.optional().meta({ description: 'Later than this, this itself not included' }),
    from: duration.optional().meta({ description: 'This late or later' }),
    up_to: duration.optional().meta({ description: 'Up to and with this' }),
    under: duration.optional().meta({ description: 'Less late than this' }),
  })
  .meta({ description: 'A named cut on the lateness' });

const roles = z.array(name).min(1).meta({ description: 'Roles that are told' });

export const promiseShape = z
  .strictObject({
    words: words.meta({ description: 'What is promised, as a customer would be told' }),
    source: source.optional(),
    subject: name.default('case').meta({ description: 'What each reading is about: case, visit, application, contract, …' }),
    start: z.array(startItem).min(1).optional(),
    stop: z.array(item).default([]),
    cancel: z.array(item).default([]),
    pause: z
      .array(
        z.strictObject({
          from: oneOrMore,
          until: oneOrMore,
          reasons: z.array(z.string()).min(1).optional().meta({ description: 'Only these values of data.reason pause' }),
        }),
      )
      .default([]),
    restart: z.boolean().default(false).meta({ description: 'Another start while open starts anew, instead of being noted' }),
    act: z.array(item).min(1).optional().meta({ description: 'For `every`: each of these must be followed by the next in time' }),
    until: z.array(item).default([]).meta({ description: 'For `every`: what ends the state in which it is owed' }),
    judged: z.enum(['each', 'average', 'both']).default('each'),
    calendar: z.string().default('elapsed').meta({ description: 'A calendar of the pack; `elapsed` is round the clock' }),
    target: z.array(row).min(1),
    bands: z.array(band).default([]),
    warn: z.array(z.strictObject({ stage: name, before: duration, tell: roles, source: source.optional() })).default([]),
    due: z.strictObject({ tell: roles, source: source.optional() }).optional().meta({ description: 'Who is told at the deadline itself' }),
    escalate: z.array(z.strictObject({ stage: name, after: duration, tell: roles, source: source.optional() })).default([]),
    grace: duration.optional().meta({ description: 'How late a message of a stage may still go out; 1 minute where not stated' }),
    excuse: z
      .strictObject({
        events: z.array(z.string()).min(1).meta({ description: 'Kinds of declared event that excuse' }),
        told_by: z.array(item).min(1).meta({ description: 'Facts that show the customer was told' }),
      })
      .optional(),
  })
  .meta({ description: 'A promise: a clock with a start, a stop and a target' });

export const promisesShape = z.record(name, promiseShape).meta({ description: 'Promises by name' });

/** What claims about time a pack believes; see CLOCKS, late facts. */
export const boundsShape = z.strictObject({
  ahead: duration.default('2 minutes').meta({ description: 'How far a claimed time may lie after the moment we heard' }),
  older_than: duration.default('400 days').meta({ description: 'How far a claimed time may lie back' }),
  after_assignment: z
    .array(factKind)
    .default(['visit.departed', 'visit.arrived', 'visit.no_access', 'visit.repaired', 'visit.left'])
    .meta({ description: 'Facts of a visit that cannot come before it was assigned' }),
});

export type PromiseShape = z.output<typeof promiseShape>;
export type PromiseInput = z.input<typeof promiseShape>;
export type TargetRow = PromiseShape['target'][number];
export type Item = z.output<typeof item>;
export type StartItem = z.output<typeof startItem>;
export type Bounds = z.output<typeof boundsShape>;
