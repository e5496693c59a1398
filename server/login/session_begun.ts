/** A session for somebody who proved elsewhere who they are, in the table of better-auth. */

import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { sessionSeconds } from './cookie.ts';
import { freshToken } from './token.ts';

export async function beginSession(pool: pg.Pool, userId: string): Promise<string> {
  const token = freshToken();
  await pool.query(
    `insert into login.session (id, token, user_id, expires_at, updated_at) values ($1, $2, $3, now() + make_interval(secs => $4), now())`,
    [randomUUID(), token, userId, sessionSeconds],
  );
  return token;
}
