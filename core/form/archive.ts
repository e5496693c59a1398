/** What is kept once it is closed: how long, by whom, and until which day; worked out from the archive of a pack, never stored. */

import { z } from 'zod';
import { source } from '../base/citation.ts';
import { code } from '../base/shapes.ts';
import type { Instant } from '../base/time.ts';
import { dateAfter } from '../calendar/wall.ts';
import { retention } from './shape.ts';

const said = z.string().trim().min(1).max(500);
const words = z.strictObject({ 'zh-CN': said, en: said, 'zh-TW': said.optional(), es: said.optional() });

const line = z
  .strictObject({
    words,
    source: source.optional(),
    cases: z.boolean().default(false).meta({ description: 'Cases, with the files and the guided talks that belong to them' }),
    forms: z.array(code).max(100).default([]).meta({ description: 'Forms and registers, by name' }),
    kept: retention.optional().meta({ description: 'How long from closing; left out where no source says, and then nothing may be destroyed' }),
    by: z.array(code).min(1).max(20).meta({ description: 'Roles that keep it' }),
  })
  .meta({ description: 'What is kept together' });

export const archiveShape = z.record(code, line).meta({ description: 'What is kept after it is closed, by name' });
export type ArchiveLine = z.output<typeof line>;
type Archive = Readonly<Record<string, ArchiveLine>>;

export type Keeping = {
  readonly line: ArchiveLine;
  /** The last day it has to be there, as 2031-11-28; null when it is not closed yet, is kept for good, or no source says how long. */
  readonly until: string | null;
};

/** How a record is kept; null where the pack says nothing. `form` is the name of a form, and null for a case. Whoever keeps it longest counts. */
export function keepingOf(archive: Archive | undefined, form: string | null, closed: Instant | null, timeZone: string): Keeping | null {
  const lines = Object.values(archive ?? {}).filter((each) => (form === null ? each.cases : each.forms.includes(form)));
  const longest = lines.toSorted((a, b) => daysOf(b.kept) - daysOf(a.kept))[0];
  return longest === undefined ? null : { line: longest, until: closed === null || isForGood(longest.kept) ? null : dateAfter(closed, lengthOf(longest.kept), timeZone) };
}

/** Never on the last day itself: what is kept until a day is there on that day. */
export function mayBeDestroyed({ until }: Keeping, today: string): boolean {
  return until !== null && today > until;
}

type Length = { readonly [unit in 'days' | 'months' | 'years']?: number };

function isForGood(kept: string | undefined): kept is 'permanent' | undefined {
  return kept === undefined || kept === 'permanent';
}

function lengthOf(kept: string): Length {
  const [count, unit] = kept.split(' ') as [string, keyof Length];
  return { [unit]: Number(count) };
}

/** Only to compare: for good and unstated are longer than any figure. */
function daysOf(kept: string | undefined): number {
  if (isForGood(kept)) return Number.MAX_SAFE_INTEGER;
  const { days = 0, months = 0, years = 0 } = lengthOf(kept);
  return days + months * 30 + years * 365;
}
