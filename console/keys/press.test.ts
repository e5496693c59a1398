import { expect, test } from 'vitest';
import { pressOf } from './press.ts';

const bare = { ctrlKey: false, metaKey: false, altKey: false };

test.each([
  [{ ...bare, key: 'j' }, 'j'],
  [{ ...bare, key: '?' }, '?'],
  [{ ...bare, key: 'ArrowDown' }, 'ArrowDown'],
  [{ ...bare, key: 'k', ctrlKey: true }, 'Ctrl+K'],
  [{ ...bare, key: 'k', metaKey: true }, 'Ctrl+K'],
  [{ ...bare, key: 'z', altKey: true }, 'Alt+Z'],
])('a press is named: %o', (event, verdict) => {
  expect(pressOf(event)).toBe(verdict);
});
