import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { openDatabase, openPool } from './connect.ts';
import { attachEmbedded } from './embedded.ts';

const { url } = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), 'sanbao-connect-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('with an address: that server, and the data folder is left alone', async () => {
  const database = await openDatabase({ databaseUrl: url, dataDir: '/nowhere/at/all' });
  expect([database.kind, database.embedded]).toEqual(['server', null]);
  expect((await database.pool.query('show timezone')).rows).toEqual([{ TimeZone: 'UTC' }]);
  await database.close();
});

test('without: the embedded one; a tool beside it leaves it running, and closing stops it', async () => {
  const database = await openDatabase({ dataDir: folder });
  expect([database.kind, database.embedded?.isOwn]).toEqual(['embedded', true]);
  const tool = await openDatabase({ dataDir: folder, start: attachEmbedded });
  expect(tool.embedded?.isOwn).toBe(false);
  await tool.close();
  expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await database.close();
  await (await openDatabase({ dataDir: folder })).close();
});

test('an address where nobody answers is an error that says so, and nothing is left open', async () => {
  await expect(openDatabase({ databaseUrl: 'postgresql://127.0.0.1:1/none', dataDir: folder })).rejects.toThrow('ECONNREFUSED');
});

test.each([
  ['&options=-c%20search_path%3Dpg_catalog', 'pg_catalog', '1min'],
  ['&options=-c+statement_timeout%3D5s&application_name=x', '"$user", public', '5s'],
])('options in the address %s are added to ours', async (addition, searchPath, timeout) => {
  const pool = openPool({ connectionString: url + addition }, { connectionsMax: 1 });
  const one = async (name: string) => Object.values((await pool.query(`show ${name}`)).rows[0] ?? {})[0];
  const seen = [await one('search_path'), await one('statement_timeout'), await one('timezone')];
  await pool.end();
  expect(seen).toEqual([searchPath, timeout, 'UTC']);
});
