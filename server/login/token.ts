/** Secrets that somebody carries: made of 256 bits of dice, and known to us by their digest only. */

import { createHash, randomBytes } from 'node:crypto';

export function freshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** With so many bits behind it, a plain digest cannot be searched; passwords need argon2. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
