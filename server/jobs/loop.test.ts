import { expect, test } from 'vitest';
import type { Instant } from '../../core/base/time.ts';
import { isNear } from './loop.ts';

const now = 1_000_000 as Instant;

test.each<[what: string, earliest: number | null, isWoken: boolean]>([
  ['nothing is waited for', null, false],
  ['it may be anything', 0, true],
  ['overdue already', now - 1, true],
  ['due before the next look', now + 1_999, true],
  ['due a little after it, for a clock that goes wrong', now + 5_000, true],
  ['found by looking as often as ever', now + 5_001, false],
  ['tomorrow', now + 86_400_000, false],
])('%s → woken: %3$s', (_what, earliest, isWoken) => {
  expect(isNear(earliest as Instant | null, now)).toBe(isWoken);
});
