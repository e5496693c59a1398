/** Beginning with one's own organisation: its room, its pack, and a first administrator who can let everybody else in. */

import { randomBytes } from 'node:crypto';
import type { Role } from '../../core/roster/facts.ts';
import { addPerson } from '../../wire/command/other_commands.ts';
import type { House } from '../house.ts';
import { activatePack, foundOrg } from '../journal/found.ts';
import { perform } from '../journal/perform.ts';
import { createAccount, isEmailTaken } from '../login/account.ts';
import type { LoadedPack } from '../pack/load.ts';
import { systemActor } from './system_actor.ts';

export type SignIn = { readonly email: string; readonly password: string };

/** The first administrator's sign-in, or null for an organisation that had its people already. */
export async function beginOrg(house: House, org: string, pack: LoadedPack): Promise<SignIn | null> {
  await foundOrg(house, org, house.now());
  await activatePack(house, org, 'system', pack, house.now());
  const email = `admin@${org.replaceAll('_', '-')}.example`;
  const added = await addSomebody(house, org, { person_id: 'admin', name: '管理员', email, roles: ['administrator'] });
  return added.status === 'added' ? { email, password: added.password } : null;
}

export type Somebody = {
  readonly person_id?: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly zones?: readonly string[];
  readonly skills?: readonly string[];
  readonly base?: { readonly lat: number; readonly lon: number };
  readonly phone?: string;
  readonly password?: string;
};

export type Added =
  | { readonly status: 'added'; readonly person_id: string; readonly password: string }
  | { readonly status: 'exists' }
  | { readonly status: 'email_taken' }
  | { readonly status: 'refused'; readonly refusal: string };

/** A person with an account; the password is made unless given. Doing it again changes nothing. */
export async function addSomebody(house: House, org: string, somebody: Somebody): Promise<Added> {
  const { password = freshPassword(), ...said } = somebody;
  const person_id = said.person_id ?? house.newId();
  // Asked first: a person without the account they were added for would be nobody's.
  if (await isEmailTaken(house.db.pool, { org, email: said.email, person_id })) return { status: 'email_taken' };
  const body = addPerson.parse({ ...said, person_id });
  const outcome = await perform(house, systemActor(org, ['administrator']), 'person.add', {}, body, house.newId());
  if (outcome.status === 'refused')
    return outcome.refusal === 'person_exists' ? { status: 'exists' } : { status: 'refused', refusal: outcome.refusal };
  const made = await createAccount(house.db.pool, { org, person_id, email: said.email, password });
  return made === 'made' ? { status: 'added', person_id, password } : { status: made };
}

const letters = 'abcdefghjkmnpqrstvwxyz23456789';

/** Sixteen letters that can be read over the telephone: about 78 bits. */
export function freshPassword(): string {
  const dice = [...randomBytes(64)].filter((byte) => byte < 8 * letters.length).slice(0, 16);
  const text = dice.map((byte) => letters[byte % letters.length]).join('');
  return text.replace(/(.{4})(?=.)/g, '$1-');
}
