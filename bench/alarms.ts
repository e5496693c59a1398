/** Alarms a second, and how late they come: many deadlines at once on one node and on two, and a steady stream that a node keeps up with. */

import { openDatabase } from '../server/db/connect.ts';
import { migrate } from '../server/db/migrate.ts';
import { isClean, runChaos } from '../tools/chaos/chaos.ts';
import { diceOf } from '../tools/chaos/dice.ts';
import { houseOn, onGround } from './ground.ts';
import type { Row } from './table.ts';

type Load = { readonly name: string; readonly deadlines: number; readonly spreadMs: number; readonly nodes: number };

const loads: readonly Load[] = [
  { name: 'all within a second, one node', deadlines: 2_000, spreadMs: 1_000, nodes: 1 },
  { name: 'all within a second, two nodes', deadlines: 2_000, spreadMs: 1_000, nodes: 2 },
  { name: 'twenty a second, one node', deadlines: 600, spreadMs: 30_000, nodes: 1 },
];

/** Late is from the deadline to the commit. The rate is of the time from the first deadline to the last commit. */
export async function benchAlarms(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const load of loads) rows.push(await measure(load));
  return rows;
}

function measure({ name, deadlines, spreadMs, nodes }: Load): Promise<Row> {
  return onGround({ settings: { track_commit_timestamp: 'on', max_connections: '100' } }, async ({ url, folder }) => {
    const db = await openDatabase({ databaseUrl: url, dataDir: folder });
    try {
      await migrate(db.pool);
      const found = await runChaos(houseOn(db.pool), url, { deadlines, spreadMs, kills: 0, nodes, dice: diceOf(1), webhook: false, say: (line) => console.error(line) });
      if (!isClean(found, false)) throw new Error(`alarms were lost or doubled: ${JSON.stringify(found)}`);
      const { rows } = await db.pool.query<{ took: number }>(`select extract(epoch from max(pg_xact_commit_timestamp(xmin)) - min(due_at))::float8 as took from alarm_list`);
      return { alarms: name, deadlines, 'alarms per s': deadlines / rows[0]!.took, 'late p50 ms': found['p50 ms'], 'late p95 ms': found['p95 ms'], 'late p99 ms': found['p99 ms'], 'late at most ms': found['max ms'] };
    } finally {
      await db.close();
    }
  });
}
