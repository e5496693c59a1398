import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { problem } from '../../wire/view/views.ts';
import { servedHouse } from './site.fixture.ts';

const { app, cookieOf, call } = await servedHouse();
const cookie = await cookieOf('an');

type Sent = { readonly payload: string | Buffer | object; readonly type?: string; readonly headers?: Record<string, string> };

async function post(url: string, { payload, type = 'application/json', headers = {} }: Sent) {
  return app.inject({ method: 'POST', url, payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload), headers: { cookie, 'content-type': type, ...headers } });
}

const report = { zone: 'urban', channel: 'phone' };
const raw = (inside: string) => `{"zone":"urban","channel":"phone",${inside}}`;

describe('a report that cannot be taken says what is wrong with it', () => {
  test.each<[string, Sent, number, string, string?]>([
    ['no body', { payload: '' }, 400, 'bad_request', 'invalid_type'],
    ['not JSON', { payload: '{"zone":' }, 400, 'bad_request', 'not_json'],
    ['not an object', { payload: '[]' }, 400, 'bad_request', 'invalid_type'],
    ['null', { payload: 'null' }, 400, 'bad_request', 'invalid_type'],
    ['not UTF-8', { payload: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]) }, 400, 'bad_request', 'not_utf8'],
    ['a bomb of gzip', { payload: gzipSync(raw(`"description":"${'x'.repeat(50_000_000)}"`)), headers: { 'content-encoding': 'gzip' } }, 400, 'bad_request', 'not_utf8'],
    ['another content type', { payload: 'zone=urban', type: 'application/x-www-form-urlencoded' }, 415, 'unsupported_media_type'],
    ['text', { payload: '{}', type: 'text/plain' }, 415, 'unsupported_media_type'],
    ['larger than 1 MB', { payload: raw(`"description":"${'x'.repeat(1_100_000)}"`) }, 413, 'too_large'],
    ['65 deep', { payload: raw(`"attributes":${'['.repeat(64)}${']'.repeat(64)}`) }, 400, 'too_deep', 'too_deep'],
    ['a number beyond 2^53', { payload: raw('"agreed_minutes":9007199254740993') }, 400, 'number_too_large', 'number_too_large'],
    ['a name twice', { payload: raw('"zone":"rural"') }, 400, 'bad_request', 'duplicate_key'],
    ['__proto__', { payload: raw('"__proto__":{"roles":["manager"]}') }, 400, 'bad_request', 'forbidden_key'],
    ['constructor', { payload: raw('"constructor":{"prototype":{}}') }, 400, 'bad_request', 'forbidden_key'],
    ['an unknown field', { payload: { ...report, status: 'closed' } }, 400, 'bad_request', 'unrecognized_keys'],
    ['a missing field', { payload: { channel: 'phone' } }, 400, 'bad_request', 'required'],
    ['another channel', { payload: { ...report, channel: 'pigeon' } }, 400, 'bad_request', 'invalid_value'],
    ['a moment without a zone', { payload: { ...report, at: '2026-03-02T08:00:00' } }, 400, 'bad_request', 'moment'],
    ['30 February', { payload: { ...report, at: '2026-02-30T08:00:00Z' } }, 400, 'bad_request', 'moment'],
    ['a name with a zero byte', { payload: { ...report, caller_name: 'a\u0000b' } }, 400, 'bad_request', 'control_character'],
    ['a name over two lines', { payload: { ...report, caller_name: 'a\nb' } }, 400, 'bad_request', 'control'],
    ['a phone of letters', { payload: { ...report, phone: 'call me' } }, 400, 'bad_request', 'phone'],
    ['an address of 10,001 characters', { payload: { ...report, address: '路'.repeat(10_001) } }, 400, 'bad_request', 'too_big'],
    ['latitude 91', { payload: { ...report, place: { lat: 91, lon: 0 } } }, 400, 'bad_request', 'too_big'],
    ['a key of seven characters', { payload: report, headers: { 'idempotency-key': 'short-1' } }, 400, 'bad_request', 'idempotency_key'],
    ['a key with a blank', { payload: report, headers: { 'idempotency-key': 'not a good key' } }, 400, 'bad_request', 'idempotency_key'],
    ['a zone nobody knows', { payload: { ...report, zone: 'lunar' } }, 404, 'unknown_zone'],
    ['a customer nobody knows', { payload: { ...report, customer_id: 'nobody' } }, 404, 'unknown_customer'],
  ])('%s → refused', async (_, sent, status, code, fault) => {
    const answer = await post('/api/v1/cases', sent);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    const said = problem.parse(answer.json());
    expect([answer.statusCode, said.status, said.code]).toEqual([status, status, code]);
    expect(said.title).not.toBe('');
    if (fault !== undefined) expect(said.errors?.map((each) => each.code)).toContain(fault);
    for (const each of said.errors ?? []) expect(each.message).toMatch(/\p{Script=Han}.*。$/u);
  });

  test.each([
    ['Arabic and an override', 'مرحبا \u202eabc'],
    ['emoji of several parts', '👩‍👩‍👧‍👦 王'],
    ['an apostrophe and markup', `O'Brien <b>"x"</b>; drop table journal`],
    ['a long name', '长'.repeat(200)],
  ])('%s is a name like any other → 201', async (_, caller_name) => {
    const address = '路'.repeat(10_000);
    const answer = await post('/api/v1/cases', { payload: { ...report, caller_name, address, description: '两行\n文字\t有制表符' } });
    expect(answer.statusCode).toBe(201);
    const view = (await call('case.get', { as: 'an', params: { case_id: answer.json().ids.case_id } })).json();
    expect(view.row).toMatchObject({ caller_name, address, description: '两行\n文字\t有制表符' });
  });
});

describe('a question that cannot be asked', () => {
  test.each([
    ['/api/v1/cases?limit=0', 'too_small'],
    ['/api/v1/cases?limit=201', 'too_big'],
    ['/api/v1/cases?limit=ten', 'invalid_type'],
    ['/api/v1/cases?zone=a&zone=b', 'invalid_type'],
    ['/api/v1/cases?order=late', 'unrecognized_keys'],
    ['/api/v1/cases?state=lost', 'invalid_value'],
    ['/api/v1/cases/a%20b', 'id'],
    ['/api/v1/me?debug=1', 'unrecognized_keys'],
    ['/api/v1/reports/promises?from=yesterday&to=today', 'moment'],
    ['/api/v1/customers?lang=tlh', 'invalid_value'],
  ])('%s → %s', async (url, fault) => {
    const answer = await app.inject({ url, headers: { cookie } });
    expect(answer.statusCode).toBe(400);
    expect(problem.parse(answer.json()).errors?.map((each) => each.code)).toContain(fault);
  });

  test.each(['nonsense', '', '[]', Buffer.from('["cases by deadline",1]').toString('base64url'), Buffer.from('["cases by report","x","y"]').toString('base64url'), Buffer.from('["cases by deadline",1e300,"x"]').toString('base64url'), 'A'.repeat(400)])(
    'cursor %.30s → bad_cursor',
    async (cursor) => {
      const answer = await app.inject({ url: '/api/v1/cases', query: { cursor }, headers: { cookie } });
      expect(answer.statusCode).toBe(400);
      expect(answer.json().code).toBe('bad_cursor');
    },
  );

  test.each([
    ['zh-CN', undefined, /[\u4e00-\u9fff]/],
    [undefined, 'en-GB,en;q=0.9', /^[ -~]+$/],
    [undefined, 'fr, en;q=0.5, zh;q=0.8', /[\u4e00-\u9fff]/],
    ['en', 'zh-CN', /^[ -~]+$/],
    [undefined, undefined, /[\u4e00-\u9fff]/],
  ])('?lang=%s with Accept-Language %s → words in it', async (lang, accept, words) => {
    const answer = await app.inject({ url: '/api/v1/cases/nothing', query: lang === undefined ? {} : { lang }, headers: { cookie, ...(accept === undefined ? {} : { 'accept-language': accept }) } });
    expect(answer.json().code).toBe('unknown_case');
    expect(answer.json().title).toMatch(words);
  });
});

describe('a browser is told to be careful', () => {
  test.each([
    ['our own page', { origin: 'http://localhost:80', host: 'localhost:80' }, 201],
    ['another site', { origin: 'https://elsewhere.example', host: 'localhost:80' }, 403],
    ['another port', { origin: 'http://localhost:81', host: 'localhost:80' }, 403],
    ['a sandboxed frame', { origin: 'null', host: 'localhost:80' }, 403],
    ['no origin, but another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a program', {}, 201],
  ])('a report sent by %s → %o', async (_, headers, status) => {
    const answer = await post('/api/v1/cases', { payload: report, headers });
    expect(answer.statusCode).toBe(status);
    if (status === 403) expect(answer.json().code).toBe('cross_site');
  });

  test('every answer carries the guards', async () => {
    for (const url of ['/api/v1/me', '/health', '/nothing', '/api/v1/']) {
      const { headers } = await app.inject({ url, headers: { cookie } });
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cache-control': 'no-store' });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe-inline');
    }
  });
});
