import { expect, test } from 'vitest';
import { offersAt, placeIn, type Schema } from './completion.ts';

const schema: Schema = {
  properties: {
    name: { type: 'string' },
    zones: { type: 'array', items: { properties: { code: {}, words: { properties: { 'zh-CN': {}, en: {} } } } } },
    promises: {
      additionalProperties: {
        properties: {
          start: { type: 'array', items: { type: 'string' } },
          judged: { enum: ['each', 'average', 'both'] },
          target: { type: 'array', items: { anyOf: [{ properties: { within: { description: 'A length' }, where: { additionalProperties: {} } } }, { properties: { deadline_of: {} } }] } },
        },
      },
    },
  },
};
const arrival = 'name: grid\npromises:\n  arrival:\n';

test.each([
  ['na', 'name zones promises'],
  [`${arrival}    `, 'start judged target'],
  [`${arrival}    judged: `, 'each average both'],
  [`${arrival}    start: [`, 'case.reported visit.arrived'],
  [`${arrival}    start:\n      - `, 'case.reported visit.arrived'],
  [`${arrival}    target:\n      - { `, 'within where deadline_of'],
  [`${arrival}    target:\n      - { where: { zone: urban }, `, 'within where deadline_of'],
  [`${arrival}    target:\n      - within: 3 hours\n        `, 'within where deadline_of'],
  ['zones:\n  - { code: urban, words: { ', 'zh-CN en'],
  ['zones:\n  - code: urban\n    words: { ', 'zh-CN en'],
  [`${arrival}    target: []\nzones:\n  - { `, 'code words'],
])('after %j → %s', (before, expected) => {
  expect(offersAt(schema, before, ['case.reported', 'visit.arrived']).map((offer) => offer.label).join(' ')).toBe(expected);
});

test('what is typed already is known, so that it is replaced', () => {
  expect(placeIn(`${arrival}    jud`).typed).toBe('jud');
  expect(placeIn(`${arrival}    start: [case.rep`).typed).toBe('case.rep');
});
