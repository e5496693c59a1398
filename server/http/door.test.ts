import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openLogin } from '../login/login.ts';
import { hashPassword, verifyPassword } from '../login/password.ts';
import { buildApp } from './app.ts';
import { emailOf, servedHouse, signIn } from './site.fixture.ts';

const served = await servedHouse();
const { app, house } = served;
const { pool } = house.db;
const oldPassword = 'tea at four o clock';

const post = (url: string, payload: object, cookie?: string, from = app) =>
  from.inject({ method: 'POST', url: `/api/auth${url}`, payload, headers: { ...(cookie === undefined ? {} : { cookie }), host: 'sanbao.example' } });
const meOf = async (cookie: string) => (await app.inject({ url: '/api/v1/me', headers: { cookie } })).statusCode;
const cookieOf = (answer: { cookies: { name: string; value: string }[] }) => answer.cookies.map((each) => `${each.name}=${encodeURIComponent(each.value)}`).join('; ');

describe('signing in', () => {
  test('throttling holds on every node and over a restart → too_many_attempts', async () => {
    const email = emailOf('qian', 'county');
    for (let i = 0; i < 10; i++) expect((await post('/sign-in/email', { email, password: `guess number ${i}` })).json().code).toBe('sign_in_failed');
    const login = await openLogin(pool);
    const other = await buildApp({ house, login, demo: null, log: () => {}, ready: async () => {} });
    const answer = await post('/sign-in/email', { email, password: oldPassword }, undefined, other);
    await other.close();
    await login.close();
    expect([answer.statusCode, answer.json().code]).toEqual([429, 'too_many_attempts']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(800);
  });

  test('an unknown account costs the same work as a wrong password, so that neither can be told by waiting', async () => {
    // Counted, not timed: a busy machine says nothing about what was done.
    let runs = 0;
    const counted = <A extends unknown[], R>(work: (...args: A) => R) => (...args: A): R => {
      runs += 1;
      return work(...args);
    };
    const login = await openLogin(pool, { passwords: { hash: counted(hashPassword), verify: counted(verifyPassword) } });
    const door = await buildApp({ house, login, demo: null, log: () => {}, ready: async () => {} });
    const costOf = async (email: string) => {
      runs = 0;
      expect((await post('/sign-in/email', { email, password: 'a guess like any' }, undefined, door)).json().code).toBe('sign_in_failed');
      return runs;
    };
    expect(await costOf('nobody@county.example')).toBe(1);
    expect(await costOf(emailOf('ding', 'county'))).toBe(1);
    await door.close();
    await login.close();
  });
});

describe('a forgotten password', () => {
  const letters: { to: string; text: string }[] = [];
  const nextLetter = () => new Promise<{ to: string; text: string }>((resolve) => { arrived = resolve; });
  let arrived: (letter: { to: string; text: string }) => void = () => {};
  const withLetters = async () => {
    const login = await openLogin(pool, { publicUrl: 'https://sanbao.example', sendLetter: async (letter) => { letters.push(letter); arrived(letter); } });
    const node = await buildApp({ house, login, demo: null, log: () => {}, ready: async () => {} });
    return { node, close: async () => { await node.close(); await login.close(); } };
  };

  test('a link comes by letter, works once, and ends every session', async () => {
    const { node, close } = await withLetters();
    const before = await signIn(app, emailOf('mei', 'county'));
    const coming = nextLetter();
    expect((await post('/forgot-password', { email: 'MEI@county.example' }, undefined, node)).json()).toEqual({ sent: true });
    const letter = await coming;
    expect(letter.to).toBe('mei@county.example');
    const token = /https:\/\/sanbao\.example\/link\/([\w-]{43})/.exec(letter.text)![1]!;
    expect(JSON.stringify((await pool.query('select * from login.link')).rows)).not.toContain(token);

    expect((await post('/choose-password', { token, newPassword: 'short' })).statusCode).toBe(400);
    expect((await post('/choose-password', { token, newPassword: 'coffee at half past' })).statusCode).toBe(200);
    expect(await meOf(before)).toBe(401);
    await signIn(app, emailOf('mei', 'county'), 'coffee at half past');
    const again = await post('/choose-password', { token, newPassword: 'whisky at midnight' });
    expect([again.statusCode, again.json().code]).toEqual([410, 'link_gone']);
    await close();
  });

  test('an unknown address gets the same answer, and nobody a letter', async () => {
    const { node, close } = await withLetters();
    letters.length = 0;
    const [known, unknown] = [await post('/forgot-password', { email: 'guan@county.example' }, undefined, node), await post('/forgot-password', { email: 'nobody@county.example' }, undefined, node)];
    expect([unknown.statusCode, unknown.body]).toEqual([known.statusCode, known.body]);
    await close();
    expect(letters.map((letter) => letter.to)).toEqual(['guan@county.example']);
  });

  test('asking is throttled too', async () => {
    const answers = [];
    for (let i = 0; i < 11; i++) answers.push((await post('/forgot-password', { email: 'flood@county.example' })).statusCode);
    expect(answers).toEqual([...Array<number>(10).fill(200), 429]);
  });
});

describe('a link', () => {
  const linkFor = async (email: string) => {
    const { makeLink } = await import('../login/links.ts');
    return (await makeLink(pool, email, 1))!.token;
  };
  const page = (token: string) => app.inject({ url: `/link/${token}`, headers: { 'accept-language': 'en' } });

  test('opens a page without a script, and a form on it sets the password', async () => {
    const token = await linkFor('wu@county.example');
    const shown = await page(token);
    expect(shown.statusCode).toBe(200);
    expect(shown.body).toContain('wu@county.example');
    expect(shown.body).not.toContain('<script');
    expect(shown.headers['referrer-policy']).toBe('same-origin');
    const send = (payload: string, origin = 'http://sanbao.example') =>
      app.inject({ method: 'POST', url: `/link/${token}`, payload, headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'sanbao.example', origin } });
    expect((await send('password=walking+to+work&again=walking+to+town')).statusCode).toBe(400);
    expect((await send('password=walking+to+work&again=walking+to+work', 'https://elsewhere.example')).statusCode).toBe(403);
    expect((await send('password=walking+to+work&again=walking+to+work')).statusCode).toBe(200);
    await signIn(app, 'wu@county.example', 'walking to work');
    expect((await page(token)).statusCode).toBe(410);
  });

  test('after its expiry → link_gone, and the old password holds', async () => {
    const token = await linkFor('ding@county.example');
    await pool.query(`update login.link set expires_at = now() - interval '1 second' where used_at is null`);
    expect((await page(token)).statusCode).toBe(410);
    expect((await post('/choose-password', { token, newPassword: 'whisky at midnight' })).json().code).toBe('link_gone');
    await signIn(app, 'ding@county.example');
  });

  test.each(['x', 'a'.repeat(43), '../../etc/passwd', '%00'])('made up: %s → gone', async (token) => {
    expect([400, 404, 410]).toContain((await page(token)).statusCode);
    expect((await post('/choose-password', { token, newPassword: 'whisky at midnight' })).statusCode).toBe(410);
  });

  test('a newer one ends an older one, and used at once by two it opens for one', async () => {
    const [older, newer] = [await linkFor('ding@county.example'), await linkFor('ding@county.example')];
    expect((await page(older)).statusCode).toBe(410);
    const both = await Promise.all([1, 2].map((i) => post('/choose-password', { token: newer, newPassword: `password number ${i}` })));
    expect(both.map((answer) => answer.statusCode).toSorted()).toEqual([200, 410]);
  });
});

describe('sessions', () => {
  test('are listed, and ended one by one or all others at once', async () => {
    const [here, there, elsewhere] = [await signIn(app, emailOf('an', 'county')), await signIn(app, emailOf('an', 'county')), await signIn(app, emailOf('an', 'county'))];
    const list = async () => (await app.inject({ url: '/api/auth/sessions', headers: { cookie: here } })).json().items as { session_id: string; current: boolean }[];
    const found = await list();
    expect(found.filter((each) => each.current)).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain('token');
    const other = found.find((each) => !each.current)!;
    expect((await post('/sessions/end', { session_id: other.session_id }, here)).json()).toEqual({ ended: 1 });
    expect((await post('/sessions/end', { session_id: other.session_id }, here)).json().code).toBe('unknown_session');
    await post('/sessions/end-others', {}, here);
    expect(await Promise.all([here, there, elsewhere].map(meOf))).toEqual([200, 401, 401]);
    expect(await list()).toHaveLength(1);
  });

  test('that are used are prolonged once a day, and those that are over open nothing', async () => {
    const cookie = await signIn(app, emailOf('an', 'county'));
    const ask = () => app.inject({ url: '/api/v1/me', headers: { cookie } });
    expect((await ask()).cookies).toEqual([]);
    await pool.query(`update login.session set updated_at = now() - interval '2 days', expires_at = now() + interval '28 days'`);
    const prolonged = await ask();
    expect([prolonged.statusCode, prolonged.cookies.map((each) => each.name)]).toEqual([200, ['sanbao.session_token']]);
    expect((await ask()).cookies).toEqual([]);
    await pool.query(`update login.session set expires_at = now() - interval '1 second'`);
    expect((await ask()).statusCode).toBe(401);
  });

  test('of somebody else are not ended → unknown_session', async () => {
    const [an, guan] = [await signIn(app, emailOf('an', 'county')), await signIn(app, emailOf('guan', 'county'))];
    const [own] = (await app.inject({ url: '/api/auth/sessions', headers: { cookie: guan } })).json().items;
    expect((await post('/sessions/end', { session_id: own.session_id }, an)).json().code).toBe('unknown_session');
    expect(await meOf(guan)).toBe(200);
  });

  test('a new password ends the others, whatever was asked for', async () => {
    const [here, there] = [await signIn(app, emailOf('an', 'county')), await signIn(app, emailOf('an', 'county'))];
    const changed = await post('/change-password', { currentPassword: oldPassword, newPassword: 'coffee at half past', revokeOtherSessions: false }, here);
    expect(changed.statusCode).toBe(200);
    expect(await meOf(there)).toBe(401);
    expect(await meOf(cookieOf(changed))).toBe(200);
  });
});

describe('a change while somebody is signed in', () => {
  const add = async (name: string) => {
    const email = `${name}@county.example`;
    await served.call('person.add', { as: 'guan', body: { person_id: name, name, roles: ['dispatcher'], email, password: oldPassword } });
    return { params: { person_id: name }, cookie: await signIn(app, email) };
  };

  test('a role taken away is gone with the next request, on another node too', async () => {
    const { params, cookie } = await add('shen');
    const login = await openLogin(pool);
    const other = await buildApp({ house, login, demo: null, log: () => {}, ready: async () => {} });
    const events = async (node = app) => (await node.inject({ method: 'POST', url: '/api/v1/events', payload: { area: '东乡', begins_at: '2026-03-02T08:00:00+08:00' }, headers: { cookie } })).statusCode;
    expect([await events(), await events(other)]).toEqual([201, 201]);
    await served.call('person.describe', { as: 'guan', params, body: { roles: ['agent'] } });
    expect([await events(), await events(other)]).toEqual([403, 403]);
    await other.close();
    await login.close();
  });

  test('somebody who left is out with the next request, and the right password opens no more', async () => {
    const { params, cookie } = await add('tang');
    expect(await meOf(cookie)).toBe(200);
    await served.call('person.leave', { as: 'guan', params, body: {} });
    expect(await meOf(cookie)).toBe(401);
    expect((await post('/sign-in/email', { email: 'tang@county.example', password: oldPassword })).json().code).toBe('sign_in_failed');
    const { rowCount } = await pool.query(`select from login.session s join login."user" u on u.id = s.user_id where u.person_id = 'tang'`);
    expect(rowCount).toBe(0);
  });

  test('another e-mail is the sign-in name from now on; one that is taken is refused', async () => {
    const { params } = await add('shao');
    expect((await served.call('person.describe', { as: 'guan', params, body: { email: 'an@county.example' } })).json().code).toBe('email_taken');
    expect((await served.call('person.describe', { as: 'guan', params, body: { email: 'shao.li@county.example' } })).statusCode).toBe(200);
    await signIn(app, 'shao.li@county.example');
  });
});

describe('a second factor', () => {
  const email = 'guan@county.example';
  const begin = (cookie: string, password = oldPassword) => post('/second-factor/begin', { password }, cookie);

  test('is set up with the password, asked for at signing in, and ends with the password', async () => {
    const [cookie, other] = [await signIn(app, email), await signIn(app, email)];
    expect((await begin(cookie, 'not the password')).json().code).toBe('sign_in_failed');
    const begun = (await begin(cookie)).json() as { totp_uri: string; backup_codes: string[] };
    expect(begun.backup_codes).toHaveLength(10);
    expect((await post('/second-factor/confirm', { code: '000000' }, cookie)).json().code).toBe('second_factor_wrong');
    const confirmed = await post('/second-factor/confirm', { code: codeNow(begun.totp_uri) }, cookie);
    expect(confirmed.statusCode).toBe(200);
    const own = confirmed.cookies.length > 0 ? cookieOf(confirmed) : cookie;
    expect([await meOf(own), await meOf(other)]).toEqual([200, 401]);

    const half = await post('/sign-in/email', { email, password: oldPassword });
    expect(half.json()).toEqual({ signed_in: false, second_factor: true });
    expect(await meOf(cookieOf(half))).toBe(401);
    const wrong = await post('/second-factor/prove', { code: '000000' }, cookieOf(half));
    expect([wrong.statusCode, wrong.json().code]).toEqual([401, 'second_factor_wrong']);
    const whole = await post('/second-factor/prove', { code: codeNow(begun.totp_uri) }, cookieOf(half));
    expect(await meOf(cookieOf(whole))).toBe(200);

    const byPaper = await post('/second-factor/prove', { backup_code: begun.backup_codes[0]! }, cookieOf(await post('/sign-in/email', { email, password: oldPassword })));
    expect(await meOf(cookieOf(byPaper))).toBe(200);
    const twice = await post('/second-factor/prove', { backup_code: begun.backup_codes[0]! }, cookieOf(await post('/sign-in/email', { email, password: oldPassword })));
    expect(twice.json().code).toBe('second_factor_wrong');

    expect((await begin(cookieOf(byPaper))).json().code).toBe('second_factor_on');
    const ended = await post('/second-factor/end', { password: oldPassword }, cookieOf(byPaper));
    expect(ended.statusCode).toBe(200);
    expect((await post('/sign-in/email', { email, password: oldPassword })).json()).toEqual({ signed_in: true });
  });

  test('guessing codes closes the account for a while', async () => {
    const cookie = await signIn(app, email);
    const { totp_uri } = (await begin(cookie)).json();
    await post('/second-factor/confirm', { code: codeNow(totp_uri) }, cookie);
    const answers: string[] = [];
    for (let i = 0; i < 14 && !answers.includes('too_many_attempts'); i++) {
      const half = cookieOf(await post('/sign-in/email', { email, password: oldPassword }));
      answers.push((await post('/second-factor/prove', { code: '000000' }, half)).json().code);
    }
    expect(answers.at(-1)).toBe('too_many_attempts');
    const half = cookieOf(await post('/sign-in/email', { email, password: oldPassword }));
    expect((await post('/second-factor/prove', { code: codeNow(totp_uri) }, half)).json().code).toBe('too_many_attempts');
  });

  test('nobody sets one up without a session', async () => {
    expect((await post('/second-factor/begin', { password: oldPassword })).json().code).toBe('not_signed_in');
    expect((await post('/second-factor/prove', { code: '123456' })).json().code).toBe('second_factor_wrong');
  });
});

/** What a telephone would show (RFC 6238). */
function codeNow(uri: string): string {
  const secret = fromBase32(new URL(uri).searchParams.get('secret')!);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac.at(-1)! & 15;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

function fromBase32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, '')].map((char) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
}
