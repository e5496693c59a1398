/** A table as XLSX, written while its rows are read: a ZIP of a few small XML parts and one long sheet, or several. */

import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { harmless, type Cell, type TableRows } from './export_cells.ts';

/** What a sheet of Excel holds, title row included; what is more goes on to the next sheet. */
export const sheetRowsMax = 1_048_576;
/** What a cell of Excel holds. */
const cellMax = 32_767;

type Entry = { readonly name: Buffer; readonly at: number; readonly crc: number; readonly packed: number; readonly size: number };

export async function* xlsxOf(titles: readonly string[], pages: TableRows, rowsMax = sheetRowsMax): AsyncGenerator<Buffer> {
  const zip = new Zip();
  const rows = rowsOf(pages);
  let sheets = 0;
  let next = await rows.next();
  do {
    sheets++;
    const sheet = sheetOf(titles, async function* () {
      for (let count = 1; !next.done && count < rowsMax; count++, next = await rows.next()) yield next.value;
    }());
    yield* zip.entry(`xl/worksheets/sheet${sheets}.xml`, sheet);
  } while (!next.done);
  for (const [name, text] of partsFor(sheets)) yield* zip.entry(name, once(text));
  yield zip.end();
}

async function* rowsOf(pages: TableRows): AsyncGenerator<readonly Cell[]> {
  for await (const rows of pages) yield* rows;
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

async function* sheetOf(titles: readonly string[], rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Buffer> {
  const head = `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>`;
  let text = head + rowXml(titles);
  for await (const row of rows) {
    text += rowXml(row);
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(`${text}</sheetData></worksheet>`);
}

function rowXml(cells: readonly Cell[]): string {
  return `<row>${cells.map(cellXml).join('')}</row>`;
}

function cellXml(cell: Cell): string {
  if (cell === null || cell === '') return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(String(harmless(cell)).slice(0, cellMax))}</t></is></c>`;
}

/** XML has no place for control characters and halves of pairs, written out or not. */
function escaped(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;'));
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function partsFor(sheets: number): [string, string][] {
  const each = (part: (n: number) => string) => Array.from({ length: sheets }, (_, i) => part(i + 1)).join('');
  return [
    ['xl/workbook.xml', `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${each((n) => `<sheet name="${n}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${xml}<Relationships xmlns="${packages}/relationships">${each((n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`],
    ['_rels/.rels', `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['[Content_Types].xml', `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${types}.worksheet+xml"/>`)}</Types>`],
  ];
}

/** Sizes are only known at the end of a part, so each is followed by its own (bit 3 of the flags), as PKWARE's APPNOTE 4.4.4 has it. */
const flags = 0x0808;
const deflated = 8;
/** 1980-01-01: a file without a moment, so that the same rows give the same bytes. */
const day = 0x21;

class Zip {
  #at = 0;
  readonly #entries: Entry[] = [];

  async *entry(name: string, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const entry = { name: Buffer.from(name), at: this.#at, crc: 0, packed: 0, size: 0 };
    yield this.#counted(Buffer.concat([fields([4, 0x04034b50], [2, 20], [2, flags], [2, deflated], [2, 0], [2, day], [4, 0], [4, 0], [4, 0], [2, entry.name.length], [2, 0]), entry.name]));
    const pack = createDeflateRaw({ level: 5 });
    // Whatever fails on the way in is thrown by the loop below.
    pipeline(Readable.from(measured(entry, content)), pack, () => {});
    for await (const part of pack as AsyncIterable<Buffer>) {
      entry.packed += part.length;
      yield this.#counted(part);
    }
    yield this.#counted(fields([4, 0x08074b50], [4, entry.crc], [4, entry.packed], [4, entry.size]));
    this.#entries.push(entry);
  }

  end(): Buffer {
    const directory = Buffer.concat(this.#entries.map(({ name, at, crc, packed, size }) =>
      Buffer.concat([
        fields([4, 0x02014b50], [2, 20], [2, 20], [2, flags], [2, deflated], [2, 0], [2, day], [4, crc], [4, packed], [4, size], [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), name,
      ])));
    const count = this.#entries.length;
    return Buffer.concat([directory, fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, directory.length], [4, this.#at], [2, 0])]);
  }

  #counted(part: Buffer): Buffer {
    this.#at += part.length;
    return part;
  }
}

async function* measured(entry: { crc: number; size: number }, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const part of content) {
    entry.crc = crc32(part, entry.crc);
    entry.size += part.length;
    // Past this the format needs other fields; a full sheet of our widest rows stays below.
    if (entry.size > 0xffff_ffff) throw new Error('a sheet of more than 4 GB');
    yield part;
  }
}

/** Little-endian numbers, each with its width in bytes. */
function fields(...parts: readonly (readonly [width: 2 | 4, value: number])[]): Buffer {
  const bytes = Buffer.alloc(parts.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of parts) at = width === 2 ? bytes.writeUInt16LE(value, at) : bytes.writeUInt32LE(value, at);
  return bytes;
}
