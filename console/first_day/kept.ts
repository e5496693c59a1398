/** What this browser keeps of the first day: that the organisation was looked at, and that the guide was put away. */

import { useSyncExternalStore } from 'react';

export type Mark = 'looked' | 'put_away';

const listeners = new Set<() => void>();
// Storage can be forbidden by the browser; then a mark lasts as long as the page.
const here = new Set<string>();

export function keepMark(org: string, mark: Mark): void {
  here.add(nameOf(org, mark));
  try {
    localStorage.setItem(nameOf(org, mark), '1');
  } catch {
    /* Kept for this page only. */
  }
  for (const tell of listeners) tell();
}

export function useMark(org: string, mark: Mark): boolean {
  return useSyncExternalStore(listen, () => hasMark(org, mark));
}

function hasMark(org: string, mark: Mark): boolean {
  if (here.has(nameOf(org, mark))) return true;
  try {
    return localStorage.getItem(nameOf(org, mark)) !== null;
  } catch {
    return false;
  }
}

function nameOf(org: string, mark: Mark): string {
  return `sanbao.first_day.${org}.${mark}`;
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
