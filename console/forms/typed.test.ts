import { expect, test } from 'vitest';
import type { FormFieldView } from '../../wire/view/form_views.ts';
import { changesIn, typedOf, type Typed } from './typed.ts';

const field = (type: FormFieldView['type'], value: FormFieldView['value'], more: Partial<FormFieldView> = {}): FormFieldView => ({
  code: 'it', words: 'It', type, choices: [], columns: [], required: false, computed: false, personal: false, source: [], open: true, value, ...more,
});
const columns = [{ code: 'part', words: 'Part', type: 'text' as const, choices: [] }, { code: 'cost', words: 'Cost', type: 'fen' as const, choices: [] }];

test.each<readonly [string, FormFieldView, Typed, object]>([
  ['text', field('text', null), { it: 'x' }, { it: 'x' }],
  ['text as it was', field('text', 'x'), { it: 'x' }, {}],
  ['text taken out', field('text', 'x'), { it: ' ' }, { it: null }],
  ['money', field('fen', null), { it: '19.99' }, { it: 1999 }],
  ['money as it was', field('fen', 1999), { it: 19.99 }, {}],
  ['a number', field('number', null), { it: '2.5' }, { it: 2.5 }],
  ['a flag', field('flag', true), { it: false }, { it: false }],
  ['a place', field('place', null), { it: '30.25, 120.1' }, { it: { lat: 30.25, lon: 120.1 } }],
  ['a place with a Chinese comma', field('place', null), { it: '-3，4' }, { it: { lat: -3, lon: 4 } }],
  ['a place as it was, with how exact it is', field('place', { lat: 30, lon: 120, accuracy_m: 5 }), { it: '30, 120' }, {}],
  ['no place', field('place', null), { it: 'at the gate' }, { it: 'at the gate' }],
  ['a list', field('list', null, { columns }), { it: [{ part: 'belt', cost: 3 }, {}, undefined] }, { it: [{ part: 'belt', cost: 300 }] }],
  ['a list emptied', field('list', [{ part: 'belt' }], { columns }), { it: [] }, { it: null }],
  ['what others fill', field('text', null, { open: false }), { it: 'x' }, {}],
])('%s → what is sent', (_what, asked, typed, verdict) => {
  expect(changesIn([asked], typed)).toEqual(verdict);
});

test('what a form holds and what is shown of it → nothing to send', () => {
  const all = [field('fen', 1250), field('list', [{ part: 'belt', cost: 300 }], { code: 'parts', columns }), field('text', null, { code: 'none' })];
  expect(changesIn(all, typedOf(all))).toEqual({});
});
