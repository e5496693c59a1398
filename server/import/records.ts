/** Reads a CSV file record by record, each with its line; a broken record is named and the rest goes on. */

import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { type Info, parse } from 'csv-parse';
import type { ImportMap } from './map.ts';
import { packedAs } from './packed.ts';

export type Row = { readonly line: number; readonly values: ReadonlyMap<string, string> };
export type Refused = { readonly line: number; readonly column: string; readonly reason: string };

const recordSizeMax = 1_000_000;

export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

/** Yields rows and refused ones in the order of the file. `onBytes` hears how far it is. */
export async function* recordsIn(
  file: string,
  map: ImportMap,
  needed: readonly string[],
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<Row | Refused> {
  const packed = await packedAs(file);
  if (packed !== null) throw new UnreadableFile(`${file} is ${packed}. Unpack it first, or save it as CSV; nothing of it was read.`);
  const skipped: Refused[] = [];
  const parser = parse({
    delimiter: map.delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: recordSizeMax,
    // A quotation mark inside a value is a letter of it: refusing it would lose the place in the file, and rows after it.
    relax_quotes: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error) skipped.push({ line: Number(error['lines'] ?? 0), column: '', reason: csvReason(error.code) });
      return undefined;
    },
  });
  const bytes = createReadStream(file);
  const text = decoded(map.encoding);
  let count = 0;
  bytes.on('data', (chunk) => onBytes((count += chunk.length)));
  for (const part of [bytes, text]) part.on('error', (error: Error) => parser.destroy(error));
  bytes.pipe(text).pipe(parser);
  let header: readonly string[] | null = null;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
    yield* skipped.splice(0);
    // The parser counts to the end of a record; line breaks inside its quotation marks lead back to where it began.
    const line = info.lines - record.reduce((breaks, value) => breaks + value.split('\n').length - 1, 0);
    if (header === null) header = headerOf(record, needed, file);
    else yield rowOf(record, header, line);
  }
  if (header === null) throw new UnreadableFile(`${file} is empty.`);
  yield* skipped;
}

function headerOf(record: readonly string[], needed: readonly string[], file: string): readonly string[] {
  const names = record.map((name) => name.trim());
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new UnreadableFile(`${file} has no column ${missing.map((name) => `"${name}"`).join(', ')}. Its columns: ${names.join(', ')}.`);
  const double = names.find((name, index) => needed.includes(name) && names.indexOf(name) !== index);
  if (double !== undefined) throw new UnreadableFile(`${file} has two columns "${double}".`);
  return names;
}

function rowOf(record: readonly string[], header: readonly string[], line: number): Row | Refused {
  if (record.length !== header.length)
    return { line, column: '', reason: `${record.length} values, where the first line has ${header.length}` };
  const strange = record.findIndex((value) => value.includes('\uFFFD'));
  if (strange >= 0) return { line, column: header[strange]!, reason: 'letters that are not of the encoding of this file' };
  return { line, values: new Map(header.map((name, index) => [name, record[index]!])) };
}

function decoded(encoding: string): Transform {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return new Transform({
    decodeStrings: true,
    transform: (chunk: Buffer, _encoding, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
}

function csvReason(code: string): string {
  if (code === 'CSV_MAX_RECORD_SIZE') return `a record of more than ${recordSizeMax} characters; a closing quotation mark may be missing`;
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quotation mark that is never closed';
  return 'the quotation marks do not fit together';
}
