/**
 * The file of a backup: gzip over lines of text. An opening, then each table's name and columns with its rows as JSON
 * lists of PostgreSQL's own texts, and an end with the counts and the SHA-256 of every line before it. `zcat` shows it all.
 */

import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';

/** The file cannot be used, in words for whoever holds it. */
export class UnusableBackup extends Error {
  override readonly name = 'UnusableBackup';
}

export const formatVersion = 1;

const opening = z.object({
  sanbao_backup: z.literal(formatVersion),
  made_at: z.iso.datetime(),
  program: z.string(),
  /** What the tables looked like: an older program's rows fit into newer tables, never the other way round. */
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  keys: z.boolean(),
  /** Over all chains, as `sanbao journal seal` prints it. */
  root: z.string(),
  sequences: z.record(z.string(), z.number()),
  /** What could be read off these facts when they were copied, to compare with what is read off them again. */
  derived: z.record(z.string(), z.object({ rows: z.number(), digest: z.string() })),
});
export type Opening = z.infer<typeof opening>;

const tableLine = z.strictObject({ table: z.string(), columns: z.array(z.string()) });
const endLine = z.strictObject({ end: z.literal('sanbao_backup'), rows: z.record(z.string(), z.number()), sha256: z.string() });
export type TableLine = z.infer<typeof tableLine>;

export type Part = TableLine | { readonly rows: readonly string[] };
export type Piece = { readonly opening: Opening } | Part;

const chunkBytes = 64 * 1024;
/** A row holds one request's worth at most: a megabyte of text, or a file of 8 MB in hexadecimal. */
const lineBytesMax = 64 * 1024 * 1024;
const batchBytes = 512 * 1024;
const batchRows = 1_000;

/** Streams a backup out. Answers the rows of each table and the checksum that the file ends with. */
export async function writeBackup(
  opens: Opening,
  parts: AsyncIterable<Part>,
  out: Writable,
): Promise<{ rows: Record<string, number>; sha256: string }> {
  const sha = createHash('sha256');
  const rows: Record<string, number> = {};
  let sha256 = '';
  async function* lines(): AsyncGenerator<string> {
    yield JSON.stringify(opens);
    let table = '';
    for await (const part of parts) {
      if ('table' in part) {
        table = part.table;
        rows[table] = 0;
        yield JSON.stringify(part);
      } else {
        rows[table] = rows[table]! + part.rows.length;
        yield* part.rows;
      }
    }
  }
  async function* chunks(): AsyncGenerator<Buffer> {
    let gathered = '';
    for await (const line of lines()) {
      gathered += `${line}\n`;
      if (gathered.length < chunkBytes) continue;
      sha.update(gathered);
      yield Buffer.from(gathered);
      gathered = '';
    }
    sha256 = sha.update(gathered).digest('hex');
    yield Buffer.from(`${gathered}${JSON.stringify({ end: 'sanbao_backup', rows, sha256 })}\n`);
  }
  await pipeline(Readable.from(chunks(), { objectMode: false }), createGzip(), out);
  return { rows, sha256 };
}

/** Reads a backup piece by piece and throws `UnusableBackup` as soon as it is clear that something is wrong with it, at the latest at its end. */
export async function* readBackup(input: Readable): AsyncGenerator<Piece> {
  const sha = createHash('sha256');
  const counted: Record<string, number> = {};
  let table: string | null = null;
  let end: z.infer<typeof endLine> | null = null;
  let isOpen = false;
  let batch: string[] = [];
  let bytes = 0;
  for await (const line of linesOf(input)) {
    if (end) throw damaged('something follows its end');
    if (!isOpen) {
      yield { opening: readOpening(line) };
      isOpen = true;
    } else if (line.startsWith('[')) {
      if (table === null) throw damaged('it has rows of no table');
      counted[table] = counted[table]! + 1;
      batch.push(line);
      bytes += line.length;
    } else {
      if (batch.length > 0) yield { rows: batch };
      [batch, bytes] = [[], 0];
      end = lineAs(endLine, line);
      if (end) continue;
      const next = lineAs(tableLine, line);
      if (!next) throw damaged('a line in it cannot be read');
      table = next.table;
      counted[table] = 0;
      yield next;
    }
    sha.update(`${line}\n`);
    if (batch.length < batchRows && bytes < batchBytes) continue;
    yield { rows: batch };
    [batch, bytes] = [[], 0];
  }
  if (!isOpen) throw foreign();
  if (!end) throw cutOff();
  if (end.sha256 !== sha.digest('hex')) throw damaged('its checksum does not hold');
  if (JSON.stringify(end.rows) !== JSON.stringify(counted)) throw damaged('its counts do not hold');
}

/** The text line by line. Only the line feed ends one: a description may hold any other mark of Unicode. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  const plain = createGunzip();
  input.on('error', (error) => plain.destroy(error));
  input.pipe(plain);
  const open: Buffer[] = [];
  let openBytes = 0;
  let hasBegun = false;
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      hasBegun = true;
      let from = 0;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        open.push(chunk.subarray(from, at));
        yield Buffer.concat(open).toString('utf8');
        open.length = openBytes = 0;
        from = at + 1;
      }
      open.push(chunk.subarray(from));
      openBytes += chunk.length - from;
      if (openBytes > lineBytesMax) throw damaged('a line in it never ends');
    }
  } catch (error) {
    throw inWords(error, hasBegun);
  } finally {
    input.destroy();
  }
  if (openBytes > 0) throw cutOff();
}

function readOpening(line: string): Opening {
  const said = parsed(line) as { sanbao_backup?: unknown } | null;
  const version = said?.sanbao_backup;
  if (typeof version !== 'number') throw foreign();
  if (version > formatVersion)
    throw new UnusableBackup('This backup was made by a newer program. Restore it with that one, or a newer one still.');
  const read = opening.safeParse(said);
  if (!read.success) throw damaged('its opening cannot be read');
  return read.data;
}

function lineAs<T>(shape: z.ZodType<T>, line: string): T | null {
  const read = shape.safeParse(parsed(line));
  return read.success ? read.data : null;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}

export function damaged(how: string): UnusableBackup {
  return new UnusableBackup(`This backup is damaged: ${how}. Take another copy of it.`);
}

function foreign(): UnusableBackup {
  return new UnusableBackup('This is not a backup made by `sanbao backup`.');
}

function cutOff(): UnusableBackup {
  return new UnusableBackup('This backup is cut off: its end is missing. Take another copy of it, or an earlier backup.');
}

function inWords(error: unknown, hasBegun: boolean): unknown {
  const { code } = error as { code?: string };
  if (code === 'Z_BUF_ERROR') return hasBegun ? cutOff() : foreign();
  if (code?.startsWith('Z_') !== true) return error;
  return hasBegun ? damaged('its compression does not hold') : foreign();
}
