import { expect, test } from 'vitest';
import { parseInstant } from '../../core/base/time.ts';
import { filled } from '../../core/guide/say.ts';
import { knownFrom } from './guide_words.ts';

const pack = { words: { 'zh-CN': '镇电力', en: 'Town Power' }, zones: [{ code: 'urban', words: { 'zh-CN': '城区', en: 'Urban' } }], time_zone: 'Asia/Shanghai', hotline: '0512-6500 1122' };
const spoken = { caller_name: '王', phone: '13800990701', area: null, zone: 'urban', appointment_at: parseInstant('2026-03-02T09:30:00+08:00') };

test.each<[string, { readonly hotline?: undefined }, typeof spoken | null, 'mr' | undefined, string]>([
  ['{caller}', {}, spoken, 'mr', 'Mr 王'],
  ['{caller}', {}, spoken, undefined, '王'],
  ['{caller}', {}, null, 'mr', '[caller]'],
  ['{hotline}', {}, null, undefined, '0512-6500 1122'],
  ['{hotline}', { hotline: undefined }, spoken, undefined, '[hotline]'],
  ['{organisation} for {area}', {}, spoken, undefined, 'Town Power for Urban'],
  ['{area}', {}, { ...spoken, zone: 'nowhere' }, undefined, '[area]'],
  ['{arrival_time}', {}, spoken, undefined, '2026-03-02 09:30'],
  ['{agent_name}', {}, spoken, undefined, '[agent_name]'],
])('SCR-30: %s filled for %j with %j and title %s → %s', (text, change, known, title, expected) => {
  const pieces = filled(text, knownFrom({ ...pack, ...change }, known, null, title, 'en'));
  expect(pieces.map((piece) => ('gap' in piece ? `[${piece.gap}]` : piece.text)).join('')).toBe(expected);
});
