/** Our own people, with the visits each still has to finish. */

import { z } from 'zod';
import { baseRolesOf, codesFor } from '../../core/roster/roles.ts';
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
  const { rows, named } = await ask(asking, async (client) => {
    const named = (await activePack(client, asking)).pack.roles ?? [];
    // Whoever asks for the engineers means those of the trade's own names as well.
    const codes = asked.role === undefined ? null : codesFor(asked.role, named);
    const found = await client.query<PersonRow>({ name: 'people', text: people, values: [asking.actor.org, codes, after?.[0] ?? '', asked.limit + 1, party] });
    return { rows: found.rows, named };
  });
  return pageOf(
    rows,
    asked.limit,
    (person) => ({ ...person, counts_as: baseRolesOf(person.roles, named) }),
    (last) => cursorOf('people', [last.person_id]),
  );
}
