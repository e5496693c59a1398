/** One row's values as fields of ours: columns looked up, joined, translated by tables, blank ones left away. */

import type { ImportMap, Source } from './map.ts';
import type { Refused, Row } from './records.ts';
import type { MomentRead } from './wall_moment.ts';

type Plain = string | number | boolean;
type Value = { readonly value: Plain | undefined } | { readonly column: string; readonly reason: string };

/** A row as its map reads it. */
export type Reader = {
  readonly map: ImportMap;
  readonly momentOf: (text: string) => MomentRead;
};

export type FieldsRead =
  | { readonly ok: true; readonly fields: Record<string, unknown> }
  | { readonly ok: false; readonly refused: Refused };

/** Text of one column; undefined when nothing was entered. */
export function entered(reader: Reader, row: Row, column: string): string | undefined {
  const text = row.values.get(column)?.trim() ?? '';
  return text === '' || reader.map.blank.includes(text) ? undefined : text;
}

export function momentIn(reader: Reader, row: Row, column: string): { readonly at: string | undefined } | { readonly refused: Refused } {
  const text = entered(reader, row, column);
  if (text === undefined) return { at: undefined };
  const read = reader.momentOf(text);
  return 'at' in read ? { at: new Date(read.at).toISOString() } : { refused: { line: row.line, column, reason: read.reason } };
}

/** The report's fields but for its moment. */
export function reportFieldsOf(reader: Reader, row: Row): FieldsRead {
  const { at: _, place, attributes, ...plain } = reader.map.report;
  const fields: Record<string, unknown> = {};
  const problems: Refused[] = [];
  const take = (name: string, source: Source, keep: (value: Plain) => void) => {
    const read = valueOf(reader, row, source);
    if ('reason' in read) problems.push({ line: row.line, ...read });
    else if (read.value !== undefined) keep(numeric.has(name) ? Number(read.value) : read.value);
  };
  for (const [name, source] of Object.entries(plain) as [string, Source | undefined][]) {
    if (source !== undefined) take(name, source, (value) => void (fields[name] = value));
  }
  const spot: Record<string, unknown> = {};
  if (place) for (const axis of ['lat', 'lon'] as const) take(axis, place[axis], (value) => void (spot[axis] = value));
  // Half a place is none.
  if ('lat' in spot && 'lon' in spot) fields['place'] = spot;
  const more: Record<string, unknown> = {};
  for (const [name, source] of Object.entries(attributes ?? {}) as [string, Source][])
    take(name, source, (value) => void (more[name] = value));
  if (Object.keys(more).length > 0) fields['attributes'] = more;
  return problems.length > 0 ? { ok: false, refused: problems[0]! } : { ok: true, fields };
}

const numeric = new Set(['lat', 'lon', 'distance_km', 'agreed_minutes']);

export function valueOf(reader: Reader, row: Row, source: Source): Value {
  if (typeof source === 'string') return { value: entered(reader, row, source) };
  if ('value' in source) return { value: source.value };
  const columns = 'column' in source ? [source.column] : source.columns;
  const parts = columns.flatMap((column) => entered(reader, row, column) ?? []);
  const text = parts.length === 0 ? undefined : parts.join('join' in source ? source.join : '');
  if (text === undefined) return source.when_blank === undefined ? { value: undefined } : valueOf(reader, row, source.when_blank);
  if (source.table === undefined) return { value: text };
  const found = lookUp(source.table, text, source.ignore_case) ?? source.otherwise;
  if (found !== undefined) return { value: found };
  return { column: columns.join('+'), reason: `the map has no entry for "${text.slice(0, 60)}"` };
}

function lookUp(table: Readonly<Record<string, Plain>>, text: string, ignoreCase: boolean): Plain | undefined {
  if (Object.hasOwn(table, text)) return table[text];
  if (!ignoreCase) return undefined;
  const lower = text.toLowerCase();
  return Object.entries(table).find(([key]) => key.toLowerCase() === lower)?.[1];
}

/** The columns to look at when a field is refused: those that its value came from; `place.lat` leads to those of lat. */
export function columnOf(reader: Reader, row: Row, path: readonly PropertyKey[]): string {
  const [first, second] = path.map(String);
  const { at, place, attributes, ...plain } = reader.map.report;
  if (first === 'at') return at;
  const inPlace = second === 'lat' || second === 'lon' ? place?.[second] : undefined;
  const source = inPlace ?? attributes?.[second ?? ''] ?? (plain as Record<string, Source | undefined>)[first ?? ''];
  return columnsUsed(reader, row, source).join('+') || (first ?? '');
}

function columnsUsed(reader: Reader, row: Row, source: Source | undefined): readonly string[] {
  if (source === undefined || typeof source === 'string') return source === undefined ? [] : [source];
  if ('value' in source) return [];
  const own = 'column' in source ? [source.column] : source.columns;
  const isBlank = own.every((column) => entered(reader, row, column) === undefined);
  return isBlank && source.when_blank !== undefined ? columnsUsed(reader, row, source.when_blank) : own;
}
