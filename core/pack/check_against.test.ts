import { expect, test } from 'vitest';
import { readPack } from './read.ts';

const pack = (calendar: string) => `name: town
version: "1"
code: GRID
words: { zh-CN: 镇, en: Town }
time_zone: Asia/Shanghai
zones: [{ code: urban, words: { zh-CN: 城区, en: Urban }, source: UTL-01 }]
calendars:
  office: { time_zone: Asia/Shanghai, years: [2024, 2026], week: { mon: ["09:00-12:00"] } }
promises:
  arrival:
    words: { zh-CN: 到达, en: Arrival }
    source: CLK-01
    start: [case.reported]
    stop: [visit.arrived]
    calendar: ${calendar}
    target: [{ within: 45 minutes, source: CLK-01 }]
choices: [{ amb: AMB-01, chosen: both, why: both are stated, note: { zh-CN: 两者都报, en: Both are reported } }]
waiting: [{ row: KPI-04, for_room: measure }]
`;

const restated = new Set(['UTL-01', 'CLK-01', 'AMB-01', 'KPI-04']);
const without = (row: string) => ({ restated: new Set([...restated].filter((each) => each !== row)) });

test.each<[what: string, calendar: string, against: Parameters<typeof readPack>[1], verdict: string[]]>([
  ['nothing to hold it against', 'elapsed', {}, []],
  ['every row restated', 'elapsed', { restated }, []],
  ['a row that is restated nowhere, twice cited', 'elapsed', without('CLK-01'), ['unrestated_source promises.arrival.source', 'unrestated_source promises.arrival.target.0.source']],
  ['an ambiguity that is restated nowhere', 'elapsed', without('AMB-01'), ['unrestated_source choices.0.amb']],
  ['a waiting row that is restated nowhere', 'elapsed', without('KPI-04'), ['unrestated_source waiting.0.row']],
  ['a calendar that nothing is counted by', 'elapsed', { year: 2030 }, []],
  ['the last year it knows', 'office', { year: 2026 }, []],
  ['a year it knows nothing of', 'office', { year: 2027 }, ['calendar_without_data calendars.office.years']],
])('held against the outside: %s', (_, calendar, against, verdict) => {
  const reading = readPack([{ path: 'town/pack.yaml', text: pack(calendar) }], against);
  expect(reading.ok ? [] : reading.problems.map(({ code, path }) => `${code} ${path}`)).toEqual(verdict);
});
