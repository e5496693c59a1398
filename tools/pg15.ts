/** Runs a command against the oldest PostgreSQL we support: `node tools/pg15.ts -- npx vitest run`. */

import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../server/db/embedded.ts';
import { urlOf } from '../test/database_url.ts';

const binaries = process.env['PG15_BIN'] ?? '/usr/lib/postgresql/15/bin';
const notInstalled = 3;

const command = process.argv.slice(process.argv[2] === '--' ? 3 : 2);
const [program, ...args] = command;
if (program === undefined) {
  console.error('Usage: node tools/pg15.ts -- COMMAND …');
  process.exit(2);
}
if (!existsSync(join(binaries, 'initdb'))) {
  console.error(
    `PostgreSQL 15 is not in ${binaries}. On Debian 12: apt-get install postgresql-15; elsewhere set PG15_BIN to the folder of its initdb.`,
  );
  process.exit(notInstalled);
}
process.exitCode = await runOnThrowaway(program, args);

async function runOnThrowaway(file: string, given: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'sanbao-pg15-'));
  // Root's stand-in must reach it; the database itself stays in a folder that is closed.
  chmodSync(folder, 0o755);
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
  const server = await startEmbedded(folder, { binaries, settings });
  try {
    const url = urlOf(server.connection);
    return await finish(file, given, { ...process.env, DATABASE_URL: url, SANBAO_TEST_DATABASE_URL: url });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function finish(file: string, given: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(file, given, { env, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
    child.once('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
