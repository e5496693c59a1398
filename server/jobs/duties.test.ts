import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { dayMs, hourMs, type Instant, isoOf } from '../../core/base/time.ts';
import { openTestHouse } from '../../test/house.ts';
import { inOrg } from '../db/transaction.ts';
import { activatePack } from '../journal/found.ts';
import { checkDerived, rebuild } from '../journal/rebuild.ts';
import { verifyChains } from '../journal/verify.ts';
import { loadPack } from '../pack/load.ts';
import { all, databaseNow, nodesOf, until } from './jobs.fixture.ts';

const world = await openTestHouse();
const { house } = world;
const { pool } = house.db;
const dispatcher = world.actor('gao', 'dispatcher');
const manager = world.actor('he', 'manager');
const root = world.actor('root', 'administrator');
const li = world.actor('li', 'engineer');
const wu = world.actor('wu', 'engineer');
for (const [person_id, role] of [['gao', 'dispatcher'], ['he', 'manager']] as const) {
  await world.does(root, 'person.add', {}, { person_id, name: person_id, roles: [role], zones: [], skills: [] });
}

const folder = mkdtempSync(join(tmpdir(), 'duties-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const yard = (version: string, every: string) => `name: yard
version: "${version}"
code: GRID
words: { zh-CN: 堆场, en: Yard }
extends: grid
duties:
  patrol:
    words: { zh-CN: 巡检, en: Patrol }
    source: REC-01
    subject: site
    every: ${every}
    evidence:
      - { field: seen, words: { zh-CN: 情况, en: What was seen }, is: text }
    warn:
      - { before: 30 minutes, tell: [engineer] }
    missed: { tell: [manager] }
`;
/** A version from a moment on. */
async function activate(version: string, every: string, at: Instant): Promise<void> {
  writeFileSync(join(folder, 'pack.yaml'), yard(version, every));
  const pack = await loadPack(folder);
  if (!pack.ok) throw new Error(JSON.stringify(pack.problems));
  await activatePack(house, 'county', 'system', pack, at);
}

const { startNode, bells, stopAll } = nodesOf(house);
afterEach(async () => expect(await stopAll()).toEqual([]));

const now = await databaseNow(pool);
const setTime = (at: number) => world.setTime(new Date(at).toISOString());
setTime(now);
// Three days ago, so that three hours of each day before now were missed.
await activate('1', 'FREQ=HOURLY;INTERVAL=6', (now - dayMs) as Instant);

const site = (id: string) => ({ subject_kind: 'site', subject_id: id });
const rowsOf = (id: string) => all<{ occurrence: string; due_at: number; done_at: number | null }>(pool, 'select occurrence, due_at, done_at from duty_list where subject_id = $1 order by due_at', [id]);
const toldOf = (id: string, kind = 'duty.missed') => all<{ data: { occurrence: string; told: string[]; outcome: string } }>(pool, 'select data from journal where stream = $1 and kind = $2 order by seq', [`duty:site.${id}`, kind]);

async function takeOn(id: string, hoursAgo: number, more: object = {}): Promise<void> {
  const outcome = await world.does(dispatcher, 'duty.take_on', site(id), { name: id, since: isoOf((now - hoursAgo * hourMs) as Instant), ...more });
  expect(outcome.status).toBe('recorded');
}

describe('what is due, in the lists', () => {
  test('taken on: what was missed, what is open and five weeks to come, and the book of nobody else', async () => {
    await takeOn('north', 20, { in_charge: 'li' });
    const rows = await rowsOf('north');
    expect(rows.filter((row) => row.due_at < now).length).toBeGreaterThanOrEqual(2);
    expect(rows.at(-1)!.due_at - now).toBeGreaterThan(34 * dayMs);
    expect((await checkDerived(house)).differences).toEqual([]);
  });

  test('done by whoever is in charge, refused to another engineer; a retry is the same', async () => {
    const open = (await rowsOf('north')).find((row) => row.due_at > now)!;
    const body = { duty: 'patrol', occurrence: open.occurrence, evidence: { seen: '正常' } };
    expect(await world.does(wu, 'duty.finish', site('north'), body)).toMatchObject({ status: 'refused', refusal: 'not_allowed' });
    const first = await world.does(li, 'duty.finish', site('north'), body, 'patrol-done-1');
    expect(first.status).toBe('recorded');
    expect((await world.does(li, 'duty.finish', site('north'), body, 'patrol-done-1')).status).toBe('already_recorded');
    expect(await world.does(li, 'duty.finish', site('north'), body)).toMatchObject({ status: 'refused', refusal: 'already_done' });
    expect((await rowsOf('north')).find((row) => row.occurrence === open.occurrence)!.done_at).not.toBeNull();
    expect(await world.does(li, 'duty.correct', site('north'), { fact_id: 'x', revision: 2, withdrawn: true, reason: 'x' })).toMatchObject({ refusal: 'not_allowed' });
    expect((await checkDerived(house)).differences).toEqual([]);
  });

  test('another version owes what begins under it; what had begun stays with its own', async () => {
    await takeOn('south', 20);
    const before = await rowsOf('south');
    setTime(now + 1_000);
    await activate('2', 'FREQ=DAILY', (now + 1_000) as Instant);
    const after = await rowsOf('south');
    expect(after.filter((row) => row.due_at < now)).toEqual(before.filter((row) => row.due_at < now));
    expect(after.filter((row) => row.due_at > now + 2 * dayMs).length).toBeLessThan(before.filter((row) => row.due_at > now + 2 * dayMs).length);
    expect((await checkDerived(house)).differences).toEqual([]);
  });
});

describe('what was missed', () => {
  test('is recorded once by many nodes, told to whom the pack names, and stays in the book when it is done late', async () => {
    await takeOn('west', 20, { in_charge: 'li' });
    const missed = (await rowsOf('west')).filter((row) => row.due_at < now).map((row) => row.occurrence);
    startNode();
    startNode();
    const told = await until(() => toldOf('west'), (found) => found.length >= missed.length);
    expect(told.map(({ data }) => data.occurrence).toSorted()).toEqual(missed.toSorted());
    expect(told.every(({ data }) => data.outcome === 'sent' && data.told.join() === 'he')).toBe(true);
    const items = await all<{ n: number }>(pool, `select count(*)::int as n from inbox_item where person_id = 'he' and subject_id = 'west' and kind = 'duty.missed'`);
    expect(items).toEqual([{ n: missed.length }]);
    expect((await world.does(li, 'duty.finish', site('west'), { duty: 'patrol', occurrence: missed[0]!, evidence: { seen: '补检' } })).status).toBe('recorded');
    const late = (await rowsOf('west')).find((row) => row.occurrence === missed[0])!;
    expect(late.done_at! > late.due_at).toBe(true);
    expect((await all<{ n: number }>(pool, 'select count(*)::int as n from duty_timer where due_at <= clock_timestamp()'))[0]!.n).toBe(0);
  });

  test('a withdrawn doing is missed again; nobody is told twice', async () => {
    const [done] = await all<{ fact_id: string }>(pool, `select fact_id from journal where stream = 'duty:site.west' and kind = 'duty.done'`);
    const before = await toldOf('west');
    expect((await world.does(manager, 'duty.correct', site('west'), { fact_id: done!.fact_id, revision: 2, withdrawn: true, reason: '没有去' })).status).toBe('recorded');
    startNode();
    await takeOn('last', 20);
    bells.at(-1)!.ring();
    await until(() => toldOf('last'), (found) => found.length > 0);
    expect(await toldOf('west')).toEqual(before);
  });

  test('chains hold, a rebuild writes the same rows, and another organisation sees nothing', async () => {
    expect((await verifyChains(pool)).broken).toBeNull();
    const before = await all(pool, 'select * from duty_list order by subject_id, duty, occurrence');
    const timers = await all(pool, 'select * from duty_timer order by subject_id, occurrence, stage');
    await rebuild(house);
    expect(await all(pool, 'select * from duty_list order by subject_id, duty, occurrence')).toEqual(before);
    expect(await all(pool, 'select * from duty_timer order by subject_id, occurrence, stage')).toEqual(timers);
    expect((await checkDerived(house)).differences).toEqual([]);
    const seen = await inOrg(pool, 'harbour', (tx) => tx.query('select (select count(*) from duty_list) + (select count(*) from duty_subject) + (select count(*) from duty_timer) as n'));
    expect(Number(seen.rows[0].n)).toBe(0);
  });
});
