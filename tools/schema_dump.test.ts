import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase } from '../test/database.ts';
import { dumpSchema } from './schema_dump.ts';
import { root } from './sources.ts';

const { pool } = await freshDatabase();

test('the schema of this PostgreSQL, old or new → the committed text', async () => {
  expect(await dumpSchema(pool)).toBe(readFileSync(join(root, 'server/db/schema.sql'), 'utf8'));
});

test('every table of the trade → carries its organisation and its last line of defence', async () => {
  const { rows } = await pool.query<{ name: string }>(
    `select o.relname as name from pg_class o join pg_namespace n on n.oid = o.relnamespace
      where n.nspname = 'public' and o.relkind = 'r' and o.relname not in ('schema_migration', 'journal_seal')
        and not (o.relrowsecurity and o.relforcerowsecurity
                 and exists (select from pg_attribute a where a.attrelid = o.oid and a.attname = 'org_id' and a.attnotnull))`,
  );
  expect(rows.map(({ name }) => name)).toEqual([]);
});

test('a changed table → another text', async () => {
  const client = await pool.connect();
  try {
    const before = await dumpSchema(client);
    await client.query('begin; alter table unit_list add colour text; create index unit_list_colour on unit_list (colour)');
    const after = await dumpSchema(client);
    await client.query('rollback');
    expect(after).toContain('colour text');
    expect(after).toContain('unit_list_colour');
    expect(await dumpSchema(client)).toBe(before);
  } finally {
    client.release();
  }
});
