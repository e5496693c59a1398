/** What a pack is held against besides itself: the rows that are restated, and the year in which it is to answer. */

import type { Pack } from './pack.ts';
import type { Finding, Path } from './problem.ts';

export type Against = {
  /** Rows that the page of sources restates; a citation of another one leads nowhere. */
  readonly restated?: ReadonlySet<string>;
  /** Calendars that are worked by must know this year. */
  readonly year?: number;
};

export function checkAgainst(pack: Pack, { restated, year }: Against): Finding[] {
  return [...(restated === undefined ? [] : checkRestated(pack, restated)), ...(year === undefined ? [] : checkYear(pack, year))];
}

function checkRestated(pack: Pack, restated: ReadonlySet<string>): Finding[] {
  return citationsIn(pack, []).flatMap(({ path, row }): Finding[] =>
    restated.has(row) ? [] : [{ path, code: 'unrestated_source', message: `docs/sources.md restates no row ${row}` }],
  );
}

type Citation = { readonly path: Path; readonly row: string };

/** Wherever an entry says its source, a stated choice its ambiguity, or a waiting line its row. */
function citationsIn(value: unknown, path: Path): Citation[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => citationsIn(each, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => {
    const at = [...path, key];
    const isOwn = key === 'source' || (key === 'amb' && path[0] === 'choices') || (key === 'row' && path[0] === 'waiting');
    if (!isOwn) return citationsIn(inside, at);
    return typeof inside === 'string' ? [{ path: at, row: inside }] : (inside as readonly string[]).map((row, index) => ({ path: [...at, index], row }));
  });
}

/** Only those that something is counted by: a calendar that comes with the common pack and is not used does no harm. */
function checkYear(pack: Pack, year: number): Finding[] {
  const used = new Set([...Object.values(pack.promises).map((promise) => promise.calendar), ...Object.values(pack.duties ?? {}).flatMap((duty) => duty.working_days ?? [])]);
  return Object.entries(pack.calendars).flatMap(([name, { years: [first, last] }]): Finding[] =>
    !used.has(name) || (first <= year && year <= last)
      ? []
      : [{ path: ['calendars', name, 'years'], code: 'calendar_without_data', message: `the calendar ${name} knows no holidays of ${year}, and something is counted by it` }],
  );
}
