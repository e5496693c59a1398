/**
 * Chooses the desk's targets on the first half of its incidents and scores the verdicts of the recorded readings on the
 * second half against the desk's own flag. Run as: sanbao --run examples/service_desk/score.ts LOG.csv DATA_FOLDER [ORG]
 */

import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { withHouse } from '../../server/cli/open_house.ts';
import { readOrg } from '../../server/db/transaction.ts';

type Incident = {
  readonly key: string;
  readonly openedAt: number;
  readonly category: string;
  /** What the desk itself says, in the last row of the incident. */
  readonly madeSla: boolean;
  /** By clock: round 1 as recorded. */
  readonly readings: Readonly<Record<string, { readonly elapsedMs: number; readonly verdict: string; readonly targetMs: number | null }>>;
  readonly notes: {
    readonly reopened: boolean;
    readonly reassignments: number;
    readonly priorities: number;
    readonly resolvedColumn: string;
    readonly waitedMs: number;
  };
};

const categories = ['critical', 'high', 'moderate', 'low'];
const hourMs = 3_600_000;

/** The clock that is judged, and the clock whose length its target is chosen by: with no deadline, so that every pause counts. */
const clocks = { resolution: 'resolution', resolution_without_waiting: 'time_without_waiting' } as const;

const [log, data, org = 'desk'] = process.argv.slice(2);
if (log === undefined || data === undefined) {
  console.error('Say which log and which data folder: score.ts LOG.csv DATA_FOLDER [ORG]');
  process.exit(2);
}
const incidents = await readIncidents(log, data, org);
const half = Math.floor(incidents.length / 2);
report(incidents.slice(0, half), incidents.slice(half));

function report(first: readonly Incident[], second: readonly Incident[]): void {
  console.log(`${first.length + second.length} incidents by time of opening: ${first.length} to choose on, ${second.length} to score.`);
  for (const [clock, measure] of Object.entries(clocks)) {
    console.log(`\n${clock}`);
    for (const category of categories) {
      const chosen = choose(
        first.filter((each) => each.category === category),
        measure,
      );
      const inForce = first.concat(second).find((each) => each.category === category)?.readings[clock]?.targetMs;
      const told = `${chosen.hours} h (agrees with ${chosen.agreed} of ${chosen.of} on the first half)`;
      const differs = inForce === chosen.hours * hourMs ? '' : `  THE PACK SAYS ${(inForce ?? 0) / hourMs} h`;
      if (chosen.of === 0) console.log(`  ${category}: nothing to choose on; the pack says ${(inForce ?? 0) / hourMs} h`);
      else console.log(`  ${category}: ${told}${differs}`);
    }
    console.log(`  first half, as recorded: ${share(first, clock)}`);
    console.log(`  second half, as recorded: ${share(second, clock)}`);
    confusion(second, clock);
    disagreements(second, clock);
  }
}

/** The whole hour that agrees most often; of several the one in the middle of the best stretch, so that it clings to no single incident. */
function choose(incidents: readonly Incident[], clock: string): { hours: number; agreed: number; of: number } {
  const hoursMax = Math.ceil(Math.max(1, ...incidents.map((each) => each.readings[clock]!.elapsedMs / hourMs)));
  const agreement = Array.from({ length: hoursMax }, (_, i) => agreed(incidents, clock, (i + 1) * hourMs));
  const best = Math.max(...agreement);
  const from = agreement.indexOf(best);
  let until = from;
  while (agreement[until + 1] === best) until += 1;
  return { hours: Math.round((from + until) / 2) + 1, agreed: best, of: incidents.length };
}

function agreed(incidents: readonly Incident[], clock: string, targetMs: number): number {
  return incidents.filter((each) => each.readings[clock]!.elapsedMs <= targetMs === each.madeSla).length;
}

function agrees(incident: Incident, clock: string): boolean {
  return (incident.readings[clock]!.verdict === 'kept') === incident.madeSla;
}

function share(incidents: readonly Incident[], clock: string): string {
  const same = incidents.filter((each) => agrees(each, clock)).length;
  const kept = incidents.filter((each) => each.madeSla).length;
  return `${same} of ${incidents.length} agree (${percent(same, incidents.length)}); always saying kept would agree in ${percent(kept, incidents.length)}`;
}

function confusion(incidents: readonly Incident[], clock: string): void {
  const rows = categories.map((category) => {
    const own = incidents.filter((each) => each.category === category);
    const count = (madeSla: boolean, kept: boolean) =>
      own.filter((each) => each.madeSla === madeSla && (each.readings[clock]!.verdict === 'kept') === kept).length;
    return {
      category,
      both_kept: count(true, true),
      both_late: count(false, false),
      only_we_say_late: count(true, false),
      only_desk_says_late: count(false, true),
    };
  });
  console.table(rows);
}

function disagreements(incidents: readonly Incident[], clock: string): void {
  for (const each of incidents.filter((one) => !agrees(one, clock)).slice(0, 40)) {
    const { elapsedMs, verdict, targetMs } = each.readings[clock]!;
    const { reopened, reassignments, priorities, resolvedColumn, waitedMs } = each.notes;
    const about = [
      `waited for the user ${hours(waitedMs)} h`,
      `reassigned ${reassignments} times`,
      ...(reopened ? ['reopened'] : []),
      ...(priorities > 1 ? [`${priorities} priorities`] : []),
      `resolved_at says ${resolvedColumn}`,
    ];
    console.log(
      `  ${each.key} ${each.category}: ${verdict} at ${hours(elapsedMs)} h of ${hours(targetMs ?? 0)} h, the desk says ${each.madeSla ? 'kept' : 'late'}; ${about.join(', ')}`,
    );
  }
}

async function readIncidents(file: string, folder: string, name: string): Promise<Incident[]> {
  const recorded = await readRecorded(folder, name);
  const groups = new Map<string, Record<string, string>[]>();
  for await (const row of createReadStream(file).pipe(parse({ columns: true })) as AsyncIterable<Record<string, string>>) {
    const group = groups.get(row['number']!) ?? [];
    groups.set(row['number']!, [...group, row]);
  }
  const incidents = [...groups].flatMap(([key, rows]): Incident[] => {
    const known = recorded.get(`uci-incidents:${key}`);
    if (known === undefined) return [];
    const last = rows.at(-1)!;
    const { resolution: whole, time_without_waiting: active } = known.readings;
    return [
      {
        key,
        openedAt: known.openedAt,
        category: known.category,
        madeSla: last['made_sla'] === 'TRUE',
        readings: known.readings,
        notes: {
          reopened: rows.some((row) => row['reopen_count'] !== '0'),
          reassignments: Number(last['reassignment_count']),
          priorities: new Set(rows.map((row) => row['priority'])).size,
          resolvedColumn: last['resolved_at']!,
          waitedMs: whole!.elapsedMs - active!.elapsedMs,
        },
      },
    ];
  });
  return incidents.sort((a, b) => a.openedAt - b.openedAt || (a.key < b.key ? -1 : 1));
}

type Recorded = Pick<Incident, 'openedAt' | 'category'> & { readings: Record<string, Incident['readings'][string]> };

/** What the program recorded, read as any report reads it. */
async function readRecorded(folder: string, name: string): Promise<Map<string, Recorded>> {
  return withHouse(folder, (house) =>
    readOrg(house.db.pool, name, async (tx) => {
      const { rows } = await tx.query<{
        source_ref: string;
        category: string;
        reported_at: number;
        clock: string;
        elapsed_ms: number;
        verdict: string;
        target_ms: number | null;
      }>(
        `select c.source_ref, c.category, c.reported_at, r.clock, r.elapsed_ms, r.verdict, r.target_ms
           from reading r join case_list c using (org_id, case_id)
          where c.org_id = $1 and r.round = 1 and r.elapsed_ms is not null`,
        [name],
      );
      const recorded = new Map<string, Recorded>();
      for (const row of rows) {
        const one = recorded.get(row.source_ref) ?? { openedAt: row.reported_at, category: row.category, readings: {} };
        one.readings[row.clock] = { elapsedMs: row.elapsed_ms, verdict: row.verdict, targetMs: row.target_ms };
        recorded.set(row.source_ref, one);
      }
      return recorded;
    }),
  );
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

function hours(ms: number): string {
  return (ms / hourMs).toFixed(2);
}
