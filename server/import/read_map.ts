/** Reads a map from YAML; what is wrong with it is said with its line. */

import { LineCounter, parseDocument } from 'yaml';
import { mapShape, type ImportMap, type Source } from './map.ts';
import { patternProblem } from './wall_moment.ts';

export type MapReading = { readonly ok: true; readonly map: ImportMap } | { readonly ok: false; readonly problems: readonly string[] };

const textMax = 1_000_000;

export function readMap(text: string, file: string): MapReading {
  if (text.length > textMax) return { ok: false, problems: [`${file}: too large for a map`] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map((error) => `${file}:${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`),
    };
  }
  const lineOf = (path: readonly PropertyKey[]) => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const say = (path: readonly PropertyKey[], message: string) =>
    `${file}:${lineOf(path)}: ${path.map(String).join('.') || 'the map'}: ${message}`;
  const read = mapShape.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (!read.success) return { ok: false, problems: read.error.issues.map((issue) => say(issue.path, issue.message)) };
  const problems = read.data.times.patterns.flatMap((pattern, index) => {
    const problem = patternProblem(pattern);
    return problem === null ? [] : [say(['times', 'patterns', index], problem)];
  });
  if (!isTimeZone(read.data.times.time_zone))
    problems.push(say(['times', 'time_zone'], `there is no time zone ${read.data.times.time_zone}`));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, map: read.data };
}

/** Every column the map speaks of, to be looked for in the first line of the file. */
export function columnsOf(map: ImportMap): string[] {
  const { at, place, attributes, ...fields } = map.report;
  const sources = [...Object.values(fields), place?.lat, place?.lon, ...Object.values(attributes ?? {})] as (Source | undefined)[];
  const events = map.rows === 'case' ? [map.close, map.restore, map.cancel] : [];
  for (const event of events)
    for (const [field, value] of Object.entries(event ?? {})) if (field !== 'at') sources.push(value as Source | undefined);
  const plain = [
    map.key,
    at,
    ...events.flatMap((event) => (event ? [String(event['at'])] : [])),
    ...(map.rows === 'change' ? [map.change.at, map.change.state] : []),
  ];
  return [...new Set([...plain, ...sources.flatMap(columnsIn)])];
}

export function columnsIn(source: Source | undefined): string[] {
  if (source === undefined) return [];
  if (typeof source === 'string') return [source];
  if ('value' in source) return [];
  return [...('column' in source ? [source.column] : source.columns), ...columnsIn(source.when_blank)];
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
