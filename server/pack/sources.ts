/** The rows that packs cite, each restated in one line of our own words: docs/sources.md as a table. */

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../../docs/sources.md', import.meta.url));
let restated: Promise<ReadonlyMap<string, string>> | null = null;

/** By row, such as CLK-05; read once, because the page comes with the program. */
export function sourceRows(): Promise<ReadonlyMap<string, string>> {
  restated ??= readFile(page, 'utf8').then((text) => new Map([...text.matchAll(/^- <a id=".+?"><\/a>\*\*(.+?)\*\* (.+)$/gm)].map(([, row, said]) => [row!, said!])));
  return restated;
}
