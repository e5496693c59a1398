/** What every answer carries for the browser's sake, and the refusal of writing from another site. */

import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from '../refused.ts';

export function freshNonce(): string {
  return randomBytes(16).toString('base64');
}

/** No script but our own files; styles of ours, or those that carry the nonce of this very answer. */
export function contentPolicy(nonce?: string): string {
  return [
    "default-src 'none'", "script-src 'self'", `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`, "img-src 'self' data: blob:",
    "font-src 'self'", "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
  ].join('; ');
}

export function guard(app: FastifyInstance, publicUrl: string | undefined): void {
  const isSecure = publicUrl?.startsWith('https:') ?? false;
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': contentPolicy(),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
      ...(isSecure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
      // What is asked for with a session belongs to nobody else; the console's own files say otherwise for themselves.
      'cache-control': 'no-store',
    });
    // No text of ours holds a zero, and PostgreSQL takes none; bodies are held against their shapes, addresses here.
    if (request.url.includes('%00')) throw new Refused('bad_request', { errors: [{ path: 'query', code: 'control' }] });
    if (isUnsafe(request.method) && isFromElsewhere(request, publicUrl)) throw new Refused('cross_site');
  });
}

function isUnsafe(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}

/** Browsers name the page that sends; programs name none, and carry no cookie they were not given. */
function isFromElsewhere(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const { origin } = request.headers;
  if (origin === undefined) {
    const site = request.headers['sec-fetch-site'];
    return site === 'cross-site' || site === 'same-site';
  }
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return false;
  try {
    const { protocol, host } = new URL(origin);
    // Read as an address too, so that a port that goes without saying is left out of both.
    return host !== new URL(`${protocol}//${request.headers.host ?? ''}`).host;
  } catch {
    return true;
  }
}
