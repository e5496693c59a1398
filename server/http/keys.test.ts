import { describe, expect, test } from 'vitest';
import { emailOf, servedHouse, signIn } from './site.fixture.ts';

const { app, house, call, login } = await servedHouse(['county', 'harbour']);
const { pool } = house.db;

type Made = { key_id: string; secret: string; prefix: string; expires_at: string };
const make = async (body: object, key?: string) => call('key.make', { as: 'guan', body, ...(key === undefined ? {} : { key }) });
const made = async (body: object): Promise<Made> => (await make(body)).json();
const ask = (secret: string, url = '/api/v1/me') => app.inject({ url, headers: { authorization: `Bearer ${secret}` } });
const report = (secret: string, body: object = { zone: 'urban', channel: 'api' }) => app.inject({ method: 'POST', url: '/api/v1/cases', payload: body, headers: { authorization: `Bearer ${secret}` } });

describe('an API key', () => {
  test('of a machine opens what it was made for, and the journal knows which machine', async () => {
    const { secret, key_id, prefix } = await made({ name: '呼叫系统', roles: ['agent'], scopes: ['case.report', 'customers'] });
    expect(secret).toMatch(/^sb_[\w-]{43}$/);
    expect(secret.startsWith(prefix)).toBe(true);
    const reported = await report(secret);
    expect(reported.statusCode).toBe(201);
    const { rows } = await pool.query(`select actor from journal where stream = $1`, [reported.json().stream]);
    expect(rows).toEqual([{ actor: `machine.${key_id}` }]);
    expect((await ask(secret, '/api/v1/customers?phone=1')).statusCode).toBe(200);
    expect((await ask(secret, '/api/v1/cases')).json().code).toBe('not_allowed');
    expect((await ask(secret)).json().code).toBe('not_allowed');
  });

  test('has no more than its roles, whatever its scopes', async () => {
    const { secret } = await made({ name: 'board', roles: ['engineer'], scopes: ['cases', 'people', 'session'] });
    expect((await ask(secret, '/api/v1/cases')).json().items).toEqual([]);
    expect((await report(secret)).json().code).toBe('not_allowed');
    expect((await ask(secret, '/api/v1/people')).json().code).toBe('not_allowed');
    expect((await ask(secret)).json()).toMatchObject({ name: 'board', roles: ['engineer'] });
  });

  test('of a person is the person, and ends with them', async () => {
    await call('person.add', { as: 'guan', body: { person_id: 'shan', name: '单', roles: ['administrator'], email: 'shan@county.example', password: 'tea at four o clock' } });
    const cookie = await signIn(app, 'shan@county.example');
    const own = await app.inject({ method: 'POST', url: '/api/v1/keys', payload: { name: 'script', scopes: ['session.me', 'person.list'] }, headers: { cookie } });
    const { secret, person_id } = own.json();
    expect(person_id).toBe('shan');
    expect((await ask(secret)).json()).toMatchObject({ person_id: 'shan', roles: ['administrator'] });
    await call('person.describe', { as: 'guan', params: { person_id: 'shan' }, body: { roles: ['engineer'] } });
    expect((await ask(secret, '/api/v1/people')).json().code).toBe('not_allowed');
    await call('person.leave', { as: 'guan', params: { person_id: 'shan' }, body: {} });
    expect((await ask(secret)).statusCode).toBe(401);
  });

  test.each<readonly [string, object, string]>([
    ['an unknown operation', { scopes: ['case.fly'] }, 'unknown_scope'],
    ['an unknown role', { roles: ['king'] }, 'unknown_role'],
    ['no scope', { scopes: [] }, 'bad_request'],
    ['for ever', { expires_in_days: 10_000 }, 'bad_request'],
    ['nothing odd', {}, 'made'],
  ])('with %s → %s', async (_, said, verdict) => {
    const answer = (await make({ name: 'odd', roles: ['agent'], scopes: ['case.report'], ...said })).json();
    expect(answer.code ?? 'made').toBe(verdict);
  });

  test('makes no keys, and does not reach the settings of a person', async () => {
    const { secret } = await made({ name: 'greedy', roles: ['administrator'], scopes: ['keys', 'people', 'session'] });
    const answer = await app.inject({ method: 'POST', url: '/api/v1/keys', payload: { name: 'child', roles: ['agent'], scopes: ['cases'] }, headers: { authorization: `Bearer ${secret}` } });
    expect(answer.json().code).toBe('not_allowed');
    expect((await ask(secret, '/api/auth/sessions')).json().code).toBe('not_signed_in');
  });

  test('revoked or over → not_signed_in, at once', async () => {
    const [revoked, over] = [await made({ name: 'one', roles: ['agent'], scopes: ['session'] }), await made({ name: 'two', roles: ['agent'], scopes: ['session'], expires_in_days: 1 })];
    expect([(await ask(revoked.secret)).statusCode, (await ask(over.secret)).statusCode]).toEqual([200, 200]);
    expect((await call('key.revoke', { as: 'guan', params: { key_id: revoked.key_id }, body: {} })).json()).toEqual({ revoked: true });
    await pool.query(`update login.api_key set expires_at = now() - interval '1 second' where key_id = $1`, [over.key_id]);
    expect([(await ask(revoked.secret)).statusCode, (await ask(over.secret)).statusCode]).toEqual([401, 401]);
    expect((await call('key.revoke', { as: 'guan', params: { key_id: 'none' }, body: {} })).json().code).toBe('unknown_key');
  });

  test.each(['', 'Bearer', 'Bearer x', 'Basic c2I6c2I=', `Bearer sb_${'a'.repeat(43)}`, `Bearer sb_${'a'.repeat(5_000)}`, 'Bearer sb_\u0000'])('made up: %j → 401', async (authorization) => {
    const cookie = await signIn(app, emailOf('an', 'county'));
    // A wrong key is not made good by a cookie beside it.
    expect((await app.inject({ url: '/api/v1/me', headers: { authorization, cookie } })).statusCode).toBe(401);
  });

  test('is listed without its secret, with its last use', async () => {
    const { secret, key_id } = await made({ name: 'listed', roles: ['agent'], scopes: ['session'] });
    await ask(secret);
    const list = await call('key.list', { as: 'guan', query: { limit: '200' } });
    expect(list.body).not.toContain(secret);
    expect(list.json().items.find((each: { key_id: string }) => each.key_id === key_id)).toMatchObject({ name: 'listed', roles: ['agent'], revoked_at: null, last_used_at: expect.any(String) });
    expect((await call('key.list', { as: 'guan', org: 'harbour' })).json().items).toEqual([]);
    expect((await call('key.revoke', { as: 'guan', org: 'harbour', params: { key_id }, body: {} })).json().code).toBe('unknown_key');
    expect((await ask(secret)).statusCode).toBe(200);
  });

  test('a retry gets a new secret for the same key, another body is refused', async () => {
    const body = { name: 'retried', roles: ['agent'], scopes: ['session'] };
    const [first, again] = [(await make(body, 'key-of-keys-1')).json(), (await make(body, 'key-of-keys-1')).json()];
    expect(again.key_id).toBe(first.key_id);
    expect([(await ask(first.secret)).statusCode, (await ask(again.secret)).statusCode]).toEqual([401, 200]);
    expect((await make({ ...body, name: 'other' }, 'key-of-keys-1')).json().code).toBe('idempotency_key_reused');
  });

  test('lies nowhere: not in its table, not with the answers, not in the journal', async () => {
    const { secret } = await made({ name: 'hidden', roles: ['agent'], scopes: ['session'] });
    const { rows } = await pool.query(`select (select string_agg(k::text, '') from login.api_key k) || coalesce((select string_agg(c::text, '') from command c), '') || (select string_agg(j::text, '') from journal j) as text`);
    expect(rows[0].text).not.toContain(secret);
    expect(login.auth.options.logger.disabled).toBe(true);
  });
});
