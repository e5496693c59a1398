import { expect, test } from 'vitest';
import { countdownText, momentOfWall, momentText, shortMoment, wallOf } from './moments.ts';

test.each([
  ['2026-03-02T00:00:00.000Z', 'Asia/Shanghai', '2026-03-02 08:00'],
  ['2026-03-01T16:00:00.000Z', 'Asia/Shanghai', '2026-03-02 00:00'],
  ['2026-07-01T10:30:00.000Z', 'Europe/Madrid', '2026-07-01 12:30'],
])('%s in %s reads %s', (iso, zone, text) => {
  expect(momentText(iso, zone)).toBe(text);
});

test.each([
  ['2026-03-02T08:00', 'Asia/Shanghai', '2026-03-02T00:00:00.000Z'],
  ['2026-03-02T08:00:05', 'Asia/Shanghai', '2026-03-02T00:00:05.000Z'],
  // The hour from 02:00 to 03:00 does not exist on this day in Madrid.
  ['2026-03-29T02:30', 'Europe/Madrid', '2026-03-29T01:30:00.000Z'],
  ['2026-13-40T02:30', 'Asia/Shanghai', null],
])('%s typed in %s is %s', (wall, zone, iso) => {
  expect(momentOfWall(wall, zone)).toBe(iso);
});

test('a moment comes back from the field it was put in', () => {
  expect(momentOfWall(wallOf('2026-10-25T00:30:07.000Z', 'Asia/Taipei'), 'Asia/Taipei')).toBe('2026-10-25T00:30:07.000Z');
});

test.each([
  [0, '0:00:00'],
  [59_999, '0:00:59'],
  [45 * 60_000, '0:45:00'],
  [-3_661_000, '1:01:01'],
  [2 * 86_400_000 + 5_000, '2 d 0:00:05'],
])('%d ms counts as %s', (ms, text) => {
  expect(countdownText(ms, 'd')).toBe(text);
});

test.each([
  ['2026-03-02T05:00:00.000Z', '13:00'],
  ['2026-03-03T05:00:00.000Z', '03-03 13:00'],
  ['2027-01-01T05:00:00.000Z', '2027-01-01 13:00'],
])('%s is shown as %s on 2 March', (iso, text) => {
  expect(shortMoment(iso, 'Asia/Shanghai', Date.parse('2026-03-02T01:00:00.000Z'))).toBe(text);
});
