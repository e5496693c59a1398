/** Durable commands, reads, lists and updates over HTTP at 1 and 8 clients, against a floor in the same run, on the same database. */

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fill, onGround } from './ground.ts';
import { loadOn, once, type Ask, type Seen, type Target } from './load.ts';
import { below, memoryMbOf, stopProcess } from './processes.ts';
import { startFloor, startOurs, type Side } from './sides.ts';
import { countingDoor } from './statements.ts';
import type { Row } from './table.ts';

export type HttpOptions = { readonly name: string; readonly binaries?: string; readonly seconds: number; readonly cases: number };

type Pair = { readonly operation: string; readonly floor: Ask; readonly ours: Ask };

/** One line per operation and number of clients; ratios are ours to the floor's. */
export function benchHttp(options: HttpOptions): Promise<Row[]> {
  return onGround(options.binaries === undefined ? {} : { binaries: options.binaries }, async ({ folder, url, databasePid }) => {
    const floor = await startFloor(url);
    await fill(url, options.cases);
    const ours = await startOurs(url, folder);
    const rows = await compare(options, floor, ours, databasePid);
    rows.push(...(await measureSize(options.name, ours, databasePid, url, folder)));
    await stopProcess(floor.child);
    await stopProcess(ours.child);
    return rows;
  });
}

async function compare(options: HttpOptions, floor: Side, ours: Side, databasePid: number): Promise<Row[]> {
  const rows: Row[] = [];
  const caseIds = await makeCases(ours, 64);
  for (const pair of pairsOf(floor.headers, ours.headers, caseIds)) {
    for (const clients of [1, 8]) {
      // Turn about, so that neither has the quieter moment for itself.
      const low = await loadOn(targetOf(floor, databasePid), clients, options.seconds, pair.floor);
      const high = await loadOn(targetOf(ours, databasePid), clients, options.seconds, pair.ours);
      rows.push(rowOf(options, pair.operation, clients, low, high));
    }
  }
  return rows;
}

function rowOf(options: HttpOptions, operation: string, clients: number, floor: Seen, ours: Seen): Row {
  const cpu = (seen: Seen) => seen.serverCpu + seen.databaseCpu;
  return {
    database: options.name, cases: options.cases, operation, clients, 'per s': ours.perSecond, 'floor per s': floor.perSecond, 'rate ratio': ours.perSecond / floor.perSecond,
    'p50 ms': ours.p50, 'p99 ms': ours.p99, 'CPU ms server': ours.serverCpu, 'CPU ms database': ours.databaseCpu, 'CPU ratio': cpu(ours) / cpu(floor),
  };
}

function targetOf(side: Side, databasePid: number): Target {
  return { port: side.port, serverPid: side.child.pid!, databasePid };
}

function pairsOf(floorHeaders: Record<string, string>, headers: Record<string, string>, caseIds: readonly string[]): Pair[] {
  const some = () => caseIds[Math.floor(Math.random() * caseIds.length)]!;
  const item = () => `i${1 + Math.floor(Math.random() * 10_000)}`;
  const report = JSON.stringify({ zone: 'urban', channel: 'phone', area: 'Qinghe', phone: '13800000101', caller_name: '王芳', description: '没电' });
  const contact = JSON.stringify({ outcome: 'reached', note: 'still dark' });
  const ask = (method: 'GET' | 'POST', path: string, body?: string): ReturnType<Ask> => ({ method, path, headers, ...(body === undefined ? {} : { body }) });
  const below = (method: 'GET' | 'POST', path: string, body?: string): ReturnType<Ask> => ({ method, path, headers: floorHeaders, ...(body === undefined ? {} : { body }) });
  return [
    { operation: 'command: report', floor: () => below('POST', `/command/${randomUUID()}`, report), ours: () => ask('POST', '/api/v1/cases', report) },
    { operation: 'update: contact', floor: () => below('POST', `/update/${item()}`, contact), ours: () => ask('POST', `/api/v1/cases/${some()}/contact-customer`, contact) },
    { operation: 'read: case', floor: () => below('GET', `/read/${item()}`), ours: () => ask('GET', `/api/v1/cases/${some()}`) },
    { operation: 'list: open', floor: () => below('GET', `/list/${item()}`), ours: () => ask('GET', '/api/v1/cases?limit=50') },
  ];
}

export async function makeCases(side: Side, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => `bench-${randomUUID()}`);
  for (const id of ids) {
    const body = JSON.stringify({ case_id: id, zone: 'urban', channel: 'phone', description: 'bench' });
    await once(side.port, undefined, () => ({ method: 'POST', path: '/api/v1/cases', headers: side.headers, body }));
  }
  return ids;
}

/** Statements a request, counted at a door of a second node; memory of program and database. */
async function measureSize(name: string, ours: Side, databasePid: number, url: string, folder: string): Promise<Row[]> {
  const memory = { server: memoryMbOf([ours.child.pid!]), database: memoryMbOf(below(databasePid)) };
  const socket = new URL(url).searchParams.get('host');
  const door = await countingDoor({ path: join(decodeURIComponent(socket ?? ''), '.s.PGSQL.5432') });
  const counted = new URL(url);
  counted.searchParams.set('host', '127.0.0.1');
  counted.searchParams.set('port', String(door.port));
  const second = await startOurs(counted.toString(), join(folder, 'second'));
  const [caseId] = await makeCases(second, 1);
  const rows: Row[] = [];
  for (const pair of pairsOf({}, second.headers, [caseId!])) {
    await once(second.port, undefined, pair.ours);
    const before = door.count();
    for (let i = 0; i < 20; i++) await once(second.port, undefined, pair.ours);
    rows.push({ database: name, operation: pair.operation, 'statements a request': (door.count() - before) / 20 });
  }
  await stopProcess(second.child);
  await door.close();
  rows.push({ database: name, operation: 'memory', 'server MB': memory.server, 'database MB': memory.database });
  return rows;
}
