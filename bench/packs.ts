/** What rules cost: reading and checking all packs, and trying a changed pack over a journal, each beside the least that could be done. */

import { join } from 'node:path';
import { parse } from 'yaml';
import { canonical } from '../core/base/canonical.ts';
import type { Instant } from '../core/base/time.ts';
import { openPool } from '../server/db/connect.ts';
import { readOrg } from '../server/db/transaction.ts';
import type { House } from '../server/house.ts';
import { caseStream, readStreams } from '../server/journal/read.ts';
import { extendedFiles, loadPack, openBundle, packNames, packsFolder, shippedFiles, type LoadedPack } from '../server/pack/load.ts';
import { sourceRows } from '../server/pack/sources.ts';
import { tryPack } from '../server/read/pack_trial.ts';
import { benchOrg, fill, houseOn, onGround } from './ground.ts';
import type { Row } from './table.ts';

/** What an invented case of the load comes to; the true number is counted and said. */
const factsPerCase = 6.9;

export async function benchPacks(rounds: number, facts: number): Promise<Row[]> {
  return [...(await readingAll(rounds)), ...(await trying(facts))];
}

/** As `sanbao pack check` reads them; the floor reads the same text as YAML and asks nothing more. */
async function readingAll(rounds: number): Promise<Row[]> {
  const names = await packNames();
  const against = { restated: new Set((await sourceRows()).keys()), year: 2026 };
  const texts = await Promise.all(names.map(async (name) => {
    const own = (await shippedFiles(name))!.filter((file) => !file.path.endsWith('examples.yaml'));
    return [...own, ...(await extendedFiles(own))].map((file) => file.text);
  }));
  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = -2; round < rounds; round++) {
    // Turn and turn about, so that whatever else the machine does meets both alike.
    const checked = await timed(async () => {
      for (const name of names) if (!(await loadPack(name, packsFolder, against)).ok) throw new Error(`${name} is not sound`);
    });
    const parsed = await timed(() => texts.flat().forEach((text) => parse(text)));
    if (round < 0) continue;
    ours.push(checked);
    floor.push(parsed);
  }
  const line = (what: string, times: readonly number[]): Row => ({ 'all packs': what, packs: names.length, 'p50 ms': at(times, 0.5), 'at most ms': at(times, 1), 'ms a pack': at(times, 0.5) / names.length, 'to the floor': at(times, 0.5) / at(floor, 0.5) });
  return [line('read, merged and checked', ours), line('floor: the same text parsed as YAML', floor)];
}

/** As `sanbao pack try` does it; the floor fetches the same facts page by page and judges nothing. */
function trying(facts: number): Promise<Row[]> {
  return onGround({}, async ({ url }) => {
    await fill(url, Math.ceil(facts / factsPerCase));
    const pool = openPool({ connectionString: url });
    try {
      const house = houseOn(pool);
      const since = (house.now() - 800 * 86_400_000) as Instant;
      const changed = await stricter();
      const fetched = { facts: 0 };
      const floorMs = await timed(async () => { fetched.facts = await fetchAll(house); });
      const found = { late: 0 };
      const ourMs = await timed(async () => {
        const { lines } = await tryPack(house, benchOrg, changed, since);
        found.late = lines.reduce((sum, line) => sum + line.newly_late, 0);
      });
      if (found.late === 0) throw new Error('a stricter pack made nothing late: the trial judged nothing');
      const line = (what: string, ms: number): Row => ({ 'a changed pack': what, facts: fetched.facts, seconds: ms / 1_000, 'facts a second': fetched.facts / (ms / 1_000), 'to the floor': ms / floorMs });
      return [line('tried over the journal', ourMs), line('floor: the same facts fetched, nothing judged', floorMs)];
    } finally {
      await pool.end();
    }
  });
}

/** The grid, with a town reached in thirty minutes instead of forty-five. */
async function stricter(): Promise<LoadedPack> {
  const grid = await loadPack(join(packsFolder, 'grid'));
  if (!grid.ok) throw new Error('the grid pack cannot be read');
  const bundle = JSON.parse(grid.bundle) as { version: string; promises: { arrival: { target: { within?: string }[] } } };
  const urban = bundle.promises.arrival.target.find((line) => line.within === '45 minutes');
  if (urban === undefined) throw new Error('the grid pack promises a town something else than 45 minutes');
  urban.within = '30 minutes';
  bundle.version = 'bench';
  return openBundle(canonical(bundle));
}

async function fetchAll(house: House): Promise<number> {
  let facts = 0;
  for (let after = ''; ; ) {
    const ids = await readOrg(house.db.pool, benchOrg, async (tx) => {
      const { rows } = await tx.query<{ case_id: string }>('select case_id from case_list where org_id = $1 and case_id > $2 order by case_id limit 200', [benchOrg, after]);
      for (const [, told] of await readStreams(tx, benchOrg, rows.map((row) => caseStream(row.case_id)))) facts += told.length;
      return rows;
    });
    if (ids.length === 0) return facts;
    after = ids.at(-1)!.case_id;
  }
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const at = (times: readonly number[], share: number) => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
