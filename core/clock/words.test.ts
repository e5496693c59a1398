import { describe, expect, test } from 'vitest';
import { codeWords, languages, packWords, promiseWords, sentenceOf } from './words.ts';
import { english, type Tongue } from './words_en.ts';
import { spanish } from './words_es.ts';
import { simplifiedChinese } from './words_zh_cn.ts';
import { traditionalChinese } from './words_zh_tw.ts';

const others: readonly [string, Tongue][] = [['zh-CN', simplifiedChinese], ['zh-TW', traditionalChinese], ['es', spanish]];
const placesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted();

test('four languages are spoken', () => expect(languages).toEqual(['zh-CN', 'en', 'zh-TW', 'es']));

describe.each(others)('%s says the same as English', (_, tongue) => {
  test.each(Object.entries(english.sentences))('step %s leaves nothing out and adds nothing', (code, sentence) => {
    expect(placesIn(tongue.sentences[code as keyof Tongue['sentences']])).toEqual(placesIn(sentence));
  });

  test('every word is its own, not the English one left standing', () => {
    for (const part of ['sentences', 'codes', 'targets', 'report', 'shapes'] as const) {
      const theirs: Readonly<Record<string, string>> = tongue[part];
      expect(Object.entries(english[part]).filter(([code, text]) => theirs[code] === text)).toEqual([]);
    }
  });
});

const leavesOf = (value: unknown): string[] => (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : []);

test.each<[string, Tongue, RegExp]>([
  ['zh-CN', simplifiedChinese, /[A-Za-z]/],
  ['zh-TW', traditionalChinese, /[A-Za-z]/],
  ['es', spanish, /[\u3000-\u9fff]|\b(the|and|is|was|of|at|not|no promise|deadline|clock|row|started|stopped|paused)\b/i],
  ['en', english, /[\u3000-\u9fff]|[áéíóúñ¿¡]/i],
])('%s is spoken throughout: no other language is left between the places', (_, tongue, foreign) => {
  expect(leavesOf(tongue).map((said) => said.replaceAll(/\{\w+\}/g, '')).filter((said) => foreign.test(said))).toEqual([]);
});

test('Chinese of the mainland and of Taiwan are not mixed', () => {
  expect(JSON.stringify(traditionalChinese)).not.toMatch(/[约时计认记项对则暂确转达兑终间轮]/);
  expect(JSON.stringify(simplifiedChinese)).not.toMatch(/[約時計認記項對則暫確轉達兌終間輪]/);
});

const lengths: readonly [text: string, en: string, zhCn: string, zhTw: string, es: string][] = [
  ['45 minutes', '45 minutes', '45 分钟', '45 分鐘', '45 minutos'],
  ['1 hour', '1 hour', '1 小时', '1 小時', '1 hora'],
  ['2 working days', '2 working days', '2 个工作日', '2 個工作日', '2 días laborables'],
  ['1 working day', '1 working day', '1 个工作日', '1 個工作日', '1 día laborable'],
  ['as agreed in due_at', 'as agreed', '按约定时间', '依約定時間', 'según lo acordado'],
  ['1 hour before appointment_at', '1 hour before the time set', '既定时间前 1 小时', '既定時間前 1 小時', '1 hora antes de la hora fijada'],
  ['0 minutes before appointment_at', 'the time set', '既定时间', '既定時間', 'la hora fijada'],
  ['10 minutes before to 0 minutes before appointment_at', 'from 10 minutes before the time set to the time set', '既定时间前 10 分钟至既定时间', '既定時間前 10 分鐘至既定時間', 'de 10 minutos antes de la hora fijada a la hora fijada'],
  ['deadline of emergency_dealt_with', 'by the deadline of another promise', '与另一项承诺同时到期', '與另一項承諾同時到期', 'al vencer otro compromiso'],
  ['no promise', 'no promise', '无承诺', '無承諾', 'sin compromiso'],
];
test.each(lengths)('%s in every language', (text, ...expected) => {
  expect((['en', 'zh-CN', 'zh-TW', 'es'] as const).map((language) => promiseWords(text, language))).toEqual(expected);
});

test('a margin and its verdict', () => {
  const step = { code: 'verdict', params: { verdict: 'late', margin_ms: -60_001 } };
  expect(languages.map((language) => sentenceOf(step, language, 'UTC'))).toEqual([
    '结论：超时，超出 1 分 0.001 秒。', 'Verdict: late, 1 min 0.001 s over.', '結論：逾時，超出 1 分 0.001 秒。', 'Resultado: tarde, 1 min 0.001 s de más.',
  ]);
});

test('where a pack has no word in a language, the nearest stands in; a code of nobody stands as it is', () => {
  const words = { 'zh-CN': '到达', en: 'On site' };
  expect(languages.map((language) => packWords(words, language))).toEqual(['到达', 'On site', '到达', 'On site']);
  expect(packWords({ ...words, es: 'En el lugar' }, 'es')).toBe('En el lugar');
  expect(codeWords('toString', 'es')).toBe('toString');
});
