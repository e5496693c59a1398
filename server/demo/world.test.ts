import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { canonical } from '../../core/base/canonical.ts';
import { parseInstant } from '../../core/base/time.ts';
import { readOrg } from '../db/transaction.ts';
import { timeOrderedId, type House } from '../house.ts';
import { checkDerived } from '../journal/rebuild.ts';
import { verifyChains } from '../journal/verify.ts';
import { loadPack, openBundle, type LoadedPack } from '../pack/load.ts';
import { openShelf } from '../pack/shelf.ts';
import { demoOrg, demoPeople, makeDemo } from './world.ts';

const now = parseInstant('2026-03-02T11:00:00+08:00')!;

async function demoUnder(packName: string, changed: (pack: LoadedPack) => LoadedPack = (pack) => pack) {
  const { pool } = await freshDatabase();
  const house: House = {
    db: { pool, kind: 'server', embedded: null, close: () => pool.end() },
    packs: openShelf(),
    now: () => now,
    newId: () => timeOrderedId(now),
  };
  const pack = await loadPack(packName);
  if (!pack.ok) throw new Error(`${packName} is not sound`);
  await makeDemo(house, changed(pack));
  const list = async (sql: string) =>
    (await readOrg(pool, demoOrg, (tx) => tx.query<{ x: string }>({ text: sql, values: [] }))).rows.map((row) => row.x);
  return { house, list };
}

const grid = await demoUnder('grid');
const appliance = await demoUnder('appliance');
const ownTelecom = await demoUnder('telecom', ({ bundle }) => openBundle(canonical({ ...JSON.parse(bundle), version: 'our-own' })));

describe('the demo county', () => {
  test('has a case in every state a list can show', async () => {
    expect(await grid.list('select distinct state as x from case_list order by 1')).toEqual([
      'accepted',
      'assigned',
      'cancelled',
      'closed',
      'left',
      'no_access',
      'on_site',
      'on_the_way',
      'repaired',
      'report_done',
      'reported',
      'resolved',
      'signed',
      'waiting',
    ]);
  });

  test('has every verdict, an excused one and a disputed fact among them', async () => {
    expect(await grid.list('select distinct verdict as x from reading order by 1')).toEqual([
      'cancelled',
      'excused',
      'kept',
      'late',
      'no_promise',
      'running',
      'unproven',
    ]);
    expect(await grid.list('select case_id as x from case_list where disputed_count > 0')).toEqual(['demo-21']);
    expect(await grid.list('select case_id as x from case_list where round > 1')).toEqual(['demo-18']);
  });

  test('has deadlines behind us and soon before us', async () => {
    const minutes = (await grid.list('select next_deadline as x from case_list where next_deadline is not null')).map(
      (at) => (Number(at) - now) / 60_000,
    );
    expect(minutes.filter((left) => left < 0).length).toBeGreaterThanOrEqual(3);
    expect(minutes.filter((left) => left > 0 && left <= 15).length).toBeGreaterThanOrEqual(3);
  });

  test('gives way to the world of the trade where the pack is as it came with the program', async () => {
    expect(await appliance.list(`select case_id as x from case_list where case_id like 'demo-%'`)).toEqual([]);
    expect(await appliance.list(`select case_id as x from case_list where case_id = 'cold-kitchen'`)).toEqual(['cold-kitchen']);
  });

  test('is made under a pack of somebody’s own, whatever its name', async () => {
    expect(await ownTelecom.list(`select case_id as x from case_list where case_id = 'demo-01'`)).toEqual(['demo-01']);
  });

  test('can be made under the appliance pack as well', async () => {
    expect(await appliance.list('select distinct clock as x from reading order by 1')).toEqual(
      expect.arrayContaining(['arrival_window', 'departure', 'knock_repeat', 'late_warning']),
    );
  });

  test.each([
    ['grid', grid],
    ['appliance', appliance],
  ] as const)('%s: chains whole, nothing to rebuild', async (_, { house }) => {
    expect((await verifyChains(house.db.pool)).broken).toBeNull();
    expect((await checkDerived(house)).differences).toEqual([]);
  });

  test('has one person of each role, and five engineers', () => {
    const roles = demoPeople.flatMap((person) => person.roles);
    expect(new Set(roles)).toEqual(new Set(['agent', 'dispatcher', 'engineer', 'manager', 'administrator']));
    expect(roles.filter((role) => role === 'engineer')).toHaveLength(5);
  });
});
