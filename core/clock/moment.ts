/** Moments that facts carry in their data. */

import { type Instant, parseInstant } from '../base/time.ts';

/** A moment in the data of a fact: RFC 3339 or epoch milliseconds; null when it is neither. */
export function momentOf(value: unknown): Instant | null {
  if (typeof value === 'number' && Number.isFinite(value)) return value as Instant;
  return typeof value === 'string' ? parseInstant(value) : null;
}
