import { describe, expect, test } from 'vitest';
import type { Instant } from '../base/time.ts';
import { archiveShape, keepingOf, mayBeDestroyed } from './archive.ts';

const words = { 'zh-CN': '档案', en: 'Archive' };
const archive = archiveShape.parse({
  repairs: { words, source: 'RCD-01', cases: true, forms: ['task', 'leap'], kept: '5 years', by: ['production'] },
  letters: { words, forms: ['letter', 'task'], by: ['clerk'] },
  slips: { words, forms: ['slip', 'letter_copy'], kept: '90 days', by: ['clerk'] },
  drawings: { words, forms: ['drawing', 'slip_kept'], kept: 'permanent', by: ['clerk'] },
  months: { words, forms: ['leap', 'month'], kept: '1 months', by: ['clerk'] },
});
const at = (text: string) => Date.parse(text) as Instant;

describe('what is kept, and until when (RCD-01)', () => {
  test.each<[record: string | null, closed: string | null, until: string]>([
    [null, '2026-11-28T10:00:00+08:00', '2031-11-28 by production'],
    ['task', '2026-11-28T10:00:00+08:00', 'no end by clerk'],
    ['leap', '2028-02-29T10:00:00+08:00', '2033-02-28 by production'],
    ['month', '2026-01-31T10:00:00+08:00', '2026-02-28 by clerk'],
    ['slip', '2026-11-28T10:00:00+08:00', '2027-02-26 by clerk'],
    ['letter', '2026-11-28T10:00:00+08:00', 'no end by clerk'],
    ['drawing', '2026-11-28T10:00:00+08:00', 'no end by clerk'],
    [null, null, 'no end by production'],
    ['poster', '2026-11-28T10:00:00+08:00', 'nothing is said'],
    // Closed at 23:30 here, when it is the next day in the east.
    [null, '2026-11-28T15:30:00Z', '2031-11-28 by production'],
    [null, '2026-11-28T16:30:00Z', '2031-11-29 by production'],
  ])('%s closed %s → %s', (record, closed, verdict) => {
    const keeping = keepingOf(archive, record, closed === null ? null : at(closed), 'Asia/Shanghai');
    expect(keeping === null ? 'nothing is said' : `${keeping.until ?? 'no end'} by ${keeping.line.by.join()}`).toBe(verdict);
  });

  test.each<[record: string | null, closed: string | null, on: string, verdict: boolean]>([
    [null, '2026-11-28T10:00:00+08:00', '2031-11-27', false],
    [null, '2026-11-28T10:00:00+08:00', '2031-11-28', false],
    [null, '2026-11-28T10:00:00+08:00', '2031-11-29', true],
    [null, null, '2099-01-01', false],
    ['letter', '2026-11-28T10:00:00+08:00', '2099-01-01', false],
    ['drawing', '2026-11-28T10:00:00+08:00', '2099-01-01', false],
  ])('%s closed %s may be destroyed on %s → %s', (record, closed, on, verdict) => {
    const keeping = keepingOf(archive, record, closed === null ? null : at(closed), 'Asia/Shanghai')!;
    expect(mayBeDestroyed(keeping, on)).toBe(verdict);
  });

  test('a pack without an archive says nothing', () => {
    expect(keepingOf(undefined, null, at('2026-11-28T10:00:00Z'), 'UTC')).toBeNull();
  });
});
