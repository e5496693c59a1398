/** Who hears of an alarm, and what is laid down for them: an item in the inbox, and rows of the outbox for letters and other systems. */

import type { PoolClient } from 'pg';
import { isoOf, type Instant } from '../../core/base/time.ts';
import type { Alarm } from '../../core/case/alarm.ts';
import { codesFor } from '../../core/roster/roles.ts';
import type { House } from '../house.ts';
import { sha256 } from '../journal/chain.ts';

/** Which doors to the outside this node has. Nothing is laid down for a door that is not there. */
export type Sending = { readonly email: boolean; readonly webhooks: boolean };

export type Recipient = { readonly person_id: string; readonly email: string | null };

type Told = { readonly now: Instant; readonly factId: string; readonly told: readonly Recipient[] };

/** What a message says; no names and no addresses, so that erasing a person need not look here. */
export type AlarmBody = {
  readonly case_id: string; readonly number: string; readonly clock: string; readonly words: Readonly<Record<string, string>>;
  readonly subject: string; readonly subject_id: string; readonly round: number; readonly occurrence: number; readonly stage: string;
  readonly due_at: string; readonly deadline: string; readonly told_at: string; readonly time_zone: string;
};

/**
 * People of the roles that the pack names for this stage, and of the trade's own roles based on them; an engineer hears only of
 * a visit, or a case, of their own, and whoever belongs to a branch or partner firm only of its cases.
 */
export async function recipientsOf(tx: PoolClient, house: House, org: string, caseId: string, alarm: Alarm, now: Instant): Promise<Recipient[]> {
  const packRoles = (await house.packs.activeAt(tx, org, now))?.pack.roles ?? [];
  const roles = alarm.tell.filter((role) => role !== 'engineer').flatMap((role) => codesFor(role, packRoles));
  const { rows } = await tx.query<Recipient>({
    name: 'alarm_recipients',
    text: `select person_id, email from person_list
            where org_id = $1 and active
              and (party is null or party = (select branch from case_list where org_id = $1 and case_id = $6))
              and (roles && $2::text[]
                   or ($3 and person_id = case when $4 then (select engineer_id from visit_list where org_id = $1 and visit_id = $5)
                                               else (select engineer_id from case_list where org_id = $1 and case_id = $6) end))
            order by person_id`,
    values: [org, roles, alarm.tell.includes('engineer'), alarm.subject === 'visit', alarm.subject_id, caseId],
  });
  return rows;
}

/** In the transaction of the fact: whoever is told is told exactly once, whatever dies in between. */
export async function post(tx: PoolClient, house: House, org: string, caseId: string, alarm: Alarm, { now, factId, told }: Told, sending: Sending): Promise<void> {
  const { words } = alarm.promise.shape;
  if (told.length > 0) {
    await tx.query({
      name: 'fill_inboxes',
      text: `insert into inbox_item (org_id, person_id, item_id, kind, case_id, clock, stage, words, due_at, deadline, told_at)
             select $1, person, $3, $4, $5, $6, $7, $8::json, $9::timestamptz, $10::timestamptz, $11::timestamptz from unnest($2::text[]) person
             on conflict do nothing`,
      values: [org, told.map((each) => each.person_id), factId, alarm.kind, caseId, alarm.clock, alarm.stage, JSON.stringify(words),
        isoOf(alarm.due_at), isoOf(alarm.deadline), isoOf(now)],
    });
  }
  const letters = sending.email ? told.filter((each) => each.email !== null).map((each) => ({ channel: 'email', recipient: each.person_id })) : [];
  const calls = sending.webhooks ? (await listeners(tx, org, alarm.kind)).map((recipient) => ({ channel: 'webhook', recipient })) : [];
  const outgoing = [...letters, ...calls];
  if (outgoing.length === 0) return;
  const body = await bodyOf(tx, house, org, caseId, alarm, now);
  await tx.query({
    name: 'fill_outbox',
    text: `insert into message (org_id, message_id, channel, recipient, kind, body, made_at, due_at)
           select $1, m.id, m.channel, m.recipient, $5, $6::json, clock_timestamp(), clock_timestamp()
             from unnest($2::text[], $3::text[], $4::text[]) as m(id, channel, recipient) on conflict do nothing`,
    values: [org, outgoing.map(({ channel, recipient }) => messageId(factId, channel, recipient)), outgoing.map((each) => each.channel),
      outgoing.map((each) => each.recipient), alarm.kind, JSON.stringify(body)],
  });
}

/** Made of what it says and to whom, so that the same message never has two ids. */
function messageId(factId: string, channel: string, recipient: string): string {
  return `msg_${sha256(`${factId}\n${channel}\n${recipient}`).toString('hex', 0, 16)}`;
}

async function listeners(tx: PoolClient, org: string, kind: string): Promise<string[]> {
  const { rows } = await tx.query<{ webhook_id: string }>({
    name: 'webhooks_for', text: 'select webhook_id from webhook_list where org_id = $1 and active and $2 = any(kinds)', values: [org, kind],
  });
  return rows.map((row) => row.webhook_id);
}

async function bodyOf(tx: PoolClient, house: House, org: string, caseId: string, alarm: Alarm, now: Instant): Promise<AlarmBody> {
  const { rows } = await tx.query<{ number: string; time_zone: string | null }>({
    name: 'case_of_alarm', text: 'select number, time_zone from case_list where org_id = $1 and case_id = $2', values: [org, caseId],
  });
  const pack = await house.packs.activeAt(tx, org, now);
  return {
    case_id: caseId, number: rows[0]!.number, clock: alarm.clock, words: present(alarm.promise.shape.words), subject: alarm.subject,
    subject_id: alarm.subject_id, round: alarm.round, occurrence: alarm.occurrence, stage: alarm.stage, due_at: isoOf(alarm.due_at),
    deadline: isoOf(alarm.deadline), told_at: isoOf(now), time_zone: rows[0]!.time_zone ?? pack!.pack.time_zone,
  };
}

function present(words: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
