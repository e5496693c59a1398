/** Who goes where: visits with their case, the next appointment first; an engineer's day. */

import { sql } from 'kysely';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { Instant } from '../../core/base/time.ts';
import type { operations } from '../../wire/contract.ts';
import type { VisitView } from '../../wire/view/views.ts';
import { caseStream, readStreams } from '../journal/read.ts';
import { caseOf } from '../../core/case/case.ts';
import { ask, type Asking } from './asking.ts';
import { engineersOf, namesOf } from './case_facts.ts';
import { caseRowOf, momentOf, selectCases } from './case_rows.ts';
import { cursorOf, keyOf, momentKey, pageOf, textKey } from './cursor.ts';
import { scopeOf, seenCases } from './permit.ts';
import { query, rowsOf } from './tables.ts';
import { visitViewsOf } from './visit_views.ts';

type Query = z.output<(typeof operations)['visit.list']['query']>;

export async function listVisits(asking: Asking, asked: Query) {
  const after = keyOf('visits', z.tuple([momentKey.nullable(), textKey]), asked.cursor);
  const selected = after === null ? selectVisits(asking, asked) : later(selectVisits(asking, asked), after);
  return ask(asking, async (client) => {
    const page = pageOf(await rowsOf(client, selected), asked.limit, (row) => row, (last) => cursorOf('visits', [last.due_at, last.visit_id]));
    if (page.items.length === 0) return { items: [], next_cursor: null };
    const caseIds = [...new Set(page.items.map((row) => row.case_id))];
    const rows = await rowsOf(client, selectCases(asking.actor.org, asking.now).where('case_list.case_id', 'in', caseIds));
    const cases = new Map(rows.map((row) => [row.case_id, caseRowOf(row)]));
    const views = await viewsOfCases(client, asking.actor.org, caseIds);
    return { ...page, items: page.items.map((row) => ({ ...views.get(row.visit_id)!, case: cases.get(row.case_id)! })) };
  });
}

async function viewsOfCases(client: PoolClient, org: string, caseIds: readonly string[]): Promise<Map<string, VisitView>> {
  const histories = await readStreams(client, org, caseIds.map(caseStream));
  const reads = caseIds.map((caseId) => {
    const facts = histories.get(caseStream(caseId)) ?? [];
    return { caseId, facts, state: caseOf(facts) };
  });
  const names = await namesOf(client, org, reads.flatMap((read) => engineersOf(read.state)));
  return new Map(reads.flatMap((read) => visitViewsOf(read, names)).map((view) => [view.visit_id, view]));
}

/** A visit without an appointment is due since it was assigned. */
const dueAt = sql<Instant | null>`coalesce(visit_list.appointment_at, visit_list.assigned_at)`;

function selectVisits({ actor }: Asking, asked: Query) {
  let visits = query
    .selectFrom('visit_list')
    .innerJoin('case_list', (join) => join.onRef('case_list.org_id', '=', 'visit_list.org_id').onRef('case_list.case_id', '=', 'visit_list.case_id'))
    .where('visit_list.org_id', '=', actor.org)
    .select(['visit_list.visit_id', 'visit_list.case_id', dueAt.as('due_at')])
    .orderBy(dueAt, (order) => order.asc().nullsLast())
    .orderBy('visit_list.visit_id')
    .limit(asked.limit + 1);
  const scope = scopeOf(actor, 'visit.list');
  if (scope === 'own') visits = visits.where('visit_list.engineer_id', '=', actor.person);
  // All visits of the cases they see: who goes to a case of the firm is the firm's business.
  if (scope === 'party') visits = visits.where(seenCases(actor, 'visit.list')!);
  if (asked.engineer_id !== undefined) visits = visits.where('visit_list.engineer_id', '=', asked.engineer_id);
  // What still asks something of the engineer: a signature may follow after leaving.
  if (asked.open === 'true') visits = visits.where('case_list.finished_at', 'is', null).where('visit_list.phase', 'not in', ['declined', 'withdrawn', 'left']);
  return visits;
}

function later(visits: ReturnType<typeof selectVisits>, [due, visitId]: [number | null, string]) {
  if (due === null) return visits.where(dueAt, 'is', null).where('visit_list.visit_id', '>', visitId);
  return visits.where((eb) =>
    eb.or([eb(dueAt, '>', momentOf(due)), eb.and([eb(dueAt, '=', momentOf(due)), eb('visit_list.visit_id', '>', visitId)]), eb(dueAt, 'is', null)]),
  );
}
