import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { openTestHouse } from '../../test/house.ts';
import { type Instant, isoOf } from '../../core/base/time.ts';
import { readOrg } from '../db/transaction.ts';
import { verifyChains } from '../journal/verify.ts';
import { loadPack } from '../pack/load.ts';
import { importCases, type ImportResult } from './import_cases.ts';
import { readMap } from './read_map.ts';
import { UnreadableFile } from './records.ts';

const { house } = await openTestHouse();
const loading = await loadPack('grid');
if (!loading.ok) throw new Error('grid is not sound');
const pack = loading;
const folder = mkdtempSync(join(tmpdir(), 'sanbao-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

const mapText = (source: string, more = '') => `
source: ${source}
rows: case
key: id
blank: ["?"]
times: { time_zone: America/New_York, patterns: [yyyy-MM-dd HH:mm, "yyyy-MM-dd'T'HH:mm:ss.SSS"]${more} }
report:
  at: opened
  zone: { column: town, ignore_case: true, table: { CITY: urban, HILLS: remote } }
  channel: { value: web }
  caller_name: who
  address: { column: street, when_blank: { columns: [corner, town], join: ", " } }
close: { at: closed, outcome: result }
`;

const header = 'id,opened,town,who,street,corner,closed,result';

async function imported(
  source: string,
  lines: readonly string[],
  options: { dryRun?: boolean; more?: string; text?: string; head?: string } = {},
): Promise<ImportResult> {
  const reading = readMap(options.text ?? mapText(source, options.more), 'map.yaml');
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const file = join(folder, `${++files}.csv`);
  writeFileSync(file, [options.head ?? header, ...lines].join('\r\n'));
  return importCases(house, { file, map: reading.map, org: 'county', pack, dryRun: options.dryRun ?? false });
}

const rowsOf = async (sql: string, values: unknown[] = []) =>
  (await readOrg(house.db.pool, 'county', (tx) => tx.query(sql, values))).rows as Record<string, unknown>[];

const counts = ({ rows, cases, recorded, already_recorded, refused }: ImportResult) => ({
  rows,
  cases,
  recorded,
  already_recorded,
  refused: refused.length,
});

/** Key, zone, name, letters of the address, moment, marked as brought in. */
const recordedRows = [
  ['A1', 'urban', '王芳', 9, '2024-05-27T05:00:00.000Z', true],
  ['A2', 'urban', 'מרים כהן', 9, '2024-05-27T05:00:00.000Z', true],
  ['A3', 'remote', '🧑‍🔧 Ann', 9, '2024-05-27T05:00:00.000Z', true],
  ['A4', 'urban', 'Ann', 10_000, '2024-05-27T05:00:00.000Z', true],
  ['A5', 'urban', 'Ann', 19, '2024-05-27T05:00:00.000Z', true],
  ['A6', 'urban', 'An"n', 11, '2024-05-27T05:00:00.000Z', true],
  ['C1', 'urban', 'Ann', 9, '2024-03-10T07:30:00.000Z', true],
  ['C2', 'urban', 'Ann', 9, '2024-11-03T06:30:00.000Z', true],
];

describe('rows that cannot be taken are named by line and column, and the others are taken', () => {
  const long = 'x'.repeat(10_000);
  const table: readonly [name: string, row: string, more: string, verdict: string][] = [
    ['a sound row', 'A1,2024-05-27 01:00,city,王芳,Main St 1,,,', '', 'recorded'],
    ['a name from right to left', 'A2,2024-05-27 01:00,City,מרים כהן,Main St 1,,,', '', 'recorded'],
    ['a name with emoji', 'A3,2024-05-27 01:00,HILLS,🧑‍🔧 Ann,Main St 1,,,', '', 'recorded'],
    ['an address of 10,000 letters', `A4,2024-05-27 01:00,City,Ann,${long},,,`, '', 'recorded'],
    ['a line break inside quotation marks', 'A5,2024-05-27 01:00,City,Ann,"Main St 1\nback door",,,', '', 'recorded'],
    ['an address of 10,001 letters', `B1,2024-05-27 01:00,City,Ann,${long}y,,,`, '', '2 street'],
    ['no key', ',2024-05-27 01:00,City,Ann,Main St 1,,,', '', '2 id: no key'],
    ['a town the map lacks', 'B2,2024-05-27 01:00,Moon,Ann,Main St 1,,,', '', '2 town: the map has no entry for "Moon"'],
    ['no town', 'B3,2024-05-27 01:00,?,Ann,Main St 1,,,', '', '2 town: zone: Invalid input'],
    [
      'a control character',
      'B4,2024-05-27 01:00,City,Ann,Main\u0007St,,,',
      '',
      '2 street: address: it holds a line break or a control character',
    ],
    ['no moment', 'B5,,City,Ann,Main St 1,,,', '', '2 opened: no moment of the report'],
    ['30 February', 'B6,2024-02-30 01:00,City,Ann,Main St 1,,,', '', '2 opened: "2024-02-30 01:00" is not written as'],
    ['hour 25', 'B7,2024-05-27 25:00,City,Ann,Main St 1,,,', '', '2 opened: "2024-05-27 25:00" is not written as'],
    [
      'an hour the clock skipped',
      'B8,2024-03-10 02:30,City,Ann,Main St 1,,,',
      '',
      '2 opened: "2024-03-10 02:30" never was in America/New_York',
    ],
    [
      'an hour the clock showed twice',
      'B9,2024-11-03 01:30,City,Ann,Main St 1,,,',
      '',
      '2 opened: "2024-11-03 01:30" was shown twice in America/New_York',
    ],
    ['a skipped hour, resolved by the map', 'C1,2024-03-10 02:30,City,Ann,Main St 1,,,', ', skipped_hour: later', 'recorded'],
    ['a repeated hour, resolved by the map', 'C2,2024-11-03 01:30,City,Ann,Main St 1,,,', ', repeated_hour: second', 'recorded'],
    [
      'closed before it was reported',
      'C3,2024-05-27 01:00,City,Ann,Main St 1,,2024-05-27 00:59,',
      '',
      '2 closed: it lies before the report',
    ],
    ['a value too many', 'C4,2024-05-27 01:00,City,Ann,Main St 1,,,,extra', '', '2 : 9 values, where the first line has 8'],
    ['quotation marks inside a value', 'A6,2024-05-27 01:00,City,An"n,"Main" St 1,,,', '', 'recorded'],
  ];

  test.each(table)('%s', async (_, row, more, verdict) => {
    const result = await imported('bad-rows', [row, 'Z9,2024-05-27 01:00,City,Zoe,Main St 9,,,'], { more });
    const said = result.refused.map(({ line, column, reason }) => `${line} ${column}: ${reason}`);
    expect(verdict === 'recorded' ? said : [expect.stringContaining(verdict)]).toEqual(said);
    expect(await rowsOf(`select 1 from case_list where source_ref = 'bad-rows:Z9'`)).toHaveLength(1);
  });

  test('what the rows said stands in the cases', async () => {
    const rows = await rowsOf(
      `select substr(source_ref, 10) as key, zone, caller_name, length(address) as letters, reported_at, imported
         from case_list where source_ref like 'bad-rows:%' and source_ref <> 'bad-rows:Z9' order by 1`,
    );
    const said = rows.map(({ key, zone, caller_name: name, letters, reported_at: at, imported: isImported }) => [
      key,
      zone,
      name,
      letters,
      isoOf(at as Instant),
      isImported,
    ]);
    expect(said).toEqual(recordedRows);
  });

  test('a key that stands twice is taken once; lines are counted past line breaks', async () => {
    const result = await imported('twice', ['K1,2024-05-27 01:00,City,Ann,"Main\nSt\n1",,,', 'K1,2024-05-27 02:00,City,Bob,Main St 2,,,']);
    expect(result.refused).toEqual([{ line: 5, column: 'id', reason: 'the key K1 stands on line 2 already' }]);
    expect(await rowsOf(`select caller_name from case_list where source_ref = 'twice:K1'`)).toEqual([{ caller_name: 'Ann' }]);
  });

  test('a quotation mark that is never closed takes what follows with it, and says so', async () => {
    const result = await imported('unclosed', [
      'U1,2024-05-27 01:00,City,Ann,Main St 1,,,',
      'U2,2024-05-27 01:00,City,Bob,"Main St 2,,,',
      'U3,2024-05-27 01:00,City,Cy,Main St 3,,,',
    ]);
    expect(counts(result)).toMatchObject({ recorded: 1, refused: 1 });
    expect(result.refused[0]).toMatchObject({ column: '', reason: 'a quotation mark that is never closed' });
  });
});

describe('safe to run again', () => {
  const lines = ['R1,2024-05-27 01:00,City,Ann,Main St 1,,2024-05-27 03:00,done', 'R2,2024-05-27 01:10,Hills,Bob,,Oak St,,'];

  test('a dry run says what would come of it and records nothing', async () => {
    const before = await rowsOf('select count(*)::int as n from journal');
    const result = await imported('again', [...lines, 'R3,never,City,Zoe,Main St 9,,,'], { dryRun: true });
    expect(counts(result)).toEqual({ rows: 3, cases: 2, recorded: 2, already_recorded: 0, refused: 1 });
    expect(await rowsOf('select count(*)::int as n from journal')).toEqual(before);
    expect(await rowsOf(`select 1 from command where command_id like 'in-%' and answer::text like '%again%'`)).toEqual([]);
  });

  test('twice records once', async () => {
    expect(counts(await imported('again', lines))).toEqual({ rows: 2, cases: 2, recorded: 2, already_recorded: 0, refused: 0 });
    expect(counts(await imported('again', lines))).toEqual({ rows: 2, cases: 2, recorded: 0, already_recorded: 2, refused: 0 });
    expect(await rowsOf(`select source_ref, state from case_list where source_ref like 'again:%' order by 1`)).toEqual([
      { source_ref: 'again:R1', state: 'closed' },
      { source_ref: 'again:R2', state: 'reported' },
    ]);
  });

  test('a record that says something else now is named, and what was recorded stays', async () => {
    const result = await imported('again', [lines[0]!.replace('Ann', 'Eve'), lines[1]!]);
    expect(counts(result)).toEqual({ rows: 2, cases: 2, recorded: 0, already_recorded: 1, refused: 1 });
    expect(result.refused[0]).toMatchObject({ line: 2, reason: expect.stringContaining('brought in before, and says something else now') });
    expect(await rowsOf(`select caller_name from case_list where source_ref = 'again:R1'`)).toEqual([{ caller_name: 'Ann' }]);
  });

  test('a row that was refused can be put right and brought again', async () => {
    expect(counts(await imported('mended', ['M1,2024-05-27 01:00,Moon,Ann,Main St 1,,,']))).toMatchObject({ recorded: 0, refused: 1 });
    expect(counts(await imported('mended', ['M1,2024-05-27 01:00,City,Ann,Main St 1,,,']))).toMatchObject({ recorded: 1, refused: 0 });
  });

  test('closed and nobody recorded an arrival: unproven, and the chain is whole', async () => {
    expect(
      await rowsOf(`select r.clock, r.verdict from reading r join case_list c using (org_id, case_id) where c.source_ref = 'again:R1'`),
    ).toEqual([{ clock: 'arrival', verdict: 'unproven' }]);
    expect((await verifyChains(house.db.pool)).broken).toBeNull();
  });
});

describe('an audit log: many rows are one case', () => {
  const text = `
source: log
rows: change
key: number
times: { time_zone: UTC, patterns: [dd-MM-yyyy HH:mm] }
report: { at: opened, zone: { column: level, table: { High: urban, Low: rural } }, channel: { value: phone } }
change:
  at: updated
  state: state
  ignore_case: true
  states: { New: open, Waiting: { waiting: user }, Solved: resolved, Closed: closed, Gone: cancelled }
  later_values: correct
`;
  const head = 'number,opened,updated,state,level';
  const log = (...rows: string[]) => imported('log', rows, { text, head });
  const kinds = async (key: string) =>
    (
      await rowsOf(
        `select kind from journal where stream = (select 'case:' || case_id from case_list where source_ref = $1) order by seq`,
        [`log:${key}`],
      )
    )
      .map((row) => row['kind'])
      .join(' ');

  const opened = '01-03-2016 08:00';
  const change =
    (key: string) =>
    (time: string, state: string, level = 'High') =>
      `${key},${opened},01-03-2016 ${time},${state},${level}`;
  const table: readonly [key: string, rows: string[], kinds: string][] = [
    [
      'N1',
      [change('N1')('08:05', 'New'), change('N1')('09:00', 'solved'), change('N1')('12:00', 'CLOSED')],
      'case.reported case.resolved case.closed',
    ],
    [
      'N2',
      [
        change('N2')('08:30', 'Waiting'),
        change('N2')('08:40', 'Waiting'),
        change('N2')('09:00', 'Solved'),
        change('N2')('09:00', 'Closed'),
      ],
      'case.reported case.waiting case.resumed case.resolved case.closed',
    ],
    [
      'N3',
      [change('N3')('09:00', 'Solved'), change('N3')('10:00', 'New'), change('N3')('11:00', 'Solved')],
      'case.reported case.resolved case.closed case.reopened case.resolved',
    ],
    ['N4', [change('N4')('09:00', 'Closed'), change('N4')('10:00', 'Waiting')], 'case.reported case.closed case.reopened case.waiting'],
    ['N5', [change('N5')('09:00', 'Gone')], 'case.reported case.cancelled'],
    [
      'N6',
      [change('N6')('08:05', 'New', 'Low'), change('N6')('08:10', 'New', 'High'), change('N6')('09:00', 'Closed')],
      'case.reported fact.corrected case.closed',
    ],
  ];

  test.each(table)('%s', async (key, rows, expected) => {
    const first = await log(...rows);
    expect(first.refused).toEqual([]);
    expect(await kinds(key)).toBe(expected);
    expect(counts(await log(...rows))).toMatchObject({ recorded: 0, already_recorded: 1, refused: 0 });
    expect(await kinds(key)).toBe(expected);
  });

  test('a later level that puts the first one right chooses the promise anew', async () => {
    expect(await rowsOf(`select zone from reading r join case_list c using (org_id, case_id, zone) where c.source_ref = 'log:N6'`)).toEqual(
      [{ zone: 'urban' }],
    );
  });

  test('a row of an unknown state is named, and the case is made of the others', async () => {
    const result = await log(change('N7')('08:05', 'New'), change('N7')('08:06', 'Lost'), change('N7')('09:00', 'Closed'));
    expect(result.refused).toEqual([{ line: 3, column: 'state', reason: 'the map has no state "Lost"' }]);
    expect(await kinds('N7')).toBe('case.reported case.closed');
  });

  test('a case whose report cannot be read takes its rows with it, each named', async () => {
    const result = await log(change('N8')('08:05', 'New', 'Middle'), change('N8')('09:00', 'Closed', 'Middle'));
    expect(result.refused.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '2 the map has no entry for "Middle"',
      '3 its case was refused on line 2',
    ]);
  });
});

describe('files and maps that do not fit', () => {
  test('a column that is not there is named', async () => {
    await expect(imported('x', [], { head: 'id,opened' })).rejects.toThrow(UnreadableFile);
    await expect(imported('x', [], { head: 'id,opened' })).rejects.toThrow('has no column "closed"');
  });

  const hundredMegabytes = Buffer.alloc(100_000_000, header);
  const packed = new Map<string, Buffer>([
    ['a zip bomb as XLSX', Buffer.concat([Buffer.from('PK\u0003\u0004\u0014\0\0\0\b\0', 'latin1'), deflateRawSync(hundredMegabytes, { level: 1 })])],
    ['a gzip bomb', gzipSync(hundredMegabytes, { level: 1 })],
    ['an empty ZIP', Buffer.from('PK\u0005\u0006'.padEnd(22, '\0'), 'latin1')],
    ['an old spreadsheet', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ]);
  test.each([...packed.keys()])('%s → refused by its first bytes, nothing of it unpacked or recorded', async (what) => {
    const reading = readMap(mapText('bomb'), 'map.yaml');
    if (!reading.ok) throw new Error(reading.problems.join('\n'));
    const file = join(folder, `${++files}.csv`);
    writeFileSync(file, packed.get(what)!);
    const before = await rowsOf('select count(*) as facts from journal');
    let bytesRead = 0;
    const importing = importCases(house, { file, map: reading.map, org: 'county', pack, dryRun: false, onBytes: (bytes) => (bytesRead = bytes) });
    await expect(importing).rejects.toThrow(UnreadableFile);
    await expect(importing).rejects.toThrow('Unpack it first, or save it as CSV');
    expect(bytesRead).toBe(0);
    expect(await rowsOf('select count(*) as facts from journal')).toEqual(before);
  });

  const maps: readonly [name: string, text: string, says: string][] = [
    [
      'a field that does not exist',
      mapText('x').replace('caller_name', 'callers_name'),
      'map.yaml:8: report: Unrecognized key: "callers_name"',
    ],
    [
      'a pattern without minutes',
      mapText('x').replace('HH:mm,', 'HH,'),
      'map.yaml:6: times.patterns.0: the pattern yyyy-MM-dd HH lacks mm',
    ],
    [
      'a time zone that is none',
      mapText('x').replace('America/New_York', 'America/Atlantis'),
      'map.yaml:6: times.time_zone: there is no time zone America/Atlantis',
    ],
    ['no YAML', 'source: [', 'map.yaml:1'],
  ];
  test.each(maps)('%s', (_, text, says) => {
    const reading = readMap(text, 'map.yaml');
    expect(reading.ok ? '' : reading.problems.join('\n')).toContain(says);
  });
});
