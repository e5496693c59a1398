/** A program that lives on an embedded database, for tests to stop and to kill: `node embedded.fixture.ts JSON`. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startEmbedded } from './embedded.ts';

export type FixtureOrder = { readonly folder: string; readonly uid?: number; readonly gid?: number; readonly binaries?: string };
export type FixtureReport = { readonly connection: { host: string; user: string; database: string }; readonly server: number };

const order = JSON.parse(process.argv[2] ?? '{}') as FixtureOrder;
// Stepping down here rather than at the start lets the test run from a checkout that the other user cannot read.
if (order.uid !== undefined && order.gid !== undefined) {
  process.setgroups?.([]);
  process.setgid?.(order.gid);
  process.setuid?.(order.uid);
}

try {
  const embedded = await startEmbedded(order.folder, order.binaries === undefined ? {} : { binaries: order.binaries });
  const report = (): FixtureReport => ({
    connection: embedded.connection,
    server: Number.parseInt(readFileSync(join(embedded.dataDir, 'postmaster.pid'), 'utf8'), 10),
  });
  console.log(JSON.stringify(report()));
  embedded.onLost(() => console.log('lost'));
  const orders = createInterface({ input: process.stdin });
  orders.on('line', () => void embedded.stop().then(() => process.exit(0)));
  // The test itself was killed.
  orders.on('close', () => process.exit(1));
} catch (error) {
  console.log(JSON.stringify({ error: (error as Error).message }));
  process.exit(1);
}
