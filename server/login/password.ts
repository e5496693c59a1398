/** How passwords are kept: argon2id, with the figures OWASP recommends as a minimum. */

import { hash, verify } from '@node-rs/argon2';

// 19 MiB and two passes; argon2id is the default of the library, whose const enum erasable TypeScript cannot name.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export type Passwords = { hash(password: string): Promise<string>; verify(kept: string, password: string): Promise<boolean> };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

export async function verifyPassword(kept: string, password: string): Promise<boolean> {
  return verify(kept, password.normalize('NFKC'));
}
