import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openTestHouse } from '../../test/house.ts';
import { asOwner } from '../db/transaction.ts';
import { packsFolder } from '../pack/load.ts';
import { sanbao } from './sanbao.fixture.ts';

const { house, url, setTime, actor, does } = await openTestHouse();
const folder = mkdtempSync(join(tmpdir(), 'sanbao-try-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const changed = join(folder, 'changed');
cpSync(join(packsFolder, 'grid'), changed, { recursive: true });
const edit = (file: string, from: string, to: string) => {
  const text = readFileSync(join(changed, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(changed, file), text.replace(from, to));
};
edit('promises.yaml', 'within: 90 minutes, source: CLK-02', 'within: 60 minutes, source: CLK-02');
edit('promises.yaml', 'within: 45 minutes, source: CLK-01', 'within: 50 minutes, source: CLK-01');

const agent = actor('ma', 'agent');
/** Reported at eight in the morning of that day, on site so many minutes later. */
async function answered(caseId: string, zone: string, day: string, minutes: number): Promise<void> {
  const at = (later: number) => new Date(Date.parse(`${day}T08:00:00+08:00`) + later * 60_000).toISOString();
  setTime(at(0));
  expect((await does(agent, 'case.report', {}, { case_id: caseId, zone, channel: 'phone' })).status).toBe('recorded');
  const assigned = await does(actor('gao', 'dispatcher'), 'case.assign', { case_id: caseId }, { engineer_id: 'li', visit_id: `v-${caseId}` });
  expect(assigned.status).toBe('recorded');
  setTime(at(minutes));
  expect((await does(actor('li', 'engineer'), 'case.arrive', { case_id: caseId }, { visit_id: `v-${caseId}` })).status).toBe('recorded');
}
await answered('early', 'rural', '2026-02-20', 70);
await answered('rural', 'rural', '2026-03-03', 70);
await answered('quick', 'rural', '2026-03-04', 60);
await answered('urban', 'urban', '2026-03-31', 48);

const run = (...args: string[]) => sanbao(['pack', ...args], { env: { DATABASE_URL: url } });
const journal = () =>
  asOwner(house.db.pool, async (tx) => (await tx.query('select count(*)::int as facts, (select count(*)::int from command) as commands from journal')).rows[0] as object);

describe('a changed pack', () => {
  test('diff: each figure that moved, with its row, and nothing else (PLN-01)', async () => {
    expect(await run('diff', 'grid', changed, '--lang', 'en')).toEqual({
      code: 0, err: '',
      out: 'promises arrival target.1.within（Repair crew on site）: 45 minutes → 50 minutes  [CLK-01]\npromises arrival target.2.within（Repair crew on site）: 90 minutes → 60 minutes  [CLK-02]\n',
    });
    expect((await run('diff', 'grid', 'grid')).out).toBe('两者内容相同。\n');
  });

  test('try: what would have been late beside what was, by zone and month, and nothing is written (PLN-01)', async () => {
    const before = await journal();
    const ran = await run('try', changed, '--since', '2026-03-01', '--json');
    expect(ran.err).toBe('');
    const { lines } = JSON.parse(ran.out) as { lines: { clock: string; zone: string; month: string; was: object; would: object; newly_late: number; no_longer_late: number }[] };
    const arrivals = lines.filter((line) => line.clock === 'arrival');
    expect(arrivals).toMatchObject([
      { zone: 'rural', month: '2026-03', was: { kept: 2, late: 0 }, would: { kept: 1, late: 1 }, newly_late: 1, no_longer_late: 0 },
      { zone: 'urban', month: '2026-03', was: { kept: 0, late: 1 }, would: { kept: 1, late: 0 }, newly_late: 0, no_longer_late: 1 },
    ]);
    expect(await journal()).toEqual(before);
  });

  test('try: an earlier day brings in what began before; a later one finds nothing', async () => {
    const all = await run('try', changed, '--since', '2026-02-20');
    expect(all.out).toMatch(/arrival +2026-02 +rural +1 +0 +0 +1 +1 +0/);
    expect((await run('try', changed, '--since', '2030-01-01')).err).toContain('Nothing has begun');
  });

  test.each(['2026-02-30', 'yesterday', '2026-03-01T08:00'])('try --since %s → wrong use', async (since) => {
    expect(await run('try', changed, '--since', since)).toMatchObject({ code: 2, err: expect.stringContaining('--since') });
  });

  test('try: a pack that is not sound is refused with the place', async () => {
    edit('promises.yaml', 'within: 50 minutes', 'within: soon');
    expect(await run('try', changed, '--since', '2026-03-01')).toMatchObject({ code: 2, err: expect.stringContaining('promises.yaml:') });
  });
});
