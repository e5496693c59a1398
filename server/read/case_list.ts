/** Which cases are open, the most urgent first; which were finished, the latest first. */

import { sql } from 'kysely';
import { z } from 'zod';
import { phoneDigits } from '../../core/base/shapes.ts';
import { parseInstant, type Instant } from '../../core/base/time.ts';
import type { operations } from '../../wire/contract.ts';
import { ask, type Asking } from './asking.ts';
import { caseRowOf, momentOf, overdueCount, selectCases } from './case_rows.ts';
import { cursorOf, keyOf, momentKey, pageOf, textKey } from './cursor.ts';
import { scopeOf } from './permit.ts';
import { anywhere, rowsOf } from './tables.ts';

type Query = z.output<(typeof operations)['case.list']['query']>;
type Cases = ReturnType<typeof selectCases>;

export async function listCases(asking: Asking, asked: Query) {
  const isOpenList = asked.state === 'open';
  const list = isOpenList ? 'cases by deadline' : 'cases by report';
  const ordered = isOpenList ? byDeadline(filtered(asking, asked), keyOf(list, z.tuple([momentKey.nullable(), textKey]), asked.cursor)) : byReport(filtered(asking, asked), keyOf(list, z.tuple([momentKey, textKey]), asked.cursor));
  const rows = await ask(asking, (client) => rowsOf(client, ordered.limit(asked.limit + 1)));
  return pageOf(rows, asked.limit, caseRowOf, (last) => cursorOf(list, [isOpenList ? last.next_deadline : last.reported_at, last.case_id]));
}

function filtered(asking: Asking, asked: Query): Cases {
  let cases = ownOnly(asking, selectCases(asking.actor.org, asking.now));
  if (asked.state === 'open') cases = cases.where('case_list.finished_at', 'is', null);
  if (asked.state === 'finished') cases = cases.where('case_list.finished_at', 'is not', null);
  if (asked.zone !== undefined) cases = cases.where('case_list.zone', '=', asked.zone);
  if (asked.engineer_id !== undefined) cases = cases.where('case_list.engineer_id', '=', asked.engineer_id);
  if (asked.customer_id !== undefined) cases = cases.where('case_list.customer_id', '=', asked.customer_id);
  if (asked.phone !== undefined) cases = cases.where('case_list.phone', '=', phoneDigits(asked.phone));
  if (asked.from !== undefined) cases = cases.where('case_list.reported_at', '>=', momentOf(parseInstant(asked.from)!));
  if (asked.to !== undefined) cases = cases.where('case_list.reported_at', '<', momentOf(parseInstant(asked.to)!));
  return withWords(withReading(asking.now, withLateness(asking.now, cases, asked), asked), asked);
}

/** An engineer sees the cases they have or had a visit of. */
function ownOnly({ actor }: Asking, cases: Cases): Cases {
  if (scopeOf(actor, 'case.list') === 'any') return cases;
  return cases.where((eb) =>
    eb.exists(
      eb.selectFrom('visit_list').whereRef('visit_list.org_id', '=', 'case_list.org_id').whereRef('visit_list.case_id', '=', 'case_list.case_id')
        .where('visit_list.engineer_id', '=', actor.person).select(sql`1`.as('one')),
    ),
  );
}

function withLateness(now: Instant, cases: Cases, { late }: Query): Cases {
  if (late === undefined) return cases;
  return cases.where((eb) => eb(sql<number>`case_list.late_count + ${overdueCount(eb as never, now)}`, late === 'true' ? '>' : '=', 0));
}

/** Where a figure of the promise report leads: the cases behind it. */
function withReading(now: Instant, cases: Cases, { clock, verdict }: Query): Cases {
  if (clock === undefined && verdict === undefined) return cases;
  return cases.where((eb) => {
    let readings = eb.selectFrom('reading').whereRef('reading.org_id', '=', 'case_list.org_id').whereRef('reading.case_id', '=', 'case_list.case_id').select(sql`1`.as('one'));
    if (clock !== undefined) readings = readings.where('reading.clock', '=', clock);
    if (verdict !== undefined) readings = readings.where(verdictAt(now), '=', verdict);
    return eb.exists(readings);
  });
}

/** The verdict of a stored reading at a moment; the rule is that of the engine, the deadline was worked out there. */
function verdictAt(now: Instant) {
  return sql<string>`case when reading.verdict <> 'running' or reading.paused or reading.deadline is null or reading.deadline >= ${momentOf(now)} then reading.verdict
                          when reading.excusable then 'excused' else 'overdue' end`;
}

function withWords(cases: Cases, { q }: Query): Cases {
  const words = q?.trim();
  if (words === undefined || words === '') return cases;
  const digits = phoneDigits(words);
  return cases.where((eb) =>
    eb.or([
      ...(['number', 'caller_name', 'address', 'description'] as const).map((column) => eb(`case_list.${column}`, 'ilike', anywhere(words))),
      ...(digits.length >= 3 ? [eb('case_list.phone', 'like', anywhere(digits))] : []),
    ]),
  );
}

/** Cases without a deadline come last. */
function byDeadline(cases: Cases, after: [number | null, string] | null): Cases {
  const ordered = cases.orderBy('case_list.next_deadline', (order) => order.asc().nullsLast()).orderBy('case_list.case_id');
  if (after === null) return ordered;
  const [deadline, caseId] = after;
  if (deadline === null) return ordered.where('case_list.next_deadline', 'is', null).where('case_list.case_id', '>', caseId);
  return ordered.where((eb) =>
    eb.or([
      eb('case_list.next_deadline', '>', momentOf(deadline)),
      eb.and([eb('case_list.next_deadline', '=', momentOf(deadline)), eb('case_list.case_id', '>', caseId)]),
      eb('case_list.next_deadline', 'is', null),
    ]),
  );
}

function byReport(cases: Cases, after: [number, string] | null): Cases {
  const ordered = cases.orderBy('case_list.reported_at', 'desc').orderBy('case_list.case_id');
  if (after === null) return ordered;
  const [reported, caseId] = after;
  return ordered.where((eb) =>
    eb.and([
      eb('case_list.reported_at', '<=', momentOf(reported)),
      eb.or([eb('case_list.reported_at', '<', momentOf(reported)), eb('case_list.case_id', '>', caseId)]),
    ]),
  );
}
