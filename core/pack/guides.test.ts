import { expect, test } from 'vitest';
import { readPack } from './read.ts';

const sound = `name: town
version: "1"
code: GRID
words: { zh-CN: 镇, en: Town }
time_zone: Asia/Shanghai
forbidden:
  - code: flat
    expressions: { zh-CN: [不对], en: [wrong] }
    instead: { zh-CN: 实际上, en: in fact }
    source: SCR-31
guides:
  - code: talk
    kind: script
    words: { zh-CN: 说话, en: Talk }
    source: SCR-21
    conclusions: [{ code: told, words: { zh-CN: 已说, en: Told } }]
    steps:
      - { code: first, say: { zh-CN: "{caller}您好", en: "Good day" }, hard: true, ask: { words: { zh-CN: 好吗, en: Well }, choices: [{ code: good, words: { zh-CN: 好, en: Good } }, { code: bad, words: { zh-CN: 不好, en: Bad } }] }, next: [{ on: good, to: third }, { on: bad, to: second }] }
      - { code: second, do: { zh-CN: 听, en: Listen }, next: [{ when: "answers.first == 'bad'", to: third }] }
      - { code: third, do: { zh-CN: 记, en: Note }, next: [{ conclude: told }] }
`;

function problemsOf(text: string): string[] {
  const reading = readPack([{ path: 'town/pack.yaml', text }]);
  if (reading.ok) return [];
  return reading.problems.map(({ line, column, code, path }) => `${code} ${path} « ${text.split('\n')[line - 1]!.slice(column - 1, column + 7)}`);
}

test('the sound pack that the rows below spoil → no problems', () => {
  expect(problemsOf(sound)).toEqual([]);
});

test.each<[what: string, from: string, to: string, verdict: string]>([
  ['a script that says what is forbidden, in Chinese', '{caller}您好', '您不对', 'forbidden_expression guides.0.steps.0.say.zh-CN « zh-CN: "'],
  ['a script that says what is forbidden, in English', '"Good day"', '"You are wrong"', 'forbidden_expression guides.0.steps.0.say.en « en: "You'],
  ['a substitution nobody fills', '{caller}您好', '{weather}您好', 'bad_guide guides.0.steps.0.say.zh-CN « zh-CN: "'],
  ['a branch to a step that is none', 'on: good, to: third', 'on: good, to: fourth', 'bad_guide guides.0.steps.0.next.0.to « to: four'],
  ['a way back', "'bad'\", to: third", "'bad'\", to: first", 'bad_guide guides.0.steps.1.next.0.to « to: firs'],
  ['a branch on a choice that is none', 'on: good, to', 'on: great, to', 'bad_guide guides.0.steps.0.next.0.on « on: grea'],
  ['a step no way leads to', 'on: bad, to: second', 'on: bad, to: third', 'bad_guide guides.0.steps.1.code « code: se'],
  ['a conclusion that is none', 'conclude: told', 'conclude: sold', 'bad_guide guides.0.steps.2.next.0.conclude « conclude|bad_guide guides.0.conclusions.0.code « code: to'],
  ['a conclusion nobody reaches', 'next: [{ conclude: told }]', 'hard: true', 'bad_guide guides.0.conclusions.0.code « code: to'],
  ['a condition that is none', "answers.first == 'bad'", "answers.first ==", 'bad_condition guides.0.steps.1.next.0.when « ", to: t'],
  ['a condition over words that may be erased', 'choices: [{ code: good, words: { zh-CN: 好, en: Good } }, { code: bad, words: { zh-CN: 不好, en: Bad } }] }, next: [{ on: good, to: third }, { on: bad, to: second }]', 'evidence: text }, next: []', 'bad_guide guides.0.steps.1.next.0.when « when: "a'],
  ['a condition over something unknown', "answers.first == 'bad'", "weather.first == 'bad'", 'bad_condition guides.0.steps.1.next.0.when « weather.'],
  ['two steps of one name', 'code: second, do', 'code: first, do', 'bad_guide guides.0.steps.0.next.1.to « to: seco|duplicate_name guides.0.steps.1.code « code: fi|bad_guide guides.0.steps.1.code « code: fi'],
  ['a step that is empty', 'do: { zh-CN: 听, en: Listen }, ', '', 'bad_guide guides.0.steps.1.code « code: se'],
  ['a kind that is none', 'kind: script', 'kind: sermon', 'bad_value guides.0.kind « kind: se'],
  ['a branch that leads nowhere', '[{ conclude: told }]', '[{ on: good }]', 'bad_value guides.0.steps.2.next.0 « { on: go'],
  ['words said in one language', 'say: { zh-CN: "{caller}您好", en: "Good day" }', 'say: { zh-CN: "{caller}您好" }', 'missing_words guides.0.steps.0.say.en « say: { z'],
  ['no source', '    source: SCR-21\n', '', 'missing_field guides.0.source « code: ta'],
])('%s', (_, from, to, verdict) => {
  expect(sound).toContain(from);
  expect(problemsOf(sound.replace(from, to)).join("|")).toBe(verdict);
});
