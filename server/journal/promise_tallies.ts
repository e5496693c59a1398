/** How promises came out in a span of time, cell by cell: SQL counts what ended, the engine reads what is open at this moment. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import type { Fact } from '../../core/base/fact.ts';
import { isoOf, type Instant } from '../../core/base/time.ts';
import { readClocks } from '../../core/clock/clocks.ts';
import type { Reading } from '../../core/clock/reading.ts';
import type { House } from '../house.ts';
import { caseStream, readStreams } from './read.ts';
import { addOpen, emptyTally, type EndedTally, type Tally } from './tally.ts';

const text = (name: string) => readFileSync(join(import.meta.dirname, 'sql', `${name}.sql`), 'utf8');
const ended = text('promise_tallies');
const open = text('promise_tallies_open');

/** Histories read at once: a busy month can leave thousands of cases open. */
const batch = 500;

export type TallyAsked = {
  readonly from: Instant;
  readonly to: Instant;
  readonly clock?: string | undefined;
  readonly by: 'total' | 'day' | 'week' | 'month';
  readonly group: 'zone' | 'customer_class' | 'both';
  readonly time_zone: string;
  readonly party: string | null;
  readonly now: Instant;
};

export type OpenRow = { case_id: string; clock: string; subject_id: string; round: number; occurrence: number; zone: string | null; customer_class: string | null; period: string | null };
export type OpenOne = { readonly row: OpenRow; readonly reading: Reading };

/** `open` are the readings that had not ended, as they are read at `now`; they are in the tallies too. */
export async function talliesOf(tx: PoolClient, house: House, org: string, asked: TallyAsked): Promise<{ tallies: Tally[]; open: OpenOne[] }> {
  const values = [org, isoOf(asked.from), isoOf(asked.to), asked.clock ?? null, asked.by, asked.time_zone, asked.party, asked.group];
  const { rows } = await tx.query<EndedTally>({ name: 'promise_tallies', text: ended, values });
  const { rows: openRows } = await tx.query<OpenRow>({ name: 'promise_tallies_open', text: open, values });
  const tallies = new Map<string, Tally>(rows.map((row) => [cellOf(row), { ...row, running: 0, overdue: 0, open: 0 }]));
  const read: OpenOne[] = [];
  for (let from = 0; from < openRows.length; from += batch) read.push(...(await readOpen(tx, house, org, openRows.slice(from, from + batch), asked.now)));
  for (const { row, reading } of read) {
    const tally = tallies.get(cellOf(row)) ?? emptyTally(row, reading.judged);
    tallies.set(cellOf(row), tally);
    addOpen(tally, reading);
  }
  return { tallies: [...tallies.values()], open: read };
}

async function readOpen(tx: PoolClient, house: House, org: string, rows: readonly OpenRow[], now: Instant): Promise<OpenOne[]> {
  const packs = await house.packs.historyOf(tx, org);
  const byCase = Map.groupBy(rows, (row) => row.case_id);
  const histories = await readStreams(tx, org, [...byCase.keys()].map(caseStream));
  const events = await eventsAround(tx, org, [...histories.values()].flat());
  return [...byCase].flatMap(([caseId, cells]) => {
    const facts = histories.get(caseStream(caseId)) ?? [];
    const readings = readClocks({ subject: { kind: 'case', id: caseId }, facts, events, now, ...packs });
    return cells.flatMap((row) => {
      const reading = readings.find((each) => isSame(each, row));
      return reading === undefined ? [] : [{ row, reading }];
    });
  });
}

function isSame(reading: Reading, row: OpenRow): boolean {
  return reading.clock === row.clock && reading.subject_id === row.subject_id && reading.round === row.round && (reading.occurrence ?? 0) === row.occurrence;
}

function cellOf({ clock, zone, customer_class, period }: Pick<Tally, 'clock' | 'zone' | 'customer_class' | 'period'>): string {
  return JSON.stringify([clock, zone, customer_class, period]);
}

/** Everything recorded about declared events of the places these facts name: with corrections, so that it can be read as of any moment. */
export async function eventsAround(client: PoolClient, org: string, facts: readonly Fact[]): Promise<Fact[]> {
  const areas = new Set(facts.flatMap((fact) => areasIn(fact.data)));
  if (areas.size === 0) return [];
  const { rows } = await client.query<{ event_id: string }>({
    name: 'events_around',
    text: 'select event_id from event_list where org_id = $1 and area = any($2)',
    values: [org, [...areas]],
  });
  if (rows.length === 0) return [];
  return [...(await readStreams(client, org, rows.map((row) => `event:${row.event_id}`))).values()].flat();
}

function areasIn(data: Fact['data']): string[] {
  const replacement = data['replacement'] as { data?: { area?: unknown } } | undefined;
  return [data['area'], replacement?.data?.area].filter((area): area is string => typeof area === 'string');
}
