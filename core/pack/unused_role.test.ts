import { expect, test } from 'vitest';
import { readPack } from './read.ts';

const pack = (role: string, tell: string) => `name: town
version: "1"
code: GRID
words: { zh-CN: 镇, en: Town }
time_zone: Asia/Shanghai
zones: [{ code: urban, words: { zh-CN: 城区, en: Urban } }]
roles: [{ code: foreman, based_on: engineer, words: { zh-CN: 班长, en: Foreman }${role} }]
promises:
  arrival:
    words: { zh-CN: 到达, en: Arrival }
    start: [case.reported]
    stop: [visit.arrived]
    target: [{ within: 45 minutes }]
    due: { tell: [${tell}] }
`;

test.each<[what: string, role: string, tell: string, verdict: string[]]>([
  ['nobody names it', '', 'manager', ['unused_role roles.0.code']],
  ['a promise tells it', '', 'foreman', []],
  ['it opens something', ', allow: [case.list]', 'manager', []],
  ['it closes something', ', deny: [case.depart]', 'manager', []],
  ['a row speaks of it', ', source: ROL-01', 'manager', []],
])('a role: %s', (_, role, tell, verdict) => {
  const reading = readPack([{ path: 'town/pack.yaml', text: pack(role, tell) }]);
  expect(reading.ok ? [] : reading.problems.map(({ code, path }) => `${code} ${path}`)).toEqual(verdict);
});
