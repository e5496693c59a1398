import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { hourMs, type Instant } from '../../core/base/time.ts';
import { openTestHouse } from '../../test/house.ts';
import { activatePack } from '../journal/found.ts';
import { checkDerived, rebuild } from '../journal/rebuild.ts';
import { loadPack } from '../pack/load.ts';
import { all, databaseNow, nodesOf, until } from './jobs.fixture.ts';

const world = await openTestHouse();
const { house } = world;
const { pool } = house.db;
const folder = mkdtempSync(join(tmpdir(), 'reminders-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'pack.yaml'), `name: yard
version: "1"
code: GRID
words: { zh-CN: 堆场, en: Yard }
extends: grid
approvals:
  dig:
    words: { zh-CN: 动土, en: Digging }
    source: APR-01
    steps:
      - { step: first, role: manager, within: 2 hours }
      - { step: second, role: administrator_of_yard, within: 1 hour }
roles:
  - { code: administrator_of_yard, based_on: dispatcher, words: { zh-CN: 场长, en: Yard master } }
`);
const now = await databaseNow(pool);
const setTime = (at: number) => world.setTime(new Date(at).toISOString());
setTime(now - 5 * hourMs);
const pack = await loadPack(folder);
if (!pack.ok) throw new Error(JSON.stringify(pack.problems));
await activatePack(house, 'county', 'system', pack, (now - 6 * hourMs) as Instant);
const [an, root] = [world.actor('an', 'agent'), world.actor('root', 'administrator')];
for (const [person_id, role] of [['he', 'manager'], ['lu', 'manager'], ['gao', 'administrator_of_yard']] as const) {
  await world.does(root, 'person.add', {}, { person_id, name: person_id, roles: [role], zones: [], skills: [] });
}

const { startNode, bells, stopAll } = nodesOf(house);
afterEach(async () => expect(await stopAll()).toEqual([]));

async function asked(id: string, at: number): Promise<{ case_id: string; approval_id: string }> {
  setTime(at);
  await world.does(an, 'case.report', {}, { case_id: id, zone: 'urban', channel: 'phone' });
  expect((await world.does(an, 'approval.ask', { case_id: id }, { approval: 'dig', approval_id: `a-${id}`, fields: {} })).status).toBe('recorded');
  return { case_id: id, approval_id: `a-${id}` };
}
const remindersOf = ({ approval_id }: { approval_id: string }) => all<{ data: { step: string; round: number; told: string[] } }>(pool, `select data from journal where stream = $1 order by seq`, [`approval:${approval_id}`]);
const told = async (person: string) => (await all<{ case_id: string }>(pool, `select case_id from inbox_item where person_id = $1 and kind = 'approval.reminded' order by case_id`, [person])).map((row) => row.case_id);

test('a step that waits too long is reminded of once, on two nodes; one in time is not, nor one of a case that is over', async () => {
  const late = await asked('late', now - 3 * hourMs);
  const over = await asked('over', now - 3 * hourMs);
  const fresh = await asked('fresh', now - hourMs);
  await world.does(an, 'case.cancel', { case_id: over.case_id }, { reason: 'not needed' });
  startNode();
  startNode();
  await until(() => remindersOf(late), (found) => found.length > 0);
  expect((await remindersOf(late)).map((row) => row.data)).toMatchObject([{ step: 'first', round: 1, told: ['he', 'lu'] }]);
  expect([await told('he'), await told('lu'), await told('gao')]).toEqual([['late'], ['late'], []]);

  // The next step has a time of its own, and is another reminder.
  setTime(now - 2 * hourMs);
  expect((await world.does(world.actor('he', 'manager'), 'approval.approve', late, {})).status).toBe('recorded');
  bells.at(-1)!.ring();
  await until(() => remindersOf(late), (found) => found.length > 1);
  expect((await remindersOf(late)).map((row) => row.data.step)).toEqual(['first', 'second']);
  expect(await told('gao')).toEqual(['late']);
  expect([await remindersOf(over), await remindersOf(fresh)]).toEqual([[], []]);
});

test('asked again after a return, it is reminded of again; a rebuild forgets none', async () => {
  const again = await asked('again', now - 5 * hourMs);
  startNode();
  await until(() => remindersOf(again), (found) => found.length === 1);
  const manager = world.actor('he', 'manager');
  setTime(now - 4 * hourMs);
  await world.does(manager, 'approval.return', again, { remarks: 'why?' });
  await world.does(an, 'approval.ask_again', again, {});
  bells.at(-1)!.ring();
  await until(() => remindersOf(again), (found) => found.length === 2);
  expect((await remindersOf(again)).map((row) => row.data.round)).toEqual([1, 2]);
  await rebuild(house);
  expect((await checkDerived(house)).differences).toEqual([]);
  expect(await remindersOf(again)).toHaveLength(2);
});
