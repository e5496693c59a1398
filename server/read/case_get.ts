/** One case whole: what was promised and why, who goes, what happened, and what this person may do now. */

import type { PoolClient } from 'pg';
import { sql } from 'kysely';
import { allowedCommands } from '../../core/case/case.ts';
import { isoOf, parseInstant, type Instant } from '../../core/base/time.ts';
import type { CaseView, ReadingView } from '../../wire/view/views.ts';
import { activationsJson, type Activation } from '../pack/shelf.ts';
import { ask, type Asking } from './asking.ts';
import { caseFor, engineersOf, factViewOf, type CaseRead } from './case_facts.ts';
import { caseRowOf, selectCases } from './case_rows.ts';
import { customerRowsOf } from './customers.ts';
import { keptView } from './keeping.ts';
import { activePack } from './me.ts';
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
    const row = await rowAround(client, asking, caseId, [...read.facts.map((fact) => fact.by), ...engineersOf(read.state)]);
    const names = new Map(Object.entries(row.names ?? {}));
    const customers = row.customer_id ? await customerRowsOf(client, org, [row.customer_id]) : [];
    return {
      row: caseRowOf(row),
      readings: await readingViews(client, asking, whole, { at: asking.now, asOf }),
      visits: visitViewsOf(whole, names),
      facts: read.facts.map((fact) => factViewOf(fact, whole, names)),
      customer: customers[0] ?? null,
      kept: keptView((await activePack(client, asking)).pack, { form: null, closed: read.state.closed_at ?? read.state.cancelled_at }, asking),
      allowed: allowedCommands(whole.state, by(asking.actor)),
      server_time: isoOf(asking.now),
    };
  });
}

/** The row of the case, the names of these people and the versions of the rules, in one statement. */
async function rowAround(client: PoolClient, { house, actor, now }: Asking, caseId: string, people: readonly string[]) {
  const [row] = await rowsOf(
    client,
    selectCases(actor.org, now).where('case_list.case_id', '=', caseId).select([
      sql<Record<string, string | null> | null>`(select json_object_agg(person_id, name) from person_list where org_id = ${actor.org} and person_id = any(${[...new Set(people)]}::text[]))`.as('names'),
      sql<Activation[] | null>`(${sql.raw(activationsJson)})`.as('activations'),
    ]),
    'case_around_row',
  );
  await house.packs.know(client, actor.org, now, row!.activations ?? []);
  return row!;
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

async function readingViews(client: PoolClient, { house, actor, lang, now }: Asking, read: CaseRead, moment: { at: Instant; asOf: Instant | undefined }) {
  const { readings, packs } = await readingsOf(client, house, actor.org, read.caseId, read.facts, { ...moment, asked: now, explain: true });
  return readings.map((reading) => readingViewOf(reading, packs, lang));
}
