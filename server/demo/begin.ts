/** Beginning with one's own organisation: its room, its pack, and a first administrator who can let everybody else in. */

import { addPerson } from '../../wire/command/other_commands.ts';
import type { House } from '../house.ts';
import { activatePack, foundOrg } from '../journal/found.ts';
import { perform } from '../journal/perform.ts';
import { createAccount, hasNoPassword, isEmailTaken } from '../login/account.ts';
import { linkHours, linkPath, makeLink } from '../login/links.ts';
import type { LoadedPack } from '../pack/load.ts';
import { systemActor } from './system_actor.ts';

/** Who begins, and where below our address they choose a password; the link works once, for three days. */
export type FirstSignIn = { readonly email: string; readonly path: string };

/** The first administrator's link, or null for an organisation that had its people already. */
export async function beginOrg(house: House, org: string, pack: LoadedPack): Promise<FirstSignIn | null> {
  await foundOrg(house, org, house.now());
  await activatePack(house, org, 'system', pack, house.now());
  const email = `admin@${org.replaceAll('_', '-')}.example`;
  const added = await addSomebody(house, org, { person_id: 'admin', name: '管理员', email, roles: ['administrator'] });
  return added.status === 'added' ? { email, path: added.path! } : null;
}

/** For whoever starts the program before anybody has signed in: a link that was lost, or is over, is no reason to begin anew. */
export async function firstLink(house: House, org: string): Promise<FirstSignIn | null> {
  const email = await hasNoPassword(house.db.pool, org, 'admin');
  const link = email === null ? null : await makeLink(house.db.pool, email, linkHours.handed);
  return link === null ? null : { email: link.email, path: linkPath(link.token) };
}

export type Somebody = {
  readonly person_id?: string;
  readonly name: string;
  readonly email: string;
  /** Of the five, or of the pack. */
  readonly roles: readonly string[];
  readonly zones?: readonly string[];
  readonly skills?: readonly string[];
  readonly base?: { readonly lat: number; readonly lon: number };
  readonly phone?: string;
  readonly party?: string;
  /** Left out, they choose one through a link. */
  readonly password?: string;
};

export type Added =
  | { readonly status: 'added'; readonly person_id: string; /** Where they choose a password, unless one was given. */ readonly path?: string }
  | { readonly status: 'exists' }
  | { readonly status: 'email_taken' }
  | { readonly status: 'refused'; readonly refusal: string };

/** A person with an account. Doing it again changes nothing. */
export async function addSomebody(house: House, org: string, somebody: Somebody): Promise<Added> {
  const { password, ...said } = somebody;
  const person_id = said.person_id ?? house.newId();
  // Asked first: a person without the account they were added for would be nobody's.
  if (await isEmailTaken(house.db.pool, { org, email: said.email, person_id })) return { status: 'email_taken' };
  const body = addPerson.parse({ ...said, person_id });
  const outcome = await perform(house, systemActor(org, ['administrator']), 'person.add', {}, body, house.newId());
  if (outcome.status === 'refused')
    return outcome.refusal === 'person_exists' ? { status: 'exists' } : { status: 'refused', refusal: outcome.refusal };
  const made = await createAccount(house.db.pool, { org, person_id, email: said.email, password });
  if (made !== 'made') return { status: made };
  if (password !== undefined) return { status: 'added', person_id };
  const link = await makeLink(house.db.pool, said.email, linkHours.handed);
  return { status: 'added', person_id, path: linkPath(link!.token) };
}
