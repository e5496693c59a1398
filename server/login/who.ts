/** Who sends a request: a session or an API key, and what the pack makes of their roles now. One question to the database. */

import type pg from 'pg';
import { baseRolesOf, grantsOf, type PackRole } from '../../core/roster/roles.ts';
import { operations, type OperationName } from '../../wire/contract.ts';
import type { Actor } from '../journal/perform.ts';
import { keyShape } from './keys.ts';
import { digestOf } from './token.ts';

export type SignedIn = {
  readonly actor: Actor;
  /** Of a session; an API key has none of these. */
  readonly session: { readonly user_id: string; readonly session_id: string; readonly email: string; readonly is_old: boolean } | null;
  /** Cookies that prolong the session. */
  readonly cookies: readonly string[];
};

type Row = { org_id: string; person_id: string; name: string | null; roles: string[]; party: string | null; pack_hash: string | null };
type SessionRow = Row & { user_id: string; session_id: string; email: string; is_old: boolean };
type KeyRow = Row & { key_id: string; scopes: string[] };

export type Asker = { bySession(token: string): Promise<SignedIn | null>; byKey(key: string): Promise<SignedIn | null> };

/** Versions of packs whose roles are kept at hand; a version never changes. */
const versionsMax = 1_000;

export function openAsker(pool: pg.Pool): Asker {
  const rolesByPack = new Map<string, readonly PackRole[]>();

  async function packRoles({ org_id: org, pack_hash: hash }: Row): Promise<readonly PackRole[]> {
    if (hash === null) return [];
    const known = rolesByPack.get(hash);
    if (known) return known;
    const { rows } = await pool.query<{ roles: PackRole[] | null }>('select login.roles_of($1, $2) as roles', [org, hash]);
    const roles = rows[0]?.roles ?? [];
    if (rolesByPack.size >= versionsMax) rolesByPack.clear();
    rolesByPack.set(hash, roles);
    return roles;
  }

  async function actorOf(row: Row): Promise<Actor> {
    const named = await packRoles(row);
    return {
      org: row.org_id, person: row.person_id, name: row.name ?? row.person_id, roles: baseRolesOf(row.roles, named), held: row.roles,
      grants: grantsOf(row.roles, named), party: row.party,
    };
  }

  return {
    async bySession(token) {
      const { rows } = await pool.query<SessionRow>({ name: 'who', text: 'select * from login.who($1)', values: [token] });
      const [row] = rows;
      if (!row) return null;
      const { user_id, session_id, email, is_old } = row;
      return { actor: await actorOf(row), session: { user_id, session_id, email, is_old }, cookies: [] };
    },
    async byKey(key) {
      if (!keyShape.test(key)) return null;
      const { rows } = await pool.query<KeyRow>({ name: 'who_by_key', text: 'select * from login.who_by_key($1)', values: [digestOf(key)] });
      const [row] = rows;
      if (!row) return null;
      return { actor: { ...(await actorOf(row)), scopes: operationsIn(row.scopes) }, session: null, cookies: [] };
    },
  };
}

/** A scope is an operation, or all operations under a tag; what a later version of the program adds under a tag is included. */
export function operationsIn(scopes: readonly string[]): OperationName[] {
  return (Object.keys(operations) as OperationName[]).filter((name) => scopes.includes(name) || scopes.includes(operations[name].tag));
}

export function isScope(scope: string): boolean {
  return operationsIn([scope]).length > 0;
}
