/** The two sides that are compared, each a process of its own: the floor, and the program with a manager signed in. */

import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { urlOf } from '../test/database_url.ts';
import { manager } from './ground.ts';
import { freePort, startProcess } from './processes.ts';

const root = join(import.meta.dirname, '..');

export type Side = { readonly port: number; readonly headers: Record<string, string>; readonly child: ChildProcess };

export async function startFloor(url: string): Promise<Side> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create database floor');
  await client.end();
  const floorUrl = urlOf({ url, database: 'floor' });
  const pool = new pg.Pool({ connectionString: floorUrl, max: 1 });
  await pool.query(`create table floor_token (token text primary key, person text); insert into floor_token values ('Bearer bench', 'somebody');
                    create table floor_item (id text primary key, data json); insert into floor_item select 'i' || i, '{"zone": "urban", "channel": "phone"}' from generate_series(1, 10000) i`);
  await pool.end();
  const port = await freePort();
  const headers = { authorization: 'Bearer bench' };
  const isReady = async () => (await fetch(`http://127.0.0.1:${port}/read/i1`, { headers })).ok;
  const child = await startProcess(join(root, 'bench', 'floor_server.ts'), [], { ...process.env, DATABASE_URL: floorUrl, PORT: String(port) }, isReady);
  return { child, port, headers };
}

/** The database must have been filled (`fill`). */
export async function startOurs(url: string, dataDir: string): Promise<Side> {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const env = { ...process.env, DATABASE_URL: url };
  const child = await startProcess(join(root, 'server', 'cli', 'main.ts'), ['start', '--port', String(port), '--data', dataDir], env, async () => (await fetch(`${base}/ready`)).ok);
  return { child, port, headers: { cookie: await cookieFor(base, manager) } };
}

export async function cookieFor(base: string, { email, password }: { readonly email: string; readonly password: string }): Promise<string> {
  const answer = await fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST', headers: { 'content-type': 'application/json', origin: base }, body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}`);
  return answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
}
