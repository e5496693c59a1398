/** The one way past the commands: rows of a backup into tables that are empty. What they say is verified before they count. */

import type { PoolClient } from 'pg';

export type FilledColumn = { readonly quoted: string; readonly type: string };

/** `rows` are JSON lists of PostgreSQL's own texts, one for each column. Answers how many rows went in. */
export async function fillRows(tx: PoolClient, table: string, columns: readonly FilledColumn[], rows: readonly string[]): Promise<number> {
  const names = columns.map((column) => column.quoted).join(', ');
  const values = columns.map((column, at) => `(row ->> ${at})::${column.type}`).join(', ');
  const { rowCount } = await tx.query(
    // Positions are part of what a seal covers, so they are put back and not counted anew.
    `insert into ${table} (${names}) overriding system value select ${values} from json_array_elements($1::json) as row`,
    [`[${rows.join(',')}]`],
  );
  return rowCount ?? 0;
}
