import { describe, expect, test } from 'vitest';
import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import type { Deciding } from './deciding.ts';
import { stopWebhook, subscribeWebhook, webhookFacts, webhookOf } from './webhook.ts';

const now = 1_772_409_600_000 as Instant;
const context = { now, by: { id: 'guan', roles: ['administrator'] }, policy: { zones: [], ahead_ms: 0, older_ms: 0 }, subject_id: 'crm' } as unknown as Deciding;
const fact = (kind: string, data: object): Fact => ({ id: kind, kind, at: now, received_at: now, data: { webhook_id: 'crm', ...data } });
const subscribed = fact('webhook.subscribed', { url: 'https://crm.example.com/', kinds: ['clock.due'] });
const stopped = fact('webhook.stopped', {});
const command = { url: 'https://crm.example.com/', kinds: ['clock.due', 'clock.due', 'clock.warned'] as const };

describe('systems that are told', () => {
  test.each<readonly [string, readonly Fact[], string, string]>([
    ['subscribe', [], 'a new one', 'webhook.subscribed'],
    ['subscribe', [subscribed], 'one that is there', 'webhook_exists'],
    ['subscribe', [subscribed, stopped], 'one that was stopped', 'webhook_exists'],
    ['stop', [subscribed], 'one that is there', 'webhook.stopped'],
    ['stop', [], 'none', 'unknown_webhook'],
    ['stop', [subscribed, stopped], 'one that was stopped', 'webhook_stopped'],
  ])('%s %3$s → %4$s', (what, facts, _, verdict) => {
    const state = webhookOf(facts);
    const decision = what === 'stop' ? stopWebhook(state, context) : subscribeWebhook(state, command, context);
    expect(decision.ok ? decision.facts[0]!.kind : decision.refusal).toBe(verdict);
  });

  test('each kind counts once, and a stopped one is not active', () => {
    const decision = subscribeWebhook(webhookOf([]), command, context);
    expect(decision.ok && decision.facts[0]!.data).toEqual({ webhook_id: 'crm', url: command.url, kinds: ['clock.due', 'clock.warned'] });
    expect([webhookOf([subscribed]).active, webhookOf([subscribed, stopped]).active]).toEqual([true, false]);
  });

  test.each([
    ['https://crm.example.com/hook?x=1', true],
    ['https://me:secret@crm.example.com/', false],
    ['javascript:alert(1)', false],
    ['https://crm.example.com/ x', false],
    ['crm.example.com', false],
  ])('an address such as %s → %s', (url, verdict) => {
    expect(webhookFacts['webhook.subscribed'].data.safeParse({ webhook_id: 'crm', url, kinds: ['clock.due'] }).success).toBe(verdict);
  });
});
