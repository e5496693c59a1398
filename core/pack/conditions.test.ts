import { describe, expect, test } from 'vitest';
import { readPack } from './read.ts';

const sound = `name: town
version: "1"
code: GRID
words: { zh-CN: 镇, en: Town }
time_zone: Asia/Shanghai
zones: [{ code: urban, words: { zh-CN: 城区, en: Urban } }]
matters: [{ code: fault, words: { zh-CN: 故障, en: Fault } }, { code: advice, words: { zh-CN: 咨询, en: Advice } }]
milestones:
  sample.received: { words: { zh-CN: 收到样品, en: Sample }, fields: { bottles: { type: number, words: { zh-CN: 瓶数, en: Bottles } } } }
promises:
  arrival:
    words: { zh-CN: 到达, en: Arrival }
    start: [case.reported]
    stop: [{ fact: visit.arrived, when: "true" }]
    target:
      - { when: case.matter == "fault" && case.distance_km > 10, within: 45 minutes }
      - { no_promise: true }
  result:
    words: { zh-CN: 结果, en: Result }
    start: [{ fact: sample.received, when: fact.bottles >= 2 }]
    stop: [case.closed]
    target: [{ within: 1 hours }]
gates:
  closing:
    words: { zh-CN: 办结, en: Closing }
    before: [case.closed]
    when: has(case.matter) && case.matter in ["fault", "advice"]
    needs: [{ fact: visit.arrived, words: { zh-CN: 先到场, en: Arrive first } }]
duties:
  round: { words: { zh-CN: 巡视, en: Round }, subject: person, every: FREQ=DAILY, done_by: [engineer], when: '"engineer" in subject.roles' }
forms:
  note:
    words: { zh-CN: 便条, en: Note }
    source: FRM-37
    about: case
    fields:
      - { code: said, words: { zh-CN: 内容, en: Said }, type: text, filled_by: [engineer] }
      - { code: used, words: { zh-CN: 用量, en: Used }, type: number, filled_by: [engineer], required: form.said == "x" }
      - { code: twice, words: { zh-CN: 两倍, en: Twice }, type: number, computed: form.used * 2 }
    numbering: { prefix: N }
    void: { by: [manager] }
guides:
  - code: ask
    kind: script
    words: { zh-CN: 询问, en: Ask }
    source: SCR-21
    steps:
      - { code: long, do: { zh-CN: 问时长, en: Ask how long }, ask: { evidence: number, words: { zh-CN: 分钟, en: Minutes } }, next: [{ when: answers.long >= 2, conclude: done }, { conclude: done }] }
    conclusions: [{ code: done, words: { zh-CN: 完成, en: Done } }]
`;

/** The fault as an editor underlines it: its code, the text from that column on, and what is said. */
function faultsOf(text: string): string[] {
  const reading = readPack([{ path: 'town/pack.yaml', text }]);
  if (reading.ok) return [];
  return reading.problems.map(({ line, column, code, message }) => `${code} « ${text.split('\n')[line - 1]!.slice(column - 1, column + 9).trim()} » ${message.replace(/ \(at character \d+\)$/, '')}`);
}

test('the sound pack that the rows below spoil → no problems', () => {
  expect(faultsOf(sound)).toEqual([]);
});

describe('a condition that could never be true is refused where it stands', () => {
  test.each<[what: string, from: string, to: string, verdict: string]>([
    ['a field that no fact carries', 'case.distance_km >', 'case.distanse_km >', 'bad_condition « distanse_k » there is no field distanse_km in case'],
    ['the same asked of has()', 'has(case.matter)', 'has(case.mater)', 'bad_condition « mater) && » there is no field mater in case'],
    ['a field in brackets', 'when: "true"', `when: 'case["mater"] == "x"'`, 'bad_condition « case["mate » No such key: mater'],
    ['a number held against a text', 'case.distance_km > 10', 'case.distance_km > "10"', 'bad_condition « case.dista » no such overload: double > string'],
    ['a text held against a number', 'case.matter == "fault"', 'case.matter == 1', 'bad_condition « case.matte » no such overload: string == double'],
    ['a condition that is a text', 'when: "true"', 'when: case.matter', 'bad_condition « case.matte » a condition is true or false, this is string'],
    ['a condition that is a number', 'when: "true"', 'when: 1 + 1', 'bad_condition « 1 + 1 }] » a condition is true or false, this is double'],
    ['a name that is none', 'when: "true"', 'when: cas.matter == "fault"', 'bad_condition « cas.matter » Unknown variable: cas'],
    ['a kind of fact misspelt', '[case.reported]', '[case.reportd]', 'unknown_fact_kind « case.repor » there is no fact case.reportd'],
    ['a code that the pack does not list', 'case.matter == "fault"', 'case.matter == "falt"', 'unknown_value « "falt" && » matters of this pack has no falt'],
    ['such a code in a list', '["fault", "advice"]', '["fault", "advise"]', 'unknown_value « "advise"] » matters of this pack has no advise'],
    ['a field of another fact than the one that comes', 'fact.bottles >= 2', 'fact.boxes >= 2', 'bad_condition « boxes >= 2 » there is no field boxes in fact'],
    ['a field of a milestone by its type', 'fact.bottles >= 2', 'fact.bottles == "two"', 'bad_condition « fact.bottl » no such overload: double == string'],
    ['a gate that looks at a visit', 'has(case.matter) &&', 'has(visit.engineer_id) &&', 'bad_condition « visit.engi » Unknown variable: visit'],
    ['a duty that asks what is not known of a person', 'in subject.roles', 'in subject.rolls', "bad_condition « rolls' } » there is no field rolls in subject"],
    ['a duty that holds a list against a text', `'"engineer" in subject.roles'`, `'subject.roles == "engineer"'`, 'bad_condition « subject.ro » no such overload: list<string> == string'],
    ['a field of a form required by a wrong type', 'form.said == "x"', 'form.said == 3', 'bad_condition « form.said » no such overload: string == double'],
    ['a field of a form required by no condition', 'form.said == "x"', 'form.said + "x"', 'bad_condition « form.said » this comes to string, and bool is needed'],
    ['a number that is worked out as a text', 'form.used * 2', 'form.said + "x"', 'bad_condition « form.said » this comes to string, and double is needed'],
    ['a branch by a step that is not there', 'answers.long >= 2', 'answers.lang >= 2', 'bad_condition « lang >= 2, » there is no field lang in answers'],
    ['a branch by an answer of another type', 'answers.long >= 2', 'answers.long == "two"', 'bad_condition « answers.lo » no such overload: double == string'],
  ])('%s', (_, from, to, verdict) => {
    expect(sound).toContain(from);
    expect(faultsOf(sound.replace(from, to)).join('|')).toContain(verdict);
  });
});

test('a promise that waits for the deadline of one that promises nothing → nobody ever reaches it', () => {
  const waits = sound.replace('start: [{ fact: sample.received, when: fact.bottles >= 2 }]', 'start: [{ deadline_of: arrival }]');
  expect(faultsOf(waits)).toEqual([]);
  expect(faultsOf(waits.replace('      - { when: case.matter == "fault" && case.distance_km > 10, within: 45 minutes }\n', ''))).toEqual([
    'never_reached « deadline_o » arrival promises nothing in any row, so its deadline never comes',
  ]);
});

describe('a condition that would cost too much is refused before it runs', () => {
  test.each<[what: string, condition: string, said: RegExp]>([
    ['longer than 2,000 characters', `case.matter == "${'x'.repeat(2_000)}"`, /2000 characters|too_big|at most 2000|<=2000/i],
    ['nested deeper than 32', `${'('.repeat(40)}true${')'.repeat(40)}`, /depth/i],
    ['more than 500 parts', Array.from({ length: 300 }, () => '1==1').join('||'), /nodes/i],
    ['three loops inside each other', '[1].all(a, [1].all(b, [1].all(c, true)))', /more than 2 loops/],
    ['a pattern', 'case.matter.matches("(a+)+")', /"matches" is not allowed/],
  ])('%s', (_, condition, said) => {
    expect(faultsOf(sound.replace('when: "true"', `when: ${JSON.stringify(condition)}`)).join()).toMatch(said);
  });
});
