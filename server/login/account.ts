/** Accounts to sign in with: one for each of our people that has an e-mail address and a password. */

import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { hashPassword } from './password.ts';

export type NewAccount = { readonly person_id: string; readonly org: string; readonly email: string; readonly password: string };

/** `exists`: this person has an account already, which is left as it is, so a retry is harmless. */
export type AccountMade = 'made' | 'exists' | 'email_taken';

export async function createAccount(pool: pg.Pool, account: NewAccount): Promise<AccountMade> {
  const hash = await hashPassword(account.password);
  const userId = randomUUID();
  const { rows } = await pool.query<{ is_made: boolean; is_same: boolean | null }>(
    `with made as (
       insert into login."user" (id, name, email, email_verified, org_id, person_id)
       values ($1, $3, $4, true, $2, $3) on conflict do nothing returning id
     ), secured as (
       insert into login.account (id, account_id, provider_id, user_id, password, updated_at)
       select $5, id, 'credential', id, $6, now() from made
     )
     select exists (select from made) as is_made,
            (select bool_or(org_id = $2 and person_id = $3) from login."user" where email = $4 or (org_id = $2 and person_id = $3)) as is_same`,
    [userId, account.org, account.person_id, account.email.toLowerCase(), randomUUID(), hash],
  );
  const [answer] = rows;
  if (answer?.is_made === true) return 'made';
  return answer?.is_same === true ? 'exists' : 'email_taken';
}

export async function isEmailTaken(pool: pg.Pool, account: Pick<NewAccount, 'org' | 'email'> & { readonly person_id?: string | undefined }): Promise<boolean> {
  const { rowCount } = await pool.query('select from login."user" where email = $1 and not (org_id = $2 and person_id = $3)', [
    account.email.toLowerCase(), account.org, account.person_id ?? '',
  ]);
  return (rowCount ?? 0) > 0;
}

/** A new password for whoever forgot the old one; ends their sessions everywhere. False when the e-mail is unknown. */
export async function setPassword(pool: pg.Pool, email: string, password: string): Promise<boolean> {
  const hash = await hashPassword(password);
  const { rowCount } = await pool.query(
    `with who as (select id from login."user" where email = $1),
          ended as (delete from login.session where user_id in (select id from who))
     update login.account set password = $2, updated_at = now() where provider_id = 'credential' and user_id in (select id from who)`,
    [email.toLowerCase(), hash],
  );
  return rowCount === 1;
}
