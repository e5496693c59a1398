import { describe, expect, test } from 'vitest';
import { policyOf } from '../pack/policy.ts';
import { packFor } from './explain.ts';
import { readFacts } from './facts_file.ts';
import type { ReadingOutput } from './reading_output.ts';
import { sanbao, scratchFolder } from './sanbao.fixture.ts';

const file = scratchFolder();
let files = 0;

/** `08:45:00.001 visit.arrived {"zone":"urban"} received=09:00 id=a`: one day in Shanghai, written short. */
function factLine(short: string): string {
  const [time, kind, ...rest] = short.split(' ');
  const moment = (clock: string) => `2026-03-02T${clock.length === 5 ? `${clock}:00` : clock}+08:00`;
  const named = (name: string) => rest.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  const received = named('received');
  const id = named('id');
  const data = rest.find((part) => part.startsWith('{'));
  return JSON.stringify({
    kind,
    at: moment(time!),
    ...(received ? { received_at: moment(received) } : {}),
    ...(id ? { id } : {}),
    ...(data ? { data: JSON.parse(data.replace(/@(\d\d:\d\d)/g, '2026-03-02T$1:00+08:00')) as object } : {}),
  });
}

async function explained(facts: readonly string[], ...options: string[]): Promise<ReadingOutput[]> {
  const path = file(`facts-${++files}.jsonl`, facts.map(factLine).join('\n'));
  const ran = await sanbao(['explain', '--pack', 'grid', '--facts', path, '--json', '--lang', 'en', ...options]);
  expect(ran.err).toBe('');
  expect(ran.code).toBe(0);
  return JSON.parse(ran.out) as ReadingOutput[];
}

const short = (readings: readonly ReadingOutput[]) =>
  readings
    .map(({ clock, round, elapsed_minutes: minutes, verdict }) => `${clock}${round > 1 ? `#${round}` : ''} ${minutes ?? '-'} ${verdict}`)
    .join(', ');

const urban = '08:00 case.reported {"zone":"urban"}';
const rows: readonly [name: string, facts: readonly string[], options: readonly string[], verdict: string][] = [
  ['CLK-01 urban at 45:00.000', [urban, '08:45 visit.arrived'], [], 'arrival 45 kept, restoration 0 running'],
  ['CLK-01 urban at 45:00.001', [urban, '08:45:00.001 visit.arrived'], [], `arrival ${2_700_001 / 60_000} late, restoration 0 running`],
  [
    'CLK-02 rural at 90 minutes',
    ['08:00 case.reported {"zone":"rural"}', '09:30 visit.arrived'],
    [],
    'arrival 90 kept, restoration 0 running',
  ],
  [
    'CLK-05 urban restored in 4 hours',
    [urban, '08:30 visit.arrived', '12:30 supply.restored'],
    [],
    'arrival 30 kept, restoration 240 kept',
  ],
  [
    'CLK-07 remote restoration is not promised',
    ['08:00 case.reported {"zone":"remote"}', '09:00 visit.arrived', '23:00 supply.restored'],
    [],
    'arrival 60 kept, restoration 840 no_promise',
  ],
  ['CLK-04 specially remote without a figure', ['08:00 case.reported {"zone":"special_remote"}'], [], 'arrival 0 no_promise'],
  ['still running', [urban], ['--at', '2026-03-02T08:20:00+08:00'], 'arrival 20 running'],
  ['overdue', [urban], ['--at', '2026-03-02T08:50:00+08:00'], 'arrival 50 overdue'],
  ['not there yet at that moment', [urban, '08:45 visit.arrived'], ['--at', '2026-03-02T08:10:00+08:00'], 'arrival 10 running'],
  ['cancelled in time', [urban, '08:40 case.cancelled'], [], 'arrival 40 cancelled'],
  ['cancelled too late', [urban, '08:46 case.cancelled'], [], 'arrival 46 late'],
  ['closed and nobody recorded an arrival', [urban, '12:00 case.closed'], [], 'arrival - unproven'],
  ['nobody at home stops nothing', [urban, '08:30 visit.no_access', '08:40 visit.arrived'], [], 'arrival 40 kept, restoration 0 running'],
  [
    'heard of late, judged by when it happened',
    [urban, '08:40 visit.arrived received=11:00'],
    [],
    'arrival 40 kept, restoration 0 running',
  ],
  [
    'as of a moment before that was heard',
    [urban, '08:40 visit.arrived received=11:00'],
    ['--as-of', '2026-03-02T10:00:00+08:00', '--at', '2026-03-02T10:00:00+08:00'],
    'arrival 120 overdue',
  ],
  [
    'as of a moment, now is the last fact known',
    [urban, '08:40 visit.arrived received=11:00'],
    ['--as-of', '2026-03-02T10:00:00+08:00'],
    'arrival 0 running',
  ],
  [
    'a corrected zone chooses anew',
    [
      '08:00 case.reported {"zone":"urban"} id=r',
      '09:00 visit.arrived',
      '10:00 fact.corrected {"id":"r","revision":2,"replacement":{"data":{"zone":"rural"}}}',
    ],
    [],
    'arrival 60 kept, restoration 60 running',
  ],
  [
    'a correction that is nothing but the new data',
    [
      '08:00 case.reported {"zone":"urban"} id=r',
      '09:00 visit.arrived',
      '10:00 fact.corrected {"id":"r","revision":2,"replacement":{"zone":"rural"}}',
    ],
    [],
    'arrival 60 kept, restoration 60 running',
  ],
  [
    'a corrected moment',
    [urban, '08:50 visit.arrived id=v', '10:00 fact.corrected {"id":"v","revision":2,"replacement":{"at":"@08:44"}}'],
    [],
    'arrival 44 kept, restoration 76 running',
  ],
  [
    'a withdrawn arrival',
    [urban, '08:40 visit.arrived id=v', '08:42 fact.corrected {"id":"v","revision":2,"withdrawn":true}'],
    [],
    'arrival 42 running',
  ],
  [
    'a moment moved past the last line: now is the moved one',
    [urban, '08:40 visit.arrived id=v', '08:42 fact.corrected {"id":"v","revision":2,"replacement":{"at":"@08:50"}}'],
    [],
    'arrival 50 late, restoration 0 running',
  ],
  [
    'what was withdrawn is not the last moment',
    [urban, '18:00 visit.arrived id=v', '08:42 fact.corrected {"id":"v","revision":2,"withdrawn":true}'],
    [],
    'arrival 42 running',
  ],
  [
    'a null is a field left out',
    ['08:00 case.reported {"zone":"urban","area":null,"source_ref":null}', '08:40 visit.arrived id=v', '08:42 fact.corrected {"id":"v","revision":2,"withdrawn":true,"replacement":null}'],
    [],
    'arrival 42 running',
  ],
  [
    'reopened: a second round, the first stands',
    [urban, '08:50 visit.arrived', '09:00 supply.restored', '10:00 case.closed', '11:00 case.reopened', '11:30 visit.arrived'],
    [],
    'arrival 50 late, restoration 10 kept, arrival#2 30 kept, restoration#2 0 running',
  ],
  [
    'CLK-08 storm and told in time',
    [
      '08:00 case.reported {"zone":"urban","area":"Baiyun"}',
      '07:00 storm.declared {"area":"Baiyun","begins_at":"@07:00","ends_at":"@12:00"}',
      '08:30 customer.informed',
      '10:00 visit.arrived',
    ],
    [],
    'arrival 120 excused, restoration 0 running',
  ],
  [
    'CLK-08 storm and told too late',
    [
      '08:00 case.reported {"zone":"urban","area":"Baiyun"}',
      '07:00 storm.declared {"area":"Baiyun","begins_at":"@07:00","ends_at":"@12:00"}',
      '08:46 customer.informed',
      '10:00 visit.arrived',
    ],
    [],
    'arrival 120 late, restoration 0 running',
  ],
  [
    'fields we do not know do no harm',
    ['08:00 case.reported {"zone":"urban","colour":"blue"}', '08:10 visit.arrived {"mood":3}'],
    [],
    'arrival 10 kept, restoration 0 running',
  ],
];

test('milestones that a pack declares are facts like ours; their fields are checked and other packs know none of them', { timeout: 60_000 }, async () => {
  const reported = '08:00 case.reported {"zone":"everywhere"}';
  const concluded = '08:20 pretreatment.concluded {"responsible":"project_engineer"}';
  const path = (...lines: string[]) => file(`telecom-${++files}.jsonl`, lines.map(factLine).join('\n'));
  const run = (pack: string, facts: string) => sanbao(['explain', '--pack', pack, '--facts', facts, '--json', '--lang', 'en']);
  const told = path(reported, concluded);
  const ran = await run('telecom', told);
  expect(ran.err).toBe('');
  expect(short(JSON.parse(ran.out) as ReadingOutput[])).toContain('pre_treatment 20 kept');
  expect((await run('telecom', path(reported, '08:20 pretreatment.concluded {"responsible":"nobody"}'))).err).toContain('line 2: data.responsible');
  expect((await run('grid', path(urban, concluded))).err).toContain('there is no kind of fact "pretreatment.concluded"');
});

describe('explain --pack grid --facts', () => {
  test.concurrent.each(rows)('%s', { timeout: 60_000 }, async (_, facts, options, verdict) => {
    expect(short(await explained(facts, ...options))).toBe(verdict);
  });

  test('shuffled lines, blank lines and repeated lines give the same answer', { timeout: 60_000 }, async () => {
    const facts = [
      urban,
      '08:50 visit.arrived',
      '09:00 supply.restored',
      '10:00 case.closed',
      '11:00 case.reopened',
      '11:30 visit.arrived',
    ].map(factLine);
    const [a, b] = [facts, [facts[4]!, '', facts[2]!, facts[0]!, facts[5]!, '  ', facts[1]!, facts[3]!, facts[2]!]].map((lines, i) =>
      file(`order-${i}.jsonl`, lines.join('\r\n')),
    );
    const [first, second] = await Promise.all([a!, b!].map((path) => sanbao(['explain', '--pack', 'grid', '--facts', path, '--json'])));
    expect(second).toEqual(first);
  });

  test('one reading holds everything the contract names', { timeout: 60_000 }, async () => {
    const [arrival] = await explained([urban, '08:45:00.001 visit.arrived']);
    expect(arrival).toMatchObject({
      clock: 'arrival',
      subject: 'case',
      round: 1,
      source: expect.arrayContaining(['CLK-01']),
      zone: 'urban',
      pack: expect.stringMatching(/^grid@/),
      started_at: '2026-03-02T08:00:00+08:00',
      target_minutes: 45,
      target_words: '45 minutes',
      deadline: '2026-03-02T08:45:00+08:00',
      stopped_at: '2026-03-02T08:45:00.001+08:00',
      cancelled_at: null,
      ended_at: '2026-03-02T08:45:00.001+08:00',
      judged: 'both',
      disputed: [],
      provisional: [],
      error: null,
    });
    expect(arrival!.why.join(' ')).toContain('CLK-01');
  });

  test('as text, in every language, from standard input', { timeout: 60_000 }, async () => {
    const input = [urban, '08:45 visit.arrived'].map(factLine).join('\n');
    const run = (lang: string) => sanbao(['explain', '--pack', 'grid', '--facts', '-', '--lang', lang], { input });
    const heads = ['en', 'zh-CN', 'zh-TW', 'es'].map(async (lang) => (await run(lang)).out.split('\n')[0]);
    expect(await Promise.all(heads)).toEqual([
      'arrival (round 1): kept', 'arrival（第 1 轮）: 按时', 'arrival（第 1 輪）: 按時', 'arrival (ronda 1): cumplido',
    ]);
  });
});

const refused: readonly [line: string, says: string][] = [
  ['{"kind":"case.exploded","at":"2026-03-02T08:00:00+08:00"}', 'line 3: there is no kind of fact "case.exploded"'],
  ['{"at":"2026-03-02T08:00:00+08:00"}', 'line 3: it has no kind'],
  ['{"kind":"visit.arrived"}', 'line 3: it has no at'],
  [
    '{"kind":"case.reported","at":"2026-03-02T08:00:00+08:00","data":{}}',
    'line 3: case.reported needs data.zone, one of urban, rural, remote, special_remote',
  ],
  ['{"kind":"case.reported","at":"2026-03-02T08:00:00+08:00"}', 'line 3: case.reported needs data.zone'],
  ['{"kind":"case.reported","at":"2026-03-02T08:00:00+08:00","data":{"zone":"moon"}}', 'line 3: the pack has no zone "moon"'],
  ['{"kind":"case.reported","at":"2026-03-02T08:00:00+08:00","data":{"zone":7}}', 'line 3: data.zone: '],
  ['{"kind":"visit.arrived","at":"2026-03-02 08:00"}', 'line 3: at is not a moment with its offset'],
  ['{"kind":"visit.arrived","at":"2026-02-30T08:00:00+08:00"}', 'line 3: at is not a moment'],
  ['{"kind":"visit.arrived","at":"2026-03-02T08:00:00+08:00","received_at":"later"}', 'line 3: received_at is not a moment'],
  ['{"kind":"visit.arrived","at":"2026-03-02T08:00:00+08:00","data":[]}', 'line 3: data is not an object'],
  ['{"kind":"visit.arrived"', 'line 3: this is not JSON'],
  ['[1]', 'line 3: this is not a JSON object'],
  ['{"kind":"storm.declared","at":"2026-03-02T08:00:00+08:00","data":{"area":"Baiyun"}}', 'line 3: data.begins_at is missing'],
  [
    '{"kind":"storm.declared","at":"2026-03-02T08:00:00+08:00","data":{"area":"Baiyun","begins_at":"2026-03-02T08:00:00+08:00"}}',
    'line 3: data.ends_at is missing',
  ],
  ['{"kind":"case.reported","at":"2026-03-02T08:00:00+08:00","data":{"zone":null}}', 'line 3: case.reported needs data.zone'],
  [
    '{"kind":"fact.corrected","at":"2026-03-02T08:00:00+08:00","data":{"revision":2,"withdrawn":true}}',
    'line 3: fact.corrected needs data.id',
  ],
  [
    '{"kind":"fact.corrected","at":"2026-03-02T08:00:00+08:00","data":{"id":"r","revision":2}}',
    'line 3: fact.corrected needs either data.replacement or data.withdrawn',
  ],
  [
    '{"kind":"fact.corrected","at":"2026-03-02T08:00:00+08:00","data":{"id":"r","revision":2,"replacement":{"data":{"zone":"moon"}}}}',
    'line 3: replacement: the pack has no zone "moon"',
  ],
  ['{"kind":"case.closed","at":"2026-03-02T08:00:00+08:00","id":"r"}', 'line 3: the id r stands on line 1 with another content'],
];

describe('a bad line', async () => {
  const policy = policyOf(await packFor('grid'));
  const good = '{"kind":"case.reported","at":"2026-03-02T08:00:00+08:00","id":"r","data":{"zone":"urban"}}';

  test.each(refused)('%s', (line, says) => {
    const read = () => readFacts(`${good}\n\n${line}\n`, 'facts.jsonl', policy);
    expect(read).toThrow(says);
    expect(read).toThrow(expect.objectContaining({ exit: 2 }));
  });

  test('is told on stderr without a stack, and ends with 2', { timeout: 60_000 }, async () => {
    const ran = await sanbao(['explain', '--pack', 'grid', '--facts', file('bad.jsonl', `${good}\n${refused[0]![0]}`), '--json']);
    expect(ran).toEqual({
      out: '',
      err: expect.stringMatching(/bad\.jsonl line 2: there is no kind of fact "case\.exploded"\n$/),
      code: 2,
    });
  });
});

const wrongUse: readonly [args: readonly string[], says: string][] = [
  [['explain'], 'Give --pack NAME and --facts FILE'],
  [['explain', '--pack', 'grid', '--facts', '/no/such/file'], 'there is no such file'],
  [['explain', '--pack', 'moon', '--facts', '-'], 'there is no pack moon'],
  [['explain', '--pack', 'grid', '--facts', '-', '--at', 'noon'], '--at noon: not a moment'],
  [['explain', '--pack', 'grid', '--facts', '-', '--lang', 'la'], 'the languages are zh-CN, en, zh-TW, es'],
  [['explain', '--colour'], "unknown option '--colour'"],
  [['explian'], "unknown command 'explian'"],
  [['start', '--port', '99999999'], 'a port is a number'],
];

describe('wrong use ends with 2 and says why', () => {
  test.concurrent.each(wrongUse)('%j', { timeout: 60_000 }, async (args, says) => {
    const ran = await sanbao(args);
    expect(ran.err).toContain(says);
    expect(ran.code).toBe(2);
  });

  test.concurrent.each([['--help'], ['explain', '--help'], ['import', 'cases', '--help'], ['--version']].map((args) => [args]))(
    '%j ends with 0',
    { timeout: 60_000 },
    async (args) => {
      const ran = await sanbao(args);
      expect(ran.out).not.toBe('');
      expect(ran.code).toBe(0);
    },
  );
});
