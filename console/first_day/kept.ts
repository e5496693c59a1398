/** What this browser keeps of the first day: that the organisation was looked at, and that the guide was put away. */

import { useSyncExternalStore } from 'react';
import { keep, readKept } from '../kept.ts';

export type Mark = 'looked' | 'put_away';

const listeners = new Set<() => void>();
// Where nothing can be kept, a mark lasts as long as the page.
const here = new Set<string>();

export function keepMark(org: string, mark: Mark): void {
  here.add(nameOf(org, mark));
  keep(nameOf(org, mark), '1');
  for (const tell of listeners) tell();
}

export function useMark(org: string, mark: Mark): boolean {
  const name = nameOf(org, mark);
  return useSyncExternalStore(listen, () => here.has(name) || readKept(name) !== null);
}

function nameOf(org: string, mark: Mark): string {
  return `first_day.${org}.${mark}`;
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
