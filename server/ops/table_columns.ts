/** The columns of a table as this database knows them, quoted by it, so that names out of a file never become SQL. */

import type { PoolClient } from 'pg';

export type Column = { readonly name: string; readonly quoted: string; readonly type: string };
export type Columns = {
  readonly quoted: string;
  readonly columns: readonly Column[];
  /** Its primary key, as one would order by it. */ readonly key: string;
};

export async function columnsOf(tx: PoolClient, table: string): Promise<Columns> {
  const [schema, name] = table.split('.');
  const { rows } = await tx.query<Column & { table: string; key: number | null }>(
    `select format('%I.%I', n.nspname, c.relname) as table, a.attname as name, quote_ident(a.attname) as quoted,
            format_type(a.atttypid, a.atttypmod) as type, array_position(i.indkey::int2[], a.attnum) as key
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       left join pg_index i on i.indrelid = c.oid and i.indisprimary
      where n.nspname = $1 and c.relname = $2 order by a.attnum`,
    [schema, name],
  );
  const key = rows
    .filter((row) => row.key !== null)
    .sort((a, b) => a.key! - b.key!)
    .map((row) => row.quoted);
  return { quoted: rows[0]!.table, columns: rows, key: key.join(', ') };
}
