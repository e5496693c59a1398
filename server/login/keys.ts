/** API keys: made once, shown once, known by their digest, limited to some operations and some time. */

import type pg from 'pg';
import { digestOf, freshToken } from './token.ts';

export const keyShape = /^sb_[A-Za-z0-9_-]{43}$/;

export type NewKey = {
  readonly org: string;
  readonly key_id: string;
  readonly name: string;
  /** The person it acts as, or the roles of a machine: one of the two. */
  readonly person_id: string | null;
  readonly roles: readonly string[] | null;
  readonly scopes: readonly string[];
  readonly days: number;
  readonly made_by: string;
  /** A retry of the same command gets a new secret for the same key, since the first may never have arrived. */
  readonly command_id: string;
};

export type KeyRow = {
  readonly key_id: string; readonly name: string; readonly prefix: string; readonly person_id: string | null; readonly roles: string[] | null;
  readonly scopes: string[]; readonly expires_at: string; readonly made_by: string; readonly made_at: string;
  readonly last_used_at: string | null; readonly revoked_at: string | null;
};

export async function makeKey(pool: pg.Pool, key: NewKey): Promise<{ readonly status: 'made'; readonly row: KeyRow; readonly secret: string } | { readonly status: 'key_reused' }> {
  const secret = `sb_${freshToken()}`;
  const { name, person_id, roles, scopes } = key;
  const body = digestOf(JSON.stringify([key.made_by, name, person_id, roles, scopes, key.days]));
  const { rows } = await pool.query<Stored>(
    `insert into login.api_key as k (org_id, key_id, name, prefix, digest, person_id, roles, scopes, expires_at, made_by, command_id, body_digest)
     values ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(days => $9), $10, $11, $12)
     on conflict (org_id, command_id) do update set prefix = excluded.prefix, digest = excluded.digest
       where k.body_digest = excluded.body_digest and k.revoked_at is null
     returning ${columns}`,
    [key.org, key.key_id, name, secret.slice(0, 9), digestOf(secret), person_id, roles, scopes, key.days, key.made_by, key.command_id, body],
  );
  return rows[0] ? { status: 'made', row: rowOf(rows[0]), secret } : { status: 'key_reused' };
}

/** All that were made, the latest first; revoked ones stay, so that what a machine once did can be traced. */
export async function listKeys(pool: pg.Pool, org: string, after: string | null, limit: number): Promise<KeyRow[]> {
  const { rows } = await pool.query<Stored>(
    `select ${columns} from login.api_key where org_id = $1 and ($2::text is null or key_id < $2) order by key_id desc limit $3`, [org, after, limit],
  );
  return rows.map(rowOf);
}

export async function revokeKey(pool: pg.Pool, org: string, keyId: string, by: string): Promise<'revoked' | 'unknown'> {
  const { rowCount } = await pool.query(
    'update login.api_key set revoked_at = coalesce(revoked_at, now()), revoked_by = coalesce(revoked_by, $3) where org_id = $1 and key_id = $2', [org, keyId, by],
  );
  return rowCount === 1 ? 'revoked' : 'unknown';
}

const columns = 'key_id, name, prefix, person_id, roles, scopes, expires_at, made_by, made_at, last_used_at, revoked_at';

type Stored = Omit<KeyRow, 'expires_at' | 'made_at' | 'last_used_at' | 'revoked_at'> & { expires_at: Date; made_at: Date; last_used_at: Date | null; revoked_at: Date | null };

function rowOf(row: Stored): KeyRow {
  return {
    ...row, expires_at: row.expires_at.toISOString(), made_at: row.made_at.toISOString(), last_used_at: row.last_used_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  };
}
