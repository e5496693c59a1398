/** `sanbao user`: people who sign in, for whoever runs the installation. */

import { role, type Role } from '../../core/roster/facts.ts';
import { addSomebody } from '../demo/begin.ts';
import { readOrg } from '../db/transaction.ts';
import { Complaint, print, printJson, wrongUse } from './complaint.ts';
import { orgFor, withHouse } from './open_house.ts';

type Options = { readonly org?: string; readonly data: string; readonly json?: boolean };
type AddOptions = Options & {
  readonly name: string;
  readonly email: string;
  readonly roles: string;
  readonly zones?: string;
  readonly password?: string;
};

export async function addUser(options: AddOptions): Promise<void> {
  const roles = listIn(options.roles).map(readRole);
  if (roles.length === 0) throw wrongUse('--roles: name at least one');
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(options.email)) throw wrongUse(`--email ${options.email}: not an e-mail address`);
  if (options.password !== undefined && options.password.length < 10) throw wrongUse('--password: at least 10 characters');
  await withHouse(options.data, async (house) => {
    const org = await orgFor(house, options.org);
    const added = await addSomebody(house, org, {
      name: options.name,
      email: options.email,
      roles,
      zones: listIn(options.zones ?? ''),
      ...(options.password === undefined ? {} : { password: options.password }),
    });
    if (added.status === 'refused') throw new Complaint(`Refused: ${added.refusal}.`);
    if (added.status !== 'added') throw new Complaint(`Somebody signs in with ${options.email} already.`);
    if (options.json) return printJson({ org, email: options.email, ...added });
    print(
      `${options.name} can sign in as ${options.email}${options.password === undefined ? `  password: ${added.password}  (shown once)` : ''}.`,
    );
  });
}

export async function listUsers(options: Options): Promise<void> {
  await withHouse(options.data, async (house) => {
    const org = await orgFor(house, options.org);
    const people = await readOrg(house.db.pool, org, async (tx) => {
      const { rows } = await tx.query<{
        person_id: string;
        name: string | null;
        email: string | null;
        roles: string[];
        zones: string[];
        active: boolean;
      }>('select person_id, name, email, roles, zones, active from person_list where org_id = $1 order by person_id', [org]);
      return rows;
    });
    if (options.json) return printJson(people);
    for (const each of people)
      print([each.person_id, each.name ?? '', each.email ?? '-', each.roles.join(','), each.active ? '' : 'left'].join('  ').trimEnd());
  });
}

function listIn(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function readRole(text: string): Role {
  const read = role.safeParse(text);
  if (!read.success) throw wrongUse(`--roles ${text}: the roles are ${role.options.join(', ')}`);
  return read.data;
}
