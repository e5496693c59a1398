import { expect, test } from 'vitest';
import { changesOf, knownOf, type Known } from './changes.ts';

const wang = { name: '王芳', phones: ['13800000001'], address: null, class: 'residential', zone: 'urban', area: null };

test('what is not known is no field of the form', () => {
  expect(knownOf(wang)).toEqual({ name: '王芳', phones: ['13800000001'], class: 'residential', zone: 'urban' });
});

test.each([
  ['nothing was touched', {}, {}],
  ['another name', { name: '王芳芳' }, { name: '王芳芳' }],
  ['the name was emptied', { name: '' }, {}],
  ['a second phone', { phones: ['13800000001', '010 1234'] }, { phones: ['13800000001', '010 1234'] }],
  ['no phone any more', { phones: [] }, { phones: [] }],
  ['an address where there was none', { address: '东街 1 号' }, { address: '东街 1 号' }],
] as const)('%s', (_what, typed, verdict) => {
  const before = knownOf(wang);
  expect(changesOf(before, { ...before, ...typed } as Known)).toEqual(verdict);
});
