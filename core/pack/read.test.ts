import { expect, test } from 'vitest';
import { bundleOf } from './bundle.ts';
import { compileBundle } from './compile.ts';
import { readPack } from './read.ts';

const sound = `name: town
version: "1"
code: GRID
words: { zh-CN: 镇, en: Town }
time_zone: Asia/Shanghai
zones:
  - { code: urban, words: { zh-CN: 城区, en: Urban }, source: UTL-01 }
  - { code: rural, words: { zh-CN: 农村, en: Rural } }
reasons:
  waiting:
    - { code: user, words: { zh-CN: 等待用户, en: Waiting } }
calendars:
  office: { time_zone: Asia/Shanghai, years: [2024, 2026], week: { mon: ["09:00-12:00"] } }
promises:
  arrival:
    words: { zh-CN: 到达, en: Arrival }
    source: CLK-01
    start: [case.reported]
    stop: [visit.arrived]
    target:
      - { where: { zone: urban }, within: 45 minutes, source: CLK-01 }
      - { where: { zone: rural }, within: 90 minutes }
`;

const town = (text: string) => [{ path: 'town/pack.yaml', text }];
const problemsOf = (text: string) => {
  const reading = readPack(town(text));
  return reading.ok ? [] : reading.problems.map(({ line, column, code, path }) => `${code} ${line}:${column} ${path}`);
};
const changed = (from: string, to: string) => {
  expect(sound).toContain(from);
  return sound.replace(from, to);
};

test('the sound pack that the rows below spoil → no problems', () => {
  expect(problemsOf(sound)).toEqual([]);
});

test.each<[what: string, from: string, to: string, verdict: string]>([
  ['unknown field of the pack', 'time_zone:', 'colour: red\ntime_zone:', 'unknown_field 5:1 colour'],
  ['unknown field of a promise', 'stop: [visit', 'stopp: []\n    stop: [visit', 'unknown_field 20:5 promises.arrival.stopp'],
  ['unknown field of a row', 'within: 90 minutes }', 'within: 90 minutes, wher: {} }', 'unknown_field 23:51 promises.arrival.target.1.wher'],
  ['a pack without a version', 'version: "1"\n', '', 'missing_field 1:1 version'],
  ['a version as a number', '"1"', '1', 'bad_value 2:1 version'],
  ['words in one language only', '{ zh-CN: 到达, en: Arrival }', '{ zh-CN: 到达 }', 'missing_words 17:5 promises.arrival.words.en'],
  ['words of a zone missing', 'code: rural, words: { zh-CN: 农村, en: Rural }', 'code: rural', 'missing_words 8:5 zones.1.words'],
  ['empty words', 'en: Town', 'en: ""', 'bad_value 4:22 words.en'],
  ['a length that is none', '45 minutes', '45 minutos', 'bad_value 22:33 promises.arrival.target.0.within'],
  ['a time zone that is none', 'time_zone: Asia/Shanghai\nzones', 'time_zone: Asia/Nowhere\nzones', 'bad_value 5:1 time_zone'],
  ['a citation that is none', 'source: UTL-01', 'source: UTL1', 'bad_source 7:62 zones.0.source'],
  ['a citation of a row that is none', 'source: CLK-01 }', 'source: clk 1 }', 'bad_source 22:53 promises.arrival.target.0.source'],
  ['a name twice in a list', 'code: rural', 'code: urban', 'duplicate_name 8:7 zones.1.code'],
  ['a key twice', 'version: "1"', 'version: "1"\nversion: "2"', 'duplicate_name 3:1 version'],
  ['a promise twice', 'promises:\n', 'promises:\n  arrival: {}\n', 'duplicate_name 17:3 arrival'],
  ['an unknown fact in stop', '[visit.arrived]', '[visit.landed]', 'unknown_fact_kind 20:12 promises.arrival.stop.0'],
  ['an unknown fact in start', 'start: [case.reported]', 'start: [{ fact: case.rung }]', 'unknown_fact_kind 19:15 promises.arrival.start.0.fact'],
  ['an unknown zone', 'zone: rural }', 'zone: moon }', 'unknown_value 23:18 promises.arrival.target.1.where.zone'],
  ['an unknown zone among several', 'zone: rural }', 'zone: [rural, moon] }', 'unknown_value 23:32 promises.arrival.target.1.where.zone.1'],
  ['an unknown field in where', 'zone: rural }', 'zoen: rural }', 'unknown_attribute 23:18 promises.arrival.target.1.where.zoen'],
  ['a moment that no fact carries', 'within: 90 minutes', 'before: { moment: noon, by: 1 hour }', 'unknown_attribute 23:42 promises.arrival.target.1.before.moment'],
  ['an unknown calendar', 'stop: [visit', 'calendar: lunar\n    stop: [visit', 'unknown_calendar 20:5 promises.arrival.calendar'],
  ['working days without a calendar', '90 minutes', '3 working days', 'calendar_needed 23:9 promises.arrival.target.1'],
  ['a promise that stops on its start', '[visit.arrived]', '[case.reported]', 'stops_on_its_start 20:12 promises.arrival.stop.0'],
  ['a row that an earlier one shadows', 'zone: rural', 'zone: urban', 'shadowed_target 23:9 promises.arrival.target.1'],
  ['a row after one that always holds', 'where: { zone: urban }, ', '', 'shadowed_target 23:9 promises.arrival.target.1'],
  ['a condition with a wrong name', 'where: { zone: rural }', 'when: cas.zone == "rural"', 'bad_condition 23:15 promises.arrival.target.1.when'],
  ['a condition that breaks off', 'where: { zone: rural }', 'when: case.zone ==', 'bad_condition 23:27 promises.arrival.target.1.when'],
  ['an unknown event', 'stop: [visit', 'excuse: { events: [flood], told_by: [customer.informed] }\n    stop: [visit', 'unknown_event 20:24 promises.arrival.excuse.events.0'],
  ['an unknown reason for a pause', 'stop: [visit', 'pause: [{ from: case.waiting, until: case.resumed, reasons: [tea] }]\n    stop: [visit', 'unknown_value 20:65 promises.arrival.pause.0.reasons.0'],
  ['an unknown role', 'stop: [visit', 'due: { tell: [butler] }\n    stop: [visit', 'unknown_role 20:19 promises.arrival.due.tell.0'],
  ['the deadline of an unknown promise', 'within: 90 minutes', 'deadline_of: departure', 'unknown_promise 23:32 promises.arrival.target.1.deadline_of'],
  ['its own deadline', 'within: 90 minutes', 'deadline_of: arrival', 'bad_promise 16:3 promises.arrival'],
  ['no start at all', '    start: [case.reported]\n', '', 'bad_promise 16:3 promises.arrival'],
  ['a calendar with a day that is none', 'week: {', 'days: { "2026-02-30": off }, week: {', 'bad_value 14:68 calendars.office.days.2026-02-30'],
  ['a report that asks for nothing we know', 'promises:\n', 'report_asks: [{ field: shoe_size, words: { zh-CN: 鞋码, en: Size } }]\npromises:\n', 'unknown_attribute 15:17 report_asks.0.field'],
  ['an event that no fact declares', 'promises:\n', 'events: [{ kind: flood, fact: flood.declared, words: { zh-CN: 洪水, en: Flood } }]\npromises:\n', 'unknown_fact_kind 15:25 events.0.fact'],
  ['text that is no YAML', 'version: "1"', 'version: "1', 'bad_yaml 28:1 '],
])('%s → named with its place', (_, from, to, verdict) => {
  expect(problemsOf(changed(from, to))).toContain(verdict);
});

test('a pack with several faults → all of them at once', () => {
  const text = changed('[visit.arrived]', '[visit.landed]').replace('zone: rural }', 'zone: moon }');
  expect(problemsOf(text)).toHaveLength(2);
});

test.each<[what: string, text: string, verdict: string]>([
  ['a megabyte and more', `name: town\n# ${'x'.repeat(1_000_000)}`, 'too_large 1:1 '],
  ['deep nesting', `name: town\nzones: ${'['.repeat(100)}${']'.repeat(100)}`, 'too_deep 2:30 '],
  ['nesting that would overflow the stack', `zones: ${'['.repeat(500_000)}`, 'too_deep 1:30 '],
  ['a billion laughs', `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefg'].map((name, i) => `${name}: &${name} [${Array(3).fill(`*${'abcdef'[i]}`).join(',')}]`).join('\n')}`, 'too_many_aliases 1:1 '],
  ['many aliases', `a: &a x\nb: [${Array(50).fill('*a').join(',')}]`, 'too_many_aliases 1:1 '],
  ['a list instead of fields', '- name: town', 'not_a_mapping 1:1 '],
  ['nothing', '', 'not_a_mapping 1:1 '],
  ['no name', 'version: "1"', 'no_pack 1:1 '],
  ['a key that means something to JavaScript', `${sound}__proto__: { polluted: yes }`, 'unknown_field 24:1 __proto__'],
])('%s → refused before it is expanded', (_, text, verdict) => {
  expect(problemsOf(text)).toContain(verdict);
});

test('a hundred thousand different keys → refused in good time', () => {
  const text = Array.from({ length: 100_000 }, (_, i) => `k${i}:`).join('\n');
  expect(problemsOf(text)).toHaveLength(100_001 - 1);
});

const child = (text: string) => ({ path: 'child/pack.yaml', text: `name: child\nversion: "1"\ncode: GRID\nwords: { zh-CN: 子, en: Child }\n${text}` });

test('a pack over another: entries of one name are replaced, the others inherited', () => {
  const own = child('extends: town\nzones:\n  - { code: rural, words: { zh-CN: 乡下, en: Country } }\n  - { code: isle, words: { zh-CN: 岛, en: Isle } }\n');
  const reading = readPack([own, ...town(sound)]);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const { pack } = reading;
  expect([pack.name, pack.time_zone, ...pack.zones.map((zone) => zone.words.en)]).toEqual(['child', 'Asia/Shanghai', 'Urban', 'Country', 'Isle']);
  expect(Object.keys(pack.promises)).toEqual(['arrival']);
});

test.each<[what: string, files: { path: string; text: string }[], verdict: string]>([
  ['a pack that is not there', [child('extends: town')], 'unknown_pack child/pack.yaml:5:1'],
  ['a pack that extends itself', [child('extends: child')], 'circular_extends child/pack.yaml:5:1'],
  ['a circle of two', [child('extends: town'), { path: 'town/pack.yaml', text: `${sound}extends: child\n` }], 'circular_extends town/pack.yaml:24:1'],
  ['a fault in a file beside the naming one', [child('extends: town'), { path: 'child/more.yaml', text: 'zones:\n  - { code: Isle }\n' }, ...town(sound)], 'bad_value child/more.yaml:2:7'],
  ['one name in two files', [child('extends: town\nzones: [{ code: a, words: { zh-CN: 甲, en: A } }]'), { path: 'child/more.yaml', text: 'zones: [{ code: a, words: { zh-CN: 甲, en: A } }]\n' }, ...town(sound)], 'duplicate_name child/more.yaml:1:11'],
  ['a fault that only the whole shows', [child('extends: town\nmatters: []\n'), { path: 'child/more.yaml', text: 'promises:\n  b: { words: { zh-CN: 乙, en: B }, start: [case.reported], stop: [visit.left], target: [{ where: { zone: sea }, within: 1 hour }] }\n' }, ...town(sound)], 'unknown_value child/more.yaml:2:103'],
  ['an inherited fault is named where it stands', [child('extends: town'), ...town(changed('[visit.arrived]', '[visit.landed]'))], 'unknown_fact_kind town/pack.yaml:20:12'],
])('%s → named in its file', (_, files, verdict) => {
  const reading = readPack(files);
  expect(reading.ok ? [] : reading.problems.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`)).toContain(verdict);
});

test('the same policy written in another order → the same bundle, and it compiles', () => {
  const read = (text: string) => {
    const reading = readPack(town(text));
    if (!reading.ok) throw new Error('not sound');
    return bundleOf(reading.pack);
  };
  const moved = `words: { en: Town, zh-CN: 镇 }\n${sound.replace('words: { zh-CN: 镇, en: Town }\n', '')}# a remark\n`;
  expect(read(moved)).toBe(read(sound));
  expect(read(changed('45 minutes', '46 minutes'))).not.toBe(read(sound));
  expect([...compileBundle(read(sound), 'x').promises.keys()]).toEqual(['arrival']);
});
