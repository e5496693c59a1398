/** Signing in through the organisation's own provider: out to it and back, tied to this browser by a cookie. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Login } from '../login/login.ts';
import { providerTrySeconds, type Provider } from '../login/provider.ts';
import { Refused } from '../refused.ts';

const cookieName = 'sanbao.provider';
const path = '/api/auth/provider';

export function openProviderRoutes(door: FastifyInstance, login: Login, provider: Provider): void {
  const hide = { schema: { hide: true } };
  door.get('/provider', hide, async (_request, reply) => {
    const { address, state } = await begun(provider);
    return reply.header('set-cookie', `${cookieName}=${state}; Max-Age=${providerTrySeconds}; Path=${path}; HttpOnly; SameSite=Lax${secure(login)}`).redirect(address);
  });
  door.get('/provider/callback', hide, (request, reply) => comeBack(login, provider, request, reply));
}

async function begun(provider: Provider): Promise<{ address: string; state: string }> {
  try {
    return await provider.begin();
  } catch {
    // It cannot be reached or says nothing of use; the password still opens the door.
    throw new Refused('provider_refused');
  }
}

async function comeBack(login: Login, provider: Provider, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const forget = `${cookieName}=; Max-Age=0; Path=${path}; HttpOnly; SameSite=Lax${secure(login)}`;
  // What the browser was given when it left. An answer that somebody slipped into another's browser finds none, or another.
  const state = /(?:^|;\s*)sanbao\.provider=([A-Za-z0-9_-]{20,200})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1];
  const token = state === undefined ? null : await provider.finish(request.url.split('?')[1] ?? '', state);
  if (token === null) throw new Refused('provider_refused', { headers: { 'set-cookie': forget } });
  return reply.header('set-cookie', forget).header('set-cookie', login.cookieFor(token)).redirect('/');
}

function secure(login: Login): string {
  return login.cookieFor('x').endsWith('; Secure') ? '; Secure' : '';
}
