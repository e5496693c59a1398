/** What a change among our people does at the door: accounts, sign-in names, and who is out from now on. */

import { reachOf } from '../../core/roster/rights.ts';
import type { OperationName } from '../../wire/contract.ts';
import type { Actor } from '../journal/perform.ts';
import { wasAnswered } from '../read/answered.ts';
import { by } from '../read/permit.ts';
import { Refused } from '../refused.ts';
import type { Site } from './site.ts';

type Body = Readonly<Record<string, unknown>>;

/** Before the fact: a person with somebody else's sign-in name should not come to be. A retry gets its first answer all the same. */
export async function refuseTakenEmail(site: Site, actor: Actor, name: OperationName, body: Body, person: string | undefined, commandId: string): Promise<void> {
  const { email, password } = body;
  if (typeof email !== 'string' || reachOf(by(actor), name) === 'none') return;
  // Somebody who is to have no account may share an address with somebody who has one.
  if (name === 'person.add' ? typeof password !== 'string' : name !== 'person.describe') return;
  const isTaken = await site.login.isEmailTaken({ org: actor.org, email, person_id: person });
  if (isTaken && !(await wasAnswered(site.house, actor.org, commandId))) throw new Refused('email_taken', { detail: { email } });
}

/** After the fact, and again with every retry, so that nothing is lost when the program ends in between. */
export async function followPerson(site: Site, actor: Actor, name: OperationName, body: Body, person: string | undefined): Promise<void> {
  if (person === undefined) return;
  const { email, password } = body;
  if (name === 'person.leave') await site.login.endEverything(actor.org, person, actor.person);
  if (name === 'person.describe' && typeof email === 'string') await site.login.renameAccount(actor.org, person, email);
  if (name === 'person.add' && typeof email === 'string') await openAccount(site, { org: actor.org, person_id: person, email, ...(typeof password === 'string' ? { password } : {}) });
}

/** Without a password they choose one themselves, by a link in a letter or one that the operator prints. */
async function openAccount(site: Site, account: { org: string; person_id: string; email: string; password?: string }): Promise<void> {
  const made = await site.login.createAccount(account);
  if (account.password === undefined) return made === 'made' ? site.login.askForLink(account.email) : undefined;
  if (made === 'email_taken') throw new Refused('email_taken', { detail: { email: account.email } });
}
