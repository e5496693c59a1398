/** What a form holds: whether a value fits its field, what is worked out from others, what is still missing, and the text that is signed. */

import { canonical } from '../base/canonical.ts';
import { compileCondition, compileFormula } from '../base/condition.ts';
import { place } from '../base/shapes.ts';
import { parseInstant } from '../base/time.ts';
import type { FieldValue } from './facts.ts';
import { over, type Values } from './form.ts';
import { fieldOf, type Form, type FormColumn, type FormField } from './shape.ts';

/** Conditions and computed fields of a form speak of `form.FIELD`. */
export const formVariables = ['form'] as const;

export function fits(field: FormField, value: FieldValue): boolean {
  if (value === null) return true;
  if (field.type !== 'list') return fitsCell({ ...field, type: field.type }, value);
  return (
    Array.isArray(value) &&
    value.every((line) => Object.entries(line).every(([name, cell]) => fitsColumn(field.columns?.find((column) => column.code === name), cell)))
  );
}

function fitsColumn(column: FormColumn | undefined, value: FieldValue): boolean {
  return column !== undefined && fitsCell(column, value);
}

type Cell = Pick<FormColumn, 'type' | 'choices'>;

function fitsCell({ type, choices }: Cell, value: FieldValue): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string' && isText(value, 500) && !value.includes('\n');
    case 'long_text':
      return typeof value === 'string' && isText(value, 20_000);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'fen':
      return Number.isSafeInteger(value);
    case 'date':
      return typeof value === 'string' && isDate(value);
    case 'moment':
      return typeof value === 'string' && parseInstant(value) !== null;
    case 'flag':
      return typeof value === 'boolean';
    case 'choice':
      return choices?.some((choice) => choice.code === value) === true;
    case 'person':
      return typeof value === 'string' && /^[A-Za-z0-9_.-]{1,64}$/.test(value);
    case 'place':
      return place.safeParse(value).success;
  }
}

// Control characters have no place in what is read and signed; tab and line breaks do in longer text.
function isText(value: string, max: number): boolean {
  return value.trim() !== '' && value.length <= max && /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u.test(value);
}

function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && parseInstant(`${value}T00:00:00Z`) !== null;
}

/** Every computed field, null where it cannot be worked out yet. In the order of the form, so that one may rest on those above it. */
export function computedOf(form: Form, said: Values): Values {
  let known = open(form, said);
  const computed: Record<string, FieldValue> = {};
  for (const field of form.fields) {
    const name = field.code;
    if (field.computed === undefined) continue;
    const value = (compileFormula(field.computed, formVariables)({ form: known }) ?? null) as FieldValue;
    computed[name] = fits(field, value) ? value : null;
    known = over(known, { [name]: computed[name] });
  }
  return computed;
}

/** Fields that must be filled and are not, in the order of the form. */
export function missingIn(form: Form, values: Values): string[] {
  const known = open(form, values);
  const isRequired = ({ required }: FormField) =>
    typeof required === 'boolean' ? required : compileCondition(required, formVariables)({ form: known });
  return form.fields.flatMap((field) => (isEmpty(values[field.code]) && isRequired(field) ? [field.code] : []));
}

/** What is signed: the form, its number and every field in its order, in codes, so that it is the same in every language. */
export function shownText(form: Form, name: string, number: string, values: Values): string {
  const lines = form.fields.map((field) => `${field.code}: ${canonical(values[field.code] ?? null)}`);
  return [`${name} ${number}`, ...lines].join('\n');
}

/** A rule may not look at what is sealed: after an erasure it would come out otherwise. */
function open(form: Form, values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => fieldOf(form, name)?.personal !== true));
}

function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
