/** What the doors under /api/auth share: who knocks, what the library is told of a request, and how its cookies are passed on. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Login, SignedIn } from '../login/login.ts';
import { Refused } from '../refused.ts';

export type WithSession = Omit<SignedIn, 'session'> & { readonly session: NonNullable<SignedIn['session']> };

/** Somebody with a session. A key opens operations, never the settings of the person it acts as. */
export async function inSession(login: Login, request: FastifyRequest): Promise<WithSession> {
  const signedIn = await login.signedIn(request.headers.cookie);
  if (!signedIn?.session) throw new Refused('not_signed_in');
  return { ...signedIn, session: signedIn.session };
}

export function headersOf(request: FastifyRequest): Headers {
  const { cookie, 'user-agent': agent } = request.headers;
  return new Headers({ ...(cookie === undefined ? {} : { cookie }), ...(agent === undefined ? {} : { 'user-agent': agent.slice(0, 300) }) });
}

export function relay(reply: FastifyReply, headers: Headers | null, answer: unknown): FastifyReply {
  for (const cookie of headers?.getSetCookie() ?? []) reply.header('set-cookie', cookie);
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
}
