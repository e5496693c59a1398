/** One try at a password: counted before it is made, forgotten when it was right. */

import type { FastifyRequest } from 'fastify';
import type { Login } from '../login/login.ts';
import { Refused } from '../refused.ts';

export async function tried<T>(login: Login, request: FastifyRequest, email: string, work: () => Promise<T>): Promise<T> {
  const attempt = { account: email, address: request.ip };
  const wait = await login.takeTry(attempt);
  if (wait > 0) throw tooMany(wait);
  const result = await refusing('sign_in_failed', work);
  await login.succeeded(attempt);
  return result;
}

export function tooMany(wait: number): Refused {
  return new Refused('too_many_attempts', { detail: { minutes: Math.ceil(wait / 60) }, headers: { 'retry-after': String(wait) } });
}

/** A no of the library, said in our own words; its reasons would tell a stranger too much. */
export async function refusing<T>(code: 'sign_in_failed' | 'second_factor_wrong', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { statusCode, body } = error as { statusCode?: number; body?: { code?: string } };
    if (statusCode === undefined || statusCode >= 500) throw error;
    if (statusCode === 429) throw tooMany(15 * 60);
    if (body?.code === 'TOTP_ALREADY_ENABLED') throw new Refused('second_factor_on');
    throw new Refused(code);
  }
}
