/** The session cookie, read and written as better-auth signs it, so that a request costs no more than one question to the database. */

import { createHmac, timingSafeEqual } from 'node:crypto';

export const sessionSeconds = 30 * 86_400;

/** With and without the prefix it has under https. */
const cookieName = /(?:^|;\s*)(?:__Secure-)?sanbao\.session_token=([^;]+)/;

/** The token of a cookie whose signature is ours; null for every other. */
export function sessionTokenIn(cookie: string | undefined, secret: string): string | null {
  const written = cookieName.exec(cookie ?? '')?.[1];
  if (written === undefined) return null;
  const value = decoded(written);
  const dot = value.lastIndexOf('.');
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const [given, wanted] = [Buffer.from(value.slice(dot + 1)), Buffer.from(signatureOf(token, secret))];
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : null;
}

export function sessionCookie(token: string, secret: string, isSecure: boolean): string {
  const value = encodeURIComponent(`${token}.${signatureOf(token, secret)}`);
  return `${isSecure ? '__Secure-' : ''}sanbao.session_token=${value}; Max-Age=${sessionSeconds}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}

function signatureOf(token: string, secret: string): string {
  return createHmac('sha256', secret).update(token).digest('base64');
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return '';
  }
}
