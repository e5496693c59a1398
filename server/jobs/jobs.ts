/** What a node does by itself: alarms when they are due, letters and calls to other systems. Every node may run it; they share the work. */

import type { Pool } from 'pg';
import { parseInstant } from '../../core/base/time.ts';
import { wallOf } from '../../core/calendar/wall.ts';
import { letterOf } from '../../wire/words/alarm_words.ts';
import { inOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';
import type { AddressRules } from '../outside/address.ts';
import type { Email } from '../outside/email.ts';
import { callWebhook } from '../outside/webhook.ts';
import { startAlarms } from './alarms.ts';
import type { Bell } from './bell.ts';
import { startDuties } from './duties.ts';
import { isNear } from './loop.ts';
import { startReminders } from './reminders.ts';
import { startMessages, type Message, type Sent } from './messages.ts';

export type JobOptions = {
  readonly log: (line: string) => void;
  /** Spreads retries and nodes; the shell's dice. */
  readonly dice?: () => number;
  readonly bell: Bell;
  /** Without it no letters are written. */
  readonly email?: Email | null;
  readonly rules: AddressRules;
  /** The address people use, for links in letters. */
  readonly publicUrl?: string | undefined;
  readonly retryMs?: readonly number[];
  readonly timeoutMs?: number;
  readonly leaseMs?: number;
};

export type Jobs = { stop(): Promise<void> };

export function startJobs(house: House, options: JobOptions): Jobs {
  const { log, dice = Math.random, bell, rules, email = null, publicUrl, retryMs, leaseMs, timeoutMs } = options;
  const { pool } = house.db;
  const patience = { ...(retryMs === undefined ? {} : { retryMs }), ...(leaseMs === undefined ? {} : { leaseMs }) };
  const webhooks = startMessages(pool, {
    channel: 'webhook', log, dice, ...patience,
    send: (message, signal) => sendCall(pool, message, { rules, signal, ...(timeoutMs === undefined ? {} : { timeoutMs }) }),
  });
  const letters = email === null ? null : startMessages(pool, { channel: 'email', log, dice, ...patience, send: (message) => sendLetter(pool, email, message, publicUrl) });
  const alarms = startAlarms(house, {
    log, dice, sending: { email: email !== null, webhooks: true },
    onTold() {
      webhooks.wake();
      letters?.wake();
    },
  });
  const duties = startDuties(house, { log, dice });
  const reminders = startReminders(house, { log, dice });
  bell.onRing((earliest) => {
    if (!isNear(earliest, house.now())) return;
    alarms.wake();
    duties.wake();
    reminders.wake();
  });
  return {
    async stop() {
      await Promise.all([alarms.stop(), duties.stop(), reminders.stop()]);
      await Promise.all([webhooks.stop(), letters?.stop()]);
    },
  };
}

/** Address and secret are looked up for each try: a subscription that was stopped meanwhile hears no more. */
async function sendCall(pool: Pool, message: Message, options: Parameters<typeof callWebhook>[1]): Promise<Sent> {
  const { org_id: org, message_id: id, recipient, kind, body } = message;
  const { rows } = await inOrg(pool, org, (tx) =>
    tx.query<{ url: string; secret: Buffer; seconds: number }>({
      name: 'webhook_to_call',
      text: `select url, secret, floor(extract(epoch from clock_timestamp()))::float8 as seconds
               from webhook_list join webhook_secret using (org_id, webhook_id) where org_id = $1 and webhook_id = $2 and active`,
      values: [org, recipient],
    }),
  );
  const found = rows[0];
  if (!found) return { ok: false, reason: 'the subscription was stopped', final: true };
  const { words: _, told_at: timestamp, ...data } = body;
  return callWebhook({ id, url: found.url, secret: found.secret, timestamp: found.seconds, body: JSON.stringify({ type: kind, timestamp, data }) }, options);
}

async function sendLetter(pool: Pool, email: Email, message: Message, publicUrl: string | undefined): Promise<Sent> {
  const { org_id: org, message_id: id, recipient, kind, body } = message;
  const { rows } = await inOrg(pool, org, (tx) =>
    tx.query<{ email: string | null; active: boolean }>({
      name: 'mailbox_of', text: 'select email, active from person_list where org_id = $1 and person_id = $2', values: [org, recipient],
    }),
  );
  const to = rows[0]?.active ? rows[0].email : null;
  if (to === null) return { ok: false, reason: 'there is no mailbox for this person', final: true };
  const deadline = wallOf(parseInstant(body.deadline)!, body.time_zone).toString({ smallestUnit: 'minute' }).replace('T', ' ');
  const link = publicUrl === undefined ? undefined : `${publicUrl.replace(/\/$/, '')}/cases/${encodeURIComponent(body.case_id)}`;
  return email.send({ id, to, ...letterOf({ kind, number: body.number, words: body.words, deadline, link }) });
}
