/** Opens the database: a PostgreSQL server when an address is given, the embedded one in the data folder otherwise. */

import pg from 'pg';
import { columnTypes } from './column_types.ts';
import { startEmbedded, type Embedded } from './embedded.ts';

export type Database = {
  readonly pool: pg.Pool;
  readonly kind: 'embedded' | 'server';
  /** The embedded server behind the pool: where its data lies, and word of its loss. */
  readonly embedded: Embedded | null;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** Connections at most. Several nodes on one server share what it allows. */
  readonly connectionsMax?: number;
  /** `attachEmbedded` for command-line tools that may run beside the program. */
  readonly start?: typeof startEmbedded;
};

/** The oldest PostgreSQL that our SQL is tried on. */
const oldestMajor = 15;

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const log = options.log ?? (() => {});
  if (options.databaseUrl !== undefined && options.databaseUrl !== '') {
    const pool = openPool({ connectionString: options.databaseUrl }, options);
    return { pool, kind: 'server', embedded: null, close: await checked(pool, () => pool.end()) };
  }
  const embedded = await (options.start ?? startEmbedded)(options.dataDir, { log });
  const pool = openPool(embedded.connection, options);
  const close = () => pool.end().finally(() => embedded.stop());
  return { pool, kind: 'embedded', embedded, close: await checked(pool, close) };
}

/** A pool with our column types and limits; also for tests and tools that know their connection. */
export function openPool(given: pg.PoolConfig, options: Pick<DatabaseOptions, 'log' | 'connectionsMax'> = {}): pg.Pool {
  const connection = withoutUrlOptions(given);
  const pool = new pg.Pool({
    application_name: 'sanbao',
    max: options.connectionsMax ?? 20,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: columnTypes,
    ...connection,
    // The reading of moments relies on the first line. The limits end what hangs; long work lifts them (`asOwner`).
    options: [
      '-c TimeZone=UTC -c DateStyle=ISO,YMD -c IntervalStyle=iso_8601',
      '-c statement_timeout=60s -c idle_in_transaction_session_timeout=60s',
      connection.options ?? '',
    ].join(' '),
  });
  const complain = (error: Error) => options.log?.(`A database connection was lost: ${error.message}`);
  pool.on('error', complain);
  // A connection that is lost while somebody works on it tells the client, not the pool; unheard, it would end the program.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

async function checked(pool: pg.Pool, close: () => Promise<void>): Promise<() => Promise<void>> {
  try {
    await refuseOldServer(pool);
    return close;
  } catch (error) {
    await close();
    throw error;
  }
}

async function refuseOldServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ server_version: string }>('show server_version');
  const version = rows[0]?.server_version ?? '';
  if (Number.parseInt(version, 10) < oldestMajor) {
    throw new Error(`Sanbao needs PostgreSQL ${oldestMajor} or newer; the server at DATABASE_URL is ${version}.`);
  }
}

// pg lets the `options` of an address replace ours altogether; here they come after ours, and only what they name changes.
function withoutUrlOptions(connection: pg.PoolConfig): pg.PoolConfig {
  const address = connection.connectionString;
  const found = address === undefined ? null : /[?&]options=([^&]*)/.exec(address);
  if (address === undefined || found === null) return connection;
  const connectionString = address.replace(found[0], '').replace(/^([^?&]*)&/, '$1?');
  return { ...connection, connectionString, options: decodeURIComponent((found[1] ?? '').replaceAll('+', ' ')) };
}
