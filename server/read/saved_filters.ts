/** Views of the list of cases that a person keeps under a name. Nobody sees another's. */

import type { PoolClient } from 'pg';
import type { z } from 'zod';
import { isoOf, type Instant } from '../../core/base/time.ts';
import type { operations } from '../../wire/contract.ts';
import { inOrg } from '../db/transaction.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking } from './asking.ts';
import { scopeOf } from './permit.ts';

type Saved = z.output<(typeof operations)['filter.list']['ok']>;
type Row = { name: string; query: Saved['items'][number]['query']; saved_at: Instant };

const filtersMax = 50;

export async function listFilters(asking: Asking): Promise<Saved> {
  scopeOf(asking.actor, 'filter.list');
  return ask(asking, (client) => filtersOf(client, asking));
}

/** No fact: it says nothing of the service, and saving it twice changes nothing. */
export async function saveFilter(asking: Asking, { name, query }: z.output<(typeof operations)['filter.save']['body']>): Promise<Saved> {
  const { house, actor, now } = asking;
  scopeOf(actor, 'filter.save');
  return inOrg(house.db.pool, actor.org, async (tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 3))', [`filters ${actor.org}/${actor.person}`]);
    await tx.query({
      name: 'save_filter',
      text: `insert into saved_filter (org_id, person_id, name, query, saved_at) values ($1, $2, $3, $4, $5)
             on conflict (org_id, person_id, name) do update set (query, saved_at) = (excluded.query, excluded.saved_at)`,
      values: [actor.org, actor.person, name, JSON.stringify(query), isoOf(now)],
    });
    const saved = await filtersOf(tx, asking);
    if (saved.items.length > filtersMax) throw new Refused('too_many_filters', { detail: { max: filtersMax } });
    return saved;
  });
}

export async function removeFilter(asking: Asking, { name }: { name: string }): Promise<Saved> {
  const { house, actor } = asking;
  scopeOf(actor, 'filter.remove');
  return inOrg(house.db.pool, actor.org, async (tx) => {
    await tx.query('delete from saved_filter where org_id = $1 and person_id = $2 and name = $3', [actor.org, actor.person, name]);
    return filtersOf(tx, asking);
  });
}

async function filtersOf(client: PoolClient, { actor }: Asking): Promise<Saved> {
  const { rows } = await client.query<Row>({
    name: 'saved_filters',
    text: 'select name, query, saved_at from saved_filter where org_id = $1 and person_id = $2 order by name',
    values: [actor.org, actor.person],
  });
  return { items: rows.map(({ name, query, saved_at: at }) => ({ name, query, saved_at: isoOf(at) })) };
}
