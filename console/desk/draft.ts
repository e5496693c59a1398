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

/** Answers whether there is something to keep and it was kept. */
export function keepDraft(person: string, { phone, typed, kept_at }: Draft): boolean {
  const said = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined && value !== '' && value !== null));
  const isEmpty = phone.trim() === '' && Object.keys(said).every((name) => untouched.includes(name));
  return keep(nameOf(person), isEmpty ? null : JSON.stringify({ phone, typed: said, kept_at })) && !isEmpty;
}

export function forgetDraft(person: string): void {
  keep(nameOf(person), null);
}
