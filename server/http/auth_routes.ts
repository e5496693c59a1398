/** /api/auth: signing in and out, passwords, sessions, second factor, provider. Nothing else of the library can be reached. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { passwordLength } from '../login/auth.ts';
import type { Login } from '../login/login.ts';
import { Refused } from '../refused.ts';
import { headersOf, inSession, relay } from './auth_answers.ts';
import { openProviderRoutes } from './provider_routes.ts';
import { openSecondFactorRoutes } from './second_factor_routes.ts';
import { tooMany, tried } from './tries.ts';
import { validate } from './validation.ts';

const email = z.string().trim().min(3).max(200);
const password = z.string().min(1).max(200);
const newPassword = z.string().min(passwordLength.min).max(passwordLength.max);
const signInBody = z.strictObject({ email, password, rememberMe: z.boolean().optional() });
const changeBody = z.strictObject({ currentPassword: password, newPassword, revokeOtherSessions: z.boolean().optional() });
const forgotBody = z.strictObject({ email });
const linkBody = z.strictObject({ token: z.string().min(1).max(200), newPassword });
const sessionBody = z.strictObject({ session_id: z.string().min(1).max(100) });

export function openAuthRoutes(app: FastifyInstance, login: Login): void {
  app.register(
    async (door) => {
      door.setValidatorCompiler(validate as never);
      // These answer in shapes of their own, which the contract of /api/v1 does not describe.
      const hide = { hide: true };
      door.post('/sign-in/email', { schema: { ...hide, body: signInBody } }, (request, reply) => signIn(login, request, reply));
      door.post('/sign-out', { schema: hide }, async (request, reply) => {
        const { headers } = await login.auth.api.signOut({ headers: headersOf(request), returnHeaders: true });
        return relay(reply, headers, { signed_out: true });
      });
      door.get('/get-session', { schema: hide }, (request, reply) => session(login, request, reply));
      door.post('/change-password', { schema: { ...hide, body: changeBody } }, (request, reply) => changePassword(login, request, reply));
      door.post('/forgot-password', { schema: { ...hide, body: forgotBody } }, (request, reply) => forgotPassword(login, request, reply));
      door.post('/choose-password', { schema: { ...hide, body: linkBody } }, async (request, reply) => {
        const body = request.body as z.infer<typeof linkBody>;
        if ((await login.openLink(body.token, body.newPassword)) === 'gone') throw new Refused('link_gone');
        return relay(reply, null, { changed: true });
      });
      openSessions(door, login);
      openSecondFactorRoutes(door, login);
      if (login.provider) openProviderRoutes(door, login, login.provider);
      door.get('/ways', { schema: hide }, async (_request, reply) => relay(reply, null, { password: true, provider: login.provider !== null, letters: login.sendsLetters }));
    },
    { prefix: '/api/auth' },
  );
}

async function signIn(login: Login, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const body = request.body as z.infer<typeof signInBody>;
  const headers = headersOf(request);
  const answer = await tried(login, request, body.email, async () => {
    const signedIn = await login.auth.api.signInEmail({ body, headers, returnHeaders: true });
    if (isHalfway(signedIn.response)) return signedIn;
    const { org_id: org, person_id: person } = signedIn.response.user as unknown as { org_id: string; person_id: string };
    if (await login.isActive(org, person)) return signedIn;
    // The password is right and its owner has left: said in the same words as a wrong one.
    await login.endEverything(org, person, 'system');
    throw new Refused('sign_in_failed');
  });
  return relay(reply, answer.headers, isHalfway(answer.response) ? { signed_in: false, second_factor: true } : { signed_in: true });
}

function isHalfway(answer: object): boolean {
  return 'twoFactorRedirect' in answer;
}

/** The token is the cookie's secret and stays out of the reach of scripts. */
async function session(login: Login, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { response, headers } = await login.auth.api.getSession({ headers: headersOf(request), returnHeaders: true });
  if (!response) return relay(reply, headers, null);
  const { email: address, org_id, person_id, twoFactorEnabled } = response.user;
  return relay(reply, headers, { user: { email: address, org_id, person_id, second_factor: twoFactorEnabled ?? false }, expires_at: response.session.expiresAt });
}

/** Whoever may have learnt the old password is out everywhere, whatever the caller asked for. */
async function changePassword(login: Login, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const signedIn = await inSession(login, request);
  const body = { ...(request.body as z.infer<typeof changeBody>), revokeOtherSessions: true };
  const headers = headersOf(request);
  const answer = await tried(login, request, signedIn.session.email, () => login.auth.api.changePassword({ body, headers, returnHeaders: true }));
  return relay(reply, answer.headers, { changed: true });
}

/** The same answer in the same time, whether somebody signs in with this address or not. */
async function forgotPassword(login: Login, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { email: address } = request.body as z.infer<typeof forgotBody>;
  // Counted apart from passwords, so that a forgetful person is not kept from trying.
  const wait = await login.takeTry({ account: `letter to ${address}`, address: request.ip });
  if (wait > 0) throw tooMany(wait);
  login.askForLink(address);
  return relay(reply, null, { sent: true });
}

function openSessions(door: FastifyInstance, login: Login): void {
  const hide = { hide: true };
  door.get('/sessions', { schema: hide }, async (request, reply) => {
    const { session: own } = await inSession(login, request);
    return relay(reply, null, { items: await login.listSessions(own.user_id, own.session_id) });
  });
  door.post('/sessions/end', { schema: { ...hide, body: sessionBody } }, async (request, reply) => {
    const { session: own } = await inSession(login, request);
    const { session_id } = request.body as z.infer<typeof sessionBody>;
    if (!(await login.endSession(own.user_id, session_id))) throw new Refused('unknown_session');
    return relay(reply, null, { ended: 1 });
  });
  door.post('/sessions/end-others', { schema: hide }, async (request, reply) => {
    const { session: own } = await inSession(login, request);
    return relay(reply, null, { ended: await login.endOtherSessions(own.user_id, own.session_id) });
  });
}
