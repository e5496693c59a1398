/** How long lists, filters, searches and counts take at a thousand cases and at many, and how they grow: one run, one table. */

import type { z } from 'zod';
import { openPool } from '../server/db/connect.ts';
import type { Asking } from '../server/read/asking.ts';
import { countCases } from '../server/read/case_counts.ts';
import { listCases } from '../server/read/case_list.ts';
import { urlOf } from '../test/database_url.ts';
import { operations } from '../wire/contract.ts';
import { benchOrg, fill, houseOn, onGround } from './ground.ts';
import type { Row } from './table.ts';

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

/** One line a question, and one for all of them; growth is of the largest to the smallest. */
export function benchLists(sizes: readonly number[], rounds: number): Promise<Row[]> {
  return onGround({}, async ({ url }) => {
    const houses: Loaded[] = [];
    try {
      for (const size of sizes) houses.push(await load(url, size));
      return await measure(houses, rounds);
    } finally {
      for (const house of houses) await house.close();
    }
  });
}

async function load(server: string, size: number): Promise<Loaded> {
  const database = `lists_${size}`;
  const admin = openPool({ connectionString: server }, { connectionsMax: 1 });
  await admin.query(`create database ${database}`).finally(() => admin.end());
  const url = urlOf({ url: server, database });
  await fill(url, size);
  const pool = openPool({ connectionString: url });
  const house = houseOn(pool);
  const asking: Asking = { house, actor: { org: benchOrg, person: 'boss', name: 'boss', roles: ['manager'] }, lang: 'en', now: house.now() };
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

const at = (times: readonly number[], share: number) => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;

function rowOf(name: string, houses: readonly Loaded[], times: readonly (readonly number[])[]): Row {
  const figures = houses.flatMap(({ size }, i) => ([['p50', 0.5], ['p99', 0.99]] as const).map(([label, share]) => [`${size.toLocaleString('en-US')} cases: ${label} ms`, at(times[i]!, share)] as const));
  const growth = (share: number) => at(times.at(-1)!, share) / at(times[0]!, share);
  return { question: name, ...Object.fromEntries(figures), ...(houses.length > 1 ? { 'growth of p50': growth(0.5), 'growth of p99': growth(0.99) } : {}) };
}

async function measure(houses: readonly Loaded[], rounds: number): Promise<Row[]> {
  const all = houses.map((): number[] => []);
  const rows: Row[] = [];
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
    rows.push(rowOf(question.name, houses, times));
  }
  return [...rows, rowOf('all questions', houses, all)];
}
