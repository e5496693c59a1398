/** Which cases are open, the most urgent first; which were finished, the latest first; which are sought. */

import { sql } from 'kysely';
import type { PoolClient } from 'pg';
import type { z } from 'zod';
import type { operations } from '../../wire/contract.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking } from './asking.ts';
import { matching, within, wholeCases, type Cases, type ListOperation } from './case_filter.ts';
import { orders, type CaseOrder } from './case_order.ts';
import { caseRowOf, selectCases, type CaseListed } from './case_rows.ts';
import { fewWithTerms, soughtOf, type Sought } from './case_words.ts';
import { pageOf } from './cursor.ts';
import { rowsOf } from './tables.ts';

type Query = z.output<(typeof operations)['case.list']['query']>;

/** A million cases are not waited for: what is common is met at once on the way down the list, what is rare is few in the index. */
const walkedFirst = 1_500;

export async function listCases(asking: Asking, asked: Query, operation: ListOperation = 'case.list') {
  const order = orderOf(asked);
  const rows = await ask(asking, async (client) => {
    const sought = await soughtOf(client, asking, asked);
    return find({ client, asking, operation, asked, order, sought });
  });
  return pageOf(rows, asked.limit, caseRowOf, order.cursorAfter);
}

function orderOf({ state, sort }: Query): CaseOrder {
  // A finished case has no deadline to be listed by.
  if (sort === 'deadline' && state !== 'open') throw new Refused('bad_request', { errors: [{ path: 'query.sort', code: 'deadline_of_open' }] });
  return orders[sort ?? (state === 'open' ? 'deadline' : 'reported')];
}

type Search = {
  readonly client: PoolClient; readonly asking: Asking; readonly operation: ListOperation; readonly asked: Query; readonly order: CaseOrder; readonly sought: Sought;
};

async function find(search: Search): Promise<CaseListed[]> {
  const { client, asking, operation, asked, order, sought } = search;
  const listed = () => within(asking, operation, selectCases(asking.actor.org, asking.now), asked, sought);
  const ended = (cases: Cases) => rowsOf(client, order.sorted(order.after(matching(asking, cases, asked, sought), asked.cursor)).limit(asked.limit + 1));
  if (sought.terms.length === 0) return ended(listed());

  const met = await ended(selectCases(asking.actor.org, asking.now, firstOf(search)));
  if (met.length > asked.limit) return met;
  const few = await fewWithTerms(client, asking.actor.org, sought);
  return ended(few === null ? listed() : listed().where('case_list.case_id', '=', sql<string>`any(${few}::text[])`));
}

/** The head of the list from here on, whatever is sought. */
function firstOf({ asking, operation, asked, order, sought }: Search): Cases {
  return order.sorted(order.after(within(asking, operation, wholeCases(asking.actor.org), asked, sought), asked.cursor)).limit(walkedFirst);
}
