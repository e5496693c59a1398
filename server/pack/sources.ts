/** The rows that packs cite, each restated in one line of our own words: docs/sources.md as a table, in two languages. */

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const pages = { en: new URL('../../docs/sources.md', import.meta.url), 'zh-CN': new URL('../../docs/sources.zh.md', import.meta.url) } as const;
const restated: Partial<Record<keyof typeof pages, Promise<ReadonlyMap<string, string>>>> = {};

/** By row, such as CLK-05; read once, because the pages come with the program. */
export function sourceRows(language: keyof typeof pages = 'en'): Promise<ReadonlyMap<string, string>> {
  return (restated[language] ??= readFile(fileURLToPath(pages[language]), 'utf8').then(
    (text) => new Map([...text.matchAll(/^- <a id=".+?"><\/a>\*\*(.+?)\*\* (.+)$/gm)].map(([, row, said]) => [row!, said!])),
  ));
}
