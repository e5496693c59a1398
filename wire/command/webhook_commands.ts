/** Commands about systems that are told of alarms, and the marks in an inbox. */

import { z } from 'zod';
import { id } from '../../core/base/shapes.ts';
import { webhookFacts } from '../../core/roster/webhook.ts';

const subscribed = webhookFacts['webhook.subscribed'].data.shape;

export const subscribeWebhook = z
  .strictObject({
    webhook_id: id.optional(),
    url: subscribed.url.describe('An https address that is reached over the internet; the operator may allow inner ones'),
    kinds: subscribed.kinds.describe('What it is told of'),
  })
  .meta({ id: 'SubscribeWebhook' });

export const stopWebhook = z.strictObject({}).meta({ id: 'StopWebhook' });

export const readInbox = z.strictObject({ items: z.array(id).min(1).max(200) }).meta({ id: 'ReadInbox' });

export const retryMessage = z.strictObject({}).meta({ id: 'RetryMessage' });
