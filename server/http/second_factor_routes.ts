/** Setting up, proving and removing a second factor: a code of the telephone's, or one of ten that were kept on paper. */

import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Login } from '../login/login.ts';
import { headersOf, inSession, relay } from './auth_answers.ts';
import { refusing, tried } from './tries.ts';

const passwordBody = z.strictObject({ password: z.string().min(1).max(200) });
const codeBody = z.strictObject({ code: z.string().regex(/^\d{6}$/) });
const paperBody = z.strictObject({ backup_code: z.string().trim().min(4).max(40) });
const proofBody = z.union([codeBody, paperBody]);

export function openSecondFactorRoutes(door: FastifyInstance, login: Login): void {
  const { api } = login.auth;
  const hide = { hide: true };
  door.post('/second-factor/begin', { schema: { ...hide, body: passwordBody } }, async (request, reply) => {
    const { session } = await inSession(login, request);
    const { password } = request.body as z.infer<typeof passwordBody>;
    const headers = headersOf(request);
    const begun = await tried(login, request, session.email, () => api.enableTwoFactor({ body: { password, method: 'totp' }, headers }));
    const { totpURI, backupCodes } = begun as { totpURI: string; backupCodes: string[] };
    return relay(reply, null, { totp_uri: totpURI, backup_codes: backupCodes });
  });
  door.post('/second-factor/confirm', { schema: { ...hide, body: codeBody } }, async (request, reply) => {
    const { session } = await inSession(login, request);
    const { code } = request.body as z.infer<typeof codeBody>;
    const headers = headersOf(request);
    const answer = await refusing('second_factor_wrong', () => api.verifyTOTP({ body: { code }, headers, returnHeaders: true }));
    // Whoever was signed in without it has to bring it now.
    const own = await login.signedIn(cookieIn(answer.headers) ?? request.headers.cookie);
    await login.endOtherSessions(session.user_id, own?.session?.session_id ?? session.session_id);
    return relay(reply, answer.headers, { second_factor: true });
  });
  door.post('/second-factor/prove', { schema: { ...hide, body: proofBody } }, async (request, reply) => {
    const body = request.body as z.infer<typeof proofBody>;
    const headers = headersOf(request);
    const answer = await refusing('second_factor_wrong', () =>
      'code' in body ? api.verifyTOTP({ body: { code: body.code }, headers, returnHeaders: true })
        : api.verifyBackupCode({ body: { code: body.backup_code }, headers, returnHeaders: true }));
    return relay(reply, answer.headers, { signed_in: true });
  });
  door.post('/second-factor/new-codes', { schema: { ...hide, body: passwordBody } }, async (request, reply) => {
    const { session } = await inSession(login, request);
    const { password } = request.body as z.infer<typeof passwordBody>;
    const headers = headersOf(request);
    const made = await tried(login, request, session.email, () => api.generateBackupCodes({ body: { password }, headers }));
    return relay(reply, null, { backup_codes: made.backupCodes });
  });
  door.post('/second-factor/end', { schema: { ...hide, body: passwordBody } }, async (request, reply): Promise<FastifyReply> => {
    const { session } = await inSession(login, request);
    const { password } = request.body as z.infer<typeof passwordBody>;
    const headers = headersOf(request);
    const answer = await tried(login, request, session.email, () => api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }));
    return relay(reply, answer.headers, { second_factor: false });
  });
}

/** The cookies an answer sets, as the next request would send them. */
function cookieIn(headers: Headers): string | undefined {
  const cookies = headers.getSetCookie().map((each) => each.split(';')[0]!);
  return cookies.length === 0 ? undefined : cookies.join('; ');
}
