/** The server's clock as far as this device can tell: countdowns and stamps follow it, not a wrong wrist-watch. */

import { useNow } from '../ui/use_now.ts';

// The Date header has whole seconds and the answer took a moment, so a smaller difference is not a difference.
const noiseMs = 2_000;
let skewMs = 0;

export function noteServerTime(serverMs: number): void {
  const seen = serverMs - Date.now();
  skewMs = Math.abs(seen) < noiseMs ? 0 : seen;
}

export function serverNow(): number {
  return Date.now() + skewMs;
}

/** The moment of a press, as it goes into a fact. */
export function stamp(): string {
  return new Date(serverNow()).toISOString();
}

export function useServerNow(): number {
  return useNow() + skewMs;
}
