/** Another system that is told of alarms at an address of its own. Its secret lies beside the journal and is not seen here. */

import { z } from 'zod';
import { record, refuse } from '../base/decision.ts';
import type { Fact } from '../base/fact.ts';
import type { FactKinds } from '../base/kinds.ts';
import { id, line } from '../base/shapes.ts';
import type { Instant } from '../base/time.ts';
import { alarmKind, type AlarmKind } from '../case/alarm_facts.ts';
import { claim, type Decided, type Deciding } from './deciding.ts';

/** No name and password in the address: it is shown on screens. What it leads to is the shell's to check. */
const address = line(500).regex(/^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/, { error: 'web_address' });

export const webhookFacts = {
  'webhook.subscribed': { data: z.strictObject({ webhook_id: id, url: address, kinds: z.array(alarmKind).min(1).max(10) }) },
  'webhook.stopped': { data: z.strictObject({ webhook_id: id }) },
} satisfies FactKinds;

export type WebhookState = {
  readonly webhook_id: string | null;
  readonly active: boolean;
  readonly url: string;
  readonly kinds: readonly AlarmKind[];
  readonly since: Instant | null;
};

type Subscribe = { readonly url: string; readonly kinds: readonly AlarmKind[] };

export function webhookOf(facts: readonly Fact[]): WebhookState {
  let state: WebhookState = { webhook_id: null, active: false, url: '', kinds: [], since: null };
  for (const { kind, at, data } of facts) {
    if (kind === 'webhook.subscribed') {
      const { webhook_id, url, kinds } = data as z.infer<(typeof webhookFacts)['webhook.subscribed']['data']>;
      state = { webhook_id, active: true, url, kinds, since: at };
    }
    if (kind === 'webhook.stopped') state = { ...state, active: false };
  }
  return state;
}

/** A stopped subscription is not taken up again: a new one gets a new secret. */
export function subscribeWebhook(state: WebhookState, command: Subscribe, context: Deciding): Decided {
  if (state.webhook_id !== null) return refuse('webhook_exists', { webhook_id: context.subject_id });
  const data = { webhook_id: context.subject_id, url: command.url, kinds: [...new Set(command.kinds)] };
  return record(claim('webhook.subscribed', context.now, data, context));
}

export function stopWebhook(state: WebhookState, context: Deciding): Decided {
  if (state.webhook_id === null) return refuse('unknown_webhook', { webhook_id: context.subject_id });
  if (!state.active) return refuse('webhook_stopped');
  return record(claim('webhook.stopped', context.now, { webhook_id: context.subject_id }, context));
}
