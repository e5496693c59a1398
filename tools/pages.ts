/** Reads our documents: their headings and the paths they name. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { codeRooms, root } from './sources.ts';

/** The levels of the headings, in order. */
export function headingsOf(page: string): number[] {
  const prose = page.replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/^(#+) /gm)].map(([, marks]) => marks?.length ?? 0);
}

export function titlesOf(page: string): number {
  return headingsOf(page).filter((level) => level === 1).length;
}

const folders = [...codeRooms, 'bin', 'docs', '.ci'];

/** What stands in backticks and begins with a folder of ours. A name with `*` or `…` means many and is left alone. */
export function pathsNamedIn(page: string): string[] {
  const named = [...page.matchAll(/`([\w.-]+(?:\/[\w.-]+)*\/?)`/g)].map(([, path]) => path ?? '');
  return named.filter((path) => path.includes('/') && folders.includes(path.split('/')[0] ?? ''));
}

export function missingPathsOf(page: string): string[] {
  return pathsNamedIn(page).filter((path) => !existsSync(join(root, path)));
}
