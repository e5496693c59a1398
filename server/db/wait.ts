/** Waiting for something outside this process to become true, with a deadline. */

import { setTimeout as pause } from 'node:timers/promises';

type Patience = { readonly withinMs: number; readonly everyMs?: number };

/** True as soon as `isTrue` says so; false when the time is up. */
export async function waitUntil(isTrue: () => boolean | Promise<boolean>, patience: Patience): Promise<boolean> {
  const deadline = performance.now() + patience.withinMs;
  while (!(await isTrue())) {
    if (performance.now() >= deadline) return false;
    await pause(patience.everyMs ?? 25);
  }
  return true;
}
