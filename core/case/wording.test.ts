import { expect, test } from 'vitest';
import { clock, contextOf, countyPolicy } from '../../test/world/story.ts';
import { forbiddenShape } from '../guide/guide.ts';
import { barOfWording } from './wording.ts';

const rule = forbiddenShape.parse({
  code: 'flat', source: 'SCR-31', expressions: { 'zh-CN': ['不对'], en: ['wrong'] }, allowed: { 'zh-CN': ['对不对'], en: ['went wrong'] },
  instead: { 'zh-CN': '实际上', en: 'in fact' },
});
const context = contextOf('lin', clock('09:00'), { policy: { ...countyPolicy, forbidden: [rule] } });

test.each<[written: unknown, found: string | null]>([
  ['您说的不对', '不对'], ['You are Wrong', 'wrong'], ['What went wrong?', null], ['看对不对', null], ['您 wrong 不对', 'wrong'], [undefined, null], ['', null],
])('SCR-31 what is written to a customer: %s → %s', (written, found) => {
  const bar = barOfWording(written, context);
  expect(bar?.detail?.['expression'] ?? null).toBe(found);
  if (bar !== null) expect(bar).toMatchObject({ refusal: 'forbidden_expression', detail: { 'instead:en': 'in fact', 'instead:zh-CN': '实际上' } });
});

test('what another system wrote is not refused, and a pack without rules refuses nothing', () => {
  expect(barOfWording('wrong', { ...context, imported: true })).toBeNull();
  expect(barOfWording('wrong', contextOf('lin', clock('09:00')))).toBeNull();
});
