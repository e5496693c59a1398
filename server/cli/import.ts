/** `sanbao import cases`: a CSV file, a map, and an account of every row that was not taken. */

import { statSync, writeFileSync } from 'node:fs';
import cliProgress from 'cli-progress';
import { importCases, type ImportResult } from '../import/import_cases.ts';
import { readMap } from '../import/read_map.ts';
import { UnreadableFile, type Refused } from '../import/records.ts';
import { Complaint, note, print, printJson, wrongUse } from './complaint.ts';
import { activePack, orgFor, withHouse } from './open_house.ts';
import { readText } from './texts.ts';

type Options = {
  readonly map: string;
  readonly dryRun?: boolean;
  readonly report?: string;
  readonly json?: boolean;
  readonly org?: string;
  readonly data: string;
};

/** How many refused rows are shown; `--report` has them all. */
const shownMax = 20;

export async function importFile(file: string, options: Options): Promise<void> {
  const reading = readMap(readText(options.map), options.map);
  if (!reading.ok) throw wrongUse(reading.problems.join('\n'));
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw wrongUse(`${file}: there is no such file`);
  await withHouse(options.data, async (house) => {
    const org = await orgFor(house, options.org);
    const pack = await activePack(house, org);
    if (pack === null) throw new Complaint(`${org} has no active pack; \`sanbao org add ${org} --pack PACK\` activates one.`);
    const began = performance.now();
    const bar = progressBar(size);
    const task = { file, map: reading.map, org, pack, dryRun: options.dryRun === true, ...bar };
    const result = await importCases(house, task)
      .catch((error: unknown) => {
        throw error instanceof UnreadableFile ? wrongUse(error.message) : error;
      })
      .finally(bar.stop);
    const seconds = Math.round(performance.now() - began) / 1_000;
    if (options.report !== undefined) writeFileSync(options.report, reportCsv(result.refused));
    if (options.json) printJson({ org, pack: `${pack.name}@${pack.version}`, dry_run: task.dryRun, seconds, ...result });
    else account(result, seconds, task.dryRun, options.report);
    // Nothing at all could be taken: most likely the map is of another file.
    if (result.recorded + result.already_recorded === 0 && result.rows > 0) process.exitCode = 1;
  });
}

function progressBar(size: number) {
  if (!process.stderr.isTTY || size === 0) return { stop: () => {} };
  const bar = new cliProgress.SingleBar(
    { format: '{bar} {percentage}% of the file, {cases} cases', stream: process.stderr, clearOnComplete: true },
    cliProgress.Presets.shades_classic,
  );
  let cases = 0;
  bar.start(size, 0, { cases });
  return {
    onBytes: (bytes: number) => bar.update(bytes, { cases }),
    onCase: () => bar.update({ cases: (cases += 1) }),
    stop: () => bar.stop(),
  };
}

function account(result: ImportResult, seconds: number, isDry: boolean, report: string | undefined): void {
  const { rows, cases, recorded, already_recorded: before, facts, refused } = result;
  print(
    `${rows} rows, ${cases} cases in ${seconds} s: ${recorded} ${isDry ? 'would be recorded' : 'recorded'} (${facts} facts), ${before} recorded before, ${refused.length} rows refused.`,
  );
  for (const each of refused.slice(0, shownMax)) note(`line ${each.line}${each.column === '' ? '' : `, ${each.column}`}: ${each.reason}`);
  if (refused.length > shownMax)
    note(`… and ${refused.length - shownMax} more${report === undefined ? '; --report FILE lists them all' : ` in ${report}`}.`);
}

function reportCsv(refused: readonly Refused[]): string {
  const lines = refused.map(({ line, column, reason }) => [String(line), column, reason].map(quoted).join(','));
  return `${['line,column,reason', ...lines].join('\r\n')}\r\n`;
}

// A cell that begins like a formula is one to a spreadsheet, and the file came from somebody else.
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
