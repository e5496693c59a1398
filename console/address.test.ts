import { expect, test } from 'vitest';
import { readCaseSearch } from './address.ts';

test.each([
  [{ state: 'all', q: 100_001, dark: 1, lang: 'en' }, { state: 'all', q: '100001' }],
  [{ phone: '138', zone: ['urban'] }, {}],
] as const)('the list reads %j as %j', (raw, known) => {
  expect(readCaseSearch(raw)).toEqual(known);
});
