/** One timer that is due: judged anew under the locks of its case, recorded as a fact, and put into inboxes and the outbox, or none of it. */

import type { PoolClient } from 'pg';
import { isoOf, type Instant } from '../../core/base/time.ts';
import { dueAlarm, type Alarm, type AlarmKey } from '../../core/case/alarm.ts';
import type { House } from '../house.ts';
import { canonical } from '../../core/base/canonical.ts';
import { sha256 } from '../journal/chain.ts';
import { runIn, type Histories } from '../journal/journal.ts';
import { caseStream, readStreams } from '../journal/read.ts';
import type { PackHistory } from '../pack/shelf.ts';
import { post, recipientsOf, type Sending } from './post.ts';

export type { Sending };
export type DueTimer = AlarmKey & { readonly case_id: string; readonly now: Instant };

/** As the claiming statement writes it. */
export function timerName(org: string, { clock, subject_id, round, occurrence, stage }: AlarmKey): string {
  return [org, clock, subject_id, round, occurrence, stage].join('/');
}

/** What several timers of one transaction are judged by. Two stages of one case do not disturb each other: each looks for its own. */
export type Ground = { readonly histories: Histories; readonly packs: PackHistory };

/** The caller holds the timers' rows and all their streams, so what is read here stays true until the commit. */
export async function groundOf(tx: PoolClient, house: House, org: string, timers: readonly DueTimer[]): Promise<Ground> {
  const streams = [...new Set(timers.flatMap(({ case_id }) => [`alarm:${case_id}`, caseStream(case_id)]))];
  return { histories: await readStreams(tx, org, streams), packs: await house.packs.historyOf(tx, org) };
}

export async function fireTimer(tx: PoolClient, house: House, org: string, timer: DueTimer, { histories, packs }: Ground, sending: Sending): Promise<void> {
  const { case_id: caseId, now } = timer;
  const alarms = `alarm:${caseId}`;
  // Declared events excuse lateness and move no deadline, so they are not asked for.
  const input = { subject: { kind: 'case', id: caseId }, facts: histories.get(caseStream(caseId))!, now, ...packs };
  const due = dueAlarm(input, timer, histories.get(alarms)!);
  if (due.is !== 'now') return moveTimer(tx, org, timer, due.is === 'wait' ? due.until : null);

  const { alarm } = due;
  const told = alarm.outcome === 'sent' ? await recipientsOf(tx, house, org, caseId, alarm, now) : [];
  const outcome = await runIn(
    tx, house,
    { org, actor: 'system', commandId: commandIdOf(timer), body: { alarm: keyOf(timer) }, receivedAt: now },
    // The case is locked too, and only read.
    { streams: [alarms] },
    () => ({ ok: true, parts: [{ stream: alarms, facts: [factOf(alarm, caseId, now, told.map((each) => each.person_id))] }] }),
  );
  if (outcome.status === 'already_recorded') return moveTimer(tx, org, timer, null);
  if (outcome.status !== 'recorded') throw new Error(`the alarm ${timerName(org, timer)} was answered ${outcome.status}`);
  if (alarm.outcome === 'sent') await post(tx, house, org, caseId, alarm, { now, factId: outcome.receipt.facts[0]!.id, told }, sending);
}

function factOf(alarm: Alarm, caseId: string, now: Instant, told: string[]) {
  const { kind, due_at, deadline, outcome } = alarm;
  return { kind, at: now, data: { case_id: caseId, ...keyOf(alarm), due_at: isoOf(due_at), deadline: isoOf(deadline), outcome, told } };
}

function keyOf({ clock, subject_id, round, occurrence, stage }: AlarmKey): AlarmKey {
  return { clock, subject_id, round, occurrence, stage };
}

/** The same for ever, so that a stage cannot be recorded twice even by a program that forgot everything. */
function commandIdOf(key: AlarmKey): string {
  return `alarm-${sha256(canonical(keyOf(key))).toString('hex', 0, 20)}`;
}

async function moveTimer(tx: PoolClient, org: string, { clock, subject_id, round, occurrence, stage }: AlarmKey, until: Instant | null): Promise<void> {
  const key = '(org_id, clock, subject_id, round, occurrence, stage) = ($1, $2, $3, $4, $5, $6)';
  const values = [org, clock, subject_id, round, occurrence, stage];
  if (until === null) await tx.query(`delete from timer where ${key}`, values);
  else await tx.query(`update timer set due_at = $7 where ${key}`, [...values, isoOf(until)]);
}
