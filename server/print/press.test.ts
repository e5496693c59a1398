import { crc32, deflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { pagesOfPdf, unspaced } from '../../test/pdf_text.ts';
import type { Paper } from './paper.ts';
import { pictureIn } from './picture.ts';
import { openPress } from './press.ts';

const press = openPress();
afterAll(() => press.close());

const plain: Paper = {
  kind: 'form', lang: 'en', region: 'GB', organisation: 'County', title: 'Reply', number: 'DF-1', mark: { text: 'Original', strong: false }, struck: null,
  facts: [], blocks: [], remarks: [], signers: [], foot: 'Printed', words: { number: 'No.', signature: 'Signature', signatures: 'Signatures', pages: 'Page {page} of {pages}' },
};
const textOf = async (paper: Partial<Paper>) => pagesOfPdf(await press.print({ ...plain, ...paper }));

describe('what somebody wrote is printed as it was written', () => {
  test.each([
    '#read("/etc/passwd")', '#import "paper.typ": *', '] #panic("x") [', '*bold* _it_ `raw` $x^2$ @ref <label>', '= Heading', '// gone /* gone */', '\\u{41} \\ \\#',
    '<script>alert(1)</script>', '"})) #sys.inputs', '{page} of {pages}', '#set page(width: 1cm)',
  ])('%s', async (written) => {
    const signer = { label: written, name: written, at: '', note: null, picture: null };
    const blocks: Paper['blocks'] = [
      { kind: 'pairs', items: [{ label: written, value: written, wide: false }, { label: 'x', value: written, wide: true }] },
      { kind: 'table', label: written, columns: [{ label: written, number: false, width: 1 }], rows: [{ cells: [written], struck: true }] },
    ];
    const pages = await textOf({ title: written, organisation: written, facts: [{ label: 'x', value: written }], blocks, remarks: [written], signers: [signer], foot: written });
    const times = pages.join('').split(unspaced(written)).length - 1;
    expect([pages.length, times]).toEqual([1, 13]);
  });
});

describe('a paper', () => {
  test('of many lines has its head and foot on every page, and each page says which it is', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => ({ cells: [`line ${index}`], struck: false }));
    const pages = await textOf({ mark: { text: 'Duplicate 1', strong: true }, blocks: [{ kind: 'table', label: null, columns: [{ label: 'Column', number: false, width: 1 }], rows }] });
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((page, index) => expect(['County', 'Duplicate1', 'Column', `Page${index + 1}of${pages.length}`].filter((part) => !page.includes(part))).toEqual([]));
    expect([pages.join('').includes('line0'), pages.join('').includes('line199')]).toEqual([true, true]);
  });

  test('that is void says so over every page', async () => {
    expect((await textOf({ struck: { mark: 'VOID', reason: 'Void: written twice' } }))[0]).toMatch(/Void:writtentwice.*VOID|VOID.*Void:writtentwice/);
  });

  test('too long to be read by anybody → print_too_large', async () => {
    await expect(press.print({ ...plain, remarks: ['x'.repeat(500_001)] })).rejects.toMatchObject({ code: 'print_too_large' });
  });

  test('that takes too long is given up, and the next one is printed', async () => {
    const impatient = openPress({ withinMs: 0 });
    await expect(impatient.print(plain)).rejects.toMatchObject({ code: 'print_too_large' });
    expect(await textOf({})).toHaveLength(1);
  });

  test('on a machine without the compiler → printer_missing', async () => {
    const bare = openPress({ compiler: 'no-such-compiler' });
    await expect(bare.print(plain)).rejects.toMatchObject({ code: 'printer_missing', statusCode: 503 });
    await bare.close();
  });

  test('is refused at once when the thread ends under it, and the next one has a fresh thread', async () => {
    const doomed = openPress({ compiler: 'data:text/javascript,process.exit(1)' });
    await expect(doomed.print(plain)).rejects.toThrow('the thread of the press ended');
    await expect(doomed.print(plain)).rejects.toThrow('the thread of the press ended');
  });

  test('more than may wait → printer_busy, and those that wait are printed', async () => {
    const narrow = openPress({ waitingMax: 2 });
    const answers = await Promise.allSettled([plain, plain, plain].map((paper) => narrow.print(paper)));
    expect(answers.map((answer) => (answer.status === 'fulfilled' ? 'printed' : (answer.reason as { code: string }).code))).toEqual(['printed', 'printed', 'printer_busy']);
    await narrow.close();
  });
});

describe('a drawn signature', () => {
  const whole = png(2, 2);
  test.each<readonly [string, Buffer, boolean]>([
    ['as a pen draws it', whole, true],
    ['cut off', whole.subarray(0, 40), false],
    ['of something else', Buffer.from('<svg onload="alert(1)">'.repeat(4)), false],
    ['that would unpack to a wall of pixels', png(60_000, 60_000), false],
  ])('%s', (_what, bytes, isShown) => {
    expect(pictureIn(`data:image/png;base64,${bytes.toString('base64')}`) !== null).toBe(isShown);
  });

  test('is set in its box, and one that cannot be read leaves the box to its name', async () => {
    const signer = { label: 'Customer', name: 'Ma', at: '2026-03-02 08:00', note: null };
    const broken = Buffer.from(whole);
    broken.fill(0, 45, 50);
    const [drawn, unreadable] = [await textOf({ signers: [{ ...signer, picture: [...whole] }] }), await textOf({ signers: [{ ...signer, picture: [...broken] }] })];
    expect([drawn[0], unreadable[0]]).toEqual([expect.stringContaining('Ma2026-03-0208:00'), expect.stringContaining('Ma2026-03-0208:00')]);
  });
});

function png(width: number, height: number): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 0], 8);
  const rows = deflateSync(Buffer.alloc((width < 100 ? height : 1) * (width + 1)));
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', size), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
