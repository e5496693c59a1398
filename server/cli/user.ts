/** `sanbao user`: people who sign in, for whoever runs the installation. */

import { describePerson } from '../../wire/command/other_commands.ts';
import type { OperationName } from '../../wire/contract.ts';
import { addSomebody } from '../demo/begin.ts';
import { systemActor } from '../demo/system_actor.ts';
import { readOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { perform } from '../journal/perform.ts';
import { dropSecondFactor, emailOfAccount } from '../login/account.ts';
import { linkHours, linkPath, makeLink } from '../login/links.ts';
import { endEverything } from '../login/sessions.ts';
import { Complaint, print, printJson, wrongUse } from './complaint.ts';
import { orgFor, withHouse } from './open_house.ts';
import { refusalText } from './refusal_text.ts';
import { siteAddress } from './site_address.ts';

type Options = { readonly org?: string; readonly data: string; readonly json?: boolean };
type AddOptions = Options & {
  readonly name: string;
  readonly email: string;
  readonly roles: string;
  readonly zones?: string;
  readonly party?: string;
  readonly password?: string;
};

export async function addUser(options: AddOptions): Promise<void> {
  const roles = rolesIn(options.roles);
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(options.email)) throw wrongUse(`--email ${options.email}: not an e-mail address`);
  if (options.password !== undefined && options.password.length < 10) throw wrongUse('--password: at least 10 characters');
  await withHouse(options.data, async (house) => {
    const org = await orgFor(house, options.org);
    const added = await addSomebody(house, org, {
      name: options.name,
      email: options.email,
      roles,
      zones: listIn(options.zones ?? ''),
      ...(options.party === undefined ? {} : { party: options.party }),
      ...(options.password === undefined ? {} : { password: options.password }),
    });
    if (added.status === 'refused') throw new Complaint(`Refused: ${added.refusal}.`);
    if (added.status !== 'added') throw new Complaint(`Somebody signs in with ${options.email} already.`);
    const { path, ...said } = added;
    const link = path === undefined ? {} : { link: siteAddress(path) };
    if (options.json) return printJson({ org, email: options.email, ...said, ...link });
    print(`${options.name} can sign in as ${options.email}.${link.link === undefined ? '' : `\n${linkLine(link.link)}`}`);
  });
}

export async function listUsers(options: Options): Promise<void> {
  await withHouse(options.data, async (house) => {
    const org = await orgFor(house, options.org);
    const people = await readOrg(house.db.pool, org, async (tx) => {
      const { rows } = await tx.query<{ person_id: string; name: string | null; email: string | null; roles: string[]; zones: string[]; party: string | null; active: boolean }>(
        'select person_id, name, email, roles, zones, party, active from person_list where org_id = $1 order by person_id', [org],
      );
      return rows;
    });
    if (options.json) return printJson(people);
    for (const each of people)
      print([each.person_id, each.name ?? '', each.email ?? '-', each.roles.join(','), each.party ?? '', each.active ? '' : 'left'].join('  ').trimEnd());
  });
}

/** A link by which they choose a new password. Their sessions end when it is used, not before: the link may go astray. */
export async function resetUser(who: string, options: Options & { readonly secondFactor?: boolean }): Promise<void> {
  await withHouse(options.data, async (house) => {
    const org = await orgFor(house, options.org);
    const account = await accountOf(house, org, who);
    const made = await makeLink(house.db.pool, account.email, linkHours.handed);
    const dropped = options.secondFactor === true && (await dropSecondFactor(house.db.pool, account.email));
    const link = siteAddress(linkPath(made!.token));
    if (options.json) return printJson({ org, ...account, link, second_factor_removed: dropped });
    if (dropped) print(`The second factor of ${account.email} is removed.`);
    print(linkLine(link));
  });
}

export async function disableUser(who: string, options: Options): Promise<void> {
  await withHouse(options.data, async (house) => {
    const org = await orgFor(house, options.org);
    const person_id = await personOf(house, org, who);
    await does(house, org, 'person.leave', person_id, {});
    await endEverything(house.db.pool, org, person_id, 'system');
    if (options.json) return printJson({ org, person_id, active: false });
    print(`${who} is out: signed out everywhere, and can sign in no more.`);
  });
}

export async function changeRoles(who: string, roles: string, options: Options): Promise<void> {
  const held = rolesIn(roles);
  await withHouse(options.data, async (house) => {
    const org = await orgFor(house, options.org);
    const person_id = await personOf(house, org, who);
    await does(house, org, 'person.describe', person_id, describePerson.parse({ roles: held }));
    if (options.json) return printJson({ org, person_id, roles: held });
    print(`${who} is ${held.join(', ')} from now on.`);
  });
}

async function does(house: House, org: string, operation: OperationName, person_id: string, body: object): Promise<void> {
  const outcome = await perform(house, systemActor(org, ['administrator']), operation, { person_id }, body, house.newId());
  if (outcome.status === 'refused') throw new Complaint(`Refused: ${refusalText(outcome.refusal, outcome.detail)}`);
}

async function accountOf(house: House, org: string, who: string): Promise<{ email: string; person_id: string }> {
  const account = await emailOfAccount(house.db.pool, org, who);
  if (account === null) throw new Complaint(`Nobody of ${org} signs in as ${who}.`);
  return account;
}

/** By sign-in name, or by the id that `sanbao user list` shows, for people without an account. */
async function personOf(house: House, org: string, who: string): Promise<string> {
  return (await emailOfAccount(house.db.pool, org, who))?.person_id ?? who;
}

function linkLine(link: string): string {
  return `Choose a password at ${link}\n(works once, for three days)`;
}

function rolesIn(text: string): string[] {
  const roles = listIn(text);
  if (roles.length === 0) throw wrongUse('name at least one role');
  const odd = roles.find((each) => !/^[a-z][a-z0-9_]{0,39}$/.test(each));
  if (odd !== undefined) throw wrongUse(`${odd}: a role is named in small letters; agent, dispatcher, engineer, manager, administrator, or one of the pack`);
  return roles;
}

function listIn(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
