/** One number is found however it was written; another country's number is another number. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nationalPhone, phoneForms, storedPhone } from './phone.ts';

test.each([
  ['138-0000 0000', '13800000000'],
  ['+86 138 0000 0000', '+8613800000000'],
  ['0086 138 0000 0000', '+8613800000000'],
  ['(021) 5555-1234', '02155551234'],
  ['+1 380 000 0000', '+13800000000'],
  ['0000 0001', '00000001'],
])('%s is kept as %s', (written, kept) => expect(storedPhone(written)).toBe(kept));

const same: readonly (readonly string[])[] = [
  ['13800000000', '+86 138 0000 0000', '0086-138-0000-0000', '138 0000 0000', '86 138 0000 0000'],
  ['021 5555 1234', '+86 21 5555 1234', '+86 (021) 5555 1234', '0086 21 55551234'],
];
test.each(same.flatMap((group) => group.flatMap((kept) => group.map((asked) => [kept, asked] as const))))(
  'kept as %s, found by %s (INT-03)',
  (kept, asked) => expect(phoneForms(asked, '86')).toContain(storedPhone(kept)),
);

test.each([
  // The digits are those of a mobile number at home.
  ['13800000000', '+1 380 000 0000'],
  ['+1 380 000 0000', '13800000000'],
  ['+1 380 000 0000', '+86 138 0000 0000'],
  ['02155551234', '01055551234'],
])('kept as %s, not found by %s', (kept, asked) => expect(phoneForms(asked, '86')).not.toContain(storedPhone(kept)));

test('numbers that were kept with a country but without its sign keep being found', () => {
  expect(phoneForms('138 0000 0000', '86')).toContain('8613800000000');
});

test('the country alone, while the rest is being typed, is no beginning of every number', () => {
  expect(phoneForms('+86', '86')).toEqual(['+86']);
  expect(phoneForms('+861', '86')).toContain('1');
});

test('without a country of its own, an organisation compares what was written', () => {
  expect(phoneForms('+86 138 0000 0000', undefined)).toEqual(['+8613800000000']);
  expect(nationalPhone('138 0000 0000', undefined)).toBe('13800000000');
});

test('spaces, hyphens and brackets never matter', () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 13 });
  fc.assert(
    fc.property(digits, fc.constantFrom('', '+'), fc.array(fc.constantFrom('', ' ', '-', '(', ')'), { minLength: 13, maxLength: 13 }), (number, sign, between) => {
      const written = sign + number.map((digit, i) => `${digit}${between[i]!}`).join('');
      expect(phoneForms(written, '86')).toEqual(phoneForms(sign + number.join(''), '86'));
    }),
  );
});
