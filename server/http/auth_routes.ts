/** /api/auth: signing in and out, asking for the session, changing the password. Nothing else of the library can be reached. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Login } from '../login/login.ts';
import { Refused } from '../refused.ts';
import { validate } from './validation.ts';

const signInBody = z.strictObject({ email: z.string().trim().min(3).max(200), password: z.string().min(1).max(200), rememberMe: z.boolean().optional() });
const changeBody = z.strictObject({ currentPassword: z.string().min(1).max(200), newPassword: z.string().min(10).max(200), revokeOtherSessions: z.boolean().optional() });

export function openAuthRoutes(app: FastifyInstance, login: Login): void {
  app.register(
    async (door) => {
      door.setValidatorCompiler(validate as never);
      // These answer in the shapes of better-auth, which the contract of /api/v1 does not describe.
      const hide = { hide: true };
      door.post('/sign-in/email', { schema: { ...hide, body: signInBody } }, (request, reply) => signIn(login, request, reply));
      door.post('/sign-out', { schema: hide }, async (request, reply) => {
        const { headers } = await login.auth.api.signOut({ headers: headersOf(request), returnHeaders: true });
        login.forget();
        return relay(reply, headers, { signed_out: true });
      });
      door.get('/get-session', { schema: hide }, async (request, reply) => {
        const { response, headers } = await login.auth.api.getSession({ headers: headersOf(request), returnHeaders: true });
        // The token is the cookie's secret and stays out of the reach of scripts.
        return relay(reply, headers, response && { user: { email: response.user.email, org_id: response.user.org_id, person_id: response.user.person_id }, expires_at: response.session.expiresAt });
      });
      door.post('/change-password', { schema: { ...hide, body: changeBody } }, (request, reply) => changePassword(login, request, reply));
    },
    { prefix: '/api/auth' },
  );
}

async function signIn(login: Login, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const body = request.body as z.infer<typeof signInBody>;
  const headers = headersOf(request);
  const answer = await tried(login, body.email, () => login.auth.api.signInEmail({ body, headers, returnHeaders: true }));
  return relay(reply, answer.headers, { signed_in: true });
}

async function changePassword(login: Login, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const signedIn = await login.signedIn(request.headers.cookie);
  if (!signedIn) throw new Refused('not_signed_in');
  const body = request.body as z.infer<typeof changeBody>;
  const headers = headersOf(request);
  const answer = await tried(login, signedIn.email, () => login.auth.api.changePassword({ body, headers, returnHeaders: true }));
  login.forget();
  return relay(reply, answer.headers, { changed: true });
}

/** One try at a password: counted when it was wrong, forgotten when it was right. */
async function tried<T>(login: Login, email: string, work: () => Promise<T>): Promise<T> {
  const wait = login.attempts.waitOf(email, performance.now());
  if (wait > 0) throw new Refused('too_many_attempts', { detail: { minutes: Math.ceil(wait / 60) }, headers: { 'retry-after': String(wait) } });
  try {
    const result = await work();
    login.attempts.succeeded(email);
    return result;
  } catch (error) {
    const { statusCode } = error as { statusCode?: number };
    if (statusCode === undefined || statusCode >= 500) throw error;
    login.attempts.failed(email, performance.now());
    throw new Refused('sign_in_failed');
  }
}

function headersOf(request: FastifyRequest): Headers {
  const { cookie, 'user-agent': agent } = request.headers;
  return new Headers({ ...(cookie === undefined ? {} : { cookie }), ...(agent === undefined ? {} : { 'user-agent': agent.slice(0, 300) }) });
}

function relay(reply: FastifyReply, headers: Headers, answer: unknown): FastifyReply {
  for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie);
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
}
