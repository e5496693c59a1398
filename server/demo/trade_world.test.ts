import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../core/base/time.ts';
import { freshDatabase } from '../../test/database.ts';
import { readOrg } from '../db/transaction.ts';
import { timeOrderedId, type House } from '../house.ts';
import { checkDerived } from '../journal/rebuild.ts';
import { verifyChains } from '../journal/verify.ts';
import { loadPack, packNames } from '../pack/load.ts';
import { openShelf } from '../pack/shelf.ts';
import { storyLine } from './story_line.ts';
import { makeTradeWorld, shiftTo } from './trade_world.ts';
import { readWorld, worldIn } from './world_file.ts';

const { pool } = await freshDatabase();
// A night in another year: a world opens at whatever hour somebody starts it.
const now = parseInstant('2026-07-14T23:20:30+08:00')!;
const house: House = { db: { pool, kind: 'server', embedded: null, close: async () => {} }, packs: openShelf(), now: () => now, newId: () => timeOrderedId(now) };

const trades = await packNames();
const list = async (org: string, sql: string) => (await readOrg(pool, org, (tx) => tx.query<{ x: string }>({ text: sql, values: [] }))).rows.map((row) => row.x);

describe('the world of each trade', () => {
  test.each(trades)('%s opens with no refusal, and its cases hold what was promised', async (name) => {
    const [pack, world] = [await loadPack(name), await readWorld(name)];
    if (!pack.ok || world === null) throw new Error(`${name} has no world`);
    const org = name.replaceAll('-', '_');
    await makeTradeWorld({ house, org, pack, world, shift: shiftTo(now) });
    expect(await list(org, 'select case_id as x from case_list order by 1')).toEqual(world.cases.map((each) => each.case).toSorted());
    // The county is the world of the grid; its file holds one story.
    if (name !== 'grid') expect((await list(org, 'select distinct state as x from case_list')).length).toBeGreaterThanOrEqual(4);
    const clocks = await list(org, 'select distinct clock as x from reading order by 1');
    if (Object.keys(pack.pack.promises).length > 0) expect(clocks).not.toEqual([]);
    expect(clocks.filter((clock) => pack.pack.promises[clock] === undefined)).toEqual([]);
  });

  // Whoever opens it finds the inbox of approvals filled.
  test.each([
    ['building', 'estimate-waits', 'general_office'], ['equipment-supplier', 'scale-drift', 'department_head'], ['farm-machinery', 'claim-at-finance', 'finance'],
    ['port', 'belt-bypass', 'production_equipment'], ['project-contractor', 'task-waits', 'unit_leader'],
  ])('%s leaves %s waiting for %s', async (name, waiting, role) => {
    expect(await list(name.replaceAll('-', '_'), "select case_id || ' ' || waits_for as x from approval_list where waits_for is not null")).toEqual([`${waiting} ${role}`]);
  });

  test('and afterwards the chains are whole, and a rebuild would change nothing', async () => {
    expect((await verifyChains(pool)).broken).toBeNull();
    expect((await checkDerived(house)).differences).toEqual([]);
  });
});

describe('a line of a story', () => {
  test('has its moment, who, what and with what', () => {
    expect(storyLine('03-05 09:40 wu milestone word.given what="by noon, surely" due_at=@12:00 paid_fen=1200 ready=true number="007" heard=@09:55', '2026-03-02')).toEqual({
      day: '2026-03-05', at: '2026-03-05T09:40:00+08:00', heard: '2026-03-05T09:55:00+08:00', who: 'wu', does: 'milestone', words: ['word.given'],
      with: { what: 'by noon, surely', due_at: { moment: '2026-03-05T12:00:00+08:00' }, paid_fen: 1200, ready: true, number: '007' }, refused: null,
    });
    expect(storyLine('10:00 wu fill sheet parts=[{"part":"pump","quantity":2}] on=@03-04 refused=gate_closed:first', '2026-03-02')).toMatchObject({
      day: '2026-03-02', words: ['sheet'], with: { parts: [{ part: 'pump', quantity: 2 }], on: { date: '2026-03-04' } }, refused: 'gate_closed:first',
    });
  });

  test.each([
    ['ten wu arrive', 'not a line of a story'],
    ['10:00 wu fill sheet parts=[{]', 'cannot read parts=[{]'],
    ['10:00 wu plan on=@noon', 'cannot read on=@noon'],
  ])('%s → %s', (line, fault) => {
    expect(storyLine(line, '2026-03-02')).toBe(fault);
  });
});

test.each([
  ['customers: [', 'x.yaml:1'],
  ['customers: []\ncases: []', 'x.yaml:1 customers'],
  ['customers: [{ id: a, name: A, phone: "1380000", area: B, address: C }]\ncases:\n  - { case: one, shows: one, lines: [noon] }', 'x.yaml one: not a line of a story: noon'],
])('a world that cannot be read says where: %j → %s', (text, fault) => {
  expect(() => worldIn(text, 'x.yaml')).toThrow(fault);
});
