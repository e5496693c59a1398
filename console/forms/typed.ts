/** Between what a form holds and what is typed: money in its larger unit, empty fields as null, only what changed. */

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
      const value = field.type === 'list' ? linesOf(field, typed[field.code]) : sent(field, typed[field.code]);
      return field.open && JSON.stringify(value) !== JSON.stringify(field.value) ? [[field.code, value] as const] : [];
    }),
  );
}

function shown(field: FormFieldView, value: Value): unknown {
  if (value === null) return undefined;
  if (field.type !== 'list') return field.type === 'fen' ? (value as number) / 100 : value;
  return (value as Record<string, Value>[]).map((line) => Object.fromEntries(field.columns.map((column) => [column.code, column.type === 'fen' && line[column.code] !== undefined ? (line[column.code] as number) / 100 : line[column.code]])));
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
  if (type === 'fen') return Math.round(Number(typed) * 100);
  return type === 'number' ? Number(typed) : (typed as string | boolean);
}
