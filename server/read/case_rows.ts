/** One case as it stands on a list: what is selected for it, and how it is written on the wire. */

import { sql, type ExpressionBuilder, type SelectQueryBuilder } from 'kysely';
import { isoOf, type Instant } from '../../core/base/time.ts';
import type { CaseRow } from '../../wire/view/views.ts';
import { query, type CaseListRow, type Tables } from './tables.ts';

export type CaseListed = Omit<CaseListRow, 'org_id' | 'unit_id' | 'visit_id' | 'round' | 'words'> & { engineer_name: string | null; overdue_count: number | null };

type CaseExpression = ExpressionBuilder<Tables, 'case_list'>;

/** Readings of the case that are past their deadline now: stored rows only know what was so when the last fact came. */
export function overdueCount(eb: CaseExpression, now: Instant) {
  return eb
    .selectFrom('reading')
    .whereRef('reading.org_id', '=', 'case_list.org_id')
    .whereRef('reading.case_id', '=', 'case_list.case_id')
    .where('reading.verdict', '=', 'running')
    .where('reading.paused', '=', false)
    .where('reading.excusable', '=', false)
    .where('reading.deadline', '<', momentOf(now))
    .select(sql<number>`count(*)::int`.as('count'));
}

/** `few` are cases chosen before, which then stand for the whole list. */
export function selectCases(org: string, now: Instant, few?: SelectQueryBuilder<Tables, 'case_list' | 'person_list', object>) {
  return (few === undefined ? query.selectFrom('case_list') : (query.selectFrom(few.as('case_list')) as unknown as SelectQueryBuilder<Tables, 'case_list', object>))
    .leftJoin('person_list', (join) => join.onRef('person_list.org_id', '=', 'case_list.org_id').onRef('person_list.person_id', '=', 'case_list.engineer_id'))
    .where('case_list.org_id', '=', org)
    .select([
      'case_list.case_id', 'case_list.number', 'case_list.state', 'case_list.matter', 'case_list.channel', 'case_list.category', 'case_list.zone', 'case_list.area',
      'case_list.customer_id', 'case_list.caller_name', 'case_list.phone', 'case_list.address', 'case_list.description', 'case_list.engineer_id',
      'case_list.appointment_at', 'case_list.reported_at', 'case_list.finished_at', 'case_list.next_deadline', 'case_list.next_clock', 'case_list.late_count',
      'case_list.disputed_count', 'case_list.imported', 'case_list.seq', 'person_list.name as engineer_name',
    ])
    .select((eb) => overdueCount(eb as unknown as CaseExpression, now).as('overdue_count'));
}

export function caseRowOf(row: CaseListed): CaseRow {
  return {
    case_id: row.case_id, number: row.number, state: row.state, matter: row.matter, channel: row.channel, zone: row.zone, area: row.area, category: row.category,
    customer_id: row.customer_id, caller_name: row.caller_name, phone: row.phone, address: row.address, description: row.description,
    engineer_id: row.engineer_id, engineer_name: row.engineer_name, appointment_at: wire(row.appointment_at), reported_at: isoOf(row.reported_at),
    finished_at: wire(row.finished_at), next_deadline: wire(row.next_deadline), next_clock: row.next_clock, late_count: row.late_count + (row.overdue_count ?? 0),
    disputed_count: row.disputed_count, imported: row.imported, seq: row.seq,
  };
}

/** A moment on the wire: RFC 3339 in UTC. */
export function wire(at: Instant | null | undefined): string | null {
  return at === null || at === undefined ? null : isoOf(at);
}

/** A moment as a parameter. The tables' types say Instant, because that is what comes back. */
export function momentOf(at: number) {
  return sql<Instant>`${new Date(at).toISOString()}::timestamptz`;
}
