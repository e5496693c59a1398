import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { caseFacts, eventFacts } from '../../core/case/facts.ts';
import { packShape } from '../../core/pack/pack.ts';
import { role } from '../../core/roster/facts.ts';
import { visitFacts } from '../../core/visit/facts.ts';
import { verdict } from '../view/views.ts';
import { en } from './en.ts';
import { zhCn } from './zh_cn.ts';

const root = new URL('../../', import.meta.url);
const sources = ['console', 'ui']
  .flatMap((room) => readdirSync(new URL(room, root), { recursive: true, withFileTypes: true }))
  .filter((it) => it.isFile() && /\.tsx?$/.test(it.name) && !it.name.includes('.test.'))
  .map((it) => readFileSync(`${it.parentPath}/${it.name}`, 'utf8'))
  .join('\n');

/** Keys put together while running: a code from data behind one of these. */
const byCode = ['keeping', 'alarm', 'problem', 'problem_detail', 'role', 'verdict', 'state', 'phase', 'dispute', 'action_place', 'channel', 'priority', 'contact', 'repair', 'call_back', 'event', 'field', 'fact', 'by', 'cases', 'sign_in', 'visit', 'packs', 'pack_state', 'pack_field', 'pack_problem', 'pack_section', 'guide_kind', 'guide_title', 'guide_gap', 'case_person', 'related', 'file_type', 'day', 'day_mark', 'form_state', 'sheet', 'due', 'due_state', 'approvals', 'approval_state'];

const blanksIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

test('both languages have the same keys', () => {
  expect(Object.keys(en).toSorted()).toEqual(Object.keys(zhCn).toSorted());
});

test('both languages have the same blanks in every text, and no text is empty', () => {
  for (const [key, text] of Object.entries(zhCn)) {
    const other = en[key as keyof typeof en];
    expect([key, blanksIn(other)]).toEqual([key, blanksIn(text)]);
    expect([key, text.length > 0 && other.length > 0]).toEqual([key, true]);
  }
});

test('every key that a screen uses exists', () => {
  const used = [...sources.matchAll(/say\(\s*'([a-z_.]+)'/g)].map((it) => it[1]!);
  expect(used.length).toBeGreaterThan(100);
  expect(used.filter((key) => !Object.hasOwn(zhCn, key))).toEqual([]);
});

test('every key is used by a screen', () => {
  const unused = Object.keys(zhCn).filter((key) => !sources.includes(`'${key}'`) && !byCode.includes(key.split('.')[0]!));
  expect(unused).toEqual([]);
});

test('every part of a pack has a name on its page', () => {
  expect(Object.keys(packShape.shape).filter((part) => !Object.hasOwn(zhCn, `pack_section.${part}`))).toEqual([]);
});

test('every code that a screen can meet has words', () => {
  const kinds = Object.keys({ ...caseFacts, ...visitFacts });
  const wanted = [
    ...kinds.map((kind) => `fact.${kind}`),
    ...Object.keys(eventFacts).map((kind) => `event.${kind}`),
    ...role.options.map((it) => `role.${it}`),
    ...verdict.options.map((it) => `verdict.${it}`),
  ];
  expect(wanted.filter((key) => !Object.hasOwn(zhCn, key))).toEqual([]);
});

test('no character of Chinese stands in the English table', () => {
  expect(Object.values(en).filter((text) => /[\u4e00-\u9fff]/.test(text))).toEqual([]);
});
