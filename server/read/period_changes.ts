/** What became of the readings of a closed period: read as the journal stood at the closing, and as it stands now. */

import type { PoolClient } from 'pg';
import { isoOf, type Instant } from '../../core/base/time.ts';
import { readClocks } from '../../core/clock/clocks.ts';
import { isOpen, readingKey, type Reading } from '../../core/clock/reading.ts';
import type { StoredPeriod } from '../journal/period_plans.ts';
import { eventsAround } from '../journal/promise_tallies.ts';
import { caseStream, readStreams, type StoredFact } from '../journal/read.ts';
import type { Asking } from './asking.ts';

/** Null: no such reading in the period. */
export type Change = { readonly case_id: string; readonly number: string; readonly round: number; readonly was: Reading | null; readonly is: Reading | null };

type Span = { readonly from: Instant; readonly to: Instant };
const batch = 500;

/**
 * Only cases that something was recorded about since can read otherwise: those of the period, those that were corrected (a corrected
 * moment may have left the period), and those of places for which an event was declared or changed. Still open ones are no change.
 */
export async function changedSince(client: PoolClient, asking: Asking, stored: StoredPeriod, span: Span): Promise<Change[]> {
  const position = await positionOf(client, asking.actor.org, stored);
  const cases = await suspects(client, asking.actor.org, stored.period.clock, span, position);
  const changes: Change[] = [];
  for (let from = 0; from < cases.length; from += batch) changes.push(...(await changesOf(client, asking, stored, span, position, cases.slice(from, from + batch))));
  return changes;
}

async function positionOf(client: PoolClient, org: string, { id }: StoredPeriod): Promise<number> {
  const { rows } = await client.query<{ position: number }>('select position from journal where org_id = $1 and stream = $2 and seq = 1', [org, `period:${id}`]);
  return rows[0]!.position;
}

async function suspects(client: PoolClient, org: string, clock: string, { from, to }: Span, position: number): Promise<string[]> {
  const { rows } = await client.query<{ case_id: string }>({
    name: 'suspects_of_period',
    text: `with later as materialized (select stream, kind from journal where org_id = $1 and position > $5)
           select r.case_id from reading r
            where r.org_id = $1 and r.clock = $2 and r.started_at >= $3 and r.started_at < $4 and exists (select from later l where l.stream = 'case:' || r.case_id)
           union select substr(stream, 6) from later where kind = 'fact.corrected' and stream like 'case:%'
           union select c.case_id from case_list c join event_list e on e.org_id = c.org_id and e.area = c.area
            where c.org_id = $1 and 'event:' || e.event_id in (select stream from later where stream like 'event:%')
           order by 1`,
    values: [org, clock, isoOf(from), isoOf(to), position],
  });
  return rows.map((row) => row.case_id);
}

async function changesOf(client: PoolClient, { house, actor, now }: Asking, stored: StoredPeriod, span: Span, position: number, cases: readonly string[]): Promise<Change[]> {
  const packs = await house.packs.historyOf(client, actor.org);
  const histories = await readStreams(client, actor.org, cases.map(caseStream));
  const events = await eventsAround(client, actor.org, [...histories.values()].flat());
  const known = await knownBefore(client, actor.org, [...histories.keys(), ...events.map((fact) => (fact as StoredFact).stream)], position);
  const isKnown = (fact: StoredFact) => fact.seq <= (known.get(fact.stream) ?? 0);
  return cases.flatMap((id) => {
    const facts = histories.get(caseStream(id))!;
    const read = (some: readonly StoredFact[], around: readonly StoredFact[], at: Instant) =>
      readClocks({ subject: { kind: 'case', id }, facts: some, events: around, now: at, ...packs })
        .filter((reading) => reading.clock === stored.period.clock && reading.started_at >= span.from && reading.started_at < span.to);
    const before = read(facts.filter(isKnown), (events as StoredFact[]).filter(isKnown), stored.fact.at);
    const after = read(facts, events as StoredFact[], now);
    return differences(before, after).map(([was, is]) => ({ case_id: id, number: numberOf(facts), round: (is ?? was)!.round, was, is }));
  });
}

/** How far each stream had come at the closing. */
async function knownBefore(client: PoolClient, org: string, streams: readonly string[], position: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ stream: string; seq: number }>({
    name: 'known_before',
    text: 'select stream, max(seq) as seq from journal where org_id = $1 and stream = any($2) and position < $3 group by stream',
    values: [org, [...new Set(streams)], position],
  });
  return new Map(rows.map((row) => [row.stream, row.seq]));
}

function differences(before: readonly Reading[], after: readonly Reading[]): [was: Reading | null, is: Reading | null][] {
  const [was, is] = [before, after].map((readings) => new Map(readings.map((reading) => [readingKey(reading), reading])));
  return [...new Set([...was!.keys(), ...is!.keys()])].flatMap((key): [Reading | null, Reading | null][] => {
    const pair: [Reading | null, Reading | null] = [was!.get(key) ?? null, is!.get(key) ?? null];
    return isSame(...pair) ? [] : [pair];
  });
}

function isSame(was: Reading | null, is: Reading | null): boolean {
  if (was === null || is === null) return false;
  if (isOpen(was) && isOpen(is)) return was.zone === is.zone && was.target_minutes === is.target_minutes;
  return was.verdict === is.verdict && was.elapsed_ms === is.elapsed_ms && was.zone === is.zone && was.target_minutes === is.target_minutes;
}

function numberOf(facts: readonly StoredFact[]): string {
  return String(facts[0]?.data['number'] ?? '');
}
