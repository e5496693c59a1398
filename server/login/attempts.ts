/** How often a password may be tried: counted per account, because a call centre signs in from one address. */

const failuresMax = 10;
const windowMs = 15 * 60_000;
/** Accounts remembered at once; guessing at more names than this forgets the oldest, never grows. */
const accountsMax = 10_000;

export type Attempts = {
  /** Seconds to wait before this account may be tried again; 0 when it may be tried now. */
  waitOf(email: string, nowMs: number): number;
  failed(email: string, nowMs: number): void;
  succeeded(email: string): void;
};

export function countAttempts(): Attempts {
  const failures = new Map<string, { count: number; since: number }>();
  const of = (email: string, nowMs: number) => {
    const found = failures.get(email.toLowerCase());
    return found && nowMs - found.since < windowMs ? found : undefined;
  };
  return {
    waitOf(email, nowMs) {
      const found = of(email, nowMs);
      return found && found.count >= failuresMax ? Math.ceil((found.since + windowMs - nowMs) / 1_000) : 0;
    },
    failed(email, nowMs) {
      const found = of(email, nowMs) ?? { count: 0, since: nowMs };
      failures.delete(email.toLowerCase());
      failures.set(email.toLowerCase(), { ...found, count: found.count + 1 });
      if (failures.size > accountsMax) failures.delete(failures.keys().next().value!);
    },
    succeeded(email) {
      failures.delete(email.toLowerCase());
    },
  };
}
