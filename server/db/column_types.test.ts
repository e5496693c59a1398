import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { parseTimestamptz, parseWhole } from './column_types.ts';

const { pool } = await freshDatabase();

describe('moments as PostgreSQL writes them', () => {
  test.each([
    ['1970-01-01 00:00:00+00', 0],
    ['2026-03-01 08:00:00+00', Date.UTC(2026, 2, 1, 8)],
    ['2024-02-29 23:59:59.999+00', Date.UTC(2024, 1, 29, 23, 59, 59, 999)],
    ['2026-03-01 08:00:00.5+00', Date.UTC(2026, 2, 1, 8, 0, 0, 500)],
    ['2026-03-01 08:00:00.07+00', Date.UTC(2026, 2, 1, 8, 0, 0, 70)],
    ['2026-03-01 08:00:00.123999+00', Date.UTC(2026, 2, 1, 8, 0, 0, 123)],
    ['1969-12-31 23:59:59.9995+00', -1],
    ['2026-03-01 16:00:00+08', Date.UTC(2026, 2, 1, 8)],
    ['2026-03-01 13:30:00.25+05:30', Date.UTC(2026, 2, 1, 8, 0, 0, 250)],
    ['2026-03-01 03:00:00-05:00', Date.UTC(2026, 2, 1, 8)],
    ['1901-01-01 08:05:43+08:05:43', Date.UTC(1901, 0, 1)],
    ['12026-03-01 08:00:00+00', Date.UTC(12026, 2, 1, 8)],
    ['0044-03-15 00:00:00+00 BC', Date.parse('-000043-03-15T00:00:00Z')],
    ['infinity', Infinity],
    ['-infinity', -Infinity],
  ])('%s → %d', (text, expected) => expect(parseTimestamptz(text)).toBe(expected));

  test('every day of four centuries agrees with Date', () => {
    for (let at = Date.UTC(1799, 11, 28); at < Date.UTC(2201, 0, 5); at += 86_400_000) {
      const text = new Date(at).toISOString();
      const parsed = parseTimestamptz(`${text.slice(0, 10)} 00:00:00+00`);
      if (parsed !== at) expect.unreachable(text);
    }
  });

  test('other text is a bug, not a moment', () => {
    expect(() => parseTimestamptz('03/01/2026 08:00')).toThrow(RangeError);
  });
});

test.each([
  ['0', 0],
  ['-9007199254740991', -9007199254740991],
  ['9007199254740991', 9007199254740991],
])('whole number %s → %d', (text, expected) => expect(parseWhole(text)).toBe(expected));

test('values through a real connection', async () => {
  const { rows } = await pool.query(`
    select timestamptz '2026-03-01 08:00:00.123+00' as at, timestamptz '2026-03-01 16:00+08' as elsewhere,
           array[timestamptz '1970-01-01 00:00:01+00', null] as moments, count(*) as counted,
           array[1, 2]::bigint[] as wholes, date '2026-03-01' as on_day, timestamp '2026-03-01 08:00' as wall,
           interval '90 minutes' as length, null::timestamptz as nothing, 12.50::numeric as exact`);
  expect(rows).toEqual([
    {
      at: Date.UTC(2026, 2, 1, 8, 0, 0, 123),
      elsewhere: Date.UTC(2026, 2, 1, 8),
      moments: [1000, null],
      counted: 1,
      wholes: [1, 2],
      on_day: '2026-03-01',
      wall: '2026-03-01 08:00:00',
      length: 'PT1H30M',
      nothing: null,
      exact: '12.50',
    },
  ]);
});

test('a number too large to be exact is refused, and the connection lives on', async () => {
  await expect(pool.query('select 9007199254740993::bigint as large')).rejects.toThrow('too large to be counted exactly');
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});
