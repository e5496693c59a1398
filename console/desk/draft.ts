/** A report that is still being typed, kept in this browser for its person, so that a reload loses nothing. */

import { keep, readKept } from '../kept.ts';
import type { Typed } from './report_form.tsx';

export type Draft = { phone: string; typed: Partial<Typed>; kept_at: number };

/** A caller of yesterday is not on the line any more. */
const validMs = 12 * 3_600_000;
const nameOf = (person: string) => `draft.${person}`;
/** What stands in a form that nobody has touched. */
const untouched = ['channel', 'matter'];

export function readDraft(person: string, nowMs: number): Draft | null {
  try {
    const draft = JSON.parse(readKept(nameOf(person)) ?? 'null') as Draft | null;
    return draft !== null && nowMs - draft.kept_at < validMs ? draft : null;
  } catch {
    return null;
  }
}

/** Whether there is anything to lose. */
export function isWorthKeeping({ phone, typed }: Pick<Draft, 'phone' | 'typed'>): boolean {
  return phone.trim() !== '' || Object.keys(saidIn(typed)).some((name) => !untouched.includes(name));
}

export function keepDraft(person: string, draft: Draft): void {
  keep(nameOf(person), isWorthKeeping(draft) ? JSON.stringify({ ...draft, typed: saidIn(draft.typed) }) : null);
}

function saidIn(typed: Partial<Typed>): Partial<Typed> {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined && value !== '' && value !== null));
}

export function forgetDraft(person: string): void {
  keep(nameOf(person), null);
}
