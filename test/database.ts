/** A database of its own for a test file: a copy of the migrated template, dropped when the file is done. */

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { openPool } from '../server/db/connect.ts';
import { urlOf } from './database_url.ts';

export type TestDatabase = {
  readonly pool: pg.Pool;
  /** For programs that are started with DATABASE_URL. */
  readonly url: string;
  readonly name: string;
};

/**
 * Call it at the top of a test file, outside of hooks: `const { pool } = await freshDatabase();`. When the tests are done
 * it fails if somebody still holds a connection, its own or another pool's, and drops the database either way.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const server = inject('testServer');
  const name = `${server.template}_${randomUUID().slice(0, 8)}`;
  await ask(server.url, `create database ${name} template ${server.template}`);
  const url = urlOf({ url: server.url, database: name });
  const pool = openPool({ connectionString: url });
  afterAll(async () => {
    const held = pool.totalCount - pool.idleCount;
    // `end` waits for clients that nobody will give back, so it is not waited for when there are any.
    const ended = pool.ended ? Promise.resolve() : pool.end();
    if (held === 0) await ended;
    const others = await leftConnections(server.url, name);
    await ask(server.url, `drop database ${name} with (force)`);
    if (held > 0) throw new Error(`${held} database connection(s) taken from the pool and never given back: ${others.join('; ')}`);
    if (others.length > 0) throw new Error(`database connections left open by the tests: ${others.join('; ')}`);
  });
  return { pool, url, name };
}

/** A server needs a moment to see a closed connection go, so what is still there is asked for a few times. */
async function leftConnections(serverUrl: string, name: string): Promise<string[]> {
  const question = `select format('%s: %s', application_name, left(query, 80)) as what
                      from pg_stat_activity where datname = '${name}' and backend_type = 'client backend'`;
  let left: string[] = [];
  for (let tries = 0; tries < 20; tries++) {
    const rows = await ask<{ what: string }>(serverUrl, tries === 0 ? question : `select pg_sleep(0.05); ${question}`);
    left = rows.map((row) => row.what);
    if (left.length === 0) break;
  }
  return left;
}

async function ask<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = (await client.query(sql)) as unknown as pg.QueryResult<never> | pg.QueryResult<never>[];
    return (Array.isArray(result) ? result.at(-1) : result)?.rows ?? [];
  } finally {
    await client.end();
  }
}
