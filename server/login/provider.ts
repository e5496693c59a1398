/** Signing in through a provider the organisation has already (OpenID Connect): code flow with PKCE, for people we know by e-mail. */

import { randomUUID } from 'node:crypto';
import * as oidc from 'openid-client';
import type pg from 'pg';
import { beginSession } from './session_begun.ts';
import { digestOf } from './token.ts';

export type ProviderOptions = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where people reach us; the provider sends them back to /api/auth/provider/callback below it. */
  readonly publicUrl: string;
};

export type Provider = {
  /** The address of the provider to go to, and what the browser must bring back with the answer. */
  begin(): Promise<{ readonly address: string; readonly state: string }>;
  /** The token of a new session; null when anything does not fit: the reason is nobody's business at the door. */
  finish(query: string, state: string): Promise<string | null>;
};

export const callbackPath = '/api/auth/provider/callback';
export const providerTrySeconds = 600;

export function openProvider(pool: pg.Pool, options: ProviderOptions, log: (line: string) => void): Provider {
  const redirect = new URL(callbackPath, options.publicUrl);
  let found: Promise<oidc.Configuration> | null = null;
  // Asked when first needed, and again after a failure: a provider that is away must not keep us from starting.
  const configuration = () => (found ??= discover(options).catch((error: unknown) => { found = null; throw error; }));
  return {
    async begin() {
      const config = await configuration();
      const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
      await pool.query(
        `with swept as (delete from login.provider_try where expires_at < now())
         insert into login.provider_try (digest, nonce, verifier, expires_at) values ($1, $2, $3, now() + make_interval(secs => $4))`,
        [digestOf(state), nonce, verifier, providerTrySeconds],
      );
      const address = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirect.href, scope: 'openid email', state, nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
      });
      return { address: address.href, state };
    },
    async finish(query, state) {
      const { rows } = await pool.query<{ nonce: string; verifier: string }>(
        'delete from login.provider_try where digest = $1 and expires_at > now() returning nonce, verifier', [digestOf(state)],
      );
      const [begun] = rows;
      if (!begun) return null;
      try {
        const known = await whoIs(await configuration(), new URL(`${redirect.href}?${query}`), { ...begun, state });
        const userId = known && (await accountOf(pool, known));
        return userId === null ? null : await beginSession(pool, userId);
      } catch (error) {
        // State, nonce, issuer, signature, expiry: whatever it was, the operator may read it and the door only says no.
        log(`signing in through ${options.issuer} failed: ${(error as Error).message}`);
        return null;
      }
    },
  };
}

function discover({ issuer, clientId, clientSecret }: ProviderOptions): Promise<oidc.Configuration> {
  const url = new URL(issuer);
  // Without TLS only on this very machine, for trying it out.
  const isHere = url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return oidc.discovery(url, clientId, clientSecret, undefined, { timeout: 10, ...(isHere ? { execute: [oidc.allowInsecureRequests] } : {}) });
}

type Known = { readonly accountId: string; readonly email: string | null };

async function whoIs(config: oidc.Configuration, callback: URL, begun: { nonce: string; verifier: string; state: string }): Promise<Known | null> {
  const tokens = await oidc.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier: begun.verifier, expectedState: begun.state, expectedNonce: begun.nonce, idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) return null;
  const told = claims['email'] === undefined ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub) : claims;
  // An address that nobody has proved to be theirs would let anybody in as anybody.
  const email = typeof told['email'] === 'string' && told['email_verified'] === true ? told['email'].toLowerCase() : null;
  return { accountId: `${claims.iss}|${claims.sub}`, email };
}

/** Known before by the provider's own name for them, else by e-mail, which ties the two together. Nobody signs themselves up. */
async function accountOf(pool: pg.Pool, { accountId, email }: Known): Promise<string | null> {
  const { rows } = await pool.query<{ user_id: string }>(
    `with tied as (
       select a.user_id from login.account a where a.provider_id = 'provider' and a.account_id = $1
     ), fresh as (
       insert into login.account (id, account_id, provider_id, user_id, updated_at)
       select $3, $1, 'provider', u.id, now() from login."user" u
        where u.email = $2 and not exists (select from tied) and login.is_active(u.org_id, u.person_id)
          and not exists (select from login.account a where a.user_id = u.id and a.provider_id = 'provider')
       returning user_id
     )
     select user_id from (select user_id from tied union all select user_id from fresh) who
       join login."user" u on u.id = who.user_id where login.is_active(u.org_id, u.person_id)`,
    [accountId, email, randomUUID()],
  );
  return rows[0]?.user_id ?? null;
}
