/** What goes out about alarms: items of an inbox, messages on their way, and the systems that are told. */

import { z } from 'zod';
import { alarmKind } from '../../core/case/alarm_facts.ts';
import { subjectKind } from '../../core/duty/duty.ts';

const moment = z.iso.datetime({ offset: true });

export const inboxItem = z
  .strictObject({
    item_id: z.string().describe('The fact that was recorded'),
    kind: z.enum([...alarmKind.options, 'duty.warned', 'duty.missed', 'approval.asked', 'approval.returned', 'approval.granted', 'approval.reminded']),
    case_id: z.string().nullable(),
    subject_kind: subjectKind.nullable().describe('Of a duty, which has no case'),
    subject_id: z.string().nullable(),
    number: z.string().describe('Of the case, or what the subject of a duty is called'),
    state: z.string().nullable().describe('Of the case, now'),
    clock: z.string().describe('The promise, or the duty'),
    words: z.string().describe('What was promised, in the language asked for'),
    stage: z.string(),
    due_at: moment.describe('When somebody was to be told'),
    deadline: moment,
    told_at: moment,
    read_at: moment.nullable(),
  })
  .meta({ id: 'InboxItem' });
export type InboxItem = z.infer<typeof inboxItem>;

export const messageView = z
  .strictObject({
    message_id: z.string(),
    channel: z.enum(['email', 'webhook']),
    recipient: z.string().describe('A person_id or a webhook_id'),
    kind: z.string(),
    case_id: z.string(),
    clock: z.string(),
    stage: z.string(),
    state: z.enum(['waiting', 'sent', 'parked']),
    tries: z.int(),
    last_error: z.string().nullable(),
    made_at: moment,
    due_at: moment.describe('Of the next try, while it is waiting'),
    ended_at: moment.nullable(),
  })
  .meta({ id: 'Message' });
export type MessageView = z.infer<typeof messageView>;

export const webhookView = z
  .strictObject({
    webhook_id: z.string(),
    url: z.string(),
    kinds: z.array(alarmKind),
    active: z.boolean(),
    since: moment,
    secret: z.string().nullable().describe('For the receiver to check signatures with (Standard Webhooks); null once stopped'),
    waiting: z.int().describe('Messages on their way'),
    parked: z.int().describe('Messages that were given up'),
    seq: z.int(),
  })
  .meta({ id: 'Webhook' });
export type WebhookView = z.infer<typeof webhookView>;
