import { describe, expect, test } from 'vitest';
import { en } from '../../wire/words/en.ts';
import { zhCn, type Word } from '../../wire/words/zh_cn.ts';
import type { Say } from '../words.ts';
import { spokenMoment, spokenPromises } from './aloud.ts';

function sayIn(language: 'zh-CN' | 'en'): Say {
  const table: Record<Word, string> = language === 'en' ? en : zhCn;
  const say = (word: Word, blanks: Readonly<Record<string, string | number>> = {}) => table[word].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(blanks[name]));
  return Object.assign(say, { language, code: (_: string, code: string) => code });
}

const evening = Date.parse('2026-03-02T22:30:00+08:00');

describe('a moment as it is said', () => {
  test.each([
    ['2026-03-02T23:15:00+08:00', '今天 23:15', 'today at 23:15'],
    ['2026-03-03T00:00:00+08:00', '明天 00:00', 'tomorrow at 00:00'],
    ['2026-03-03T23:59:00+08:00', '明天 23:59', 'tomorrow at 23:59'],
    ['2026-03-04T09:00:00+08:00', '3月4日 09:00', 'on March 4 at 09:00'],
  ])('%s', (at, zh, english) => {
    const iso = new Date(at).toISOString();
    expect([spokenMoment(iso, 'Asia/Shanghai', evening, sayIn('zh-CN')), spokenMoment(iso, 'Asia/Shanghai', evening, sayIn('en'))]).toEqual([zh, english]);
  });

  test('the day after a short one is tomorrow all the same', () => {
    expect(spokenMoment('2026-03-29T22:30:00Z', 'Europe/Madrid', Date.parse('2026-03-29T00:30:00Z'), sayIn('en'))).toBe('tomorrow at 00:30');
  });
});

describe('what is read to the caller', () => {
  const crew = { words: '抢修人员到达现场', target_minutes: 45, target_words: '45 分钟', deadline: new Date('2026-03-02T23:15:00+08:00').toISOString() };
  const later = { words: '恢复供电', target_minutes: 240, target_words: '4 小时', deadline: null };
  const open = { words: '恢复供电', target_minutes: null, target_words: '无', deadline: null };
  test.each([
    ['with its last moment', [crew], '我们向您承诺：抢修人员到达现场，最晚今天 23:15（45 分钟）。'],
    ['and one that has not begun', [crew, later], '我们向您承诺：抢修人员到达现场，最晚今天 23:15（45 分钟）；恢复供电，时限 4 小时。'],
    ['what promises nothing is not said', [crew, open], '我们向您承诺：抢修人员到达现场，最晚今天 23:15（45 分钟）。'],
    ['nothing at all', [open], '这类情况没有规定时限，我们会尽快为您办理。'],
  ] as const)('%s', (_, promises, sentence) => {
    expect(spokenPromises(promises, 'Asia/Shanghai', evening, sayIn('zh-CN'))).toBe(sentence);
  });

  test('in English', () => {
    expect(spokenPromises([{ ...crew, words: 'Repair crew on site', target_words: '45 minutes' }], 'Asia/Shanghai', evening, sayIn('en'))).toBe(
      'This is what we promise you. Repair crew on site: today at 23:15 at the latest (45 minutes).');
  });
});
