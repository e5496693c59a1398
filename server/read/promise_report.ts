/** Were our promises kept: mean and share by clock, zone and period, with what is still open read at this moment. */

import type { PoolClient } from 'pg';
import type { z } from 'zod';
import { isoOf, parseInstant } from '../../core/base/time.ts';
import { readClocks } from '../../core/clock/clocks.ts';
import type { Reading } from '../../core/clock/reading.ts';
import type { operations } from '../../wire/contract.ts';
import type { PromiseLine } from '../../wire/view/views.ts';
import { caseStream, readStreams } from '../journal/read.ts';
import { ask, type Asking } from './asking.ts';
import { activePack } from './me.ts';
import { partySeen } from './permit.ts';
import { addOpen, emptyTally, lineOf, type EndedTally, type Tally } from './promise_tally.ts';
import { eventsAround } from './readings.ts';
import { statement } from './statement.ts';

type OpenRow = { case_id: string; clock: string; subject_id: string; round: number; occurrence: number; zone: string | null; customer_class: string | null; period: string | null };

const ended = statement('promise_report.sql');
const open = statement('promise_report_open.sql');
/** Histories read at once: a busy month can leave thousands of cases open. */
const batch = 500;

export async function reportPromises(asking: Asking, asked: z.output<(typeof operations)['report.promises']['query']>): Promise<{ items: PromiseLine[] }> {
  const party = partySeen(asking.actor, 'report.promises');
  return ask(asking, async (client) => {
    const pack = await activePack(client, asking);
    const { promises, time_zone: timeZone } = pack.pack;
    const values = [asking.actor.org, isoOf(parseInstant(asked.from)!), isoOf(parseInstant(asked.to)!), asked.clock ?? null, asked.by, timeZone, party, asked.group];
    const { rows } = await client.query<EndedTally>({ name: 'promise_report', text: ended, values });
    const { rows: openRows } = await client.query<OpenRow>({ name: 'promise_report_open', text: open, values });
    const tallies = new Map<string, Tally>(rows.map((row) => [cellOf(row), { ...row, running: 0, overdue: 0, open: 0 }]));
    for (let from = 0; from < openRows.length; from += batch) await addOpenOnes(client, asking, openRows.slice(from, from + batch), tallies);
    const clocks = Object.keys(promises);
    const order = (asked.group === 'zone' ? pack.pack.zones : pack.pack.customer_classes).map((each) => each.code);
    const group = (tally: Tally) => (asked.group === 'zone' ? tally.zone : tally.customer_class);
    return {
      items: [...tallies.values()]
        .sort((a, b) => rank(clocks, a.clock) - rank(clocks, b.clock) || rank(order, group(a)) - rank(order, group(b)) || ((a.period ?? '') < (b.period ?? '') ? -1 : 1))
        .map((tally) => lineOf(tally, promises[tally.clock]?.words[asking.lang] ?? tally.clock)),
    };
  });
}

async function addOpenOnes(client: PoolClient, { house, actor, now }: Asking, rows: readonly OpenRow[], tallies: Map<string, Tally>): Promise<void> {
  const packs = await house.packs.historyOf(client, actor.org);
  const byCase = Map.groupBy(rows, (row) => row.case_id);
  const histories = await readStreams(client, actor.org, [...byCase.keys()].map(caseStream));
  const events = await eventsAround(client, actor.org, [...histories.values()].flat());
  for (const [caseId, cells] of byCase) {
    const facts = histories.get(caseStream(caseId)) ?? [];
    const readings = readClocks({ subject: { kind: 'case', id: caseId }, facts, events, now, ...packs });
    for (const cell of cells) {
      const reading = readings.find((each) => isSame(each, cell));
      if (!reading) continue;
      const tally = tallies.get(cellOf(cell)) ?? emptyTally(cell, reading.judged);
      tallies.set(cellOf(cell), tally);
      addOpen(tally, reading);
    }
  }
}

function isSame(reading: Reading, row: OpenRow): boolean {
  return reading.clock === row.clock && reading.subject_id === row.subject_id && reading.round === row.round && (reading.occurrence ?? 0) === row.occurrence;
}

function cellOf({ clock, zone, customer_class, period }: Pick<Tally, 'clock' | 'zone' | 'customer_class' | 'period'>): string {
  return JSON.stringify([clock, zone, customer_class, period]);
}

/** In the pack's own order; what the pack no longer names comes last. */
function rank(order: readonly string[], code: string | null): number {
  const index = code === null ? -1 : order.indexOf(code);
  return index === -1 ? order.length : index;
}
