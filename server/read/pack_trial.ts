/** A changed pack over what truly happened: what would have been kept and late, beside what was. Nothing is written. */

import type { PoolClient } from 'pg';
import { isoOf, type Instant } from '../../core/base/time.ts';
import { dateOf } from '../../core/calendar/wall.ts';
import { readClocks } from '../../core/clock/clocks.ts';
import { readingKey, type Reading } from '../../core/clock/reading.ts';
import { readOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { caseStream, readStreams, type StoredFact } from '../journal/read.ts';
import type { LoadedPack } from '../pack/load.ts';
import type { PackHistory } from '../pack/shelf.ts';
import { eventsAround } from '../journal/promise_tallies.ts';

const verdicts = ['kept', 'late', 'overdue', 'running', 'excused', 'cancelled', 'unproven', 'no_promise', 'error'] as const;
export type VerdictCounts = Record<(typeof verdicts)[number], number>;

/** Readings of one promise that started in one month (of the place) in one zone. */
export type TrialLine = {
  readonly clock: string; readonly zone: string | null; readonly month: string;
  readonly was: VerdictCounts; readonly would: VerdictCounts;
  /** Readings that were not late or overdue and would be, and the other way round. */
  newly_late: number; no_longer_late: number;
};

export type Trial = { readonly cases: number; readonly lines: readonly TrialLine[] };

const batch = 200;

/** Reads every case that was open at `since` or reported later; readings that started before `since` stay out of the count. */
export async function tryPack(house: House, org: string, changed: LoadedPack, since: Instant, onProgress: (cases: number) => void = () => {}): Promise<Trial> {
  const now = house.now();
  const lines = new Map<string, TrialLine>();
  let cases = 0;
  // Page by page, each a transaction of its own: a trial over years holds back no clearing up of old rows.
  for (let after = ''; ; ) {
    const ids = await readOrg(house.db.pool, org, async (tx) => {
      const page = await casesFrom(tx, org, since, after);
      const history = await house.packs.historyOf(tx, org);
      for (const [stream, facts] of await readStreams(tx, org, page.map(caseStream))) {
        const events = await eventsAround(tx, org, facts);
        count(lines, compared({ id: stream.slice('case:'.length), facts, events, since, now, history, changed }), changed.compiled.place.time_zone);
      }
      return page;
    });
    cases += ids.length;
    onProgress(cases);
    if (ids.length < batch) break;
    after = ids.at(-1)!;
  }
  return { cases, lines: [...lines.values()].toSorted((a, b) => compareText(keyOf(a), keyOf(b))) };
}

async function casesFrom(tx: PoolClient, org: string, since: Instant, after: string): Promise<string[]> {
  const { rows } = await tx.query<{ case_id: string }>(
    `select case_id from case_list where org_id = $1 and (finished_at is null or finished_at >= $2) and case_id > $3 order by case_id limit ${batch}`,
    [org, isoOf(since), after],
  );
  return rows.map((row) => row.case_id);
}

type Compared = { readonly was: Reading | undefined; readonly would: Reading | undefined };
type Asked = {
  readonly id: string; readonly facts: readonly StoredFact[]; readonly events: Awaited<ReturnType<typeof eventsAround>>;
  readonly since: Instant; readonly now: Instant; readonly history: PackHistory; readonly changed: LoadedPack;
};

function compared({ id, facts, events, since, now, history, changed }: Asked): Compared[] {
  const subject = { kind: 'case', id } as const;
  const was = readClocks({ subject, facts, events, now, ...history });
  const would = readClocks({
    subject, events, now,
    // Whoever was taken over to another version after that day would have stood under this one.
    facts: facts.filter((fact) => fact.kind !== 'case.pack_taken_over' || fact.received_at < since),
    packFor: (received) => (received >= since ? changed.compiled : history.packFor(received)),
    packByHash: (hash) => (hash === changed.hash ? changed.compiled : history.packByHash(hash)),
  });
  const pairs = new Map<string, { was?: Reading; would?: Reading }>();
  for (const reading of was) if (reading.started_at >= since) pairs.set(readingKey(reading), { was: reading });
  for (const reading of would) if (reading.started_at >= since) pairs.set(readingKey(reading), { ...pairs.get(readingKey(reading)), would: reading });
  return [...pairs.values()].map((pair) => ({ was: pair.was, would: pair.would }));
}

function count(lines: Map<string, TrialLine>, pairs: readonly Compared[], timeZone: string): void {
  for (const { was, would } of pairs) {
    const { clock, zone, started_at } = (would ?? was)!;
    const cell = { clock, zone, month: dateOf(started_at, timeZone).toString().slice(0, 7) };
    const line = lines.get(keyOf(cell)) ?? { ...cell, was: none(), would: none(), newly_late: 0, no_longer_late: 0 };
    lines.set(keyOf(cell), line);
    if (was) line.was[was.verdict] += 1;
    if (would) line.would[would.verdict] += 1;
    if (isMissed(would) && !isMissed(was)) line.newly_late += 1;
    if (isMissed(was) && !isMissed(would)) line.no_longer_late += 1;
  }
}

function isMissed(reading: Reading | undefined): boolean {
  return reading?.verdict === 'late' || reading?.verdict === 'overdue';
}

function none(): VerdictCounts {
  return Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as VerdictCounts;
}

function keyOf({ clock, zone, month }: Pick<TrialLine, 'clock' | 'zone' | 'month'>): string {
  return `${clock}\n${month}\n${zone ?? ''}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
