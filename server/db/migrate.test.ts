import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { openPool } from './connect.ts';
import { migrate, pendingMigrations } from './migrate.ts';

const { pool, url } = await freshDatabase();
const directory = mkdtempSync(join(tmpdir(), 'sanbao-migrations-'));
afterAll(() => rmSync(directory, { recursive: true }));

const first = { '0001_shop.sql': 'create table shop (name text primary key);' };
const both = { ...first, '0002_shelf.sql': `create table shelf (shop text references shop);\ninsert into shop values ('corner');` };

beforeEach(async () => {
  // The copy came with the real migrations; these tests are about the migrator, so they begin with nothing.
  await pool.query('drop table if exists shelf, shop; drop table if exists schema_migration');
  write(both);
});

test('applied once, in order, and remembered', async () => {
  write(first);
  expect(await pendingMigrations(pool, directory)).toEqual(['0001_shop.sql']);
  expect(await migrate(pool, directory)).toEqual(['0001_shop.sql']);
  write(both);
  expect(await pendingMigrations(pool, directory)).toEqual(['0002_shelf.sql']);
  expect(await migrate(pool, directory)).toEqual(['0002_shelf.sql']);
  expect(await migrate(pool, directory)).toEqual([]);
  expect(await pendingMigrations(pool, directory)).toEqual([]);
});

test('nodes that start at once share the work', async () => {
  const nodes = Array.from({ length: 4 }, () => openPool({ connectionString: url }, { connectionsMax: 1 }));
  const applied = await Promise.all(nodes.map((node) => migrate(node, directory)));
  await Promise.all(nodes.map((node) => node.end()));
  expect(applied.flat().sort()).toEqual(['0001_shop.sql', '0002_shelf.sql']);
  expect((await pool.query('select name from shop')).rows).toEqual([{ name: 'corner' }]);
});

test('a file that fails leaves nothing behind and says where', async () => {
  write({ ...first, '0002_shelf.sql': 'create table shelf (shop text);\nselect nothing_such;' });
  await expect(migrate(pool, directory)).rejects.toThrow('0002_shelf.sql line 2: column "nothing_such" does not exist');
  expect(await pendingMigrations(pool, directory)).toEqual(['0002_shelf.sql']);
  write(both);
  expect(await migrate(pool, directory)).toEqual(['0002_shelf.sql']);
});

test('other line ends are not a change', async () => {
  await migrate(pool, directory);
  write({ ...both, '0002_shelf.sql': both['0002_shelf.sql'].replaceAll('\n', '\r\n') });
  expect(await migrate(pool, directory)).toEqual([]);
});

describe('refused', () => {
  test.each<[string, Record<string, string>, string]>([
    ['a file changed after it was applied', { ...both, '0001_shop.sql': 'create table shop (name text);' }, '0001_shop.sql was changed'],
    ['a database newer than the program', first, 'newer than this program: it knows 0002_shelf.sql'],
    ['a file added before an applied one', { ...both, '0001_zoo.sql': 'select 1;' }, 'two migrations have the number 0001'],
    ['a number below an applied one', { ...both, '0000_zoo.sql': 'select 1;' }, 'added before 0002_shelf.sql'],
    ['a name of another shape', { ...both, 'later.sql': 'select 1;' }, 'not named like 0001_what.sql'],
  ])('%s', async (_what, files, expected) => {
    await migrate(pool, directory);
    write(files);
    await expect(migrate(pool, directory)).rejects.toThrow(expected);
    await expect(pendingMigrations(pool, directory)).rejects.toThrow(expected);
  });
});

function write(files: Record<string, string>): void {
  rmSync(directory, { recursive: true });
  mkdirSync(directory);
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(directory, name), sql);
}
