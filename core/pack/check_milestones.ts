/** Checks the milestones a pack declares: none takes the name of a fact or a field of the house, only codes have choices, and whoever records one is a role. */

import { takenFields } from '../case/declared.ts';
import { rolesKnown } from '../roster/roles.ts';
import { factKinds } from './facts.ts';
import type { Pack } from './pack.ts';
import type { Finding } from './problem.ts';

export function checkMilestones(pack: Pack): Finding[] {
  const roles = rolesKnown(pack.roles ?? []);
  return Object.entries(pack.milestones ?? {}).flatMap(([kind, { fields, by }]): Finding[] => {
    const path = ['milestones', kind];
    const taken: Finding[] = Object.hasOwn(factKinds, kind)
      ? [{ path, code: 'duplicate_name', message: `there is a fact ${kind} in every organisation already` }]
      : [];
    const strangers = (by ?? []).flatMap((each, index): Finding[] =>
      roles.includes(each) ? [] : [{ path: [...path, 'by', index], code: 'unknown_role', message: `there is no role ${each}; roles are ${roles.join(', ')}` }],
    );
    return [...taken, ...strangers, ...Object.entries(fields ?? {}).flatMap(([name, field]) => checkField([...path, 'fields', name], name, field))];
  });
}

type Field = NonNullable<NonNullable<Pack['milestones']>[string]['fields']>[string];

/** Fields that are filled in by hand: no name that means something else, and choices for codes alone. */
export function checkField(path: readonly string[], name: string, { type, choices }: Field): Finding[] {
  if (takenFields.includes(name)) return [{ path, code: 'bad_value', message: `a field cannot be called ${name}: every milestone means something by it` }];
  if (name.endsWith('_at') !== (type === 'moment')) return [{ path, code: 'bad_value', message: 'a moment is named with _at at its end, and only a moment' }];
  if (choices !== undefined && type !== 'code') return [{ path: [...path, 'choices'], code: 'bad_value', message: 'only a code has choices' }];
  return [];
}
