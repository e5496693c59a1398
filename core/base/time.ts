/** Moments and lengths of time. Nothing in core knows what time it is now; the shell says. */

declare const instant: unique symbol;

/** Milliseconds since 1970-01-01 UTC. Limits are kept to the millisecond; minutes are for display only. */
export type Instant = number & { readonly [instant]: true };

/** A length of elapsed time in milliseconds. */
export type Millis = number;

export const secondMs = 1_000;
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

// A zone is obligatory: a wall time without one would be read in the zone of whatever machine runs this.
const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/;

/** Reads an RFC 3339 moment with its offset; null when it is not one (also for 30 February and hour 25). */
export function parseInstant(text: string): Instant | null {
  if (!rfc3339.test(text)) return null;
  const value = Date.parse(text.replace(' ', 'T').toUpperCase());
  if (Number.isNaN(value)) return null;
  // Date.parse rolls 30 February over into March; a date that does not come back is refused.
  const day = Number(text.slice(8, 10));
  const month = Number(text.slice(5, 7));
  const year = Number(text.slice(0, 4));
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate() || day < 1) return null;
  return value as Instant;
}

export function isoOf(at: Instant): string {
  return new Date(at).toISOString();
}

/** Exact minutes as a number, for output; never rounded. */
export function minutesOf(length: Millis): number {
  return length / minuteMs;
}
