import { describe, expect, test } from 'vitest';
import { refusalWords, type RefusalWords } from './refusals.ts';

const rows: [string, RefusalWords][] = Object.entries(refusalWords);
const blanksIn = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();

describe('words of a refusal', () => {
  test.each(rows)('%s says in both languages what it is and what to do, with the same blanks', (_code, { en, 'zh-CN': zh }) => {
    expect(en.title).toMatch(/^[A-Z{]/);
    expect(en.title).not.toMatch(/\.$/);
    expect(en.detail).toMatch(/[.]$/);
    expect(zh.title).toMatch(/[一-龥]/);
    expect(zh.detail).toMatch(/。$/);
    expect(blanksIn(zh.detail)).toEqual(blanksIn(en.detail));
    expect(blanksIn(en.title + zh.title)).toEqual([]);
  });

  test.each(rows.filter(([code]) => code.startsWith('already_') && /_(departed|arrived|no_access|restored|repaired|left)$/.test(code)))(
    '%s says to correct the record instead',
    (_code, words) => {
      expect(words.en.detail).toContain('corrected');
      expect(words['zh-CN'].detail).toContain('更正');
    },
  );
});
