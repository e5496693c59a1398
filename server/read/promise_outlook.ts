/** Promises that are judged on the average, in the middle of their period: how far, where to, and what can still be done. */

import type { PoolClient } from 'pg';
import { isoOf, minuteMs, type Instant } from '../../core/base/time.ts';
import { spanOfDays } from '../../core/calendar/wall.ts';
import { outlookOf, type Outlook } from '../../core/clock/outlook.ts';
import type { OutlookLine } from '../../wire/view/period_views.ts';
import { talliesOf, type OpenOne } from '../journal/promise_tallies.ts';
import { targetOf, type Tally } from '../journal/tally.ts';
import { ask, type Asking } from './asking.ts';
import { activePack } from './me.ts';
import { partySeen } from './permit.ts';
import { inOrder } from './promise_report.ts';

const openShown = 100;
type Asked = { first_day: string; last_day: string; clock?: string | undefined };

export async function outlookOfPromises(asking: Asking, { first_day, last_day, clock }: Asked): Promise<{ from: string; to: string; items: OutlookLine[] }> {
  const party = partySeen(asking.actor, 'report.outlook');
  return ask(asking, async (client) => {
    const pack = await activePack(client, asking);
    const span = spanOfDays(first_day, last_day, pack.pack.time_zone);
    const { tallies, open } = await talliesOf(client, asking.house, asking.actor.org, {
      ...span, clock, by: 'total', group: 'zone', time_zone: pack.pack.time_zone, party, now: asking.now,
    });
    const inMean = open.filter(({ reading }) => reading.elapsed_ms !== null && ['running', 'overdue', 'excused'].includes(reading.verdict));
    const numbers = await numbersOf(client, asking.actor.org, inMean.map(({ row }) => row.case_id));
    const averages = inOrder(tallies, pack).filter((tally) => tally.judged !== 'each' && targetOf(tally) !== null);
    return {
      from: isoOf(span.from), to: isoOf(span.to),
      items: averages.map((tally) => {
        const ones = inMean.filter(({ row }) => row.clock === tally.clock && row.zone === tally.zone);
        const outlook = outlookOf({ ...span, now: asking.now, target: targetOf(tally)!, ended: endedIn(tally, ones), open: ones.map((one) => ({ key: keyOf(one), elapsed_ms: one.reading.elapsed_ms! })) });
        return lineOf(tally, pack.pack.promises[tally.clock]?.words[asking.lang] ?? tally.clock, outlook, ones, numbers, asking.now);
      }),
    };
  });
}

/** The tally holds open ones too: what is left without them has ended. */
function endedIn(tally: Tally, open: readonly OpenOne[]): { count: number; sum: number } {
  return { count: tally.entering - open.length, sum: open.reduce((sum, { reading }) => sum - reading.elapsed_ms!, tally.elapsed_sum) };
}

function keyOf({ row }: OpenOne): string {
  return `${row.case_id}/${row.subject_id}/${row.round}/${row.occurrence}`;
}

function lineOf(tally: Tally, words: string, outlook: Outlook, ones: readonly OpenOne[], numbers: ReadonlyMap<string, string>, now: Instant): OutlookLine {
  const byKey = new Map(ones.map((one) => [keyOf(one), one]));
  const minutes = (ms: number | null) => (ms === null ? null : ms / minuteMs);
  const { forecast } = outlook;
  return {
    clock: tally.clock, words, zone: tally.zone, target_minutes: targetOf(tally)! / minuteMs, readings: outlook.count, mean_minutes: minutes(outlook.mean_ms),
    margin_minutes: minutes(outlook.margin_ms), slack_minutes: outlook.slack_ms / minuteMs, needed_minutes: minutes(outlook.needed_ms),
    forecast: forecast && { readings: forecast.count, mean_minutes: forecast.mean_ms / minuteMs, kept: forecast.kept },
    open: outlook.open.slice(0, openShown).map((each) => {
      const { row, reading } = byKey.get(each.key)!;
      return {
        case_id: row.case_id, number: numbers.get(row.case_id) ?? '', elapsed_minutes: each.elapsed_ms / minuteMs, helps_for_minutes: each.helps_for_ms / minuteMs,
        // A clock of working hours, or one that is paused, says how long but not until when.
        helps_until: each.helps_for_ms > 0 && isRoundTheClock(reading.started_at, each.elapsed_ms, now) ? isoOf((now + each.helps_for_ms) as Instant) : null,
        saves_alone: each.saves_alone,
      };
    }),
    open_count: outlook.open.length,
  };
}

function isRoundTheClock(started: Instant, elapsed: number, now: Instant): boolean {
  return now - started === elapsed;
}

async function numbersOf(client: PoolClient, org: string, cases: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (cases.length === 0) return new Map();
  const { rows } = await client.query<{ case_id: string; number: string }>({
    name: 'numbers_of_cases', text: 'select case_id, number from case_list where org_id = $1 and case_id = any($2)', values: [org, [...new Set(cases)]],
  });
  return new Map(rows.map((row) => [row.case_id, row.number]));
}
