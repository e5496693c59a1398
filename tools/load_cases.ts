/** Loads many invented cases past the front door, for measurements only: the same decisions, chains and readings, written with COPY. */

import { randomBytes, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { PoolClient } from 'pg';
import type { Instant } from '../core/base/time.ts';
import { caseOf } from '../core/case/case.ts';
import { decideCase } from '../core/case/decide.ts';
import { kindsUnder } from '../core/pack/facts.ts';
import type { Deciding } from '../core/roster/deciding.ts';
import { openDatabase } from '../server/db/connect.ts';
import { migrate } from '../server/db/migrate.ts';
import { asOwner, inOrg } from '../server/db/transaction.ts';
import { timeOrderedId, type House } from '../server/house.ts';
import { chained, type AppendedRow } from '../server/journal/append.ts';
import { caseRows, type CaseRows } from '../server/journal/case_rows.ts';
import { sha256 } from '../server/journal/chain.ts';
import { activatePack, foundOrg } from '../server/journal/found.ts';
import { perform } from '../server/journal/perform.ts';
import { caseStream, type StoredFact } from '../server/journal/read.ts';
import { loadPack, type LoadedPack } from '../server/pack/load.ts';
import { policyOf } from '../server/pack/policy.ts';
import { openShelf } from '../server/pack/shelf.ts';
import { copyIn, copyObjects, type CopyValue } from './copy_in.ts';
import { diceOf, engineers, storyOf } from './county_stories.ts';
import { checkSample } from './load_check.ts';

export type LoadOptions = { readonly org: string; readonly count: number; readonly seed?: number; readonly until: Instant; readonly onProgress?: (loaded: number) => void };

const dayMs = 86_400_000;
const spanMs = 730 * dayMs;
/** The youngest of the cases are still open. */
const openShare = 0.02;
const batchCases = 2_000;

/** The organisation must have its people (`settle`). Returns the ids of a sample that was read back and compared. */
export async function loadCases(house: House, { org, count, seed = 1, until, onProgress = () => {} }: LoadOptions): Promise<{ checked: number }> {
  const pack = await inOrg(house.db.pool, org, async (tx) => ({ active: (await house.packs.activeAt(tx, org, until))!, history: await house.packs.historyOf(tx, org) }));
  const firstNumber = await asOwner(house.db.pool, async (tx) => {
    const { rows } = await tx.query<{ last: number }>(`select setval('case_number', nextval('case_number') + $1) as last`, [count]);
    return 100_000 + rows[0]!.last - count;
  });
  const indexes = await withoutIndexes(house);
  const dice = diceOf(seed);
  const sample: string[] = [];
  let writing: Promise<void> = Promise.resolve();
  for (let done = 0; done < count; ) {
    const batch: Loaded[] = [];
    for (; batch.length < batchCases && done < count; done++) {
      const reportedAt = Math.floor(until - spanMs + (done / count) * (spanMs - dayMs)) as Instant;
      batch.push(loaded(org, pack.active, pack.history, dice, reportedAt, done >= count * (1 - openShare), String(firstNumber + done)));
    }
    sample.push(batch[Math.floor(dice() * batch.length)]!.caseId);
    // The database writes one batch while the next is being told.
    await writing;
    writing = asOwner(house.db.pool, (tx) => write(tx, org, batch, indexes.isMaster));
    writing.catch(() => {});
    onProgress(done);
  }
  await writing;
  await indexes.again();
  return { checked: await checkSample(house, org, sample.slice(0, 100)) };
}

type Loaded = { readonly caseId: string; readonly rows: readonly AppendedRow[]; readonly keys: ReadonlyMap<string, Buffer>; readonly derived: CaseRows };

function loaded(org: string, pack: LoadedPack, history: Parameters<typeof caseRows>[4], dice: () => number, reportedAt: Instant, isOpen: boolean, number: string): Loaded {
  const caseId = timeOrderedId(reportedAt);
  const stream = caseStream(caseId);
  const keys = new Map<string, Buffer>();
  const keyOf = (person: string) => keys.get(person) ?? keys.set(person, randomBytes(32)).get(person)!;
  const rows: AppendedRow[] = [];
  const facts: StoredFact[] = [];
  for (const { name, at, by, command } of storyOf(dice, reportedAt, isOpen)) {
    const context: Deciding = {
      now: at, by: { id: by, roles: ['manager'] }, policy: policyOf(pack), subject_id: caseId, imported: true, people: () => ({ active: true, roles: ['engineer'] }),
      freshId: () => timeOrderedId(at), digestOf: (text) => sha256(text).toString('hex'),
    };
    const decided = decideCase(name, caseOf(facts), { ...command, at } as never, context);
    if (!decided.ok) throw new Error(`${name} of an invented case was refused: ${decided.refusal}`);
    const numbered = decided.facts.map((fact) => (fact.kind === 'case.reported' ? { ...fact, data: { ...fact.data, number } } : fact));
    const chain = chained(stream, facts, numbered, { org, actor: by, commandId: `load-${caseId}-${facts.length}`, receivedAt: at, imported: true, pack: pack.hash, kinds: kindsUnder(pack.pack), keyOf, newId: () => timeOrderedId(at) });
    rows.push(...chain.rows);
    facts.push(...chain.appended);
  }
  return { caseId, rows, keys, derived: caseRows(org, caseId, facts, [], history)! };
}

const journalColumns = ['org_id', 'stream', 'seq', 'fact_id', 'kind', 'at', 'received_at', 'actor', 'pack', 'command_id', 'imported', 'disputed', 'data', 'personal_sha256', 'hash'] as const;

/** No answers are kept for commands that nobody sent; everything else lies where the front door would have put it. */
async function write(tx: PoolClient, org: string, batch: readonly Loaded[], isMaster: boolean): Promise<void> {
  await tx.query('set local synchronous_commit = off');
  // Every row names the one organisation, which is there.
  if (isMaster) await tx.query('set local session_replication_role = replica');
  const rows = batch.flatMap((each) => each.rows);
  await copyIn(tx, 'journal', journalColumns, rows.map((row) => journalColumns.map((column): CopyValue => (column === 'at' || column === 'received_at' ? new Date(row[column]).toISOString() : row[column]))));
  await copyIn(tx, 'personal', ['org_id', 'fact_id', 'person_id', 'sealed'], rows.filter((row) => row.sealed !== null).map((row) => [org, row.fact_id, row.person, row.sealed]));
  await copyIn(tx, 'person_key', ['org_id', 'person_id', 'key'], batch.flatMap((each) => [...each.keys].map(([person, key]) => [org, person, key])));
  await copyObjects(tx, 'case_list', batch.map((each) => each.derived.row));
  await copyIn(tx, 'case_search', ['org_id', 'case_id', 'terms'], batch.map((each) => [org, each.caseId, each.derived.terms]));
  await copyObjects(tx, 'reading', batch.flatMap((each) => each.derived.readings));
  await copyObjects(tx, 'visit_list', batch.flatMap((each) => each.derived.visits));
  await copyObjects(tx, 'timer', batch.flatMap((each) => each.derived.timers));
}

/** Indexes that only serve questions are made anew afterwards, which is many times faster than row by row. */
async function withoutIndexes(house: House): Promise<{ readonly isMaster: boolean; again(): Promise<void> }> {
  return asOwner(house.db.pool, async (tx) => {
    const { rows } = await tx.query<{ name: string; definition: string }>(
      `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid
        where i.indrelid = any(array['journal', 'personal', 'case_list', 'case_search', 'reading', 'visit_list', 'timer']::regclass[]) and not i.indisunique`,
    );
    for (const { name } of rows) await tx.query(`drop index ${name}`);
    const { rows: [me] } = await tx.query<{ master: boolean }>('select rolsuper as master from pg_roles where rolname = current_user');
    return {
      isMaster: me!.master,
      again: () => asOwner(house.db.pool, async (later) => {
        await later.query(`set local maintenance_work_mem = '256MB'`);
        for (const { definition } of rows) await later.query(definition);
      }),
    };
  });
}

/** An organisation under the grid pack with its engineers, through the front door. */
export async function settle(house: House, org: string, since: Instant): Promise<void> {
  const pack = await loadPack('grid');
  if (!pack.ok) throw new Error(pack.problems.map((problem) => problem.message).join('\n'));
  await foundOrg(house, org, since);
  await activatePack(house, org, 'system', pack, since);
  const root = { org, person: 'system', name: 'system', roles: ['administrator'] as const };
  for (const [i, person_id] of engineers.entries()) {
    const outcome = await perform(house, root, 'person.add', {}, { person_id, name: `工程师${i + 1}`, roles: ['engineer'], zones: [], skills: [] }, `settle-${person_id}`);
    if (outcome.status === 'refused' && outcome.refusal !== 'person_exists') throw new Error(outcome.refusal);
  }
}

/** `node tools/load_cases.ts --count 20000 --org bench` with DATABASE_URL, or --data for an embedded database. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { count: { type: 'string', default: '20000' }, org: { type: 'string', default: 'bench' }, data: { type: 'string', default: 'bench-data' }, seed: { type: 'string' } } });
  const db = await openDatabase({ databaseUrl: process.env['DATABASE_URL'], dataDir: values.data, log: console.error });
  const now = () => Date.now() as Instant;
  try {
    await migrate(db.pool);
    const house: House = { db, packs: openShelf(), now, newId: () => timeOrderedId(now()) };
    await settle(house, values.org, (now() - 2 * spanMs) as Instant);
    const began = performance.now();
    const tell = (loaded: number) => void (loaded % 20_000 === 0 && console.log(`${loaded} cases, ${Math.round(loaded / ((performance.now() - began) / 1_000))} a second`));
    const { checked } = await loadCases(house, { org: values.org, count: Number(values.count), until: now(), onProgress: tell, seed: values.seed === undefined ? randomUUID().charCodeAt(0) : Number(values.seed) });
    console.log(`${values.count} cases in ${((performance.now() - began) / 1_000).toFixed(1)} s; ${checked} of them read back, verified and rebuilt alike`);
  } finally {
    await db.close();
  }
}

if (import.meta.main) await main();
