import { expect, test } from 'vitest';
import { changesOf, type Typed } from './changes.ts';

const li: Typed = { name: '李强', email: 'li@demo.example', phone: '13800000001', roles: ['engineer'], zones: ['urban'], skills: [] };

test.each([
  ['nothing was touched', { ...li }, {}],
  ['another role', { ...li, roles: ['engineer', 'dispatcher'] }, { roles: ['engineer', 'dispatcher'] }],
  ['no zone any more', { ...li, zones: [] }, { zones: [] }],
  ['a skill', { ...li, skills: ['meter'] }, { skills: ['meter'] }],
  ['the address was emptied', { ...li, email: '' }, {}],
  ['the number was emptied', { ...li, phone: '' }, {}],
  ['another number', { ...li, phone: '13800000002' }, { phone: '13800000002' }],
  ['name and address', { ...li, name: '李刚', email: 'gang@demo.example' }, { name: '李刚', email: 'gang@demo.example' }],
] as const)('%s', (_what, after, verdict) => {
  expect(changesOf(li, after as Typed)).toEqual(verdict);
});
