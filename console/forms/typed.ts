/** Between what a form holds and what is typed: money in its larger unit, a place as two numbers, empty fields as null, only what changed. */

import type { FormFieldView } from '../../wire/view/form_views.ts';

type Value = FormFieldView['value'];
type Cell = Pick<FormFieldView, 'code' | 'type'>;
export type Typed = Readonly<Record<string, unknown>>;

export function typedOf(fields: readonly FormFieldView[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.code, shown(field, field.value)]));
}

/** The fields that say something new, as they are sent. */
export function changesIn(fields: readonly FormFieldView[], typed: Typed): Record<string, Value> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = field.type === 'list' ? linesOf(field, typed[field.code]) : typed[field.code] === shown(field, field.value) ? field.value : sent(field, typed[field.code]);
      return field.open && JSON.stringify(value) !== JSON.stringify(field.value) ? [[field.code, value] as const] : [];
    }),
  );
}

function shown(field: FormFieldView, value: Value): unknown {
  if (value === null) return undefined;
  if (field.type !== 'list') return inCell(field, value);
  return (value as Record<string, Value>[]).map((line) => Object.fromEntries(field.columns.map((column) => [column.code, line[column.code] === undefined ? undefined : inCell(column, line[column.code]!)])));
}

function inCell({ type }: { type: FormFieldView['type'] }, value: Value): unknown {
  if (type === 'place') return placeText(value as Place);
  return type === 'fen' ? (value as number) / 100 : value;
}

export type Place = { readonly lat: number; readonly lon: number };

export function placeText({ lat, lon }: Place): string {
  return `${lat}, ${lon}`;
}

/** What is no place is sent as it was typed, and refused in words. */
function placeOf(typed: string): Place | string {
  const [, lat, lon] = /^\s*(-?\d+(?:\.\d+)?)\s*[,，]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(typed) ?? [];
  return lat === undefined || lon === undefined ? typed : { lat: Number(lat), lon: Number(lon) };
}

function linesOf(field: FormFieldView, typed: unknown): Value {
  const lines = ((typed ?? []) as Typed[]).map((line) => Object.fromEntries(field.columns.flatMap((column) => {
    const value = sent(column, line?.[column.code]);
    return value === null ? [] : [[column.code, value] as const];
  })));
  const filled = lines.filter((line) => Object.keys(line).length > 0);
  return filled.length === 0 ? null : (filled as Value);
}

function sent({ type }: Cell, typed: unknown): Exclude<Value, readonly unknown[]> {
  if (typed === undefined || typed === null || (typeof typed === 'string' && typed.trim() === '')) return null;
  if (type === 'place') return placeOf(String(typed));
  if (type === 'fen') return Math.round(Number(typed) * 100);
  return type === 'number' ? Number(typed) : (typed as string | boolean);
}
