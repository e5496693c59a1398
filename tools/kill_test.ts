/** Kills the server with -9 while clients work, and shows that nothing acknowledged is lost and nothing is there twice: `npm run kill-test`. */

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { timeOrderedId } from '../server/house.ts';
import type { Instant } from '../core/base/time.ts';
import { openDatabase } from '../server/db/connect.ts';
import { startEmbedded } from '../server/db/embedded.ts';
import { asOwner } from '../server/db/transaction.ts';
import { checkDerived } from '../server/journal/rebuild.ts';
import { verifyChains } from '../server/journal/verify.ts';
import { openShelf } from '../server/pack/shelf.ts';
import { urlOf } from '../test/database_url.ts';
import { makeClient, pause, type Client } from './kill/client.ts';
import { makeServer } from './kill/server.ts';

const { values: options } = parseArgs({
  options: { kills: { type: 'string', default: '25' }, clients: { type: 'string', default: '12' }, seed: { type: 'string', default: '20260302' }, on: { type: 'string', default: 'both' } },
});
const debian = '/usr/lib/postgresql/15/bin';

type Line = Record<string, string | number>;

/** A small generator (mulberry32): the same seed gives the same moments, as far as the machine's own timing allows. */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function round(name: string, folder: string, databaseUrl: string | undefined, databaseDir: string): Promise<Line> {
  const dice = diceOf(Number(options.seed));
  const began = Date.now();
  const server = await makeServer(folder, databaseUrl);
  await server.start();
  const dir = databaseUrl === undefined ? placeOf(folder) : databaseDir;
  const control = { over: false };
  const cookie = signIn(server.base);
  const engineers = await engineersOf(server.base, await cookie());
  const clients = Array.from({ length: Number(options.clients) }, () => makeClient(server.base, cookie, engineers, dice, () => control.over));
  const running = clients.map((client) => client.run());
  let withDatabase = 0;
  for (let kill = 1; kill <= Number(options.kills); kill++) {
    await pause(300 + dice() * 1_200);
    if (dice() < 0.35 && killPostgres(dir)) withDatabase++;
    await server.kill();
    await server.start();
  }
  control.over = true;
  await Promise.all(running);
  await server.stop();
  const found = await judge(folder, databaseUrl, clients);
  return { database: name, kills: Number(options.kills), 'with PostgreSQL': withDatabase, ...found, seconds: Math.round((Date.now() - began) / 1000) };
}

/** False when there is no postmaster at this moment. */
function killPostgres(databaseDir: string): boolean {
  const file = join(databaseDir, 'postmaster.pid');
  if (!existsSync(file)) return false;
  process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGKILL');
  return true;
}

/** Compares the clients' own logs with the journal, and the journal with itself. */
async function judge(folder: string, databaseUrl: string | undefined, clients: readonly Client[]): Promise<Line> {
  const db = await openDatabase({ databaseUrl, dataDir: folder });
  try {
    const { rows } = await asOwner(db.pool, (tx) =>
      tx.query<{ command_id: string; facts: string[] }>(`select command_id, array_agg(fact_id) as facts from journal group by command_id`),
    );
    const recorded = new Map(rows.map((row) => [row.command_id, row.facts]));
    const { rows: kept } = await asOwner(db.pool, (tx) => tx.query<{ command_id: string }>('select command_id from command'));
    const answered = new Set(kept.map((row) => row.command_id));
    const sent = clients.flatMap((client) => client.log);
    const acknowledged = sent.filter((each) => each.answers.length > 0);
    const isLost = (key: string, facts: readonly string[]) => !answered.has(key) || facts.some((fact) => recorded.get(key)?.includes(fact) !== true);
    const missing = acknowledged.filter((each) => each.answers.some((answer) => answer.status !== 403 && isLost(each.key, answer.facts)));
    const twice = sent.filter((each) => (recorded.get(each.key)?.length ?? 0) > (each.answers[0]?.facts.length ?? Infinity));
    const changed = acknowledged.filter((each) => new Set(each.answers.map((answer) => `${answer.status >= 300} ${answer.facts.join()}`)).size > 1);
    const chains = await verifyChains(db.pool);
    const house = { db, packs: openShelf(), now: () => Date.now() as Instant, newId: () => timeOrderedId(Date.now() as Instant) };
    const { differences } = await checkDerived(house);
    return {
      acknowledged: acknowledged.length, refused: acknowledged.filter((each) => each.answers[0]!.status >= 300).length,
      retried: sent.filter((each) => each.tries > each.answers.length).length, facts: chains.facts,
      missing: missing.length, twice: twice.length, 'answer changed': changed.length, 'broken chains': chains.broken ? 1 : 0, 'readings differ': differences.length,
    };
  } finally {
    await db.close();
  }
}

function signIn(base: string): () => Promise<string> {
  let cookie: Promise<string> | null = null;
  const ask = async () => {
    for (;;) {
      const people = await fetch(`${base}/demo.json`).then((answer) => answer.json() as Promise<{ people: { email: string; password: string; roles: string[] }[] }>).catch(() => null);
      const manager = people?.people.find((person) => person.roles.includes('manager'));
      const answer = manager && (await fetch(`${base}/api/auth/sign-in/email`, {
        method: 'POST', headers: { 'content-type': 'application/json', origin: base }, body: JSON.stringify({ email: manager.email, password: manager.password }),
      }).catch(() => null));
      if (answer?.ok) return answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
      await pause(100);
    }
  };
  return () => (cookie ??= ask());
}

async function engineersOf(base: string, cookie: string): Promise<string[]> {
  const answer = await fetch(`${base}/api/v1/people?role=engineer`, { headers: { cookie } });
  return ((await answer.json()) as { items: { person_id: string }[] }).items.map((person) => person.person_id);
}

/** Where the embedded database of a data folder lies; as root it may be elsewhere. */
function placeOf(folder: string): string {
  const note = join(folder, 'postgres_is_at.txt');
  const place = existsSync(note) ? readFileSync(note, 'utf8').trim() : folder;
  return existsSync(join(place, 'postgres')) ? join(place, 'postgres') : place;
}

async function onEmbedded(): Promise<Line> {
  const folder = mkdtempSync(join(tmpdir(), 'sanbao-kill-'));
  chmodSync(folder, 0o755);
  try {
    return await round('embedded 18', folder, undefined, '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onDebian(): Promise<Line> {
  const folder = mkdtempSync(join(tmpdir(), 'sanbao-kill15-'));
  chmodSync(folder, 0o755);
  const postgres = await startEmbedded(folder, { binaries: debian });
  try {
    return await round('Debian 15', join(folder, 'program'), urlOf(postgres.connection), postgres.dataDir);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const lines: Line[] = [];
if (options.on !== 'debian') lines.push(await onEmbedded());
if (options.on !== 'embedded') {
  if (existsSync(join(debian, 'initdb'))) lines.push(await onDebian());
  else console.error(`PostgreSQL 15 is not in ${debian}: only the embedded database was tried. On Debian 12: apt-get install postgresql-15.`);
}
console.table(lines);
const isClean = lines.every((line) => ['missing', 'twice', 'answer changed', 'broken chains', 'readings differ'].every((column) => line[column] === 0));
process.exit(isClean ? 0 : 1);
