/** What a field of a form says, in words for people who read a register or a printed page. */

import { parseInstant } from '../../core/base/time.ts';
import { wallOf } from '../../core/calendar/wall.ts';
import type { FieldValue } from '../../core/form/facts.ts';
import type { FormState } from '../../core/form/form.ts';
import type { Form, FormColumn, FormField } from '../../core/form/shape.ts';
import type { Lang } from './asking.ts';
import type { Cell } from './export_cells.ts';
import { said } from './form_view.ts';

export type Spoken = { readonly lang: Lang; readonly timeZone: string; /** What a person is called; without it their id is said. */ readonly nameOf?: (person: string) => string };

/** Those named in a form, whose names are asked for before it is said. */
export function peopleIn(form: Form, { values }: Pick<FormState, 'values'>): string[] {
  return form.fields.flatMap((field) => (field.type === 'person' && typeof values[field.code] === 'string' ? [values[field.code] as string] : []));
}

/** A number stays a number, so that a spreadsheet can add it up. */
export function cellOf(field: FormField, value: FieldValue | undefined, spoken: Spoken): Cell {
  if (value === undefined || value === null) return null;
  if (field.type !== 'list') return oneOf({ ...field, type: field.type }, value, spoken);
  return (value as readonly Readonly<Record<string, FieldValue>>[])
    .map((line) => (field.columns ?? []).flatMap((column) => (line[column.code] === undefined ? [] : [`${said(column.words, spoken.lang)} ${String(oneOf(column, line[column.code]!, spoken))}`])).join(', '))
    .join('\n');
}

export function oneOf({ type, choices }: Pick<FormColumn, 'type' | 'choices'>, value: FieldValue, { lang, timeZone, nameOf }: Spoken): Cell {
  switch (type) {
    case 'fen': return (value as number) / 100;
    case 'number': return value as number;
    case 'flag': return value === true ? (lang === 'en' ? 'Yes' : '是') : lang === 'en' ? 'No' : '否';
    case 'choice': {
      const choice = choices?.find((each) => each.code === value);
      return choice === undefined ? String(value) : said(choice.words, lang);
    }
    case 'moment': return wallText(value as string, timeZone);
    case 'person': return nameOf?.(value as string) ?? String(value);
    case 'place': {
      const { lat, lon } = value as { lat: number; lon: number };
      return `${lat}, ${lon}`;
    }
    default: return String(value);
  }
}

/** On paper money has its two places, and what is not filled stays empty. */
export function printedCell(cell: Pick<FormColumn, 'type' | 'choices'>, value: FieldValue, spoken: Spoken): string | null {
  if (value === null) return null;
  return cell.type === 'fen' ? ((value as number) / 100).toFixed(2) : String(oneOf(cell, value, spoken));
}

/** As the clock on the wall shows it there. */
export function wallText(written: string, timeZone: string): string {
  return wallOf(parseInstant(written)!, timeZone).toString({ smallestUnit: 'minute' }).replace('T', ' ');
}
