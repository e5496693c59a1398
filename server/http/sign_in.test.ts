import { describe, expect, test } from 'vitest';
import { getMigrations } from 'better-auth/db/migration';
import { emailOf, servedHouse, signIn } from './site.fixture.ts';

const served = await servedHouse();
const { app, login } = served;

describe('signing in', () => {
  test('a session says who is there, and in which organisation → me', async () => {
    const answer = await served.call('session.me', { as: 'an' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ person_id: 'an', name: '安宁', roles: ['agent'], org_id: 'county', demo: false, time_zone: 'Asia/Shanghai' });
  });

  test.each([
    ['wrong password', { email: 'an@county.example', password: 'coffee at four o clock' }, 401, 'sign_in_failed'],
    ['unknown e-mail', { email: 'nobody@county.example', password: 'coffee at four o clock' }, 401, 'sign_in_failed'],
    ['no password', { email: 'an@county.example' }, 400, 'bad_request'],
    ['unknown field', { email: 'an@county.example', password: 'x', callbackURL: 'https://elsewhere.example' }, 400, 'bad_request'],
  ])('%s → %s', async (_, payload, status, code) => {
    const answer = await app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload });
    expect(answer.statusCode).toBe(status);
    expect(answer.json().code).toBe(code);
    expect(answer.cookies).toEqual([]);
  });

  test('the cookie is out of reach of scripts and of other sites → HttpOnly, SameSite=Lax', async () => {
    const answer = await app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email: emailOf('an', 'county'), password: 'tea at four o clock' } });
    expect(answer.cookies).toMatchObject([{ httpOnly: true, sameSite: 'Lax', path: '/' }]);
    expect(answer.body).not.toContain(answer.cookies[0]!.value);
  });

  test.each(['/api/auth/sign-up/email', '/api/auth/update-user', '/api/auth/list-sessions', '/api/auth/delete-user', '/api/auth/ok'])(
    '%s of the library is not reachable → 404',
    async (url) => {
      const answer = await app.inject({ method: 'POST', url, payload: {} });
      expect(answer.statusCode).toBe(404);
    },
  );

  test('without a session → 401 before the body is even read', async () => {
    const answer = await app.inject({ method: 'POST', url: '/api/v1/cases', payload: 'not json', headers: { 'content-type': 'application/json' } });
    expect(answer.statusCode).toBe(401);
    expect(answer.json().code).toBe('not_signed_in');
  });

  test('a forged or foreign cookie → 401', async () => {
    for (const cookie of ['sanbao.session_token=abc.def', 'sanbao.session_token=', 'other=1']) {
      expect((await app.inject({ url: '/api/v1/me', headers: { cookie } })).statusCode).toBe(401);
    }
  });

  test('after signing out the old cookie opens nothing → 401', async () => {
    const cookie = await signIn(app, emailOf('qian', 'county'));
    expect((await app.inject({ url: '/api/v1/me', headers: { cookie } })).statusCode).toBe(200);
    expect((await app.inject({ method: 'POST', url: '/api/auth/sign-out', headers: { cookie } })).statusCode).toBe(200);
    expect((await app.inject({ url: '/api/v1/me', headers: { cookie } })).statusCode).toBe(401);
  });

  test('a new password: the old one opens no more, other sessions end → sign_in_failed', async () => {
    const [cookie, other] = [await signIn(app, emailOf('ding', 'county')), await signIn(app, emailOf('ding', 'county'))];
    const payload = { currentPassword: 'tea at four o clock', newPassword: 'coffee at half past', revokeOtherSessions: true };
    const answer = await app.inject({ method: 'POST', url: '/api/auth/change-password', payload, headers: { cookie } });
    expect(answer.statusCode).toBe(200);
    expect((await app.inject({ url: '/api/v1/me', headers: { cookie: other } })).statusCode).toBe(401);
    await expect(signIn(app, emailOf('ding', 'county'))).rejects.toThrow('sign_in_failed');
    await signIn(app, emailOf('ding', 'county'), 'coffee at half past');
  });

  test('guessing one account ten times closes it for a while → too_many_attempts, even with the right password', async () => {
    const email = emailOf('wu', 'county');
    for (let i = 0; i < 10; i++) await expect(signIn(app, email, `guess number ${i}`)).rejects.toThrow('sign_in_failed');
    const answer = await app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email, password: 'tea at four o clock' } });
    expect(answer.statusCode).toBe(429);
    expect(answer.json().code).toBe('too_many_attempts');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('accounts', () => {
  test('an account comes with the person, once, and a retry is harmless', async () => {
    const body = { name: '新人', roles: ['agent'], email: 'new@county.example', password: 'ten letters or more' };
    const first = await served.call('person.add', { as: 'guan', body, key: 'person-key-1' });
    expect(first.statusCode).toBe(201);
    const again = await served.call('person.add', { as: 'guan', body, key: 'person-key-1' });
    expect(again.json().status).toBe('already_recorded');
    await signIn(app, 'NEW@county.example', 'ten letters or more');
    const { rows } = await served.house.db.pool.query(`select data::text || coalesce((select string_agg(answer::text, '') from command), '') as text from journal`);
    expect(rows.some((row: { text: string }) => row.text.includes('ten letters'))).toBe(false);
  });

  test('an e-mail that somebody else signs in with → email_taken, and no person', async () => {
    const answer = await served.call('person.add', { as: 'guan', body: { person_id: 'double', name: '重复', roles: ['agent'], email: 'AN@county.example', password: 'ten letters or more' } });
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'email_taken', params: { email: 'AN@county.example' } });
    const people = await served.call('person.list', { as: 'guan', query: { limit: '200' } });
    expect(people.json().items.map((each: { person_id: string }) => each.person_id)).not.toContain('double');
  });

  test('passwords are kept as argon2id', async () => {
    const { rows } = await served.house.db.pool.query('select password from login.account');
    for (const { password } of rows) expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('our tables are those the library wants', async () => {
    const { toBeCreated, toBeAdded, schemaProblems } = await getMigrations(login.auth.options);
    expect({ toBeCreated, toBeAdded, schemaProblems }).toEqual({ toBeCreated: [], toBeAdded: [], schemaProblems: [] });
  });

  test('the role that serves requests cannot enter the schema of sign-in', async () => {
    const client = await served.house.db.pool.connect();
    try {
      await client.query('begin; set local role sanbao_app');
      await expect(client.query('select * from login.session')).rejects.toThrow(/permission denied/);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
