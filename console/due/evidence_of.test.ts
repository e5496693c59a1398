import { expect, test } from 'vitest';
import { evidenceOf } from './evidence_of.ts';

test('what is empty is left out, a no and a zero are not', () => {
  expect(evidenceOf({ result: '满意', reading: 0, seen: false, paper: ' ', more: undefined, none: null })).toEqual({ result: '满意', reading: 0, seen: false });
  expect(evidenceOf({ paper: '' })).toBeNull();
  expect(evidenceOf(undefined)).toBeNull();
});
