/** What stands at a customer's place. */

import { z } from 'zod';
import type { operations } from '../../wire/contract.ts';
import type { UnitView } from '../../wire/view/views.ts';
import { ask, type Asking } from './asking.ts';
import { cursorOf, keyOf, pageOf, textKey } from './cursor.ts';
import { seenUnits } from './permit.ts';
import { query, rowsOf, type UnitListRow } from './tables.ts';

export async function listUnits(asking: Asking, asked: z.output<(typeof operations)['unit.list']['query']>) {
  const { org } = asking.actor;
  const after = keyOf('units', z.tuple([textKey]), asked.cursor);
  let units = query.selectFrom('unit_list').where('org_id', '=', org).selectAll().orderBy('unit_id').limit(asked.limit + 1);
  const seen = seenUnits(asking.actor, 'unit.list', 'unit_list.unit_id');
  if (seen !== null) units = units.where(seen);
  if (asked.customer_id !== undefined) units = units.where('customer_id', '=', asked.customer_id);
  if (after) units = units.where('unit_id', '>', after[0]);
  const rows = await ask(asking, (client) => rowsOf(client, units));
  return pageOf(rows, asked.limit, unitViewOf, (last) => cursorOf('units', [last.unit_id]));
}

export function unitViewOf(row: UnitListRow): UnitView {
  return { unit_id: row.unit_id, customer_id: row.customer_id, model: row.model, serial: row.serial, purchased_on: row.purchased_on };
}
