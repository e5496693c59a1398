import { createServer } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { call, pathOf } from './client.ts';

// A server of one's own that answers what a broken line or a proxy may answer.
const server = createServer((request, response) => {
  if (request.url === '/api/v1/me') return void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
  if (request.url === '/api/v1/events') return void response.writeHead(409, { 'content-type': 'application/problem+json' }).end('{"type":"about:blank","title":"No","status":409,"code":"event_ended"}');
  response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ key: request.headers['idempotency-key'], language: request.headers['accept-language'], method: request.method }));
});
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
const address = server.address() as { port: number };
const base = `http://127.0.0.1:${address.port}`;
afterAll(() => new Promise((closed) => server.close(closed)));

test.each([
  ['/cases/{case_id}', { case_id: 'C 1' }, {}, '/api/v1/cases/C%201'],
  ['/cases', {}, { q: '王', zone: undefined, late: '' }, '/api/v1/cases?q=%E7%8E%8B'],
  ['/cases', {}, { limit: 50, cursor: 'a/b' }, '/api/v1/cases?limit=50&cursor=a%2Fb'],
])('%s with %j and %j → %s', (path, params, query, expected) => {
  expect(pathOf(path, params as Record<string, string>, query)).toBe(expected);
});

test('a command carries its key and the language', async () => {
  const result = await call('case.cancel', { params: { case_id: 'C1' }, body: { reason: 'wrong number' } }, { base, language: 'en', key: 'key-12345' });
  expect(result).toMatchObject({ ok: true, value: { key: 'key-12345', language: 'en', method: 'POST' } });
});

test('a refusal arrives with its code', async () => {
  expect(await call('event.list', {}, { base, language: 'en' })).toMatchObject({ ok: false, problem: { code: 'event_ended', status: 409 } });
});

test('an answer in HTML is a problem of its own', async () => {
  expect(await call('session.me', {}, { base, language: 'en' })).toMatchObject({ ok: false, problem: { code: 'unreadable_answer', status: 502 } });
});

test('a server that is not there is offline', async () => {
  expect(await call('session.me', {}, { base: 'http://127.0.0.1:1', language: 'en' })).toMatchObject({ ok: false, problem: { code: 'offline', status: 0 } });
});
