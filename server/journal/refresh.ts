/** Refills what is derived from the streams a command touched, in its own transaction. The only writer of derived tables. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import type { Fact } from '../../core/base/fact.ts';
import type { Instant } from '../../core/base/time.ts';
import { unitOf } from '../../core/asset/unit.ts';
import { eventOf } from '../../core/case/event.ts';
import { runOf } from '../../core/guide/run.ts';
import { customerOf } from '../../core/customer/customer.ts';
import { personOf } from '../../core/roster/person.ts';
import { webhookOf } from '../../core/roster/webhook.ts';
import { storedPhone } from '../../core/base/phone.ts';
import type { House } from '../house.ts';
import { refreshApprovals, refreshDeputy, refreshReminder } from './approval_rows.ts';
import { caseRows, sql } from './case_rows.ts';
import { subjectNamed } from './duty_book.ts';
import { refreshAllDuties, refreshDuties, refreshOwnDuties } from './duty_rows.ts';
import { forgetFiles } from './file_bytes.ts';
import { refreshForm } from './form_rows.ts';
import type { Histories } from './journal.ts';
import { caseStream, readStreams, type StoredFact } from './read.ts';

const statement = (name: string) => readFileSync(join(import.meta.dirname, 'sql', `${name}.sql`), 'utf8');
const statements = {
  case: statement('refresh_case'),
  customer_list: statement('refresh_customer_list'),
  unit_list: statement('refresh_unit_list'),
  person_list: statement('refresh_person_list'),
  event_list: statement('refresh_event_list'),
  pack_activation: statement('refresh_pack_activation'),
  alarm_list: statement('refresh_alarm_list'),
  webhook_list: statement('refresh_webhook_list'),
  guide_run: statement('refresh_guide_run'),
};

/** Many subjects at once: to say which of them waits for what would cost more than one look at the timers. */
const now = 0 as Instant;

/** Answers the earliest moment that is newly waited for; null when none is. */
export async function refresh(tx: PoolClient, house: House, org: string, histories: Histories, appended: readonly StoredFact[]): Promise<Instant | null> {
  let earliest: Instant | null = null;
  for (const [stream, facts] of Map.groupBy(appended, (fact) => fact.stream)) {
    const due = await refreshStream(tx, house, org, stream, [...(histories.get(stream) ?? []), ...facts], facts);
    earliest = earlier(earliest, due);
  }
  return earliest;
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  return one === null || (other !== null && other < one) ? other : one;
}

/** The same for one stream. `news` are the facts just appended; none when a rebuild walks through. */
export async function refreshStream(
  tx: PoolClient, house: House, org: string, stream: string, facts: readonly StoredFact[], news: readonly StoredFact[],
): Promise<Instant | null> {
  const [type, id] = stream.split(':') as [string, string];
  switch (type) {
    case 'case':
      return earlier(await refreshCase(tx, house, org, id, facts, news[0]?.received_at), await refreshApprovals(tx, house, org, id, facts, news));
    case 'customer':
      await replace(tx, 'customer_list', [customerRow(org, id, facts)]);
      if (news.some((fact) => fact.kind === 'customer.erased')) await forget(tx, house, org, id);
      return refreshOwnDuties(tx, house, org, { kind: 'customer', id });
    case 'unit':
      await replace(tx, 'unit_list', [{ org_id: org, ...unitOf(facts), seq: facts.length }]);
      return refreshOwnDuties(tx, house, org, { kind: 'unit', id });
    case 'person':
      await replace(tx, 'person_list', [personRow(org, facts)]);
      await refreshDeputy(tx, org, id, facts);
      return refreshOwnDuties(tx, house, org, { kind: 'person', id });
    case 'duty':
      return refreshDuties(tx, house, org, [subjectNamed(id)]);
    case 'form':
      await refreshForm(tx, house, org, id, facts, news.length === 0);
      return null;
    case 'approval':
      await refreshReminder(tx, org, id, facts);
      return null;
    case 'event':
      await refreshEvent(tx, house, org, id, facts);
      return now;
    case 'alarm':
      return replace(tx, 'alarm_list', facts.map((fact) => alarmRow(org, fact)));
    case 'webhook':
      return replace(tx, 'webhook_list', [webhookRow(org, facts)]);
    case 'guide':
      return replace(tx, 'guide_run', [guideRow(org, id, facts)]);
    case 'org':
      await refreshActivations(tx, house, org, facts);
      return now;
    case 'pack':
    case 'period':
      // Versions and closed periods are few and read off the journal.
      return null;
    default:
      throw new Error(`no derived table is known for stream ${stream}`);
  }
}

async function replace(tx: PoolClient, table: Exclude<keyof typeof statements, 'case'>, rows: readonly object[]): Promise<null> {
  await tx.query({ name: table, text: statements[table], values: [JSON.stringify(rows)] });
  return null;
}

async function refreshCase(
  tx: PoolClient, house: House, org: string, caseId: string, facts: readonly StoredFact[], received: Instant | undefined,
): Promise<Instant | null> {
  const packs = await house.packs.historyOf(tx, org, received);
  const rows = caseRows(org, caseId, facts, await eventsFor(tx, org, facts), packs);
  if (!rows) return null;
  const { rows: [answer] } = await tx.query<{ earliest: Instant | null }>({
    name: 'refresh_case',
    text: statements.case,
    values: [org, caseId, JSON.stringify([rows.row]), JSON.stringify(rows.readings), JSON.stringify(rows.visits), JSON.stringify(rows.timers), rows.terms],
  });
  return answer!.earliest;
}

/** Declared events that name an area of this case; most cases name none and ask nothing. */
async function eventsFor(tx: PoolClient, org: string, facts: readonly StoredFact[]): Promise<Fact[]> {
  const areas = new Set<unknown>();
  for (const fact of facts) {
    areas.add(fact.data['area']);
    if (fact.kind === 'fact.corrected') areas.add((fact.data['replacement'] as { data?: { area?: unknown } } | undefined)?.data?.area);
  }
  areas.delete(undefined);
  areas.delete(null);
  if (areas.size === 0) return [];
  const { rows } = await tx.query<EventRow>({
    name: 'events_of_areas',
    text: 'select event_id, kind, area, begins_at, ends_at, declared_at, received_at from event_list where org_id = $1 and area = any($2)',
    values: [org, [...areas]],
  });
  return rows.map((row) => ({
    id: row.event_id, kind: row.kind, at: row.declared_at, received_at: row.received_at,
    data: { area: row.area, begins_at: sql(row.begins_at), ...(row.ends_at === null ? {} : { ends_at: sql(row.ends_at) }) },
  }));
}

type EventRow = {
  event_id: string; kind: string; area: string; begins_at: Instant; ends_at: Instant | null; declared_at: Instant; received_at: Instant;
};

/** An event touches every case of its area that was open while it lasted; the command holds the whole organisation meanwhile. */
async function refreshEvent(tx: PoolClient, house: House, org: string, id: string, facts: readonly StoredFact[]): Promise<void> {
  const { rows: before } = await tx.query<{ area: string; begins_at: Instant }>(
    'select area, begins_at from event_list where org_id = $1 and event_id = $2', [org, id],
  );
  const event = eventOf(facts);
  if (event.begins_at === null || event.area === null) throw new Error(`event ${id} has no declaration`);
  await replace(tx, 'event_list', [{
    org_id: org, event_id: id, kind: event.kind, area: event.area, begins_at: sql(event.begins_at), ends_at: sql(event.ends_at), note: event.note,
    declared_at: sql(facts[0]!.at), received_at: sql(facts.at(-1)!.received_at), seq: facts.length,
  }]);
  const since = Math.min(event.begins_at, ...before.map((row) => row.begins_at)) as Instant;
  const { rows } = await tx.query<{ case_id: string }>(
    'select case_id from case_list where org_id = $1 and area = any($2) and (finished_at is null or finished_at > $3) order by case_id',
    [org, [...new Set([event.area, ...before.map((row) => row.area)])], sql(since)],
  );
  await refreshCases(tx, house, org, rows.map((row) => row.case_id));
}

/** In batches: a storm may touch thousands of cases. */
async function refreshCases(tx: PoolClient, house: House, org: string, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += 200) {
    const streams = ids.slice(from, from + 200).map(caseStream);
    for (const [stream, facts] of await readStreams(tx, org, streams)) await refreshStream(tx, house, org, stream, facts, []);
  }
}

function customerRow(org: string, id: string, facts: readonly StoredFact[]) {
  const { class: customerClass, zone, area, erased } = customerOf(facts);
  const personal = erased ? {} : personalIn(facts);
  const phones = Array.isArray(personal['phones']) ? personal['phones'].map((phone) => storedPhone(String(phone))) : [];
  return {
    org_id: org, customer_id: id, name: personal['name'] ?? null, phones, address: personal['address'] ?? null,
    class: customerClass, zone, area, erased, seq: facts.length,
  };
}

function personRow(org: string, facts: readonly StoredFact[]) {
  const { base, ...person } = personOf(facts);
  const { name = null, email = null, phone = null } = personalIn(facts);
  return { org_id: org, ...person, name, email, phone, lat: base?.lat ?? null, lon: base?.lon ?? null, seq: facts.length };
}

function alarmRow(org: string, fact: StoredFact) {
  return { ...fact.data, org_id: org, kind: fact.kind, fact_id: fact.id, recorded_at: sql(fact.at) };
}

function webhookRow(org: string, facts: readonly StoredFact[]) {
  const { since, ...webhook } = webhookOf(facts);
  return { org_id: org, ...webhook, since: sql(since), seq: facts.length };
}

function guideRow(org: string, id: string, facts: readonly StoredFact[]) {
  const { begun, case_id, concluded } = runOf(facts);
  return {
    org_id: org, run_id: id, guide: begun!.guide, pack: begun!.pack, case_id, begun_at: sql(begun!.at), begun_by: begun!.by,
    concluded_at: sql(concluded?.at), conclusion: concluded?.conclusion ?? null, seq: facts.length,
  };
}

/** What is personal, later facts over earlier ones; nothing of an erased person. */
function personalIn(facts: readonly StoredFact[]): Readonly<Record<string, unknown>> {
  return Object.assign({}, ...facts.map((fact) => fact.personal ?? {})) as Record<string, unknown>;
}

/** Destroys the key of a person and blanks what lists still show of them. The facts and their chain stay as they are. */
async function forget(tx: PoolClient, house: House, org: string, customerId: string): Promise<void> {
  await tx.query('delete from person_key where org_id = $1 and person_id = $2', [org, customerId]);
  await forgetFiles(tx, org, customerId);
  // What was written down before it was known whose call it was lies under the run's own key.
  await tx.query(
    `delete from person_key where org_id = $1 and person_id in
       (select g.run_id from guide_run g join case_list c on c.org_id = g.org_id and c.case_id = g.case_id where g.org_id = $1 and c.customer_id = $2)`,
    [org, customerId],
  );
  const { rows } = await tx.query<{ case_id: string }>('select case_id from case_list where org_id = $1 and customer_id = $2', [org, customerId]);
  await refreshCases(tx, house, org, rows.map((row) => row.case_id));
}

async function refreshActivations(tx: PoolClient, house: House, org: string, facts: readonly StoredFact[]): Promise<void> {
  const rows = facts.filter((fact) => fact.kind === 'pack.activated').map((fact) => ({
    org_id: org, seq: fact.seq, activated_at: sql(fact.received_at), name: fact.data['name'], version: fact.data['version'], hash: fact.data['hash'],
  }));
  await replace(tx, 'pack_activation', rows);
  house.packs.forget();
  await refreshAllDuties(tx, house, org);
}
