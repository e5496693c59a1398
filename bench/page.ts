/** docs/bench.md: a section for each measurement, each dated by itself, because not all are made in one run. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

export type Section = { readonly title: string; readonly made: string; readonly table: string; readonly explains: string };

const page = join(import.meta.dirname, '..', 'docs', 'bench.md');

const opening = `# Measurements

Made by \`npm run bench -- --write\`, section by section (\`--only\` names them). Ratios hold between machines, the rest is the machine's that each section names. What limits the figures stands at the end.
`;

/** Replaces the section that was measured; keeps the others, and what a person wrote at the end. */
export function writePage({ title, made, table, explains }: Section): void {
  const old = existsSync(page) ? readFileSync(page, 'utf8') : opening;
  const kept = new Map(old.split(/^(?=## )/m).slice(1).map((text) => [/^## (.*)/.exec(text)![1]!, text.trimEnd()]));
  const ending = kept.get(endingTitle);
  kept.delete(endingTitle);
  kept.set(title, `## ${title}\n\n${explains}\n\n${made}\n\n${table}`);
  writeFileSync(page, [opening, ...kept.values(), ...(ending === undefined ? [] : [ending])].map((text) => text.trimEnd()).join('\n\n') + '\n');
}

const endingTitle = 'What limits them';

/** Where and how it was made; the load before it shows whether something else was at work. */
export function madeLine(command: string, loadBefore: number): string {
  return `\`${command}\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpus()[0]!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; load average of the machine before it ${loadBefore.toFixed(2)}, after it ${loadavg()[0]!.toFixed(2)}.`;
}
