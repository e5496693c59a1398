/** The secret that signs session cookies: made once by whichever node starts first, and kept, so that sessions survive a restart. */

import { randomBytes } from 'node:crypto';
import type pg from 'pg';

export async function signingSecret(pool: pg.Pool): Promise<string> {
  const fresh = randomBytes(32).toString('base64url');
  await pool.query('insert into login.secret (secret) values ($1) on conflict do nothing', [fresh]);
  const { rows } = await pool.query<{ secret: string }>('select secret from login.secret');
  return rows[0]!.secret;
}
