import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { openPool } from './connect.ts';
import { asOwner, inOrg, isOrgId, readOrg } from './transaction.ts';

const { pool, url } = await freshDatabase();
await pool.query(`
  create table note (org_id text not null default nullif(current_setting('sanbao.org', true), ''), line text not null);
  alter table note enable row level security;
  alter table note force row level security;
  create policy own on note using (org_id = nullif(current_setting('sanbao.org', true), ''));
  grant select, insert on note to sanbao_app;
`);

const state = `select current_user as who, coalesce(current_setting('sanbao.org', true), '') as org`;

test('inside: the servant of one organisation; afterwards the same connection is neither', async () => {
  const single = openPool({ connectionString: url }, { connectionsMax: 1 });
  const before = (await single.query(state)).rows[0];
  const inside = await inOrg(single, 'grid-1', async (client) => (await client.query(state)).rows[0]);
  const after = (await single.query(state)).rows[0];
  await inOrg(single, 'grid-1', () => Promise.reject(new Error('no'))).catch(() => {});
  const afterFailure = (await single.query(state)).rows[0];
  await single.end();
  expect(inside).toEqual({ who: 'sanbao_app', org: 'grid-1' });
  expect([after, afterFailure]).toEqual([before, before]);
  expect(before).toMatchObject({ org: '' });
});

test('an organisation sees its own rows and nobody else’s', async () => {
  await inOrg(pool, 'a', (client) => client.query(`insert into note (line) values ('from a')`));
  await inOrg(pool, 'b', (client) => client.query(`insert into note (line) values ('from b')`));
  const read = (org: string) => readOrg(pool, org, async (client) => (await client.query('select line from note')).rows);
  expect(await read('a')).toEqual([{ line: 'from a' }]);
  expect(await read('b')).toEqual([{ line: 'from b' }]);
  expect(await read('c')).toEqual([]);
  await expect(inOrg(pool, 'a', (client) => client.query(`insert into note values ('b', 'forged')`))).rejects.toThrow('row-level security');
});

test('an error undoes everything and gives the connection back', async () => {
  const failed = inOrg(pool, 'd', async (client) => {
    await client.query(`insert into note (line) values ('gone')`);
    throw new Error('changed my mind');
  });
  await expect(failed).rejects.toThrow('changed my mind');
  expect(await readOrg(pool, 'd', async (client) => (await client.query('select line from note')).rows)).toEqual([]);
  expect(pool.totalCount - pool.idleCount).toBe(0);
});

test('a swallowed error does not pass for a commit', async () => {
  const swallowed = inOrg(pool, 'e', async (client) => {
    await client.query(`insert into note (line) values ('gone')`);
    await client.query('select 1/0').catch(() => {});
  });
  await expect(swallowed).rejects.toThrow('swallowed');
});

test('a question cannot write, and sees one moment', async () => {
  await expect(readOrg(pool, 'a', (client) => client.query(`insert into note (line) values ('x')`))).rejects.toThrow('read-only');
  const counts = await readOrg(pool, 'f', async (client) => {
    const count = async () => (await client.query<{ n: number }>('select count(*) as n from note')).rows[0]?.n;
    const first = await count();
    await inOrg(pool, 'f', (other) => other.query(`insert into note (line) values ('meanwhile')`));
    return [first, await count()];
  });
  expect(counts).toEqual([0, 0]);
});

test('a lost connection is an error for its user only, and is not handed on', async () => {
  const lost = inOrg(pool, 'a', async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await client.query('select 1');
  });
  await expect(lost).rejects.toThrow();
  expect(await inOrg(pool, 'a', async (client) => (await client.query('select 1 as one')).rows)).toEqual([{ one: 1 }]);
});

test('the owner keeps its own rights and no time limit', async () => {
  const limit = (work: typeof asOwner) => work(pool, async (client) => (await client.query('show statement_timeout')).rows[0]);
  expect(await limit(asOwner)).toEqual({ statement_timeout: '0' });
  expect((await pool.query('show statement_timeout')).rows[0]).toEqual({ statement_timeout: '1min' });
});

describe('organisation ids', () => {
  test.each([
    ['a', true],
    ['grid-1', true],
    ['x_'.padEnd(40, 'y'), true],
    ['x'.repeat(41), false],
    ['', false],
    ['-a', false],
    ['Grid', false],
    [`a', true); drop table note; --`, false],
    ['a\n', false],
  ])('%j → %s', (org, expected) => expect(isOrgId(org)).toBe(expected));

  test('another text never reaches the database', async () => {
    await expect(async () => inOrg(pool, `a'; select '`, async () => 1)).rejects.toThrow('not an organisation id');
  });
});
