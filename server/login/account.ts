/** Accounts to sign in with: one for each of our people that has an e-mail address and a password. */

import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { hashPassword } from './password.ts';

export type NewAccount = { readonly person_id: string; readonly org: string; readonly email: string; /** Left out, a one-time link lets them choose one. */ readonly password?: string | undefined };

/** `exists`: this person has an account already, which is left as it is, so a retry is harmless. */
export type AccountMade = 'made' | 'exists' | 'email_taken';

export async function createAccount(pool: pg.Pool, account: NewAccount): Promise<AccountMade> {
  const hash = account.password === undefined ? null : await hashPassword(account.password);
  const userId = randomUUID();
  const { rows } = await pool.query<{ is_made: boolean; is_same: boolean | null }>(
    `with made as (
       insert into login."user" (id, name, email, email_verified, org_id, person_id)
       values ($1, $3, $4, true, $2, $3) on conflict do nothing returning id
     ), secured as (
       insert into login.account (id, account_id, provider_id, user_id, password, updated_at)
       select $5, id, 'credential', id, $6, now() from made where $6::text is not null
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

export async function renameAccount(pool: pg.Pool, org: string, person: string, email: string): Promise<void> {
  await pool.query(
    `update login."user" set email = $3, updated_at = now() where org_id = $1 and person_id = $2
        and not exists (select from login."user" other where other.email = $3)`,
    [org, person, email.toLowerCase()],
  );
}

/** The sign-in name of somebody who has an account and has chosen no password yet; else null. */
export async function hasNoPassword(pool: pg.Pool, org: string, person: string): Promise<string | null> {
  const { rows } = await pool.query<{ email: string }>(
    `select email from login."user" u where org_id = $1 and person_id = $2 and not exists (select from login.account a where a.user_id = u.id)`, [org, person],
  );
  return rows[0]?.email ?? null;
}

/** The e-mail of an account, by e-mail or by the id of a person; null when there is none. */
export async function emailOfAccount(pool: pg.Pool, org: string, who: string): Promise<{ readonly email: string; readonly person_id: string } | null> {
  const { rows } = await pool.query<{ email: string; person_id: string }>(
    'select email, person_id from login."user" where org_id = $1 and (email = $2 or person_id = $3)', [org, who.toLowerCase(), who],
  );
  return rows[0] ?? null;
}

/** For whoever lost the telephone with their second factor; only at the command line, by somebody who knows them. */
export async function dropSecondFactor(pool: pg.Pool, email: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `with who as (update login."user" set two_factor_enabled = false where email = $1 returning id)
     delete from login.two_factor where user_id in (select id from who)`,
    [email.toLowerCase()],
  );
  return (rowCount ?? 0) > 0;
}
