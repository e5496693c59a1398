/** How many cases a filter finds, told only as far as counting is cheap: "1000 and more" is answer enough for a screen. */

import { sql } from 'kysely';
import type { PoolClient } from 'pg';
import { ask, type Asking } from './asking.ts';
import { matching, wholeCases, within, type CaseFilter, type Cases } from './case_filter.ts';
import { fewWithTerms, soughtOf, type Sought } from './case_words.ts';
import { query, rowsOf } from './tables.ts';

const countMax = 1_000;
/** Cases looked at for one count where the filter has to look at each; past them a count is a lower bound. */
const lookedAtMax = 5_000;

type Count = { count: number; more: boolean };

export async function countCases(asking: Asking, asked: CaseFilter): Promise<{ matching: Count; open: Count; finished: Count; late: Count }> {
  return ask(asking, async (client) => {
    const sought = await soughtOf(client, asking.actor.org, asked);
    const few = sought.terms.length === 0 ? null : await fewWithTerms(client, asking.actor.org, sought);
    const count = (narrowed: CaseFilter) => countOf(client, asking, narrowed, sought, few);
    return {
      matching: await count(asked), open: await count({ ...asked, state: 'open' }), finished: await count({ ...asked, state: 'finished' }),
      late: await count({ ...asked, late: 'true' }),
    };
  });
}

async function countOf(client: PoolClient, asking: Asking, asked: CaseFilter, sought: Sought, few: readonly string[] | null): Promise<Count> {
  const all = within(asking, 'case.counts', wholeCases(asking.actor.org), asked);
  const narrowed = few === null ? all : all.where('case_list.case_id', '=', sql<string>`any(${few}::text[])`);
  // In the order of an index, so that the limit ends the looking.
  const first = narrowed.orderBy('case_list.reported_at', 'desc').orderBy('case_list.case_id').limit(lookedAtMax);
  const found = matching(asking, query.selectFrom('first as case_list' as never).select(sql`1`.as('one')) as unknown as Cases, asked, sought).limit(countMax + 1);
  const counted = sql<{ found: number; looked: number }>`with first as materialized (${first})
    select (select count(*)::int from (${found}) f) as found, (select count(*)::int from first) as looked`;
  const [row] = await rowsOf(client, { compile: () => counted.compile(query) });
  return { count: Math.min(row!.found, countMax), more: row!.found > countMax || row!.looked >= lookedAtMax };
}
