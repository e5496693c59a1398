/** Where somebody is signed in, and ending it: one place, or everywhere. */

import type pg from 'pg';

export type SessionRow = { readonly session_id: string; readonly user_agent: string | null; readonly began_at: string; readonly expires_at: string; readonly current: boolean };

export async function listSessions(pool: pg.Pool, userId: string, currentId: string | null): Promise<SessionRow[]> {
  const { rows } = await pool.query<Omit<SessionRow, 'began_at' | 'expires_at'> & { began_at: Date; expires_at: Date }>(
    `select id as session_id, user_agent, created_at as began_at, expires_at, id is not distinct from $2 as current
       from login.session where user_id = $1 and expires_at > now() order by created_at desc limit 200`,
    [userId, currentId],
  );
  return rows.map((row) => ({ ...row, began_at: row.began_at.toISOString(), expires_at: row.expires_at.toISOString() }));
}

/** False when they have no such session. */
export async function endSession(pool: pg.Pool, userId: string, sessionId: string): Promise<boolean> {
  const { rowCount } = await pool.query('delete from login.session where user_id = $1 and id = $2', [userId, sessionId]);
  return rowCount === 1;
}

export async function endOtherSessions(pool: pg.Pool, userId: string, currentId: string | null): Promise<number> {
  const { rowCount } = await pool.query('delete from login.session where user_id = $1 and id is distinct from $2', [userId, currentId]);
  return rowCount ?? 0;
}

/** When somebody leaves: their sessions, links and keys are no use to anybody. The check with every request refuses them already. */
export async function endEverything(pool: pg.Pool, org: string, person: string, by: string): Promise<void> {
  await pool.query(
    `with who as (select id from login."user" where org_id = $1 and person_id = $2),
          links as (delete from login.link where user_id in (select id from who)),
          keys as (update login.api_key set revoked_at = now(), revoked_by = $3 where org_id = $1 and person_id = $2 and revoked_at is null)
     delete from login.session where user_id in (select id from who)`,
    [org, person, by],
  );
}
