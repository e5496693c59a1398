import { expect, test } from 'vitest';
import { readPack } from './read.ts';

const pack = (about: string, from: string) => `name: yard
version: "1"
code: YARD
words: { zh-CN: 堆场, en: Yard }
time_zone: Asia/Shanghai
zones: [{ code: here, words: { zh-CN: 本地, en: Here } }]
forms:
  note:
    words: { zh-CN: 便条, en: Note }
    source: FRM-37
    about: ${about}
    fields: [{ code: said, words: { zh-CN: 内容, en: Said }, type: text, filled_by: [engineer], from: ${from} }]
    numbering: { prefix: N }
    void: { by: [manager] }
`;

test.each([
  ['case', 'case.description', 'sound'], ['case', 'unit.model', 'sound'], ['unit', 'unit.model', 'sound'], ['unit', 'case.phone', 'sound'],
  ['customer', 'case.caller_name', 'sound'], ['customer', 'case.address', 'sound'],
  ['unit', 'case.description', 'unknown_attribute'], ['customer', 'unit.model', 'unknown_attribute'], ['customer', 'case.description', 'unknown_attribute'],
  ['organisation', 'case.phone', 'unknown_attribute'], ['case', 'case.shoe_size', 'unknown_attribute'],
])('a form about %s that takes over %s → %s', (about, from, expected) => {
  const read = readPack([{ path: 'yard/pack.yaml', text: pack(about, from) }]);
  expect(read.ok ? 'sound' : read.problems.map((problem) => problem.code).join()).toBe(expected);
});
