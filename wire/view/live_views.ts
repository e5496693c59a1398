/** What the live stream says, and how much a filter finds. */

import { z } from 'zod';

/** The data of a `moved` event. */
export const liveMove = z
  .strictObject({
    case_id: z.string().nullable(),
    subject: z.enum(['case', 'customer', 'unit', 'person', 'event', 'org', 'webhook', 'alarm', 'pack', 'duty', 'period', 'form', 'guide', 'approval']),
    id: z.string().nullable(),
    seq: z.int().nullable().describe('Version it has now; whoever shows this one or a later one need not ask again'),
    views: z.array(z.enum(['case', 'case_list', 'visit_list', 'customer', 'report', 'people', 'events', 'session', 'webhooks', 'inbox', 'packs', 'duties', 'periods', 'forms', 'guides', 'approvals', 'deputies'])),
  })
  .meta({ id: 'LiveMove' });
export type LiveMove = z.infer<typeof liveMove>;

/** The data of a `ringing` event. */
export const incomingCall = z.strictObject({ phone: z.string() }).meta({ id: 'IncomingCall' });
export type IncomingCall = z.infer<typeof incomingCall>;

const count = z.strictObject({ count: z.int(), more: z.boolean().describe('There are at least so many: counting further would take longer than it is worth') });

export const caseCounts = z
  .strictObject({ matching: count, open: count, finished: count, late: count, readings: count.nullable().describe('Of the cases found, how many readings the filter names; null when it names none') })
  .describe('`matching` with the filter as it is; the others with one part of it replaced')
  .meta({ id: 'CaseCounts' });

export const savedFilters = z
  .strictObject({
    items: z.array(z.strictObject({ name: z.string(), query: z.record(z.string(), z.string()), saved_at: z.iso.datetime({ offset: true }) })),
  })
  .meta({ id: 'SavedFilters' });

export const bulkAnswer = z
  .strictObject({
    items: z.array(
      z.strictObject({
        case_id: z.string(),
        status: z.enum(['recorded', 'already_recorded', 'refused']),
        seq: z.int().nullable().describe('Version of the case after this command; null when it was refused'),
        code: z.string().nullable().describe('The refusal'),
        title: z.string().nullable(),
        detail: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'BulkAnswer' });
export type BulkAnswer = z.infer<typeof bulkAnswer>;
