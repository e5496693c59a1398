/** Our own people, with the visits each still has to finish. */

import { z } from 'zod';
import type { operations } from '../../wire/contract.ts';
import { ask, type Asking } from './asking.ts';
import { cursorOf, keyOf, pageOf, textKey } from './cursor.ts';
import { scopeOf } from './permit.ts';
import { statement } from './statement.ts';
import type { PersonListRow } from './tables.ts';

type PersonRow = Omit<PersonListRow, 'org_id'> & { open_visits: number };

const people = statement('people.sql');

export async function listPeople(asking: Asking, asked: z.output<(typeof operations)['person.list']['query']>) {
  scopeOf(asking.actor, 'person.list');
  const after = keyOf('people', z.tuple([textKey]), asked.cursor);
  const { rows } = await ask(asking, (client) =>
    client.query<PersonRow>({ name: 'people', text: people, values: [asking.actor.org, asked.role ?? null, after?.[0] ?? '', asked.limit + 1] }),
  );
  return pageOf(
    rows,
    asked.limit,
    (person) => person,
    (last) => cursorOf('people', [last.person_id]),
  );
}
