import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { urlOf } from '../../test/database_url.ts';
import { parseInstant } from '../../core/base/time.ts';
import { timeOrderedId, type House } from '../house.ts';
import { activatePack, foundOrg } from '../journal/found.ts';
import { perform } from '../journal/perform.ts';
import { checkDerived } from '../journal/rebuild.ts';
import { verifyChains } from '../journal/verify.ts';
import { loadPack } from '../pack/load.ts';
import { openShelf } from '../pack/shelf.ts';
import { openPool } from './connect.ts';
import { migrate } from './migrate.ts';

// On a server of somebody's own the owner of the tables is seldom a superuser: row-level security holds for it too.
const server = inject('testServer');
const name = `plain_${randomUUID().slice(0, 8)}`;
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();
await admin.query(`create role ${name} login createrole nosuperuser; grant sanbao_app to ${name}`);
await admin.query(`create database ${name} owner ${name}`);
const url = urlOf({ url: server.url, database: name }).replace(/\buser=[^&]*/, `user=${name}`);
const pool = openPool({ connectionString: url });

afterAll(async () => {
  await pool.end();
  await admin.query(`drop database ${name} with (force)`);
  await admin.query(`drop role ${name}`);
  await admin.end();
});

test('an owner without superuser rights migrates, serves, verifies and rebuilds; without an organisation it sees nothing', async () => {
  const { rows: who } = await pool.query<{ is_super: boolean }>('select rolsuper as is_super from pg_roles where rolname = current_user');
  expect(who).toEqual([{ is_super: false }]);
  await migrate(pool);
  const now = parseInstant('2026-03-02T08:00:00+08:00')!;
  const house: House = { db: { pool, kind: 'server', embedded: null, close: () => pool.end() }, packs: openShelf(), now: () => now, newId: () => timeOrderedId(now) };
  const pack = await loadPack('grid');
  if (!pack.ok) throw new Error('the grid pack cannot be read');
  await foundOrg(house, 'county', now);
  await activatePack(house, 'county', 'system', pack, now);
  const root = { org: 'county', person: 'root', name: 'root', roles: ['administrator', 'agent'] as const };
  expect(await perform(house, root, 'person.add', {}, { person_id: 'li', name: '李', roles: ['engineer'], zones: [], skills: [] }, house.newId())).toMatchObject({ status: 'recorded' });
  expect(await perform(house, root, 'case.report', {}, { case_id: 'one', zone: 'urban', channel: 'phone', caller_name: '王芳' }, house.newId())).toMatchObject({ status: 'recorded' });

  expect((await pool.query('select * from journal')).rowCount).toBe(0);
  expect(await verifyChains(pool)).toMatchObject({ facts: 3, broken: null });
  expect((await checkDerived(house)).differences).toEqual([]);
  expect((await pool.query(`select login.is_active('county', 'li') as li, login.is_active('county', 'nobody') as nobody`)).rows).toEqual([{ li: true, nobody: false }]);
});
