/** Brings the tables up to date: numbered SQL files, each applied once, in order, and never changed afterwards. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { asOwner } from './transaction.ts';

export type Migration = { readonly name: string; readonly sql: string; readonly sha256: string };

export const migrationsDir = join(import.meta.dirname, 'migrations');

/** Names of the files applied now. Each file is a transaction of its own; two nodes that start at once take turns. */
export async function migrate(pool: pg.Pool, directory: string = migrationsDir): Promise<string[]> {
  const migrations = readMigrations(directory);
  const applied: string[] = [];
  for (;;) {
    const name = await asOwner(pool, (client) => applyNext(client, migrations));
    if (name === null) return applied;
    applied.push(name);
  }
}

/** Names of the files that are not applied yet, without changing anything; throws when the two do not fit together. */
export async function pendingMigrations(pool: pg.Pool, directory: string = migrationsDir): Promise<string[]> {
  const migrations = readMigrations(directory);
  const { rows } = await pool.query<{ present: boolean }>(`select to_regclass('public.schema_migration') is not null as present`);
  const applied = rows[0]?.present === true ? await readApplied(pool) : [];
  return remaining(migrations, applied).map(({ name }) => name);
}

export function readMigrations(directory: string): Migration[] {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const numbers = new Set<string>();
  return names.map((name) => {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
    if (number === undefined) throw new Error(`${name} is not named like 0001_what.sql`);
    if (numbers.has(number)) throw new Error(`two migrations have the number ${number}`);
    numbers.add(number);
    // A checkout on another system may have other line ends; that is not a change.
    const sql = readFileSync(join(directory, name), 'utf8').replaceAll('\r\n', '\n');
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

const lock = 727_274;

async function applyNext(client: pg.PoolClient, migrations: readonly Migration[]): Promise<string | null> {
  // Held to the end of the transaction, so it cannot be left behind, and it works through a transaction pooler too.
  await client.query('select pg_advisory_xact_lock($1)', [lock]);
  await client.query(
    `create table if not exists public.schema_migration (
       name text primary key, sha256 text not null, applied_at timestamptz not null default now()
     )`,
  );
  const next = remaining(migrations, await readApplied(client))[0];
  if (next === undefined) return null;
  try {
    await client.query(next.sql);
  } catch (error) {
    throw new Error(`${next.name}${lineOf(next.sql, error)}: ${(error as Error).message}`, { cause: error });
  }
  await client.query('insert into public.schema_migration (name, sha256) values ($1, $2)', [next.name, next.sha256]);
  return next.name;
}

type Applied = { readonly name: string; readonly sha256: string };

async function readApplied(client: pg.Pool | pg.PoolClient): Promise<Applied[]> {
  const { rows } = await client.query<Applied>('select name, sha256 from public.schema_migration order by name collate "C"');
  return rows;
}

/** What is left to apply; throws when the database does not fit this program. */
function remaining(migrations: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  const ours = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, sha256 } of applied) {
    const migration = ours.get(name);
    if (migration === undefined) {
      throw new Error(`The database is newer than this program: it knows ${name}. Start the newer program again.`);
    }
    if (migration.sha256 !== sha256) throw new Error(`${name} was changed after it had been applied. Write a new migration instead.`);
  }
  const last = applied.at(-1)?.name ?? '';
  const rest = migrations.slice(applied.length);
  const early = rest[0];
  if (early === undefined || early.name > last) return rest;
  throw new Error(`A migration was added before ${last}, which is already applied. Give it the next free number.`);
}

function lineOf(sql: string, error: unknown): string {
  const position = Number((error as { position?: string }).position);
  return Number.isNaN(position) ? '' : ` line ${sql.slice(0, position).split('\n').length}`;
}
