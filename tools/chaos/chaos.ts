/** Many deadlines, several nodes, and kill -9 among them: what was told, how often, and how late. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isoOf, minuteMs, type Instant } from '../../core/base/time.ts';
import { asOwner } from '../../server/db/transaction.ts';
import type { House } from '../../server/house.ts';
import { activatePack, foundOrg } from '../../server/journal/found.ts';
import { perform, type Actor } from '../../server/journal/perform.ts';
import { verifyChains } from '../../server/journal/verify.ts';
import { loadPack } from '../../server/pack/load.ts';
import { pause } from '../kill/client.ts';
import { startNodes } from './nodes.ts';

export type ChaosOptions = {
  readonly deadlines: number;
  readonly spreadMs: number;
  readonly kills: number;
  readonly nodes: number;
  readonly dice: () => number;
  /** One more receiver: another system, called for each alarm. */
  readonly webhook: boolean;
  readonly say: (line: string) => void;
};

export type Found = {
  readonly deadlines: number; readonly kills: number; readonly facts: number; readonly cases: number; readonly 'inbox items': number; readonly early: number;
  readonly 'calls, distinct': number; readonly calls: number; readonly 'timers left': number; readonly 'broken chains': number;
  readonly 'p50 ms': number; readonly 'p95 ms': number; readonly 'p99 ms': number; readonly 'max ms': number;
};

const org = 'chaos';
const people = ['gao', 'deng'];
/** The grid pack warns of an arrival in town half an hour after the report (CLK-01). */
const warnAfterMs = 30 * minuteMs;

export async function runChaos(house: House, databaseUrl: string, options: ChaosOptions): Promise<Found> {
  const { deadlines, spreadMs, kills, dice, say } = options;
  const receiver = options.webhook ? await openReceiver() : null;
  await settle(house, receiver?.url ?? null);
  const nodes = await startNodes(databaseUrl, options.nodes);
  const { from } = await makeCases(house, options);
  say(`${options.nodes} nodes are up; ${deadlines} deadlines fall due within ${spreadMs / 1000} s`);
  await pause(Math.max(0, from - (await databaseNow(house))));
  for (let kill = 1; kill <= kills; kill++) {
    const moment = from + ((kill - dice()) * spreadMs) / kills;
    await pause(Math.max(0, moment - (await databaseNow(house))));
    nodes.kill(Math.floor(dice() * options.nodes));
    if (kill % 10 === 0) say(`${kill} kills, ${await countOf(house, 'select count(*)::int as n from alarm_list')} told`);
  }
  const isDone = async () => (await countOf(house, `select count(*)::int as n from timer where due_at <= clock_timestamp()`)) === 0
    && (await countOf(house, `select count(*)::int as n from message where state = 'waiting'`)) === 0;
  const patience = performance.now() + spreadMs + 120_000;
  while (((await databaseNow(house)) < from + spreadMs || !(await isDone())) && performance.now() < patience) await pause(100);
  await nodes.stop();
  receiver?.close();
  return { ...(await judge(house)), deadlines, kills, 'calls, distinct': new Set(receiver?.ids).size, calls: receiver?.ids.length ?? 0 };
}

async function settle(house: House, webhookUrl: string | null): Promise<void> {
  const pack = await loadPack('grid');
  if (!pack.ok) throw new Error(JSON.stringify(pack.problems));
  await foundOrg(house, org, house.now());
  await activatePack(house, org, 'system', pack, (house.now() - 86_400_000) as Instant);
  const root: Actor = { org, person: 'root', name: 'root', roles: ['administrator'] };
  for (const person_id of people) await perform(house, root, 'person.add', {}, { person_id, name: person_id, roles: ['dispatcher'], zones: [], skills: [] }, house.newId());
  if (webhookUrl === null) return;
  process.env['SANBAO_WEBHOOK_ALLOW'] = '127.0.0.1';
  const outcome = await perform(house, root, 'webhook.subscribe', {}, { url: webhookUrl, kinds: ['clock.warned'] }, house.newId());
  if (outcome.status !== 'recorded') throw new Error(JSON.stringify(outcome));
}

/** Through the front door, some at once. The first hundred tell how long the rest will take, and so when the first may fall due. */
async function makeCases(house: House, { deadlines, spreadMs, say }: ChaosOptions): Promise<{ from: Instant }> {
  const agent: Actor = { org, person: 'ma', name: 'ma', roles: ['agent'] };
  const make = async (name: string, dueAt: number) => {
    const body = { case_id: name, zone: 'urban', channel: 'phone', at: isoOf((dueAt - warnAfterMs) as Instant) };
    const outcome = await perform(house, agent, 'case.report', {}, body, house.newId());
    if (outcome.status !== 'recorded') throw new Error(JSON.stringify(outcome));
  };
  const began = performance.now();
  const trial = Math.min(100, deadlines);
  // Cancelled at once: they are no deadlines of ours.
  for (let i = 0; i < trial; i++) {
    await make(`trial-${i}`, (await databaseNow(house)) + 60_000);
    await perform(house, agent, 'case.cancel', { case_id: `trial-${i}` }, { reason: 'trial' }, house.newId());
  }
  const aheadMs = ((performance.now() - began) / trial) * deadlines * 0.7 + 6_000;
  const from = Math.ceil((await databaseNow(house)) + aheadMs) as Instant;
  let next = 0;
  const workers = Array.from({ length: 6 }, async () => {
    for (let i = next++; i < deadlines; i = next++) await make(`case-${i}`, from + Math.floor((i * spreadMs) / deadlines));
  });
  await Promise.all(workers);
  const spare = from - (await databaseNow(house));
  say(`${deadlines} cases were reported; the first deadline is ${spare > 0 ? `${(spare / 1000).toFixed(1)} s away` : `${(-spare / 1000).toFixed(1)} s ago: the machine was too slow, and the lateness below shows it`}`);
  return { from };
}

type Judged = Omit<Found, 'deadlines' | 'kills' | 'calls' | 'calls, distinct'>;

/** Late is counted from the deadline to the commit where the server notes commits, else to the claim. */
async function judge(house: House): Promise<Judged> {
  const { rows: setting } = await house.db.pool.query<{ track_commit_timestamp: string }>('show track_commit_timestamp');
  const moment = setting[0]!.track_commit_timestamp === 'on' ? 'pg_xact_commit_timestamp(xmin)' : 'recorded_at';
  const { rows } = await asOwner(house.db.pool, (tx) =>
    tx.query<Judged>(
      `with late as (select extract(epoch from ${moment} - due_at) * 1000 as ms, recorded_at < due_at as is_early from alarm_list)
       select (select count(*)::int from journal where kind = 'clock.warned') as facts,
              (select count(distinct data ->> 'case_id')::int from journal where kind = 'clock.warned') as cases,
              (select count(*)::int from inbox_item) as "inbox items",
              (select count(*)::int from late where is_early) as early,
              (select count(*)::int from timer where due_at <= clock_timestamp()) as "timers left",
              (select round(percentile_cont(0.5) within group (order by ms))::float8 from late) as "p50 ms",
              (select round(percentile_cont(0.95) within group (order by ms))::float8 from late) as "p95 ms",
              (select round(percentile_cont(0.99) within group (order by ms))::float8 from late) as "p99 ms",
              (select round(max(ms))::float8 from late) as "max ms"`,
    ),
  );
  const { broken } = await verifyChains(house.db.pool);
  return { ...rows[0]!, 'broken chains': broken ? 1 : 0 };
}

/** Each once, none early, nothing left: whether that is so, and how many people hear of each. */
export function isClean(found: Found, webhook: boolean): boolean {
  return found.facts === found.deadlines && found.cases === found.deadlines && found['inbox items'] === found.deadlines * people.length && found.early === 0
    && found['timers left'] === 0 && found['broken chains'] === 0 && (!webhook || found['calls, distinct'] === found.deadlines);
}

async function databaseNow(house: House): Promise<Instant> {
  const { rows } = await house.db.pool.query<{ now: Instant }>('select clock_timestamp() as now');
  return rows[0]!.now;
}

async function countOf(house: House, sql: string): Promise<number> {
  const { rows } = await asOwner(house.db.pool, (tx) => tx.query<{ n: number }>(sql));
  return rows[0]!.n;
}

async function openReceiver(): Promise<{ url: string; ids: string[]; close(): void }> {
  const ids: string[] = [];
  const server: Server = createServer((request, response) => {
    ids.push(String(request.headers['webhook-id']));
    request.resume();
    request.once('end', () => response.writeHead(204).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, ids, close: () => { server.closeAllConnections(); server.close(); } };
}
