/** Fetches a calendar that somebody points to: one request to the very address that was checked, so much of the answer and no more. */

import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { checkedAddress, pinnedTo, type AddressRules } from './address.ts';

export type Fetched = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: 'unsafe' | 'unreachable' | 'too_large'; readonly reason: string };

export type FetchOptions = { readonly rules: AddressRules; readonly mostBytes: number; readonly timeoutMs?: number };

/** The address was looked at as written before; here its name is. */
export async function fetchFeed(address: string, { rules, mostBytes, timeoutMs = 10_000 }: FetchOptions): Promise<Fetched> {
  const url = new URL(address);
  const checked = await checkedAddress(url, rules);
  if (!checked.ok) return { ok: false, why: checked.final ? 'unsafe' : 'unreachable', reason: checked.reason };
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await new Promise<Fetched>((resolve, reject) => {
      const options = { ...pinnedTo(url, checked), method: 'GET', signal, headers: { host: url.host, accept: 'text/calendar', 'user-agent': 'Sanbao' } };
      const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(options, (response) => hear(response, mostBytes).then(resolve, reject));
      request.once('error', reject);
      request.end();
    });
  } catch (error) {
    const { name, code, message } = error as Error & { code?: string };
    return { ok: false, why: 'unreachable', reason: signal.aborted || name === 'TimeoutError' ? 'no answer in time' : (code ?? message) };
  }
}

async function hear(response: IncomingMessage, mostBytes: number): Promise<Fetched> {
  const status = response.statusCode ?? 0;
  if (status !== 200) {
    response.destroy();
    return { ok: false, why: 'unreachable', reason: status >= 300 && status < 400 ? `answered ${status}: a way on is not followed` : `answered ${status}` };
  }
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > mostBytes) {
      response.destroy();
      return { ok: false, why: 'too_large', reason: `more than ${mostBytes} bytes` };
    }
    parts.push(part);
  }
  return { ok: true, text: Buffer.concat(parts).toString('utf8') };
}
