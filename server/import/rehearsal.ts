/** A dry run through the very same door: each record's commands in one transaction that is rolled back at its end. */

import type { Pool, PoolClient } from 'pg';
import type { House } from '../house.ts';

/**
 * A house whose commits are promises only. What one record recorded its next command sees; when `work` is over nothing
 * of it is left. Only numbers taken from a sequence stay taken, as with every refused command.
 */
export async function rehearse<T>(house: House, work: (house: House) => Promise<T>): Promise<T> {
  const client = await house.db.pool.connect();
  let isOpen = false;
  const query = async (statement: unknown, values?: unknown[]) => {
    const text = typeof statement === 'string' ? statement : '';
    if (text.startsWith('begin')) {
      const rest = isOpen ? text.replace(/^begin[^;]*/, 'savepoint rehearsal') : text;
      isOpen = true;
      return client.query(rest === text ? `${text}; savepoint rehearsal` : rest);
    }
    if (text === 'commit') return { ...(await client.query('release savepoint rehearsal')), command: 'COMMIT' };
    if (text === 'rollback') return client.query('rollback to savepoint rehearsal');
    return client.query(statement as string, values as never[]);
  };
  const stage = new Proxy(client, {
    get: (target, name) => (name === 'query' ? query : name === 'release' ? () => {} : Reflect.get(target, name, target)),
  }) as PoolClient;
  const pool = { connect: async () => stage } as unknown as Pool;
  try {
    return await work({ ...house, db: { ...house.db, pool } });
  } finally {
    await client.query('rollback');
    client.release();
  }
}
