/** Declared events, the latest first. */

import { z } from 'zod';
import { isoOf, type Instant } from '../../core/base/time.ts';
import type { operations } from '../../wire/contract.ts';
import { ask, type Asking } from './asking.ts';
import { wire } from './case_rows.ts';
import { cursorOf, keyOf, momentKey, pageOf, textKey } from './cursor.ts';
import { scopeOf } from './permit.ts';
import { statement } from './statement.ts';

type EventRow = { event_id: string; kind: string; area: string; begins_at: Instant; ends_at: Instant | null; note: string | null; seq: number };

const events = statement('events.sql');

export async function listEvents(asking: Asking, asked: z.output<(typeof operations)['event.list']['query']>) {
  scopeOf(asking.actor, 'event.list');
  const after = keyOf('events', z.tuple([momentKey, textKey]), asked.cursor);
  const { rows } = await ask(asking, (client) =>
    client.query<EventRow>({ name: 'events', text: events, values: [asking.actor.org, after && isoOf(after[0] as Instant), after?.[1] ?? null, asked.limit + 1] }),
  );
  return pageOf(
    rows,
    asked.limit,
    (row) => ({ ...row, begins_at: isoOf(row.begins_at), ends_at: wire(row.ends_at) }),
    (last) => cursorOf('events', [last.begins_at, last.event_id]),
  );
}
