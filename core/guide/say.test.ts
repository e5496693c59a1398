import { expect, test } from 'vitest';
import type { Forbidden } from './guide.ts';
import { addressed, filled, forbiddenIn, type Language } from './say.ts';

const rule: Forbidden = {
  code: 'flat', source: 'SCR-31', instead: { 'zh-CN': '实际上', en: 'in fact' },
  expressions: { 'zh-CN': ['不对', '错了'], en: ['wrong', 'no,'] },
  allowed: { 'zh-CN': ['对不对'], en: ['went wrong'] },
};

test.each<[text: string, language: Language, found: string[]]>([
  ['您说的不对', 'zh-CN', ['不对@3']],
  ['错了，不对', 'zh-CN', ['错了@0', '不对@3']],
  ['您看对不对？', 'zh-CN', []],
  ['对不对？不对。', 'zh-CN', ['不对@4']],
  ['请稍等', 'zh-CN', []],
  ['That is Wrong.', 'en', ['wrong@8']],
  ['What went wrong?', 'en', []],
  ['It went wrong, you are wrong', 'en', ['wrong@23']],
  ['A wrongful claim', 'en', []],
  ['No, we do not', 'en', ['no,@0']],
  ['The casino, then', 'en', []],
  ['Nothing now', 'en', []],
  ['', 'en', []],
])('what may not be written (SCR-31): %s', (text, language, found) => {
  expect(forbiddenIn(text, language, [rule]).map(({ expression, at }) => `${expression}@${at}`)).toEqual(found);
});

test('what may not be written comes with what to write instead', () => {
  expect(forbiddenIn('Wrong', 'en', [rule])[0]).toMatchObject({ code: 'flat', instead: 'in fact' });
});

test.each<[text: string, known: Parameters<typeof filled>[1], shown: string]>([
  ['plain', {}, 'plain'],
  ['{caller}，您好', { caller: '王先生' }, '王先生，您好'],
  ['I am {agent_name} of {organisation}', { agent_name: 'Li' }, 'I am Li of <organisation>'],
  ['{caller}', { caller: '' }, '<caller>'],
  ['{caller}!', { caller: '{phone}', phone: '555' }, '{phone}!'],
])('substitutions are filled, what is unknown stays a gap: %s', (text, known, shown) => {
  expect(filled(text, known).map((piece) => ('gap' in piece ? `<${piece.gap}>` : piece.text)).join('')).toBe(shown);
});

test.each<[surname: string, title: 'mr' | 'ms', language: Language, said: string | null]>([
  ['王', 'mr', 'zh-CN', '王先生'], ['王', 'ms', 'zh-CN', '王女士'], ['Wang', 'mr', 'en', 'Mr Wang'], [' ', 'ms', 'en', null],
])('a caller is addressed by surname and title (SCR-30): %s %s %s', (surname, title, language, said) => {
  expect(addressed(surname, title, language)).toBe(said);
});
