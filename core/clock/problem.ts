/** What can be wrong in a pack's promises beyond their shape. */

import type { Millis } from '../base/time.ts';
import { parseElapsed } from '../base/duration.ts';

/** Where a problem is (path inside `promises`) and what it is. */
export type Problem = { readonly path: string; readonly message: string };

export function elapsedOr(text: string, path: string, problems: Problem[]): Millis {
  const ms = parseElapsed(text);
  if (ms === null) problems.push({ path, message: `${text}: here only elapsed time can be used` });
  return ms ?? 0;
}

export function listOf(source: string | readonly string[] | undefined): readonly string[] {
  if (source === undefined) return [];
  return typeof source === 'string' ? [source] : source;
}
