/** The number that a telephone system said is calling, until somebody takes it up. */

import { useSyncExternalStore } from 'react';

let calling: string | null = null;
const watchers = new Set<() => void>();

/** A newer call takes the place of one that nobody took up; null when it was. */
export function ringHere(phone: string | null): void {
  calling = phone;
  for (const it of watchers) it();
}

export function useCalling(): string | null {
  return useSyncExternalStore(watch, () => calling);
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}
