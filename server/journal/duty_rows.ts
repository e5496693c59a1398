/** The rows that lists keep of what is due for some subjects, and the timers that wait for it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import type { Instant } from '../../core/base/time.ts';
import { stagesOf, type Occurrence } from '../../core/duty/book.ts';
import { effectiveFacts } from '../../core/clock/corrections.ts';
import type { House } from '../house.ts';
import { sql } from './case_rows.ts';
import { booksOf, dutyStream, type SubjectBook, type SubjectKey } from './duty_book.ts';

const statement = readFileSync(join(import.meta.dirname, 'sql', 'refresh_duty.sql'), 'utf8');

/** Replaces what lists know of these subjects. Answers the earliest moment that is newly waited for; null when none is. */
export async function refreshDuties(tx: PoolClient, house: House, org: string, keys: readonly SubjectKey[]): Promise<Instant | null> {
  const books = await booksOf(tx, house, org, keys);
  const subjects = books.filter((each) => !each.isEmpty && each.exists).map((each) => subjectRow(org, each));
  const rows = books.flatMap((each) => (each.isEmpty ? [] : each.book.occurrences.map((one) => dueRow(org, each, one))));
  const timers = books.flatMap((each) => (each.isEmpty ? [] : timerRows(org, each)));
  const { rows: [answer] } = await tx.query<{ earliest: Instant | null }>({
    name: 'refresh_duty', text: statement,
    values: [org, JSON.stringify(keys.map(({ kind, id }) => ({ subject_kind: kind, subject_id: id }))), JSON.stringify(subjects), JSON.stringify(rows), JSON.stringify(timers)],
  });
  return answer!.earliest;
}

/** The same for a subject whose own stream moved: whoever works on its duties at this moment is waited for. */
export async function refreshOwnDuties(tx: PoolClient, house: House, org: string, key: SubjectKey): Promise<Instant | null> {
  const versions = await house.packs.versionsOf(tx, org);
  if (!versions.some(({ loaded }) => Object.values(loaded.pack.duties ?? {}).some((duty) => duty.subject === key.kind))) return null;
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 2))', [`${org}/${dutyStream(key)}`]);
  return refreshDuties(tx, house, org, [key]);
}

const batch = 200;

/** After an activation: everything that a version owes something to. The command holds the whole organisation meanwhile. */
export async function refreshAllDuties(tx: PoolClient, house: House, org: string): Promise<void> {
  const versions = await house.packs.versionsOf(tx, org);
  const kinds = new Set(versions.flatMap(({ loaded }) => Object.values(loaded.pack.duties ?? {}).map((duty) => duty.subject)));
  if (kinds.size === 0) return;
  if (kinds.has('organisation')) await refreshDuties(tx, house, org, [{ kind: 'organisation', id: org }]);
  for (let after: readonly [string, string] = ['', '']; ;) {
    const { rows } = await tx.query<SubjectKey>({
      name: 'subjects_of_duties',
      text: `select kind, id from (
               select 'unit' as kind, unit_id as id from unit_list where org_id = $1 union select 'customer', customer_id from customer_list where org_id = $1
               union select 'person', person_id from person_list where org_id = $1 union select subject_kind, subject_id from duty_subject where org_id = $1 and subject_kind <> 'organisation') s
              where kind = any($2) and (kind, id) > ($3, $4) order by kind, id limit ${batch}`,
      values: [org, [...kinds], ...after],
    });
    await refreshDuties(tx, house, org, rows);
    if (rows.length < batch) return;
    after = [rows.at(-1)!.kind, rows.at(-1)!.id];
  }
}

function subjectRow(org: string, { key, book, facts }: SubjectBook) {
  const { care } = book;
  return {
    org_id: org, subject_kind: key.kind, subject_id: key.id, name: care.name, customer_id: care.customer_id, unit_id: care.unit_id, since: sql(care.since), until: sql(care.until),
    set_aside: care.idle.at(-1)?.until === Number.MAX_SAFE_INTEGER, in_charge: care.inCharge(''), seq: facts.length,
  };
}

function dueRow(org: string, { key, book }: SubjectBook, { duty, occurrence, opens_at, due_at, pack, compiled, done, in_charge, unreadable }: Occurrence) {
  return {
    org_id: org, subject_kind: key.kind, subject_id: key.id, duty, occurrence, opens_at: sql(opens_at), due_at: sql(due_at), pack, words: compiled.shape.words,
    roles: compiled.shape.done_by ?? [], in_charge, customer_id: key.kind === 'customer' ? key.id : book.care.customer_id, unit_id: key.kind === 'unit' ? key.id : book.care.unit_id,
    done_at: sql(done?.at), done_by: done?.by ?? null, done_fact: done?.fact_id ?? null, unreadable: unreadable === undefined ? null : `${unreadable.calendar} ${unreadable.year}`,
  };
}

function timerRows(org: string, { key, book, facts }: SubjectBook) {
  return stagesOf(book, effectiveFacts(facts)).map(({ duty, occurrence, stage, at }) => ({
    org_id: org, subject_kind: key.kind, subject_id: key.id, duty, occurrence, stage, due_at: sql(at),
  }));
}
