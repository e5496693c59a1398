/** One node of the alarm chaos: nothing but alarms and messages, on the database it is told of, until it is killed. */

import type { Instant } from '../../core/base/time.ts';
import { openDatabase } from '../../server/db/connect.ts';
import { timeOrderedId, type House } from '../../server/house.ts';
import { openBell } from '../../server/jobs/bell.ts';
import { startJobs } from '../../server/jobs/jobs.ts';
import { addressRules } from '../../server/outside/address.ts';
import { openShelf } from '../../server/pack/shelf.ts';

const log = (line: string) => console.error(line);
const db = await openDatabase({ databaseUrl: process.env['DATABASE_URL'], dataDir: 'unused', log, connectionsMax: 12 });
const now = () => Date.now() as Instant;
const bell = openBell(db.pool, log);
const house: House = { db, packs: openShelf(), now, newId: () => timeOrderedId(now()), bell };
const jobs = startJobs(house, { log, bell, rules: addressRules('127.0.0.1'), leaseMs: 4_000, timeoutMs: 3_000 });
process.once('SIGTERM', () => {
  void jobs.stop().then(() => bell.stop()).then(() => db.close()).then(() => process.exit(0));
});
// Whoever started it is gone, and nobody would count what it does.
process.once('disconnect', () => process.exit(1));
console.log('ready');
