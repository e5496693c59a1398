/** `npm run alarm-chaos`: ten thousand deadlines, three nodes, fifty kill -9: each told once, none early; and how late. */

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Instant } from '../core/base/time.ts';
import { openDatabase } from '../server/db/connect.ts';
import { startEmbedded } from '../server/db/embedded.ts';
import { migrate } from '../server/db/migrate.ts';
import { timeOrderedId, type House } from '../server/house.ts';
import { checkDerived } from '../server/journal/rebuild.ts';
import { openShelf } from '../server/pack/shelf.ts';
import { urlOf } from '../test/database_url.ts';
import { isClean, runChaos } from './chaos/chaos.ts';
import { diceOf } from './chaos/dice.ts';

const { values: options } = parseArgs({
  options: {
    deadlines: { type: 'string', default: '10000' }, seconds: { type: 'string', default: '90' }, kills: { type: 'string', default: '50' },
    nodes: { type: 'string', default: '3' }, seed: { type: 'string', default: '20260302' }, webhook: { type: 'boolean', default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'sanbao-chaos-'));
chmodSync(folder, 0o755);
// Commits are dated, so that lateness ends when others could see the alarm and not when a node took it up.
const postgres = await startEmbedded(folder, { settings: { track_commit_timestamp: 'on', max_connections: '100' } });
const databaseUrl = urlOf(postgres.connection);
const db = await openDatabase({ databaseUrl, dataDir: folder });
try {
  await migrate(db.pool);
  const now = () => Date.now() as Instant;
  const house: House = { db, packs: openShelf(), now, newId: () => timeOrderedId(now()) };
  const found = await runChaos(house, databaseUrl, {
    deadlines: Number(options.deadlines), spreadMs: Number(options.seconds) * 1_000, kills: Number(options.kills), nodes: Number(options.nodes),
    dice: diceOf(Number(options.seed)), webhook: options.webhook, say: (line) => console.log(line),
  });
  const { streams, differences } = await checkDerived(house);
  console.table([found]);
  console.log(`rebuilt beside: ${streams} streams, ${differences.length} differences`);
  process.exitCode = isClean(found, options.webhook) && differences.length === 0 ? 0 : 1;
} finally {
  await db.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
