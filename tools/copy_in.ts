/** COPY into a table over an ordinary connection: rows as the text format has them. */

import pg from 'pg';

export type CopyValue = string | number | boolean | Buffer | null | readonly (string | number)[];

type CopyConnection = { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

/** pg itself answers a COPY with an error, because it has nothing to send. */
class CopyQuery extends pg.Query {
  readonly #content: Buffer;
  constructor(text: string, content: Buffer, done: (error: Error | null) => void) {
    super({ text } as never, done as never);
    this.#content = content;
  }
  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(this.#content);
    connection.endCopyFrom();
  }
}

export async function copyIn(client: pg.PoolClient, table: string, columns: readonly string[], rows: readonly (readonly CopyValue[])[]): Promise<void> {
  if (rows.length === 0) return;
  const content = Buffer.from(rows.map((row) => `${row.map(textOf).join('\t')}\n`).join(''));
  await new Promise<void>((resolve, reject) => {
    client.query(new CopyQuery(`copy ${table} (${columns.join(', ')}) from stdin`, content, (error) => (error ? reject(error) : resolve())) as never);
  });
}

/** Rows as objects, which all have the keys of the first. */
export function copyObjects(client: pg.PoolClient, table: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  return copyIn(client, table, columns, rows.map((row) => columns.map((column) => (row as Record<string, CopyValue>)[column] ?? null)));
}

function textOf(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  if (Array.isArray(value)) return escaped(`{${value.map((each) => (typeof each === 'number' ? each : `"${String(each).replace(/["\\]/g, '\\$&')}"`)).join(',')}}`);
  return String(value);
}

function escaped(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (char) => (char === '\\' ? '\\\\' : char === '\t' ? '\\t' : char === '\n' ? '\\n' : '\\r'));
}
