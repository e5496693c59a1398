/** One-time links by which somebody chooses a password: the first administrator, whoever was just added, whoever forgot theirs. */

import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { hashPassword } from './password.ts';
import { digestOf, freshToken } from './token.ts';

/** A letter may lie a while; a link on a screen is handed on by people. */
export const linkHours = { letter: 1, handed: 72 } as const;

export type LinkMade = { readonly token: string; readonly email: string; readonly org: string; readonly person_id: string };

/** A new link for an account; earlier ones of it work no more. Null when nobody signs in with this e-mail. */
export async function makeLink(pool: pg.Pool, email: string, hours: number): Promise<LinkMade | null> {
  const token = freshToken();
  const { rows } = await pool.query<Omit<LinkMade, 'token'>>(
    `with who as (select id, email, org_id, person_id from login."user" where email = $1),
          gone as (delete from login.link where user_id in (select id from who) or expires_at < now() - interval '30 days'),
          made as (insert into login.link (digest, user_id, expires_at) select $2, id, now() + make_interval(hours => $3) from who)
     select email, org_id as org, person_id from who`,
    [email.trim().toLowerCase(), digestOf(token), hours],
  );
  return rows[0] ? { token, ...rows[0] } : null;
}

/** Whose link this is, without using it; null when it is used, over, or never was. */
export async function lookAtLink(pool: pg.Pool, token: string): Promise<{ readonly email: string } | null> {
  const { rows } = await pool.query<{ email: string }>(
    `select u.email from login.link l join login."user" u on u.id = l.user_id
      where l.digest = $1 and l.used_at is null and l.expires_at > now() and login.is_active(u.org_id, u.person_id)`,
    [digestOf(token)],
  );
  return rows[0] ?? null;
}

/** Sets the password and ends every session; works once. */
export async function openLink(pool: pg.Pool, token: string, password: string): Promise<'opened' | 'gone'> {
  // Looked at first: a stranger with a made-up link must not make us work out a hash.
  if ((await lookAtLink(pool, token)) === null) return 'gone';
  const hash = await hashPassword(password);
  const { rows } = await pool.query<{ users: number }>(
    `with used as (update login.link set used_at = now() where digest = $1 and used_at is null and expires_at > now() returning user_id),
          ended as (delete from login.session where user_id in (select user_id from used)),
          changed as (update login.account set password = $2, updated_at = now()
                       where provider_id = 'credential' and user_id in (select user_id from used)),
          made as (insert into login.account (id, account_id, provider_id, user_id, password, updated_at)
                   select $3, user_id, 'credential', user_id, $2, now() from used
                    where not exists (select from login.account a where a.provider_id = 'credential' and a.user_id = used.user_id))
     select count(*)::int as users from used`,
    [digestOf(token), hash, randomUUID()],
  );
  return rows[0]!.users === 1 ? 'opened' : 'gone';
}

/** Where a link leads; under the fragment of an address it would need a script, so it is a path that nothing logs. */
export function linkPath(token: string): string {
  return `/link/${token}`;
}
