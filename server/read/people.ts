/** Our own people, with the visits each still has to finish. */

import { z } from 'zod';
import { codesFor } from '../../core/roster/roles.ts';
import type { operations } from '../../wire/contract.ts';
import { ask, type Asking } from './asking.ts';
import { cursorOf, keyOf, pageOf, textKey } from './cursor.ts';
import { activePack } from './me.ts';
import { partySeen } from './permit.ts';
import { statement } from './statement.ts';
import type { PersonListRow } from './tables.ts';

type PersonRow = Omit<PersonListRow, 'org_id'> & { party: string | null; open_visits: number };

const people = statement('people.sql');

export async function listPeople(asking: Asking, asked: z.output<(typeof operations)['person.list']['query']>) {
  const party = partySeen(asking.actor, 'person.list');
  const after = keyOf('people', z.tuple([textKey]), asked.cursor);
  const { rows } = await ask(asking, async (client) => {
    // Whoever asks for the engineers means those of the trade's own names as well.
    const codes = asked.role === undefined ? null : codesFor(asked.role, (await activePack(client, asking)).pack.roles ?? []);
    return client.query<PersonRow>({ name: 'people', text: people, values: [asking.actor.org, codes, after?.[0] ?? '', asked.limit + 1, party] });
  });
  return pageOf(
    rows,
    asked.limit,
    (person) => person,
    (last) => cursorOf('people', [last.person_id]),
  );
}
