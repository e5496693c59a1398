import { afterEach, expect, test } from 'vitest';
import { forgetDraft, keepDraft, readDraft } from './draft.ts';

const kept = new Map<string, string>();
const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value), removeItem: (name: string) => kept.delete(name) };
// Node has no such store; a browser does.
Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
afterEach(() => kept.clear());

const hour = 3_600_000;

test.each([
  ['nothing was typed', { phone: '', typed: { channel: 'phone', matter: 'fault', address: '' } }, 0, null],
  ['a number', { phone: '138', typed: { channel: 'phone' } }, hour, '138'],
  ['a number of yesterday', { phone: '138', typed: { channel: 'phone' } }, 13 * hour, null],
  ['only what is wrong', { phone: '', typed: { description: 'dark' } }, hour, ''],
] as const)('a draft: %s', (_what, draft, laterMs, verdict) => {
  keepDraft('an', { ...draft, kept_at: 0 });
  expect(readDraft('an', laterMs)?.phone ?? null).toBe(verdict);
});

test('a draft is its person’s own, and gone when it was sent', () => {
  keepDraft('an', { phone: '138', typed: {}, kept_at: 0 });
  expect(readDraft('bo', 0)).toBeNull();
  forgetDraft('an');
  expect(readDraft('an', 0)).toBeNull();
});
