/** What the running program holds: its database, its packs, its clock and its dice. Everything below takes it as an argument. */

import { randomBytes } from 'node:crypto';
import type { Instant } from '../core/base/time.ts';
import type { Database } from './db/connect.ts';
import type { PackShelf } from './pack/shelf.ts';

export type House = {
  readonly db: Database;
  readonly packs: PackShelf;
  /** The only place where the program reads the wall clock. */
  now(): Instant;
  newId(): string;
  /**
   * Rung after every recorded command, with the earliest moment that it made somebody wait for: whoever follows the journal or
   * waits for deadlines looks again. Absent where nobody does.
   */
  readonly bell?: {
    ring(earliest: Instant | null): void;
    onRing?(listener: (earliest: Instant | null) => void): void;
    /** Says something to all nodes at once and keeps it nowhere. */
    shout?(text: string): Promise<void>;
    onShout?(listener: (text: string) => void): void;
  };
};

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 26 characters, ordered by time of making, so that new keys land side by side in an index (the form of a ULID). */
export function timeOrderedId(now: Instant): string {
  let time = '';
  for (let rest = now as number, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = alphabet[rest % 32] + time;
  let dice = '';
  for (const byte of randomBytes(16)) dice += alphabet[byte & 31];
  return time + dice;
}
