import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openTestHouse } from '../../test/house.ts';
import { sanbao } from '../cli/sanbao.fixture.ts';
import { readOrg } from '../db/transaction.ts';
import { loadPack, packsFolder, type LoadedPack } from '../pack/load.ts';
import { activatePack } from './found.ts';
import { checkDerived } from './rebuild.ts';
import { takeOverOpenCases } from './take_over.ts';
import { verifyChains } from './verify.ts';

const { house, url, setTime, actor, does } = await openTestHouse();
const folder = mkdtempSync(join(tmpdir(), 'sanbao-pack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The grid's pack with another figure for urban arrivals (CLK-01) and a version of its own. */
async function gridWith(version: string, within: string): Promise<LoadedPack & { place: string }> {
  const place = join(folder, `grid_${version.replaceAll('.', '_')}`);
  cpSync(join(packsFolder, 'grid'), place, { recursive: true });
  const edit = (file: string, from: string | RegExp, to: string) => {
    const text = readFileSync(join(place, file), 'utf8');
    expect(text).toMatch(from);
    writeFileSync(join(place, file), text.replace(from, to));
  };
  edit('pack.yaml', /version: "[^"]+"/, `version: "${version}"`);
  edit('promises.yaml', 'within: 45 minutes', `within: ${within}`);
  const loaded = await loadPack(place);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return { ...loaded, place };
}

const agent = actor('ma', 'agent');
const report = (caseId: string) => does(agent, 'case.report', {}, { case_id: caseId, zone: 'urban', channel: 'phone' });
const arrivals = async () => {
  const { rows } = await readOrg(house.db.pool, 'county', (tx) =>
    tx.query<{ case_id: string; version: string; minutes: number }>(
      `select case_id, p.version, target_ms / 60000 as minutes from reading r join pack_text p on p.hash = r.pack and p.org_id = r.org_id where clock = 'arrival' order by case_id`,
    ),
  );
  return Object.fromEntries(rows.map((row) => [row.case_id, `${row.version}: ${row.minutes}`]));
};
const before = (await loadPack('grid')) as LoadedPack;
const second = await gridWith('2099.1', '30 minutes');

test('a new version answers for what begins from now on; what began earlier keeps its own (CLK-01)', async () => {
  await report('done');
  await does(agent, 'case.cancel', { case_id: 'done' }, { reason: 'called twice' });
  await report('open');
  setTime('2026-03-02T08:10:00+08:00');
  expect((await activatePack(house, 'county', 'system', second, house.now()))?.status).toBe('recorded');
  expect(await activatePack(house, 'county', 'system', second, house.now())).toBeNull();
  await report('young');
  expect(await arrivals()).toEqual({ done: `${before.version}: 45`, open: `${before.version}: 45`, young: '2099.1: 30' });
});

test('taking over judges open cases by it, once; what has ended keeps its verdict', async () => {
  expect(await takeOverOpenCases(house, 'county', 'system')).toBe(1);
  expect(await takeOverOpenCases(house, 'county', 'system')).toBe(0);
  expect(await arrivals()).toEqual({ done: `${before.version}: 45`, open: '2099.1: 30', young: '2099.1: 30' });
});

test('the command does both, and going back to an earlier version is no repeat', async () => {
  const run = async (place: string) =>
    JSON.parse((await sanbao(['pack', 'activate', place, '--take-over', '--json'], { env: { DATABASE_URL: url } })).out) as object;
  const third = await gridWith('2099.2', '20 minutes');
  expect(await run(third.place)).toMatchObject({ activated: true, taken_over: 2 });
  expect(await run(second.place)).toMatchObject({ activated: true, taken_over: 2 });
  expect(await run(third.place)).toMatchObject({ activated: true, taken_over: 2 });
  expect(await run(third.place)).toMatchObject({ activated: false, taken_over: 0 });
  expect(await arrivals()).toEqual({ done: `${before.version}: 45`, open: '2099.2: 20', young: '2099.2: 20' });
  expect((await checkDerived(house)).differences).toEqual([]);
  expect((await verifyChains(house.db.pool)).broken).toBeNull();
});
