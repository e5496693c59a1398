/** How many cases a filter finds, told only as far as counting is cheap: "1000 and more" is answer enough for a screen. */

import { sql, type RawBuilder } from 'kysely';
import type { PoolClient } from 'pg';
import { ask, type Asking } from './asking.ts';
import { matching, namesReadings, readingMatches, wholeCases, within, type CaseFilter, type Cases } from './case_filter.ts';
import { fewWithTerms, soughtOf, type Sought } from './case_words.ts';
import { query, rowsOf } from './tables.ts';

const countMax = 1_000;
/** Cases looked at for one count where the filter has to look at each; past them a count is a lower bound. */
const lookedAtMax = 3_000;

type Count = { count: number; more: boolean };

export async function countCases(asking: Asking, asked: CaseFilter): Promise<{ matching: Count; open: Count; finished: Count; late: Count; readings: Count | null }> {
  return ask(asking, async (client) => {
    const sought = await soughtOf(client, asking, asked);
    const few = sought.terms.length === 0 ? null : await fewWithTerms(client, asking.actor.org, sought);
    const count = (narrowed: CaseFilter) => countOf(client, asking, narrowed, sought, few);
    const matching = await count(asked);
    return {
      matching, open: asked.state === 'open' ? matching : await count({ ...asked, state: 'open' }),
      finished: asked.state === 'finished' ? matching : await count({ ...asked, state: 'finished' }),
      late: asked.late === 'true' ? matching : await count({ ...asked, late: 'true' }),
      readings: namesReadings(asked) ? { count: await readingsOf(client, asking, asked, sought, few), more: matching.more } : null,
    };
  });
}

async function countOf(client: PoolClient, asking: Asking, asked: CaseFilter, sought: Sought, few: readonly string[] | null): Promise<Count> {
  const ordered = inOrder(asking, asked, sought, few);
  const found = foundIn(ordered, asking, asked, sought, sql`1`);
  const beyond = ordered.clearSelect().select(sql`1`.as('one')).offset(lookedAtMax).limit(1);
  const counted = sql<{ found: number; more: boolean }>`select (select count(*)::int from (${found}) f) as found, exists (${beyond}) as more`;
  const [row] = await rowsOf(client, { compile: () => counted.compile(query) });
  return { count: Math.min(row!.found, countMax), more: row!.found > countMax || row!.more };
}

/** A case may have several readings of one promise: a figure that counts readings says more than the list has rows. */
async function readingsOf(client: PoolClient, asking: Asking, asked: CaseFilter, sought: Sought, few: readonly string[] | null): Promise<number> {
  const found = foundIn(inOrder(asking, asked, sought, few), asking, asked, sought, sql`case_list.case_id`);
  const counted = sql<{ count: number }>`select count(*)::int as count from reading where org_id = ${asking.actor.org} and ${readingMatches(asking.now, asked)} and case_id in (${found})`;
  const [row] = await rowsOf(client, { compile: () => counted.compile(query) });
  return row!.count;
}

/** In the order of an index, so that the limit ends the looking. */
function inOrder(asking: Asking, asked: CaseFilter, sought: Sought, few: readonly string[] | null): Cases {
  const all = within(asking, 'case.counts', wholeCases(asking.actor.org), asked, sought);
  const narrowed = few === null ? all : all.where('case_list.case_id', '=', sql<string>`any(${few}::text[])`);
  return narrowed.orderBy('case_list.reported_at', 'desc').orderBy('case_list.case_id');
}

function foundIn(ordered: Cases, asking: Asking, asked: CaseFilter, sought: Sought, column: RawBuilder<unknown>): Cases {
  const source = query.selectFrom(ordered.limit(lookedAtMax).as('case_list')).select(column.as('found')) as unknown as Cases;
  return matching(asking, source, asked, sought).limit(countMax + 1);
}
