/** One case whole: what was promised and why, who goes, what happened, and what this person may do now. */

import type { PoolClient } from 'pg';
import { allowedCommands } from '../../core/case/case.ts';
import { isoOf, parseInstant, type Instant } from '../../core/base/time.ts';
import type { CaseView, ReadingView } from '../../wire/view/views.ts';
import { ask, type Asking } from './asking.ts';
import { caseFor, engineersOf, factViewOf, namesOf, type CaseRead } from './case_facts.ts';
import { caseRowOf, selectCases } from './case_rows.ts';
import { customerRowsOf } from './customers.ts';
import { by } from './permit.ts';
import { readingsOf, readingViewOf } from './readings.ts';
import { rowsOf } from './tables.ts';
import { visitViewsOf } from './visit_views.ts';

export async function getCase(asking: Asking, caseId: string, asked: { as_of?: string | undefined }): Promise<CaseView> {
  return ask(asking, async (client) => {
    const whole = await caseFor(client, asking, 'case.get', caseId);
    const asOf = asked.as_of === undefined ? undefined : parseInstant(asked.as_of)!;
    const read = asOf === undefined ? whole : knownAt(whole, asOf);
    const { org } = asking.actor;
    const [row] = await rowsOf(client, selectCases(org, asking.now).where('case_list.case_id', '=', caseId));
    const names = await namesOf(client, org, [...read.facts.map((fact) => fact.by), ...engineersOf(read.state)]);
    const customers = row?.customer_id ? await customerRowsOf(client, org, [row.customer_id]) : [];
    return {
      row: caseRowOf(row!),
      readings: await readingViews(client, asking, whole, { at: asking.now, asOf }),
      visits: visitViewsOf(whole, names),
      facts: read.facts.map((fact) => factViewOf(fact, whole, names)),
      customer: customers[0] ?? null,
      allowed: allowedCommands(whole.state, by(asking.actor)),
      server_time: isoOf(asking.now),
    };
  });
}

/** Only what was heard by then; what became of it later still shows, as corrections. */
function knownAt(read: CaseRead, asOf: Instant): CaseRead {
  return { ...read, facts: read.facts.filter((fact) => fact.received_at <= asOf) };
}

export async function listReadings(asking: Asking, caseId: string, asked: { at?: string | undefined; as_of?: string | undefined }): Promise<{ items: ReadingView[] }> {
  return ask(asking, async (client) => {
    const read = await caseFor(client, asking, 'case.readings', caseId);
    const at = asked.at === undefined ? asking.now : parseInstant(asked.at)!;
    const asOf = asked.as_of === undefined ? undefined : parseInstant(asked.as_of)!;
    return { items: await readingViews(client, asking, read, { at, asOf }) };
  });
}

async function readingViews(client: PoolClient, { house, actor, lang }: Asking, read: CaseRead, moment: { at: Instant; asOf: Instant | undefined }) {
  const { readings, packs } = await readingsOf(client, house, actor.org, read.caseId, read.facts, { ...moment, explain: true });
  return readings.map((reading) => readingViewOf(reading, packs, lang));
}
