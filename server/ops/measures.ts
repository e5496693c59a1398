/** What is measured of the running program, for /metrics. Labels are names of ours alone: nothing of a person, a case or an organisation. */

import { statfs } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { asOwner } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { openRegistry, type Registry, type Sample } from './registry.ts';

export type Measures = {
  /** For others to add their own figures. */
  readonly registry: Registry;
  requestDone(operation: string, status: number, seconds: number): void;
  commanded(operation: string, outcome: string, facts: number): void;
  close(): void;
};

export type MeasuresOptions = { readonly version: string; readonly ready: () => Promise<void> };

const secondsBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function openMeasures(house: House, { version, ready }: MeasuresOptions): Measures {
  const registry = openRegistry();
  const requests = registry.counter('sanbao_requests_total', 'Requests answered, by operation and HTTP status.');
  const seconds = registry.histogram('sanbao_request_seconds', 'From the arrival of a request to the end of its answer.', secondsBounds);
  const commands = registry.counter('sanbao_commands_total', 'Commands, by operation and what became of them.');
  const facts = registry.counter('sanbao_facts_recorded_total', 'Facts that this process has recorded.');
  registry.gauge('sanbao_build_info', 'The version that runs.', () => [{ labels: { version }, value: 1 }]);
  registry.gauge('sanbao_ready', '1 while requests can be served.', async () =>
    one(
      await ready().then(
        () => 1,
        () => 0,
      ),
    ),
  );
  measureDatabase(registry, house);
  const close = measureProcess(registry);
  return {
    registry,
    requestDone(operation, status, took) {
      requests.add({ operation, status: String(status) });
      seconds.observe({ operation }, took);
    },
    commanded(operation, outcome, recorded) {
      commands.add({ operation, outcome });
      if (recorded > 0) facts.add({}, recorded);
    },
    close,
  };
}

const one = (value: number): Sample[] => [{ value }];

function measureDatabase(registry: Registry, { db }: House): void {
  registry.gauge('sanbao_database_connections', 'Connections of the pool that serves requests; waiting are requests without one.', () => [
    { labels: { state: 'busy' }, value: db.pool.totalCount - db.pool.idleCount },
    { labels: { state: 'idle' }, value: db.pool.idleCount },
    { labels: { state: 'waiting' }, value: db.pool.waitingCount },
  ]);
  // Positions are given once and in order, so the last one tells how the journal grows without counting it.
  registry.gauge('sanbao_journal_position', 'Position of the last fact in the journal, of all processes.', async () => {
    const { rows } = await asOwner(db.pool, (tx) =>
      tx.query<{ position: number }>('select coalesce(max(position), 0) as position from journal'),
    );
    return one(rows[0]!.position);
  });
  registry.gauge('sanbao_database_bytes', 'Size of the database.', async () => {
    const { rows } = await db.pool.query<{ bytes: number }>('select pg_database_size(current_database()) as bytes');
    return one(rows[0]!.bytes);
  });
  const folder = db.embedded?.dataDir;
  if (folder === undefined) return;
  registry.gauge('sanbao_data_free_bytes', 'Room left on the disk of the embedded database.', async () => {
    const { bavail, bsize } = await statfs(folder);
    return one(bavail * bsize);
  });
}

function measureProcess(registry: Registry): () => void {
  // It measures from one look to the next, so the pause between looks is no lag.
  const pauseMs = 20;
  const lag = monitorEventLoopDelay({ resolution: pauseMs });
  lag.enable();
  registry.gauge('sanbao_event_loop_lag_seconds', 'How late the program got to its next task, since the last reading.', () => {
    const samples = [
      ['0.5', lag.percentile(50)],
      ['0.99', lag.percentile(99)],
      ['1', lag.max],
    ] as const;
    const read = samples.map(([quantile, nanoseconds]) => ({
      labels: { quantile },
      value: Math.max(0, nanoseconds / 1e9 - pauseMs / 1e3),
    }));
    lag.reset();
    return read;
  });
  registry.gauge('process_resident_memory_bytes', 'Memory of the program, without the database.', () => one(process.memoryUsage.rss()));
  registry.gauge(
    'process_cpu_seconds_total',
    'Processor time of the program, without the database.',
    () => {
      const { user, system } = process.cpuUsage();
      return one((user + system) / 1e6);
    },
    'counter',
  );
  registry.gauge('process_uptime_seconds', 'Since the program was started.', () => one(process.uptime()));
  return () => lag.disable();
}
