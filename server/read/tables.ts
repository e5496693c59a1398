/** The derived tables as questions see them, and Kysely as a writer of SQL only: running it is the business of `ask`. */

import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type Compilable } from 'kysely';
import type { PoolClient } from 'pg';
import type { Instant } from '../../core/base/time.ts';

export type CaseListRow = {
  org_id: string; case_id: string; number: string; state: string; matter: string; channel: string | null; category: string | null; zone: string | null;
  area: string | null; customer_id: string | null; unit_id: string | null; caller_name: string | null; phone: string | null; address: string | null;
  description: string | null; engineer_id: string | null; visit_id: string | null; appointment_at: Instant | null; reported_at: Instant;
  finished_at: Instant | null; next_deadline: Instant | null; next_clock: string | null; late_count: number; disputed_count: number; round: number;
  imported: boolean; seq: number; words: string;
};

export type ReadingRow = {
  org_id: string; case_id: string; clock: string; subject: string; subject_id: string; round: number; occurrence: number; zone: string | null;
  judged: 'each' | 'average' | 'both'; started_at: Instant; deadline: Instant | null; stopped_at: Instant | null; cancelled_at: Instant | null;
  paused: boolean; target_ms: number | null; elapsed_ms: number | null; verdict: string; excusable: boolean;
};

export type VisitListRow = {
  org_id: string; visit_id: string; case_id: string; engineer_id: string | null; phase: string; assigned_at: Instant | null; appointment_at: Instant | null;
  departed_at: Instant | null; arrived_at: Instant | null; left_at: Instant | null;
};

export type CustomerListRow = {
  org_id: string; customer_id: string; name: string | null; phones: string[]; address: string | null; class: string | null; zone: string | null;
  area: string | null; erased: boolean; seq: number;
};

export type UnitListRow = {
  org_id: string; unit_id: string; customer_id: string | null; model: string; serial: string | null; purchased_on: string | null; seq: number;
};

export type PersonListRow = {
  org_id: string; person_id: string; name: string | null; email: string | null; phone: string | null; roles: string[]; zones: string[]; skills: string[]; active: boolean; seq: number;
};

export type FormListRow = {
  org_id: string; form_id: string; form: string; words: Readonly<Record<string, string>>; number: string; year: number; serial: number; about_kind: 'case' | 'unit' | 'customer' | 'organisation'; about_id: string;
  opened_at: Instant; opened_by: string; state: 'open' | 'complete' | 'locked' | 'void'; copies: number; roles: string[]; seq: number;
};

export type Tables = {
  case_list: CaseListRow; reading: ReadingRow; visit_list: VisitListRow; customer_list: CustomerListRow; unit_list: UnitListRow; person_list: PersonListRow; form_list: FormListRow;
};

/** For questions that are put together from filters; a question that is always the same is SQL as it stands. */
export const query = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** `name`: of a question whose text never changes, so that the database reads and plans it once a connection. */
export async function rowsOf<Row>(client: PoolClient, question: Compilable<Row>, name?: string): Promise<Row[]> {
  const { sql, parameters } = question.compile();
  const { rows } = await client.query({ text: sql, values: [...parameters], ...(name === undefined ? {} : { name }) });
  return rows as Row[];
}

/** Text as a person typed it, as a pattern that finds it anywhere. */
export function anywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`;
}
