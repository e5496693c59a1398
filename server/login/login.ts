/** The door: who is signed in, and the four things that can be done at it. Opened once, on connections of its own. */

import pg from 'pg';
import type { Role } from '../../core/roster/facts.ts';
import { readOrg } from '../db/transaction.ts';
import type { Actor } from '../journal/perform.ts';
import { createAccount, isEmailTaken, setPassword, type AccountMade, type NewAccount } from './account.ts';
import { countAttempts, type Attempts } from './attempts.ts';
import { makeAuth, type Auth } from './auth.ts';
import { signingSecret } from './secret.ts';

export type SignedIn = { readonly actor: Actor; readonly email: string; /** Cookies that prolong the session. */ readonly cookies: readonly string[] };

export type Login = {
  readonly auth: Auth;
  readonly attempts: Attempts;
  /** null when nobody is, or when the person has left. */
  signedIn(cookie: string | undefined): Promise<SignedIn | null>;
  createAccount(account: NewAccount): Promise<AccountMade>;
  isEmailTaken(account: { org: string; email: string; person_id?: string | undefined }): Promise<boolean>;
  setPassword(email: string, password: string): Promise<boolean>;
  /** Whoever was remembered is asked for again: after signing out, and when somebody's roles change. */
  forget(): void;
  close(): Promise<void>;
};

/** A session that ended elsewhere, or a role that was taken away, works here for so long at most. */
const rememberMs = 10_000;
const rememberMax = 10_000;

export async function openLogin(trade: pg.Pool, options: { publicUrl?: string | undefined } = {}): Promise<Login> {
  const pool = ownPool(trade);
  const auth = makeAuth(pool, { secret: await signingSecret(pool), ...options });
  const remembered = new Map<string, { signedIn: SignedIn; until: number }>();
  return {
    auth,
    attempts: countAttempts(),
    async signedIn(cookie) {
      const token = sessionToken(cookie);
      if (cookie === undefined || token === null) return null;
      const known = remembered.get(token);
      if (known && performance.now() < known.until) return { ...known.signedIn, cookies: [] };
      remembered.delete(token);
      const signedIn = await ask(auth, trade, cookie);
      if (signedIn) remembered.set(token, { signedIn, until: performance.now() + rememberMs });
      if (remembered.size > rememberMax) remembered.delete(remembered.keys().next().value!);
      return signedIn;
    },
    createAccount: (account) => createAccount(pool, account),
    isEmailTaken: (account) => isEmailTaken(pool, account),
    setPassword: (email, password) => setPassword(pool, email, password),
    forget: () => remembered.clear(),
    close: () => pool.end(),
  };
}

/** The trade's pool turns moments into numbers, and the library wants dates; so it gets few connections of its own. */
function ownPool(trade: pg.Pool): pg.Pool {
  const { types: _types, password, ssl, ...rest } = trade.options;
  // pg keeps these two off the list of an object's keys, so a spread alone would lose them.
  const pool = new pg.Pool({
    ...rest, application_name: 'sanbao login', max: 5, ...(trade.options.password === undefined ? {} : { password: trade.options.password ?? password }),
    ...(ssl === undefined ? {} : { ssl: trade.options.ssl ?? ssl }),
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

async function ask(auth: Auth, trade: pg.Pool, cookie: string): Promise<SignedIn | null> {
  const { response, headers } = await auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true });
  if (!response) return null;
  const { org_id: org, person_id: person, email } = response.user;
  const row = await readOrg(trade, org, async (client) => {
    const { rows } = await client.query<{ name: string | null; roles: Role[]; active: boolean }>({
      name: 'signed_in_person',
      text: 'select name, roles, active from person_list where org_id = $1 and person_id = $2',
      values: [org, person],
    });
    return rows[0];
  });
  if (!row?.active) return null;
  return { actor: { org, person, name: row.name ?? person, roles: row.roles }, email, cookies: headers.getSetCookie() };
}

/** The cookie of better-auth, with and without the prefix it has under https. */
const cookieName = /(?:^|;\s*)(?:__Secure-)?sanbao\.session_token=([^;]+)/;

function sessionToken(cookie: string | undefined): string | null {
  return cookieName.exec(cookie ?? '')?.[1] ?? null;
}
