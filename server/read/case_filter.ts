/** What a list of cases is narrowed to: by its codes and moments, by lateness, by readings, by words. */

import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import { parseInstant, type Instant } from '../../core/base/time.ts';
import type { operations } from '../../wire/contract.ts';
import type { Asking } from './asking.ts';
import { momentOf, overdueCount, type selectCases } from './case_rows.ts';
import type { Sought } from './case_words.ts';
import { seenCases } from './permit.ts';
import { query } from './tables.ts';

export type CaseFilter = Omit<z.output<(typeof operations)['case.list']['query']>, 'cursor' | 'limit' | 'sort'>;
export type Cases = ReturnType<typeof selectCases>;

/** Every column, for what is then listed or counted as if it were all there is. */
export function wholeCases(org: string): Cases {
  return query.selectFrom('case_list').where('case_list.org_id', '=', org).selectAll('case_list') as unknown as Cases;
}

/** Which operation asks: whose cases somebody sees depends on it. */
export type ListOperation = 'case.list' | 'case.counts' | 'case.export';

/** What an index of the list can answer by itself. */
export function within(asking: Asking, operation: ListOperation, cases: Cases, asked: CaseFilter, { phones }: Sought): Cases {
  let few = cases;
  if (asked.state === 'open') few = few.where('case_list.finished_at', 'is', null);
  if (asked.state === 'finished') few = few.where('case_list.finished_at', 'is not', null);
  if (asked.engineer_id !== undefined) few = few.where('case_list.engineer_id', '=', asked.engineer_id);
  if (asked.customer_id !== undefined) few = few.where('case_list.customer_id', '=', asked.customer_id);
  if (phones !== null) few = few.where('case_list.phone', 'in', phones);
  if (asked.from !== undefined) few = few.where('case_list.reported_at', '>=', momentOf(parseInstant(asked.from)!));
  if (asked.to !== undefined) few = few.where('case_list.reported_at', '<', momentOf(parseInstant(asked.to)!));
  const seen = seenCases(asking.actor, operation);
  return seen === null ? few : few.where(seen);
}

/** What has to be looked at case by case. */
export function matching(asking: Asking, cases: Cases, asked: CaseFilter, sought: Sought): Cases {
  let few = cases;
  if (asked.zone !== undefined) few = few.where('case_list.zone', '=', asked.zone);
  if (asked.channel !== undefined) few = few.where('case_list.channel', '=', asked.channel);
  if (asked.matter !== undefined) few = few.where('case_list.matter', '=', asked.matter);
  for (const { word, engineers } of sought.words) few = few.where(holds(word, engineers));
  return withReading(asking.now, withLateness(asking.now, few, asked), asked);
}

function holds(word: string, engineers: readonly string[]) {
  const inWords = sql<boolean>`strpos(case_list.words, ${word}) > 0`;
  return engineers.length === 0 ? inWords : sql<boolean>`(${inWords} or case_list.engineer_id = any(${engineers}::text[]))`;
}

/** The readings of a case are only counted when its next deadline is past: before that none of them can be. */
function withLateness(now: Instant, cases: Cases, { late }: CaseFilter): Cases {
  if (late === undefined) return cases;
  return cases.where((eb) => {
    const isLate = sql<boolean>`(case_list.late_count > 0 or (case_list.next_deadline < ${momentOf(now)} and ${overdueCount(eb as never, now)} > 0))`;
    return late === 'true' ? isLate : sql<boolean>`(${isLate}) is not true`;
  });
}

/** Whether a filter speaks of readings at all. */
export function namesReadings({ clock, verdict, started_from, started_to, promise_zone, promise_class }: CaseFilter): boolean {
  return [clock, verdict, started_from, started_to, promise_zone, promise_class].some((it) => it !== undefined);
}

/** Where a figure of the promise report leads: the cases behind it. */
function withReading(now: Instant, cases: Cases, asked: CaseFilter): Cases {
  if (!namesReadings(asked)) return cases;
  return cases.where(sql<boolean>`exists (select from reading where reading.org_id = case_list.org_id and reading.case_id = case_list.case_id and ${readingMatches(now, asked)})`);
}

/** One reading that is all that the filter says; it has to be one and the same reading. */
export function readingMatches(now: Instant, { clock, verdict, started_from, started_to, promise_zone, promise_class }: CaseFilter): RawBuilder<boolean> {
  const parts = [
    clock === undefined ? null : sql`reading.clock = ${clock}`,
    verdict === undefined ? null : sql`${verdictAt(now)} = ${verdict}`,
    started_from === undefined ? null : sql`reading.started_at >= ${momentOf(parseInstant(started_from)!)}`,
    started_to === undefined ? null : sql`reading.started_at < ${momentOf(parseInstant(started_to)!)}`,
    madeBy(sql`reading.zone`, promise_zone),
    madeBy(sql`reading.customer_class`, promise_class),
  ].filter((part) => part !== null);
  return sql<boolean>`(${sql.join(parts, sql` and `)})`;
}

function madeBy(column: RawBuilder<unknown>, code: string | undefined) {
  if (code === undefined) return null;
  return code === '-' ? sql`${column} is null` : sql`${column} = ${code}`;
}

/** The verdict of a stored reading at a moment; the rule is that of the engine, the deadline was worked out there. */
function verdictAt(now: Instant) {
  return sql<string>`case when reading.verdict <> 'running' or reading.paused or reading.deadline is null or reading.deadline >= ${momentOf(now)} then reading.verdict
                          when reading.excusable then 'excused' else 'overdue' end`;
}
