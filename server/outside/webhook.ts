/** Tells another system by a signed POST (Standard Webhooks): to the very address that was checked, and nowhere it is sent on to. */

import { createHmac } from 'node:crypto';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Sent } from '../jobs/messages.ts';
import { checkedAddress, faultInUrl, pinnedTo, type AddressRules } from './address.ts';

export type Call = {
  readonly url: string;
  readonly secret: Buffer;
  /** The same for every try, so that the receiver can tell that it has it already. */
  readonly id: string;
  readonly body: string;
  /** Seconds since 1970; the receiver refuses what is too old to be ours. */
  readonly timestamp: number;
};

export type CallOptions = { readonly rules: AddressRules; readonly signal?: AbortSignal; readonly timeoutMs?: number };

const timeoutMs = 10_000;

export async function callWebhook(call: Call, options: CallOptions): Promise<Sent> {
  const fault = faultInUrl(call.url, options.rules);
  if (fault !== null) return { ok: false, reason: fault, final: true };
  const url = new URL(call.url);
  const checked = await checkedAddress(url, options.rules);
  if (!checked.ok) return checked;
  const limit = AbortSignal.timeout(options.timeoutMs ?? timeoutMs);
  const signal = options.signal ? AbortSignal.any([limit, options.signal]) : limit;
  try {
    return answerOf(await send(url, checked, call, signal));
  } catch (error) {
    const { name, code, message } = error as Error & { code?: string };
    return { ok: false, reason: limit.aborted || name === 'TimeoutError' ? 'no answer in time' : (code ?? message) };
  }
}

/** `v1,` and the base64 of an HMAC-SHA256 over id, timestamp and body as it is sent. */
export function signatureOf({ secret, id, timestamp, body }: Omit<Call, 'url'>): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** As the receiver's library takes it. */
export function secretText(secret: Buffer): string {
  return `whsec_${secret.toString('base64')}`;
}

function send(url: URL, { ip, family }: { ip: string; family: 4 | 6 }, call: Call, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions = {
      ...pinnedTo(url, { ip, family }), method: 'POST', signal,
      headers: {
        host: url.host, 'content-type': 'application/json', 'content-length': Buffer.byteLength(call.body), 'user-agent': 'Sanbao',
        'webhook-id': call.id, 'webhook-timestamp': String(call.timestamp), 'webhook-signature': signatureOf(call),
      },
    };
    const hear = (response: IncomingMessage) => {
      resolve(response.statusCode ?? 0);
      // What else it says is of no interest, and could be without end.
      response.destroy();
    };
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(options, hear);
    request.once('error', reject);
    request.end(call.body);
  });
}

function answerOf(status: number): Sent {
  if (status >= 200 && status < 300) return { ok: true };
  if (status >= 300 && status < 400) return { ok: false, reason: `answered ${status}: a way on is not followed`, final: true };
  // 410: whoever was there wants no more.
  return { ok: false, reason: `answered ${status}`, ...(status === 410 ? { final: true } : {}) };
}
