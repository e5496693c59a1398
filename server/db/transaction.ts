/** The only ways into the database: as one organisation, reading as one organisation, or as the owner of the tables. */

import type pg from 'pg';

export type Work<T> = (client: pg.PoolClient) => Promise<T>;

/**
 * One transaction that sees and writes the rows of one organisation. Everything serving a request goes through here;
 * row-level security does the rest, because `sanbao_app` owns nothing. `opening` goes in the first journey to the server, such as
 * the taking of locks; it takes no parameters, so what stands in it must be harmless.
 */
export function inOrg<T>(pool: pg.Pool, org: string, work: Work<T>, opening = 'select'): Promise<T> {
  return transact(pool, `begin; ${asOrg(org)}; ${opening}`, work);
}

/** The same for questions: nothing can be written, and all of them see the same moment. */
export function readOrg<T>(pool: pg.Pool, org: string, work: Work<T>): Promise<T> {
  return transact(pool, `begin isolation level repeatable read read only; ${asOrg(org)}`, work);
}

/** For migrations and tools: the owner's rights over all organisations, and no limit on how long a statement may take. */
export function asOwner<T>(pool: pg.Pool, work: Work<T>): Promise<T> {
  return transact(pool, `begin; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local sanbao.tool = 'on'`, work);
}

const orgShape = /^[a-z0-9][a-z0-9_-]{0,39}$/;

export function isOrgId(org: string): boolean {
  return orgShape.test(org);
}

// All in one text, hence one journey to the server; such a text takes no parameters, so the id must be harmless.
// Both settings are local: they end with the transaction, and the next user of the connection starts with neither.
function asOrg(org: string): string {
  if (!isOrgId(org)) throw new Error(`not an organisation id: ${JSON.stringify(org)}`);
  return `set local role sanbao_app; select set_config('sanbao.org', '${org}', true)`;
}

async function transact<T>(pool: pg.Pool, opening: string, work: Work<T>): Promise<T> {
  const client = await pool.connect();
  let isLost = false;
  try {
    await client.query(opening);
    const result = await work(client);
    const { command } = await client.query('commit');
    // PostgreSQL answers the commit of a failed transaction with a rollback and no error.
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back: a statement in it failed and its error was swallowed.');
    return result;
  } catch (error) {
    isLost = !(await rolledBack(client));
    throw error;
  } finally {
    // A connection of unknown state is closed, never handed to the next.
    client.release(isLost);
  }
}

async function rolledBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return true;
  } catch {
    return false;
  }
}
