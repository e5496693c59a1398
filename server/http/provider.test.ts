import { afterAll, describe, expect, test } from 'vitest';
import { callbackPath } from '../login/provider.ts';
import { openLogin } from '../login/login.ts';
import { openTestProvider, type ProviderAccount } from '../login/provider.fixture.ts';
import { buildApp } from './app.ts';
import { servedHouse } from './site.fixture.ts';

const served = await servedHouse();
const { pool } = served.house.db;
const publicUrl = 'http://127.0.0.1:4999';
const provider = await openTestProvider(publicUrl + callbackPath);
const said: string[] = [];
const { issuer, clientId, clientSecret } = provider;
const login = await openLogin(pool, { publicUrl, provider: { issuer, clientId, clientSecret }, log: (line) => said.push(line) });
const app = await buildApp({ house: served.house, login, publicUrl, demo: null, log: (line) => said.push(line), ready: async () => {} });
afterAll(async () => {
  await app.close();
  await login.close();
});

const begin = async () => {
  const answer = await app.inject({ url: '/api/auth/provider' });
  expect(answer.statusCode).toBe(302);
  return { address: answer.headers.location as string, cookie: `${answer.cookies[0]!.name}=${answer.cookies[0]!.value}` };
};
const comeBack = (callback: URL, cookie: string | null) => app.inject({ url: callback.pathname + callback.search, headers: cookie === null ? {} : { cookie } });
const signIn = async (account: ProviderAccount) => {
  const { address, cookie } = await begin();
  return comeBack(await provider.walk(address, account), cookie);
};
const whoIs = async (answer: Awaited<ReturnType<typeof comeBack>>) => {
  const session = answer.cookies.find((each) => each.name === 'sanbao.session_token');
  if (!session) return answer.json().code as string;
  const me = await app.inject({ url: '/api/v1/me', headers: { cookie: `${session.name}=${encodeURIComponent(session.value)}` } });
  return me.json().person_id as string;
};

describe('signing in through a provider', () => {
  test('code flow with PKCE, state and nonce; the provider vouches for the e-mail → signed in', async () => {
    const { address } = await begin();
    const asked = new URL(address).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', scope: 'openid email', redirect_uri: publicUrl + callbackPath });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)!.length).toBeGreaterThanOrEqual(40);
    const answer = await signIn({ sub: 'sub-an', email: 'AN@county.example', email_verified: true });
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/']);
    expect(answer.cookies.find((each) => each.name === 'sanbao.session_token')).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(await whoIs(answer)).toBe('an');
  });

  test.each<readonly [string, ProviderAccount, string]>([
    ['an e-mail nobody here has', { sub: 'stranger', email: 'stranger@elsewhere.example', email_verified: true }, 'provider_refused'],
    ['an e-mail nobody has proved', { sub: 'liar', email: 'guan@county.example', email_verified: false }, 'provider_refused'],
    ['an e-mail of which nothing is said', { sub: 'mute', email: 'guan@county.example' }, 'provider_refused'],
    ['no e-mail', { sub: 'none' }, 'provider_refused'],
    ['the same person with another e-mail', { sub: 'sub-an', email: 'other@elsewhere.example', email_verified: true }, 'an'],
    ['somebody else who was given the e-mail', { sub: 'sub-other', email: 'an@county.example', email_verified: true }, 'provider_refused'],
  ])('%s → %s', async (_, account, verdict) => {
    expect(await whoIs(await signIn(account))).toBe(verdict);
  });

  test('nobody signs themselves up', async () => {
    const { rows } = await pool.query(`select 1 from login."user" where email like '%elsewhere%'`);
    expect(rows).toEqual([]);
  });

  test('somebody who left → provider_refused', async () => {
    const account = { sub: 'sub-qian', email: 'qian@county.example', email_verified: true };
    expect(await whoIs(await signIn(account))).toBe('qian');
    await served.call('person.leave', { as: 'guan', params: { person_id: 'qian' }, body: {} });
    expect(await whoIs(await signIn(account))).toBe('provider_refused');
  });
});

describe('an answer that is not the one we asked for', () => {
  const mei = { sub: 'sub-mei', email: 'mei@county.example', email_verified: true };
  const going = async () => {
    const { address, cookie } = await begin();
    return { callback: await provider.walk(address, mei), cookie };
  };

  test.each<readonly [string, (callback: URL) => void]>([
    ['another state', (url) => url.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (url) => url.searchParams.delete('state')],
    ['another issuer', (url) => url.searchParams.set('iss', 'https://evil.example')],
    ['no issuer', (url) => url.searchParams.delete('iss')],
    ['another code', (url) => url.searchParams.set('code', 'made-up')],
    ['an error', (url) => { url.searchParams.delete('code'); url.searchParams.set('error', 'access_denied'); }],
  ])('%s → provider_refused', async (_, spoil) => {
    const { callback, cookie } = await going();
    spoil(callback);
    const answer = await comeBack(callback, cookie);
    expect([answer.statusCode, await whoIs(answer)]).toEqual([401, 'provider_refused']);
  });

  test('in a browser that did not begin it → provider_refused', async () => {
    const { callback } = await going();
    expect(await whoIs(await comeBack(callback, null))).toBe('provider_refused');
    const other = await begin();
    expect(await whoIs(await comeBack(callback, other.cookie))).toBe('provider_refused');
  });

  test('a second time → provider_refused', async () => {
    const { callback, cookie } = await going();
    expect(await whoIs(await comeBack(callback, cookie))).toBe('mei');
    expect(await whoIs(await comeBack(callback, cookie))).toBe('provider_refused');
  });

  test.each([
    ['another nonce', `nonce = 'other'`],
    ['another verifier', `verifier = repeat('x', 43)`],
    ['too late', `expires_at = now() - interval '1 second'`],
  ])('%s than we kept → provider_refused', async (_, change) => {
    const { callback, cookie } = await going();
    await pool.query(`update login.provider_try set ${change}`);
    expect(await whoIs(await comeBack(callback, cookie))).toBe('provider_refused');
  });

  test('the log says why, and no code and no token', () => {
    expect(said.length).toBeGreaterThan(0);
    for (const line of said) expect(line).not.toMatch(/eyJ|code=|made-up/);
  });
});

test('a provider that is away → provider_refused, and the password still opens', async () => {
  const away = await openLogin(pool, { publicUrl, provider: { issuer: 'http://127.0.0.1:9', clientId, clientSecret }, log: () => {} });
  const node = await buildApp({ house: served.house, login: away, publicUrl, demo: null, log: () => {}, ready: async () => {} });
  expect((await node.inject({ url: '/api/auth/provider' })).json().code).toBe('provider_refused');
  expect((await node.inject({ url: '/api/auth/ways' })).json()).toEqual({ password: true, provider: true, letters: false });
  const answer = await node.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email: 'ding@county.example', password: 'tea at four o clock' } });
  expect(answer.json()).toEqual({ signed_in: true });
  await node.close();
  await away.close();
});
