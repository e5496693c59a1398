/** The outbox as its keeper sees it: messages, what became of them, and the systems that are told. */

import { z } from 'zod';
import { isoOf, type Instant } from '../../core/base/time.ts';
import type { operations } from '../../wire/contract.ts';
import type { MessageView, WebhookView } from '../../wire/view/message_views.ts';
import { inOrg } from '../db/transaction.ts';
import { secretText } from '../outside/webhook.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking } from './asking.ts';
import { wire } from './case_rows.ts';
import { cursorOf, keyOf, momentKey, pageOf, textKey } from './cursor.ts';
import { scopeOf } from './permit.ts';
import { statement } from './statement.ts';

type MessageRow = Omit<MessageView, 'made_at' | 'due_at' | 'ended_at'> & { made_at: Instant; due_at: Instant; ended_at: Instant | null };
type WebhookRow = Omit<WebhookView, 'since' | 'secret'> & { since: Instant; secret: Buffer | null };

const messages = statement('messages.sql');
const webhooks = statement('webhooks.sql');

export async function listMessages(asking: Asking, asked: z.output<(typeof operations)['message.list']['query']>) {
  scopeOf(asking.actor, 'message.list');
  const after = keyOf('messages', z.tuple([momentKey, textKey]), asked.cursor);
  const { rows } = await ask(asking, (client) =>
    client.query<MessageRow>({
      name: 'messages', text: messages,
      values: [asking.actor.org, asked.state ?? null, after && isoOf(after[0] as Instant), after?.[1] ?? null, asked.limit + 1],
    }),
  );
  return pageOf(rows, asked.limit, messageOf, (last) => cursorOf('messages', [last.made_at, last.message_id]));
}

function messageOf(row: MessageRow): MessageView {
  return { ...row, made_at: isoOf(row.made_at), due_at: isoOf(row.due_at), ended_at: wire(row.ended_at) };
}

/** From the beginning, with all its tries; the receiver knows it by its id. */
export async function retryMessage({ house, actor }: Asking, messageId: string): Promise<{ message_id: string; state: 'waiting' }> {
  scopeOf(actor, 'message.retry');
  return inOrg(house.db.pool, actor.org, async (tx) => {
    const { rows } = await tx.query<{ was: string }>({
      name: 'retry_message',
      text: `with found as (select message_id, state as was from message where org_id = $1 and message_id = $2 for update),
                  again as (update message m set state = 'waiting', tries = 0, due_at = clock_timestamp(), ended_at = null
                              from found where m.org_id = $1 and m.message_id = found.message_id and found.was = 'parked')
             select was from found`,
      values: [actor.org, messageId],
    });
    if (!rows[0]) throw new Refused('unknown_message', { detail: { message_id: messageId } });
    if (rows[0].was !== 'parked') throw new Refused('message_not_parked');
    return { message_id: messageId, state: 'waiting' as const };
  });
}

export async function listWebhooks(asking: Asking, asked: z.output<(typeof operations)['webhook.list']['query']>) {
  scopeOf(asking.actor, 'webhook.list');
  const after = keyOf('webhooks', z.tuple([textKey]), asked.cursor);
  const { rows } = await ask(asking, (client) =>
    client.query<WebhookRow>({ name: 'webhooks', text: webhooks, values: [asking.actor.org, after?.[0] ?? '', asked.limit + 1] }),
  );
  return pageOf(
    rows,
    asked.limit,
    (row): WebhookView => ({ ...row, since: isoOf(row.since), secret: row.active && row.secret ? secretText(row.secret) : null }),
    (last) => cursorOf('webhooks', [last.webhook_id]),
  );
}
