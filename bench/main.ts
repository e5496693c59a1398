/** `npm run bench`: measurements one after another, printed and, with `--write`, put into docs/bench.md. Ratios hold between machines; the rest is this machine's. */

import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchAlarms } from './alarms.ts';
import { benchFirst } from './first.ts';
import { benchHttp } from './http.ts';
import { benchLists } from './lists.ts';
import { benchLive } from './live.ts';
import { benchPacks } from './packs.ts';
import { madeLine, writePage, type Section } from './page.ts';
import { benchReadings } from './readings.ts';
import { markdownOf, type Row } from './table.ts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' }, write: { type: 'boolean', default: false }, seconds: { type: 'string', default: '3' }, rounds: { type: 'string', default: '100' },
    cases: { type: 'string', default: '20000' }, sizes: { type: 'string', default: '1000,100000' }, facts: { type: 'string', default: '1000000' },
  },
});
const seconds = Number(options.seconds);
const rounds = Number(options.rounds);
const cases = Number(options.cases);
const debian = '/usr/lib/postgresql/15/bin';

type Part = { readonly title: string; readonly explains: string; readonly measure: () => Promise<Row[]> };

const httpExplains = 'Ours against a bare Node server with one token lookup and one statement a request, turn about on the same database. CPU is in ms a request; a ratio is ours to the floor’s. Statements are counted on the wire, `begin` and `commit` among them.';

const parts: Readonly<Record<string, Part>> = {
  readings: { title: 'Readings', explains: 'In processor time of one core, the pack compiled, ten facts a case, in fifteen windows turn about with a floor that looks at the same facts once, keeps the last of each kind and judges nothing.', measure: () => benchReadings(seconds) },
  http18: { title: 'HTTP on the embedded PostgreSQL 18', explains: httpExplains, measure: () => benchHttp({ name: 'embedded 18', seconds, cases }) },
  http15: { title: 'HTTP on Debian’s PostgreSQL 15', explains: httpExplains, measure: () => benchHttp({ name: 'Debian 15', binaries: debian, seconds, cases }) },
  lists: { title: 'Lists, filters and searches', explains: 'Asked of the server’s own code, without HTTP, each time with another case in mind; the answer written out as JSON.', measure: () => benchLists(options.sizes.split(',').map(Number), rounds) },
  packs: { title: 'Packs', explains: 'All packs that come with the program, with what they extend, as `sanbao pack check` reads them; and the grid with a stricter promise over a journal, as `sanbao pack try` does it. Each floor is measured in the same run.', measure: () => benchPacks(Math.min(rounds, 20), Number(options.facts)) },
  alarms: { title: 'Alarms', explains: 'Late is from the deadline to the commit that others can see.', measure: benchAlarms },
  live: { title: 'Live updates', explains: 'From the sending of a command to its event at another screen.', measure: () => benchLive(rounds) },
  first: { title: 'Start, memory and first load', explains: 'The demo county on the embedded database; memory is what is held when it is ready (Pss). The browser is Chromium on the same machine.', measure: () => benchFirst(20) },
};

const wanted = options.only === '' ? Object.keys(parts) : options.only.split(',');
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`--only: there is no ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
for (const name of wanted) {
  if (name === 'http15' && !existsSync(join(debian, 'initdb'))) continue;
  const { title, explains, measure } = parts[name]!;
  const loadBefore = loadavg()[0]!;
  const rows = await measure();
  const section: Section = { title, explains, made: madeLine(`npm run bench -- --only ${name}${saidOptions()}`, loadBefore), table: markdownOf(rows) };
  console.log(`## ${title}\n\n${section.table}\n`);
  if (options.write) writePage(section);
}

/** As it was asked for, so that the same can be asked again. */
function saidOptions(): string {
  const said = process.argv.slice(2).join(' ').replace(/--only[ =]\S+/, '').replace('--write', '').replaceAll(/\s+/g, ' ').trim();
  return said === '' ? '' : ` ${said}`;
}
