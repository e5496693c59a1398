/** What is looked after: contracts, machines, sites, teams … that something recurring is owed to, and how each stands. */

import { z } from 'zod';
import { isoOf, type Instant } from '../../core/base/time.ts';
import type { operations } from '../../wire/contract.ts';
import type { InCare } from '../../wire/view/duty_views.ts';
import { ask, type Asking } from './asking.ts';
import { wire } from './case_rows.ts';
import { cursorOf, keyOf, pageOf, textKey } from './cursor.ts';
import { heldBy } from './duties.ts';
import { scopeOf } from './permit.ts';
import { statement } from './statement.ts';
import { anywhere } from './tables.ts';

type Row = Omit<InCare, 'since' | 'until' | 'next_due_at'> & { since: Instant | null; until: Instant | null; next_due_at: Instant | null };

const inCare = statement('in_care.sql');

export async function listInCare(asking: Asking, asked: z.output<(typeof operations)['duty.in_care']['query']>) {
  const { actor, now } = asking;
  const isOwn = scopeOf(actor, 'duty.in_care') !== 'any';
  const after = keyOf('in care', z.tuple([textKey, textKey]), asked.cursor);
  const { rows } = await ask(asking, (client) => client.query<Row>({
    name: 'in_care', text: inCare,
    values: [actor.org, isoOf(now), asked.subject_kind ?? null, asked.ended === 'true', asked.q === undefined ? null : anywhere(asked.q),
      isOwn ? actor.person : null, isOwn ? heldBy(actor) : [], after?.[0] ?? null, after?.[1] ?? null, asked.limit + 1],
  }));
  return pageOf(rows, asked.limit, (row) => ({ ...row, since: wire(row.since), until: wire(row.until), next_due_at: wire(row.next_due_at) }), (last) => cursorOf('in care', [last.subject_kind, last.subject_id]));
}
