/** How long lists, filters, searches and counts take at a thousand cases and at many, and how they grow: one run, one table. */

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import type { Instant } from '../core/base/time.ts';
import { openPool } from '../server/db/connect.ts';
import { startEmbedded } from '../server/db/embedded.ts';
import { migrate } from '../server/db/migrate.ts';
import { timeOrderedId, type House } from '../server/house.ts';
import { openShelf } from '../server/pack/shelf.ts';
import type { Asking } from '../server/read/asking.ts';
import { countCases } from '../server/read/case_counts.ts';
import { listCases } from '../server/read/case_list.ts';
import { loadCases, settle } from '../tools/load_cases.ts';
import { operations } from '../wire/contract.ts';
import { urlOf } from '../test/database_url.ts';

type Query = z.input<(typeof operations)['case.list']['query']>;
type Known = { readonly number: string; readonly phone: string; readonly name: string; readonly address: string; readonly description: string; readonly engineer: string; readonly reported: string };
type Question = { readonly name: string; readonly ask: (known: Known) => Query; readonly isCount?: true };

/** Rare and common words, whole numbers and parts, near and far pages: what a desk asks in a day, each with another case in mind. */
const questions: readonly Question[] = [
  { name: 'open, next deadline first', ask: () => ({}) },
  { name: 'all, latest first', ask: () => ({ state: 'all' }) },
  { name: 'all, by number', ask: () => ({ state: 'all', sort: 'number' }) },
  { name: 'open in a zone', ask: () => ({ zone: 'remote' }) },
  { name: 'open, late', ask: () => ({ late: 'true' }) },
  { name: 'open, in time', ask: () => ({ late: 'false' }) },
  { name: 'of an engineer, all', ask: (known) => ({ state: 'all', engineer_id: known.engineer }) },
  { name: 'of an engineer, late', ask: (known) => ({ state: 'all', engineer_id: known.engineer, late: 'true' }) },
  { name: 'of a week', ask: (known) => ({ state: 'all', from: known.reported, to: new Date(Date.parse(known.reported) + 7 * 86_400_000).toISOString() }) },
  { name: 'rare channel, finished', ask: () => ({ state: 'finished', channel: 'letter' }) },
  { name: 'rare channel in a zone', ask: () => ({ state: 'all', channel: 'letter', zone: 'remote' }) },
  { name: 'search: number', ask: (known) => ({ state: 'all', q: known.number }) },
  { name: 'search: whole phone', ask: (known) => ({ state: 'all', q: known.phone }) },
  { name: 'search: last four of a phone', ask: (known) => ({ state: 'all', q: known.phone.slice(-4) }) },
  { name: 'search: name', ask: (known) => ({ state: 'all', q: known.name }) },
  { name: 'search: two characters of an address', ask: (known) => ({ state: 'all', q: known.address.slice(0, 2) }) },
  { name: 'search: address', ask: (known) => ({ state: 'all', q: known.address }) },
  { name: 'search: common word', ask: () => ({ state: 'all', q: '停电' }) },
  { name: 'search: common word, open, zone', ask: () => ({ q: '停电', zone: 'rural' }) },
  { name: 'search: rare word', ask: () => ({ state: 'all', q: '大棚' }) },
  { name: 'search: Latin', ask: () => ({ state: 'all', q: 'transf' }) },
  { name: 'search: word and name', ask: (known) => ({ state: 'all', q: `${known.description.slice(0, 2)} ${known.name.slice(0, 2)}` }) },
  { name: 'search: engineer', ask: () => ({ state: 'all', q: '工程师77' }) },
  { name: 'search: nothing has it', ask: () => ({ state: 'all', q: '独角兽' }) },
  { name: 'counts of a filter', ask: () => ({ zone: 'rural' }), isCount: true },
  { name: 'counts of a search', ask: (known) => ({ q: known.address.slice(0, 2) }), isCount: true },
];

type Loaded = { readonly size: number; readonly asking: Asking; readonly known: readonly Known[]; readonly close: () => Promise<void> };
const org = 'bench';

async function load(server: string, admin: ReturnType<typeof openPool>, size: number): Promise<Loaded> {
  const name = `lists_${size}`;
  await admin.query(`create database ${name}`);
  const pool = openPool({ connectionString: urlOf({ url: server, database: name }) });
  await migrate(pool);
  const now = () => Date.now() as Instant;
  const house: House = { db: { pool, kind: 'embedded', embedded: null, close: () => pool.end() }, packs: openShelf(), now, newId: () => timeOrderedId(now()) };
  await settle(house, org, (now() - 900 * 86_400_000) as Instant);
  const began = performance.now();
  const { checked } = await loadCases(house, { org, count: size, until: now() });
  await pool.query('vacuum analyze');
  console.error(`${size} cases loaded past the door in ${((performance.now() - began) / 1_000).toFixed(0)} s; ${checked} read back, verified and rebuilt alike`);
  const asking: Asking = { house, actor: { org, person: 'boss', name: 'boss', roles: ['manager'] }, lang: 'en', now: now() };
  const { rows: known } = await pool.query<Known>(
    `select number, phone, caller_name as name, address, description, coalesce(engineer_id, 'engineer-001') as engineer, to_char(reported_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as reported
       from case_list where abs(hashtext(case_id)) % greatest(1, $1::int / 200) = 0 limit 200`, [size]);
  return { size, asking, known, close: () => pool.end() };
}

async function time({ asking, known }: Loaded, question: Question, round: number): Promise<number> {
  const asked = operations['case.list'].query.parse(question.ask(known[round % known.length]!));
  const began = performance.now();
  if (question.isCount) await countCases(asking, asked);
  else JSON.stringify(await listCases(asking, asked));
  return performance.now() - began;
}

const at = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

async function measure(houses: readonly Loaded[], rounds: number): Promise<void> {
  const all = houses.map((): number[] => []);
  console.log(`${'milliseconds'.padEnd(40)}${houses.map(({ size }) => `${size} cases p50   p99`.padStart(26)).join('')}${'growth p50   p99'.padStart(20)}`);
  const line = (name: string, lists: readonly (readonly number[])[]) => {
    const figures = lists.map((list) => [at(list.toSorted((a, b) => a - b), 0.5), at(list.toSorted((a, b) => a - b), 0.99)] as const);
    const [first, last] = [figures[0]!, figures.at(-1)!];
    console.log(name.padEnd(40) + figures.map(([p50, p99]) => `${p50.toFixed(2)} ${p99.toFixed(2).padStart(6)}`.padStart(26)).join('') + `${(last[0] / first[0]).toFixed(2)} ${(last[1] / first[1]).toFixed(2).padStart(6)}`.padStart(20));
  };
  for (const question of questions) {
    const times = houses.map((): number[] => []);
    for (let round = -10; round < rounds; round++) {
      // Turn and turn about, so that whatever else the machine does meets all sizes alike.
      for (const [i, house] of houses.entries()) {
        const took = await time(house, question, round + 10);
        if (round >= 0) times[i]!.push(took);
      }
    }
    times.forEach((list, i) => all[i]!.push(...list));
    line(question.name, times);
  }
  line('all questions', all);
}

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '1000,100000' }, rounds: { type: 'string', default: '200' } } });
const folder = mkdtempSync(join(tmpdir(), 'sanbao-bench-'));
// The user whom root steps down to has to reach it.
chmodSync(folder, 0o755);
const embedded = await startEmbedded(folder);
const server = urlOf(embedded.connection);
const admin = openPool({ connectionString: server }, { connectionsMax: 1 });
const houses: Loaded[] = [];
try {
  for (const size of values.sizes.split(',')) houses.push(await load(server, admin, Number(size)));
  await measure(houses, Number(values.rounds));
} finally {
  for (const house of houses) await house.close();
  await admin.end();
  await embedded.stop();
  rmSync(folder, { recursive: true, force: true });
}
