import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { addressRules } from './address.ts';
import { callWebhook, secretText, signatureOf } from './webhook.ts';

const secret = Buffer.alloc(32, 7);
const rules = addressRules('127.0.0.1/32');
const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => {
    server.closeAllConnections();
    server.close(resolve);
  })));
});

/** A receiver on this machine, and what it heard. */
async function receiver(answer: RequestListener): Promise<{ url: string; heard: IncomingMessage[] }> {
  const heard: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    heard.push(request);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?of=sanbao`, heard };
}
const call = (url: string) => ({ url, secret, id: 'msg_1', body: '{"type":"clock.due"}', timestamp: 1_614_265_330 });

test('signs as Standard Webhooks asks, by the vector of its reference', () => {
  const vector = { secret: Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64'), id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' };
  expect(signatureOf(vector)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  expect(secretText(vector.secret)).toBe('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
});

test('posts the body with id, time and signature, under the name it was given', async () => {
  const { url, heard } = await receiver((request, response) => {
    request.resume();
    response.end('thank you');
  });
  expect(await callWebhook(call(url), { rules })).toEqual({ ok: true });
  expect(heard[0]).toMatchObject({ method: 'POST', url: '/hook?of=sanbao' });
  expect(heard[0]!.headers).toMatchObject({ host: new URL(url).host, 'webhook-id': 'msg_1', 'webhook-timestamp': '1614265330', 'webhook-signature': signatureOf(call(url)), 'content-type': 'application/json' });
});

describe('what an answer means', () => {
  test.each([
    [204, { ok: true }],
    [500, { ok: false, reason: 'answered 500' }],
    [429, { ok: false, reason: 'answered 429' }],
    [410, { ok: false, reason: 'answered 410', final: true }],
    [302, { ok: false, reason: 'answered 302: a way on is not followed', final: true }],
  ])('%i → %o', async (status, verdict) => {
    const { url } = await receiver((_, response) => response.writeHead(status, { location: 'http://169.254.169.254/' }).end());
    expect(await callWebhook(call(url), { rules })).toEqual(verdict);
  });

  test('a receiver that redirects to an inner address → nobody goes there', async () => {
    const inner = await receiver((_, response) => response.end('secret'));
    const { url } = await receiver((_, response) => response.writeHead(307, { location: inner.url }).end());
    expect(await callWebhook(call(url), { rules })).toMatchObject({ ok: false, final: true });
    expect(inner.heard).toEqual([]);
  });

  test('a receiver that says nothing → given up in time', async () => {
    const { url } = await receiver(() => {});
    expect(await callWebhook(call(url), { rules, timeoutMs: 100 })).toEqual({ ok: false, reason: 'no answer in time' });
  });

  test('a receiver that talks without end → its status is enough', async () => {
    const { url } = await receiver((_, response) => {
      response.writeHead(200);
      const talk = () => void (response.destroyed || response.write('x'.repeat(65_536), talk));
      talk();
    });
    expect(await callWebhook(call(url), { rules })).toEqual({ ok: true });
  });

  test('nobody there → tried again', async () => {
    const { url } = await receiver(() => {});
    await new Promise((resolve) => servers.pop()!.close(resolve));
    expect(await callWebhook(call(url), { rules })).toEqual({ ok: false, reason: 'ECONNREFUSED' });
  });

  test('an inner address that nobody allowed → not even tried', async () => {
    const { url, heard } = await receiver((_, response) => response.end());
    expect(await callWebhook(call(url), { rules: addressRules(undefined) })).toMatchObject({ ok: false, final: true });
    expect(heard).toEqual([]);
  });
});
