/** `sanbao pack`: check one, list ours, print their schema. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadPack, packNames, packsFolder } from '../pack/load.ts';
import { sourceRows } from '../pack/sources.ts';
import { note, print, printJson, wrongUse } from './complaint.ts';

/** With what a pack cannot know by itself: the rows that are restated, and the year it is to answer in. */
export async function checkPack(name: string, options: { readonly json?: boolean; readonly year?: string }): Promise<void> {
  const loading = await loadPack(name, packsFolder, { restated: new Set((await sourceRows()).keys()), year: readYear(options.year) });
  if (!loading.ok) {
    if (options.json) printJson({ ok: false, problems: loading.problems });
    else for (const problem of loading.problems) note(`${problem.file}:${problem.line}:${problem.column}: ${problem.message}`);
    process.exitCode = 1;
    return;
  }
  const { version, hash, pack } = loading;
  const promises = Object.keys(pack.promises);
  if (options.json) printJson({ ok: true, name: loading.name, version, hash, promises });
  else print(`${loading.name}@${version} is sound: ${promises.length} promises (${promises.join(', ')}). Hash ${hash}.`);
}

function readYear(written: string | undefined): number {
  if (written === undefined) return new Date().getUTCFullYear();
  if (!/^[12]\d{3}$/.test(written)) throw wrongUse(`--year ${written}: a year is written 2026`);
  return Number(written);
}

export async function listPacks(options: { readonly json?: boolean }): Promise<void> {
  const rows: { name: string; version: string; hash: string; words: Readonly<Record<string, string | undefined>> }[] = [];
  for (const name of await packNames()) {
    const loading = await loadPack(name);
    if (loading.ok) rows.push({ name, version: loading.version, hash: loading.hash, words: loading.pack.words });
    else note(`${name} is not sound; \`sanbao pack check ${name}\` says why.`);
  }
  if (options.json) printJson(rows);
  else for (const { name, version, words } of rows) print(`${name}@${version}  ${words['zh-CN']}  ${words['en']}`);
}

export async function printSchema(): Promise<void> {
  process.stdout.write(await readFile(join(packsFolder, 'schema.json'), 'utf8'));
}
