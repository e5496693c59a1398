/** Finds what falls due or was missed, and has it recorded once and told to whom the pack names. The database's clock decides. */

import type { PoolClient } from 'pg';
import { isoOf, type Instant } from '../../core/base/time.ts';
import { effectiveFacts } from '../../core/clock/corrections.ts';
import { outcomeOf, stagesOf, type Stage } from '../../core/duty/book.ts';
import { codesFor } from '../../core/roster/roles.ts';
import type { House } from '../house.ts';
import { canonical } from '../../core/base/canonical.ts';
import { sha256 } from '../journal/chain.ts';
import { booksOf, dutyStream, type SubjectKey } from '../journal/duty_book.ts';
import { runIn } from '../journal/journal.ts';
import type { Loop } from './loop.ts';
import { batchMax, startSweep, type SweepOptions } from './sweep.ts';

type DueSubject = { readonly org_id: string; readonly subject_kind: SubjectKey['kind']; readonly subject_id: string };

/** So many facts of one subject at once: after a long downtime a machine has many missed patrols. */
const stagesMax = 200;

export function startDuties(house: House, options: SweepOptions): Loop {
  return startSweep<DueSubject>({
    ...options, name: 'Duties', house, look,
    nameOf: ({ org_id: org, subject_kind: kind, subject_id: id }) => `${org}/${kind}.${id}`,
    does: (tx, { org_id: org, subject_kind: kind, subject_id: id }) => tellOf(tx, house, org, { kind, id }),
  });
}

async function look(tx: PoolClient, troubled: readonly string[]) {
  const { rows } = await tx.query<DueSubject>({
    name: 'duties_due',
    text: `select distinct org_id, subject_kind, subject_id from (
             select * from duty_timer where due_at <= (select clock_timestamp())
                and not (org_id || '/' || subject_kind || '.' || subject_id = any($1)) order by due_at limit 500) due limit ${batchMax}`,
    values: [troubled],
  });
  const { rows: next } = await tx.query<{ ms: number | null }>({
    name: 'duties_next',
    text: `select (extract(epoch from (select min(due_at) from duty_timer where due_at > (select clock_timestamp())) - clock_timestamp()) * 1000)::float8 as ms`,
  });
  return { due: rows, nextMs: next[0]!.ms };
}

/** Never waits for a stream that somebody works on: it is left to the next round. */
async function tellOf(tx: PoolClient, house: House, org: string, key: SubjectKey): Promise<number> {
  const stream = dutyStream(key);
  const { rows } = await tx.query<{ is_free: boolean; now: Instant }>({
    name: 'claim_duties',
    text: `select pg_try_advisory_xact_lock_shared(1, hashtext($1)) and pg_try_advisory_xact_lock(hashtextextended($1 || '/' || $2, 2)) as is_free, clock_timestamp() as now`,
    values: [org, stream],
  });
  const { is_free: isFree, now } = rows[0]!;
  if (!isFree) return 0;
  const [found] = await booksOf(tx, house, org, [key], now);
  const due = found === undefined ? [] : stagesOf(found.book, effectiveFacts(found.facts)).filter((stage) => outcomeOf(stage, now) !== 'wait').slice(0, stagesMax);
  if (found === undefined || due.length === 0) return 0;
  const told = new Map<Stage, readonly string[]>();
  for (const stage of due) told.set(stage, outcomeOf(stage, now) === 'sent' ? await recipientsOf(tx, house, org, stage, now) : []);
  const outcome = await runIn(
    tx, house,
    { org, actor: 'system', commandId: `duty-${sha256(canonical([stream, due.map(nameOf)])).toString('hex', 0, 20)}`, body: { duty: due.map(nameOf) }, receivedAt: now },
    { streams: [stream] },
    () => ({ ok: true, parts: [{ stream, facts: due.map((stage) => factOf(key, stage, now, told.get(stage)!)) }] }),
  );
  if (outcome.status !== 'recorded') throw new Error(`what is due of ${stream} was answered ${outcome.status}`);
  for (const [index, stage] of due.entries()) await fillInboxes(tx, org, key, stage, outcome.receipt.facts[index]!, told.get(stage)!, now);
  return due.length;
}

function nameOf({ duty, occurrence, stage }: Stage): string {
  return `${duty}/${occurrence}/${stage}`;
}

function kindOf({ stage }: Stage) {
  return stage === 'missed' ? 'duty.missed' : 'duty.warned';
}

function factOf(key: SubjectKey, stage: Stage, now: Instant, told: readonly string[]) {
  const { duty, occurrence, owed } = stage;
  return {
    kind: kindOf(stage), at: now,
    data: {
      subject_kind: key.kind, subject_id: key.id, duty, occurrence, stage: stage.stage, opens_at: isoOf(owed.opens_at), due_at: isoOf(owed.due_at),
      outcome: outcomeOf(stage, now) === 'sent' ? 'sent' : 'recorded_only', told,
    },
  };
}

/** People of the roles that the pack names; `engineer` is whoever is in charge. */
async function recipientsOf(tx: PoolClient, house: House, org: string, { tell, owed }: Stage, now: Instant): Promise<string[]> {
  const packRoles = (await house.packs.activeAt(tx, org, now))?.pack.roles ?? [];
  const roles = tell.filter((role) => role !== 'engineer').flatMap((role) => codesFor(role, packRoles));
  const { rows } = await tx.query<{ person_id: string }>({
    name: 'duty_recipients',
    text: `select person_id from person_list
            where org_id = $1 and active and ((party is null and roles && $2::text[]) or person_id = $3) order by person_id`,
    values: [org, roles, tell.includes('engineer') ? owed.in_charge : null],
  });
  return rows.map((row) => row.person_id);
}

async function fillInboxes(tx: PoolClient, org: string, key: SubjectKey, stage: Stage, { id, kind }: { id: string; kind: string }, told: readonly string[], now: Instant): Promise<void> {
  if (told.length === 0) return;
  await tx.query({
    name: 'fill_inboxes_of_duties',
    text: `insert into inbox_item (org_id, person_id, item_id, kind, case_id, subject_kind, subject_id, clock, stage, words, due_at, deadline, told_at)
           select $1, person, $3, $4, null, $5, $6, $7, $8, $9::json, $10::timestamptz, $11::timestamptz, $12::timestamptz from unnest($2::text[]) person
           on conflict do nothing`,
    values: [org, told, id, kind, key.kind, key.id, stage.duty, stage.stage, JSON.stringify(stage.owed.compiled.shape.words), isoOf(stage.at), isoOf(stage.owed.due_at), isoOf(now)],
  });
}
