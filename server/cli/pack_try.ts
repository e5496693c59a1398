/** `sanbao pack try`: a changed pack over the recorded journal, printed beside what was. */

import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../core/base/time.ts';
import { startOfDate } from '../../core/calendar/wall.ts';
import { tryPack, type TrialLine, type VerdictCounts } from '../read/pack_trial.ts';
import { note, print, printJson, wrongUse } from './complaint.ts';
import { packFor } from './explain.ts';
import { orgFor, withHouse } from './open_house.ts';
import { readMoment } from './texts.ts';

type Options = { readonly since: string; readonly org?: string; readonly data: string; readonly json?: boolean };

export async function tryOut(name: string, options: Options): Promise<void> {
  const pack = await packFor(name);
  const since = readSince(options.since, pack.pack.time_zone);
  await withHouse(options.data, async (house) => {
    const org = await orgFor(house, options.org);
    const isWatched = process.stderr.isTTY === true;
    const { cases, lines } = await tryPack(house, org, pack, since, (done) => void (isWatched && process.stderr.write(`\r${done} cases`)));
    if (isWatched) process.stderr.write('\r');
    if (options.json) return printJson({ org, pack: `${pack.name}@${pack.version}`, pack_hash: pack.hash, since: options.since, cases, lines });
    if (lines.length === 0) return note(`Nothing has begun in ${org} since ${options.since}.`);
    print(`${pack.name}@${pack.version} over ${cases} cases since ${options.since}; nothing was changed.`);
    print(tableOf(lines));
  });
}

/** A day begins at midnight in the pack's own time zone. */
function readSince(text: string, timeZone: string): Instant {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return readMoment(text, '--since');
  try {
    return startOfDate(Temporal.PlainDate.from(text, { overflow: 'reject' }), timeZone);
  } catch {
    throw wrongUse(`--since ${text}: there is no such day`);
  }
}

function tableOf(lines: readonly TrialLine[]): string {
  const head = ['promise', 'month', 'zone', 'kept was', 'would be', 'late was', 'would be', 'newly late', 'no longer late'];
  const missed = (counts: VerdictCounts) => counts.late + counts.overdue;
  const rows = lines.map((line) =>
    [line.clock, line.month, line.zone ?? '-', line.was.kept, line.would.kept, missed(line.was), missed(line.would), line.newly_late, line.no_longer_late].map(String),
  );
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  return [head, ...rows].map((row) => row.map((cell, column) => (column < 3 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ').trimEnd()).join('\n');
}
