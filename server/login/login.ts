/** The door: who is signed in, and everything that can be done at it. Opened once, on connections of its own. */

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createAccount, isEmailTaken, renameAccount, type AccountMade, type NewAccount } from './account.ts';
import { succeeded, takeTry, type Try } from './attempts.ts';
import { makeAuth, type Auth } from './auth.ts';
import { sessionCookie, sessionTokenIn } from './cookie.ts';
import { listKeys, makeKey, revokeKey, type KeyRow, type NewKey } from './keys.ts';
import { resetLetter, type SendLetter } from './letters.ts';
import { linkHours, linkPath, lookAtLink, makeLink, openLink } from './links.ts';
import type { Passwords } from './password.ts';
import { openProvider, type Provider, type ProviderOptions } from './provider.ts';
import { signingSecret } from './secret.ts';
import { endEverything, endOtherSessions, endSession, listSessions, type SessionRow } from './sessions.ts';
import { openAsker, type SignedIn } from './who.ts';

export type { SignedIn } from './who.ts';

export type LoginOptions = {
  readonly publicUrl?: string | undefined;
  /** Needs `publicUrl`: what a request says of our own address could be anybody's. Without it `sanbao user reset` still prints a link. */
  readonly sendLetter?: SendLetter | undefined;
  readonly provider?: Omit<ProviderOptions, 'publicUrl'> | undefined;
  readonly log?: ((line: string) => void) | undefined;
  /** For looking at how much work a sign-in costs. */
  readonly passwords?: Passwords | undefined;
};

export type Login = {
  readonly auth: Auth;
  readonly provider: Provider | null;
  /** Whether a forgotten password can be asked for. */
  readonly sendsLetters: boolean;
  /** By session cookie or API key. null when nobody is, or when the person has left. */
  signedIn(cookie: string | undefined, authorization?: string | undefined): Promise<SignedIn | null>;
  cookieFor(sessionToken: string): string;
  /** Seconds to wait before this try; 0 when it may be made. It counts as failed until it is said to have succeeded. */
  takeTry(attempt: Try): Promise<number>;
  succeeded(attempt: Try): Promise<void>;
  createAccount(account: NewAccount): Promise<AccountMade>;
  isEmailTaken(account: { org: string; email: string; person_id?: string | undefined }): Promise<boolean>;
  isActive(org: string, person: string): Promise<boolean>;
  /** Another sign-in name for somebody who has an account. */
  renameAccount(org: string, person: string, email: string): Promise<void>;
  /** Sends a link if there is such an account; takes as long, as far as the caller sees, when there is none. */
  askForLink(email: string): void;
  lookAtLink(token: string): Promise<{ readonly email: string } | null>;
  openLink(token: string, password: string): Promise<'opened' | 'gone'>;
  listSessions(userId: string, currentId: string | null): Promise<SessionRow[]>;
  endSession(userId: string, sessionId: string): Promise<boolean>;
  endOtherSessions(userId: string, currentId: string | null): Promise<number>;
  endEverything(org: string, person: string, by: string): Promise<void>;
  makeKey(key: NewKey): ReturnType<typeof makeKey>;
  listKeys(org: string, after: string | null, limit: number): Promise<KeyRow[]>;
  revokeKey(org: string, keyId: string, by: string): Promise<'revoked' | 'unknown'>;
  close(): Promise<void>;
};

export async function openLogin(trade: pg.Pool, options: LoginOptions = {}): Promise<Login> {
  const pool = ownPool(trade);
  const secret = await signingSecret(pool);
  const { publicUrl, log = () => {} } = options;
  const isSecure = publicUrl?.startsWith('https:') ?? false;
  const auth = makeAuth(pool, { secret, publicUrl, passwords: options.passwords });
  const asker = openAsker(pool);
  const letters = new Set<Promise<unknown>>();
  return {
    auth,
    sendsLetters: options.sendLetter !== undefined && publicUrl !== undefined,
    provider: options.provider && publicUrl ? openProvider(pool, { ...options.provider, publicUrl }, log) : null,
    async signedIn(cookie, authorization) {
      if (authorization !== undefined) return asker.byKey(/^Bearer ([^\s]+)$/i.exec(authorization)?.[1] ?? '');
      const token = sessionTokenIn(cookie, secret);
      const signedIn = token === null ? null : await asker.bySession(token);
      return signedIn?.session?.is_old ? { ...signedIn, cookies: await prolonged(auth, cookie!) } : signedIn;
    },
    cookieFor: (token) => sessionCookie(token, secret, isSecure),
    takeTry: (attempt) => takeTry(pool, attempt),
    succeeded: (attempt) => succeeded(pool, attempt),
    createAccount: (account) => createAccount(pool, account),
    isEmailTaken: (account) => isEmailTaken(pool, account),
    isActive: (org, person) => isActive(pool, org, person),
    renameAccount: (org, person, email) => renameAccount(pool, org, person, email),
    askForLink(email) {
      if (options.sendLetter === undefined || publicUrl === undefined) return;
      // Not waited for: how long it takes would tell whether somebody signs in with this address.
      const letter = sendLink(pool, options.sendLetter, email, publicUrl).catch((error: unknown) => log(`a letter could not be sent: ${(error as Error).message}`));
      letters.add(letter);
      void letter.finally(() => letters.delete(letter));
    },
    lookAtLink: (token) => lookAtLink(pool, token),
    openLink: (token, password) => openLink(pool, token, password),
    listSessions: (userId, currentId) => listSessions(pool, userId, currentId),
    endSession: (userId, sessionId) => endSession(pool, userId, sessionId),
    endOtherSessions: (userId, currentId) => endOtherSessions(pool, userId, currentId),
    endEverything: (org, person, by) => endEverything(pool, org, person, by),
    makeKey: (key) => makeKey(pool, key),
    listKeys: (org, after, limit) => listKeys(pool, org, after, limit),
    revokeKey: (org, keyId, by) => revokeKey(pool, org, keyId, by),
    async close() {
      await Promise.all(letters);
      await pool.end();
    },
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

/** Once a day the library moves the end of a session on and renews its cookie. */
async function prolonged(auth: Auth, cookie: string): Promise<string[]> {
  const { headers } = await auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true });
  return headers.getSetCookie();
}

async function isActive(pool: pg.Pool, org: string, person: string): Promise<boolean> {
  const { rows } = await pool.query<{ active: boolean }>('select login.is_active($1, $2) as active', [org, person]);
  return rows[0]!.active;
}

async function sendLink(pool: pg.Pool, send: SendLetter, email: string, siteUrl: string): Promise<void> {
  const made = await makeLink(pool, email, linkHours.letter);
  if (made === null || !(await isActive(pool, made.org, made.person_id))) return;
  await send(resetLetter(randomUUID(), made.email, new URL(linkPath(made.token), siteUrl).href));
}
