/** Checks the archive of a pack: it keeps forms that are there, by roles that are there, and no form otherwise than the form says. */

import { rolesKnown } from '../roster/roles.ts';
import type { Pack } from './pack.ts';
import type { Finding, Path } from './problem.ts';

export function checkArchive(pack: Pack): Finding[] {
  const roles = rolesKnown(pack.roles ?? []);
  return Object.entries(pack.archive ?? {}).flatMap(([name, { forms, cases, kept, by }]) => {
    const at: Path = ['archive', name];
    return [
      ...(cases || forms.length > 0 ? [] : [{ path: at, code: 'missing_field' as const, message: 'an archive says what it keeps: cases, or forms' }]),
      ...forms.flatMap((form, index) => checkKept(pack, form, kept, [...at, 'forms', index])),
      ...by.flatMap((role, index): Finding[] =>
        roles.includes(role) ? [] : [{ path: [...at, 'by', index], code: 'unknown_role', message: `there is no role ${role}; roles are ${roles.join(', ')}` }],
      ),
    ];
  });
}

function checkKept(pack: Pack, name: string, kept: string | undefined, path: Path): Finding[] {
  const form = Object.hasOwn(pack.forms ?? {}, name) ? pack.forms![name]! : undefined;
  if (form === undefined) return [{ path, code: 'bad_value', message: `there is no form ${name}` }];
  return form.retention === undefined || form.retention === kept
    ? []
    : [{ path, code: 'bad_value', message: `the form ${name} says it is kept ${form.retention}, and the archive ${kept ?? 'without an end'}` }];
}
