/** Closed periods: what was recorded, what the same readings say now, and which of them came out otherwise. */

import type { PoolClient } from 'pg';
import type { Figures } from '../../core/measure/facts.ts';
import { isoOf, minuteMs, parseInstant } from '../../core/base/time.ts';
import type { Reading } from '../../core/clock/reading.ts';
import type { ClosedPeriodView, PeriodAdjustment, PeriodView } from '../../wire/view/period_views.ts';
import { closedPeriods, storedPeriod, type StoredPeriod } from '../journal/period_plans.ts';
import { talliesOf } from '../journal/promise_tallies.ts';
import { readStreams } from '../journal/read.ts';
import type { Tally } from '../journal/tally.ts';
import type { LoadedPack } from '../pack/load.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking } from './asking.ts';
import { namesOf } from './case_facts.ts';
import { activePack } from './me.ts';
import { changedSince, type Change } from './period_changes.ts';
import { scopeOf } from './permit.ts';
import { lineOf } from './promise_line.ts';
import { inOrder } from './promise_report.ts';

/** More would not be read by anybody; how many there are is said all the same. */
const adjustmentsShown = 500;

export async function listPeriods(asking: Asking, { clock }: { clock?: string | undefined }): Promise<{ items: ClosedPeriodView[] }> {
  scopeOf(asking.actor, 'period.list');
  return ask(asking, async (client) => {
    const periods = (await closedPeriods(client, asking.actor.org)).filter(({ period }) => clock === undefined || period.clock === clock);
    return { items: await viewsOf(client, asking, periods) };
  });
}

export async function getPeriod(asking: Asking, id: string): Promise<PeriodView> {
  scopeOf(asking.actor, 'period.get');
  return ask(asking, async (client) => {
    const org = asking.actor.org;
    const stream = `period:${id}`;
    const facts = (await readStreams(client, org, [stream])).get(stream)!;
    if (facts.length === 0) throw new Refused('unknown_period');
    const stored = storedPeriod(stream, facts);
    const { clock, figures, from, to } = stored.period;
    const pack = await activePack(client, asking);
    const span = { from: parseInstant(from)!, to: parseInstant(to)! };
    const { tallies } = await talliesOf(client, asking.house, org, { ...span, clock, by: 'total', group: 'both', time_zone: pack.pack.time_zone, party: null, now: asking.now });
    const judged = tallies[0]?.judged ?? pack.pack.promises[clock]?.judged ?? 'each';
    const words = wordsOf(asking, pack, clock);
    const lines = (cells: readonly Tally[]) => inOrder(cells, pack).map((tally) => lineOf(tally, words));
    const changes = await changedSince(client, asking, stored, span);
    const [period] = await viewsOf(client, asking, [stored]);
    return {
      period: period!, closed: lines(figures.map((cell) => tallyOf(clock, judged, cell))), now: lines(tallies),
      adjustments: changes.slice(0, adjustmentsShown).map(adjustmentOf), adjustment_count: changes.length,
    };
  });
}

async function viewsOf(client: PoolClient, asking: Asking, periods: readonly StoredPeriod[]): Promise<ClosedPeriodView[]> {
  const pack = await activePack(client, asking);
  const names = await namesOf(client, asking.actor.org, periods.map(({ fact }) => fact.by));
  return periods.map(({ id, period, fact }) => ({
    period_id: id, clock: period.clock, words: wordsOf(asking, pack, period.clock), first_day: period.first_day, last_day: period.last_day,
    closed_at: isoOf(fact.at), closed_by: fact.by, closed_by_name: names.get(fact.by) ?? fact.by, remarks: period.remarks ?? null,
    readings: period.figures.reduce((sum, cell) => sum + cell.readings, 0),
  }));
}

function wordsOf({ lang }: Asking, { pack }: LoadedPack, clock: string): string {
  return pack.promises[clock]?.words[lang] ?? clock;
}

function tallyOf(clock: string, judged: Tally['judged'], { target_ms, ...cell }: Figures): Tally {
  return { ...cell, clock, period: null, judged, target_least: target_ms, target_most: target_ms, target_missing: target_ms === null };
}

function adjustmentOf({ case_id, number, round, was, is }: Change): PeriodAdjustment {
  const then = (reading: Reading | null) =>
    reading && { verdict: reading.verdict, zone: reading.zone, elapsed_minutes: reading.elapsed_ms === null ? null : reading.elapsed_ms / minuteMs };
  return { case_id, number, round, was: then(was), is: then(is) };
}
