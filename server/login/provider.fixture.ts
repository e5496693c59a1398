/** A real provider of OpenID Connect on this machine, whose accounts a test names, and a browser that walks through it. */

import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export type ProviderAccount = { readonly sub: string; readonly email?: string; readonly email_verified?: boolean };

export type TestProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** From the address Sanbao sends the browser to, to the one the provider sends it back to. */
  walk(address: string, account: ProviderAccount): Promise<URL>;
};

/** What we use of oidc-provider, which comes without types. */
type Library = {
  callback(): (request: IncomingMessage, response: ServerResponse) => void;
  interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
};

export async function openTestProvider(redirectUri: string): Promise<TestProvider> {
  // @ts-expect-error: the package comes without types.
  const { default: OidcProvider } = (await import('oidc-provider')) as { default: new (issuer: string, configuration: object) => Library };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ['sanbao', 'a secret between the two of us'];
  const accounts = new Map<string, ProviderAccount>();
  let current = '';
  const provider = new OidcProvider(issuer, configurationFor({ clientId, clientSecret, redirectUri, accounts }));
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/')) void provider.interactionFinished(request, response, { login: { accountId: current } });
    else answer(request, response);
  });
  return {
    issuer, clientId, clientSecret,
    async walk(address, account) {
      accounts.set(account.sub, account);
      current = account.sub;
      const cookies = new Map<string, string>();
      let next = new URL(address);
      for (let steps = 0; steps < 10; steps++) {
        const answered = await fetch(next, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
        for (const cookie of answered.headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
          cookies.set(name!, value!);
        }
        const location = answered.headers.get('location');
        if (location === null) throw new Error(`the provider stopped at ${next.pathname}: ${await answered.text()}`);
        next = new URL(location, next);
        if (next.href.startsWith(redirectUri)) return next;
      }
      throw new Error('the provider goes in circles');
    },
  };
}

function configurationFor({ clientId, clientSecret, redirectUri, accounts }: { clientId: string; clientSecret: string; redirectUri: string; accounts: ReadonlyMap<string, ProviderAccount> }): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri], grant_types: ['authorization_code'], response_types: ['code'] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
    cookies: { keys: ['for the tests only'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: () => accounts.get(sub) }),
    // Whoever is signed in there has agreed to be known here.
    async loadExistingGrant(context: { oidc: { client: { clientId: string }; session: { accountId: string }; provider: { Grant: new (fields: object) => { addOIDCScope(scope: string): void; save(): Promise<string> } } } }) {
      const { client, session, provider } = context.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  };
}
