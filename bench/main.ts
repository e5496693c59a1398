/** `npm run bench`: all measurements in one run, printed and written to docs/bench.md. Ratios hold between machines; the rest is this machine's. */

import { existsSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchHttp } from './http.ts';
import { benchReadings } from './readings.ts';
import { markdownOf, type Row } from './table.ts';

const { values: options } = parseArgs({ options: { seconds: { type: 'string', default: '5' }, only: { type: 'string', default: '' }, write: { type: 'boolean', default: false } } });
const seconds = Number(options.seconds);
const debian = '/usr/lib/postgresql/15/bin';
const wanted = (name: string) => options.only === '' || options.only === name;
const nothing = async () => {};

const parts: { title: string; rows: Row[] }[] = [];
if (wanted('readings')) parts.push({ title: 'Readings', rows: await benchReadings(seconds) });
if (wanted('http')) {
  parts.push({ title: 'HTTP, embedded PostgreSQL 18', rows: await benchHttp({ name: 'embedded 18', seconds, cases: 0, fill: nothing }) });
  if (existsSync(join(debian, 'initdb'))) parts.push({ title: 'HTTP, Debian PostgreSQL 15', rows: await benchHttp({ name: 'Debian 15', binaries: debian, seconds, cases: 0, fill: nothing }) });
}
const text = parts.map(({ title, rows }) => `## ${title}\n\n${markdownOf(rows)}\n`).join('\n');
console.log(text);
if (options.write) {
  const machine = `${cpus().length} × ${cpus()[0]!.model.trim()}, Node ${process.version}`;
  writeFileSync(join(import.meta.dirname, '..', 'docs', 'bench.md'), `# Measurements\n\nMade by \`npm run bench -- --write\` on ${machine}.\n\n${text}`);
}
