/** The orders a list of cases comes in: how each is sorted, and where its next page begins. */

import { sql } from 'kysely';
import { z } from 'zod';
import type { Cases } from './case_filter.ts';
import { momentOf, type CaseListed } from './case_rows.ts';
import { cursorOf, keyOf, momentKey, textKey } from './cursor.ts';

export type CaseOrder = {
  readonly sorted: (cases: Cases) => Cases;
  readonly after: (cases: Cases, cursor: string | undefined) => Cases;
  readonly cursorAfter: (last: CaseListed) => string;
};

/** Cases without a deadline come last. */
const deadline: CaseOrder = {
  sorted: (cases) => cases.orderBy('case_list.next_deadline', (order) => order.asc().nullsLast()).orderBy('case_list.case_id'),
  after(cases, cursor) {
    const key = keyOf('cases by deadline', z.tuple([momentKey.nullable(), textKey]), cursor);
    if (key === null) return cases;
    const [due, caseId] = key;
    if (due === null) return cases.where('case_list.next_deadline', 'is', null).where('case_list.case_id', '>', caseId);
    return cases.where((eb) =>
      eb.or([
        eb('case_list.next_deadline', '>', momentOf(due)),
        eb.and([eb('case_list.next_deadline', '=', momentOf(due)), eb('case_list.case_id', '>', caseId)]),
        eb('case_list.next_deadline', 'is', null),
      ]),
    );
  },
  cursorAfter: (last) => cursorOf('cases by deadline', [last.next_deadline, last.case_id]),
};

const reported: CaseOrder = {
  sorted: (cases) => cases.orderBy('case_list.reported_at', 'desc').orderBy('case_list.case_id'),
  after(cases, cursor) {
    const key = keyOf('cases by report', z.tuple([momentKey, textKey]), cursor);
    if (key === null) return cases;
    const [at, caseId] = key;
    return cases.where((eb) =>
      eb.and([
        eb('case_list.reported_at', '<=', momentOf(at)),
        eb.or([eb('case_list.reported_at', '<', momentOf(at)), eb('case_list.case_id', '>', caseId)]),
      ]),
    );
  },
  cursorAfter: (last) => cursorOf('cases by report', [last.reported_at, last.case_id]),
};

/** Longer numbers are higher; two organisations' numbering in one list stays in some fixed order all the same. */
const number: CaseOrder = {
  sorted: (cases) => cases.orderBy(sql`length(case_list.number)`, 'desc').orderBy('case_list.number', 'desc'),
  after(cases, cursor) {
    const key = keyOf('cases by number', z.tuple([textKey]), cursor);
    return key === null ? cases : cases.where(sql<boolean>`(length(case_list.number), case_list.number) < (length(${key[0]}::text), ${key[0]}::text)`);
  },
  cursorAfter: (last) => cursorOf('cases by number', [last.number]),
};

export const orders = { deadline, reported, number } as const;
