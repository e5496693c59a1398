/** Who is calling: customers by phone or name, with what stands at their place, what is open and what was before. */

import type { PoolClient } from 'pg';
import { sql } from 'kysely';
import { z } from 'zod';
import { phoneDigits, phoneForms } from '../../core/base/phone.ts';
import type { operations } from '../../wire/contract.ts';
import type { CustomerView } from '../../wire/view/views.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking } from './asking.ts';
import { caseRowOf, selectCases } from './case_rows.ts';
import { cursorOf, keyOf, pageOf, textKey } from './cursor.ts';
import { activePack } from './me.ts';
import { seenCases, seenCustomers, seenUnits } from './permit.ts';
import { anywhere, query, rowsOf, type CustomerListRow } from './tables.ts';
import { unitViewOf } from './units.ts';

type CustomerRow = Omit<CustomerView, 'units' | 'open_cases' | 'past_cases'>;

/** Of each customer; the list of cases shows the rest. */
const pastCasesMax = 20;
/** A full number is looked up in the index; a shorter one is still being typed. */
const wholeNumberDigits = 11;

export async function findCustomers(asking: Asking, asked: z.output<(typeof operations)['customer.find']['query']>) {
  const seen = seenCustomers(asking.actor, 'customer.find', 'customer_list.customer_id');
  const after = keyOf('customers', z.tuple([textKey]), asked.cursor);
  const words = asked.q?.trim();
  return ask(asking, async (client) => {
    const home = asked.phone === undefined && !words ? undefined : (await activePack(client, asking)).pack.phone_country;
    let found = selectCustomers(asking.actor.org).orderBy('customer_id').limit(asked.limit + 1);
    if (asked.phone !== undefined) found = found.where(hasPhone(asked.phone, home));
    if (words) {
      found = found.where((eb) =>
        eb.or([
          eb('name', 'ilike', anywhere(words)), eb('address', 'ilike', anywhere(words)),
          ...(phoneDigits(words).length >= 3 ? [phoneBegins(words, home)] : []),
        ]),
      );
    }
    if (seen !== null) found = found.where(seen);
    if (after) found = found.where('customer_id', '>', after[0]);
    const page = pageOf(await rowsOf(client, found), asked.limit, customerRowOf, (last) => cursorOf('customers', [last.customer_id]));
    return { ...page, items: await withBelongings(client, asking, page.items) };
  });
}

function hasPhone(typed: string, home: string | undefined) {
  const forms = phoneForms(typed, home);
  return forms[0]!.length >= wholeNumberDigits ? sql<boolean>`phones && ${forms}::text[]` : phoneBegins(typed, home);
}

function phoneBegins(typed: string, home: string | undefined) {
  return sql<boolean>`exists (select from unnest(phones) phone where phone like any(${phoneForms(typed, home).map((form) => `${form}%`)}::text[]))`;
}

export async function getCustomer(asking: Asking, customerId: string): Promise<CustomerView> {
  const seen = seenCustomers(asking.actor, 'customer.get', 'customer_list.customer_id');
  return ask(asking, async (client) => {
    const rows = await customerRowsOf(client, asking.actor.org, [customerId]);
    if (rows.length === 0) throw new Refused('unknown_customer', { detail: { customer_id: customerId } });
    if (seen !== null && (await rowsOf(client, selectCustomers(asking.actor.org).where('customer_id', '=', customerId).where(seen))).length === 0) throw new Refused('not_allowed');
    return (await withBelongings(client, asking, rows))[0]!;
  });
}

export async function customerRowsOf(client: PoolClient, org: string, ids: readonly string[]): Promise<CustomerRow[]> {
  return (await rowsOf(client, selectCustomers(org).where('customer_id', 'in', ids))).map(customerRowOf);
}

function selectCustomers(org: string) {
  return query.selectFrom('customer_list').where('org_id', '=', org).selectAll();
}

/** Their units and cases, in two questions for all customers of a page. Of the cases and units only those the asker sees. */
async function withBelongings(client: PoolClient, asking: Asking, customers: readonly CustomerRow[]): Promise<CustomerView[]> {
  if (customers.length === 0) return [];
  const ids = customers.map((customer) => customer.customer_id);
  const { org } = asking.actor;
  const unitsSeen = seenUnits(asking.actor, 'unit.list', 'unit_list.unit_id');
  let standing = query.selectFrom('unit_list').where('org_id', '=', org).where('customer_id', 'in', ids).selectAll().orderBy('unit_id').limit(2_000);
  if (unitsSeen !== null) standing = standing.where(unitsSeen);
  const units = (await rowsOf(client, standing)).map(unitViewOf);
  let ranked = selectCases(org, asking.now)
    .where('case_list.customer_id', 'in', ids)
    .select(sql<number>`row_number() over (partition by case_list.customer_id, case_list.finished_at is null order by case_list.reported_at desc)::int`.as('rank'));
  const seen = seenCases(asking.actor, 'case.list');
  if (seen !== null) ranked = ranked.where(seen);
  const rows = (await rowsOf(client, ranked)).filter((row) => row.rank <= pastCasesMax).sort((a, b) => a.rank - b.rank);
  const cases = rows.map(caseRowOf);
  return customers.map((customer) => {
    const own = cases.filter((row) => row.customer_id === customer.customer_id);
    return {
      ...customer, units: units.filter((unit) => unit.customer_id === customer.customer_id),
      open_cases: own.filter((row) => row.finished_at === null), past_cases: own.filter((row) => row.finished_at !== null),
    };
  });
}

function customerRowOf(row: CustomerListRow): CustomerRow {
  return {
    customer_id: row.customer_id, name: row.name, phones: row.phones, address: row.address, class: row.class, zone: row.zone, area: row.area,
    erased: row.erased, seq: row.seq,
  };
}
