import { describe, expect, test } from 'vitest';
import { differencesOf } from './difference.ts';

const words = { 'zh-CN': '到达', en: 'On site' };
const arrival = (rural: string, more: object = {}) => ({
  words, source: 'KPI-04', start: ['case.reported'],
  target: [{ where: { zone: 'urban' }, within: '45 minutes', source: 'CLK-01' }, { where: { zone: 'rural' }, within: rural, source: ['CLK-02', 'AMB-01'] }],
  ...more,
});
const pack = (promises: object, more: object = {}) => ({ name: 'grid', version: '1', promises, ...more });
const zone = (code: string, en = code) => ({ code, words: { 'zh-CN': code, en } });

const rows: readonly [what: string, before: object, after: object, expected: readonly string[]][] = [
  ['the same', pack({ arrival: arrival('90 minutes') }), pack({ arrival: arrival('90 minutes') }), []],
  ['fields in another order', pack({ arrival: { words, source: 'KPI-04' } }), pack({ arrival: { source: 'KPI-04', words } }), []],
  ['a figure, by its row', pack({ arrival: arrival('90 minutes') }), pack({ arrival: arrival('60 minutes') }),
    ['promises/arrival target.2.within: "90 minutes" → "60 minutes" [CLK-02 AMB-01] On site']],
  ['a field that came, by the source of the promise', pack({ arrival: arrival('1 hour') }), pack({ arrival: arrival('1 hour', { grace: '1 hour' }) }),
    ['promises/arrival grace: - → "1 hour" [KPI-04] On site']],
  ['a row that went', pack({ p: { target: [{ no_promise: true }, { within: '1 hour', source: 'CLK-09' }] } }), pack({ p: { target: [{ no_promise: true }] } }),
    ['promises/p target.2: {"within":"1 hour","source":"CLK-09"} → - [CLK-09]']],
  ['a list of plain values is one figure', pack({ p: { stop: ['a.b'] } }), pack({ p: { stop: ['a.b', 'c.d'] } }), ['promises/p stop: ["a.b"] → ["a.b","c.d"] []']],
  ['a promise that came', pack({}), pack({ q: { words, source: 'CLK-08' } }),
    ['promises/q : - → {"words":{"zh-CN":"到达","en":"On site"},"source":"CLK-08"} [CLK-08] On site']],
  ['zones in another order', pack({}, { zones: [zone('a'), zone('b')] }), pack({}, { zones: [zone('b'), zone('a')] }), []],
  ['a zone by its code, wherever it stands', pack({}, { zones: [zone('a'), zone('b')] }), pack({}, { zones: [zone('b', 'B'), zone('a')] }),
    ['zones/b words.en: "b" → "B" [] B']],
  ['a reason', pack({}, { reasons: { delay: [zone('rain')] } }), pack({}, { reasons: { delay: [] } }),
    ['reasons.delay/rain : {"code":"rain","words":{"zh-CN":"rain","en":"rain"}} → - [] rain']],
  ['the version', { version: '1' }, { version: '2' }, ['version/ : "1" → "2" []']],
];

describe('what two packs say differently (PLN-01)', () => {
  test.each(rows)('%s', (_, before, after, expected) => {
    const value = (given: unknown) => (given === undefined ? '-' : JSON.stringify(given));
    const lines = differencesOf(before as Record<string, unknown>, after as Record<string, unknown>).map(
      (each) => `${each.section}/${each.entry} ${each.at}: ${value(each.before)} → ${value(each.after)} [${each.source.join(' ')}]${each.words ? ` ${each.words.en}` : ''}`.replace(' : ', ' : '),
    );
    expect(lines).toEqual(expected);
  });
});
