/** One tick a second for everything on the screen that counts, so that all countdowns move together. */

import { useSyncExternalStore } from 'react';

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let now = Date.now();

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const it of watchers) it();
  }, 1000);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The device's clock, in milliseconds, moving once a second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
