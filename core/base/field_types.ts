/** What a condition knows of the fields of facts, read off the shapes by which facts are recorded. */

import { z } from 'zod';
import type { FieldType, FieldTypes } from './condition.ts';

/** Of several shapes together, as a condition sees the facts that describe a subject; a field of two kinds may be either. */
export function typesOf(shapes: readonly z.ZodObject[]): FieldTypes {
  const types: Record<string, FieldType> = {};
  for (const { shape } of shapes) {
    for (const [name, field] of Object.entries(shape)) {
      const type = typeOf(field as z.ZodType);
      types[name] = types[name] === undefined || types[name] === type ? type : 'dyn';
    }
  }
  return types;
}

function typeOf(field: z.ZodType): FieldType {
  if (field instanceof z.ZodOptional || field instanceof z.ZodNullable || field instanceof z.ZodDefault || field instanceof z.ZodPrefault || field instanceof z.ZodReadonly) return typeOf(field.unwrap() as z.ZodType);
  if (field instanceof z.ZodString || field instanceof z.ZodStringFormat || field instanceof z.ZodEnum) return 'string';
  if (field instanceof z.ZodNumber) return 'double';
  if (field instanceof z.ZodBoolean) return 'bool';
  if (field instanceof z.ZodObject || field instanceof z.ZodRecord) return 'map';
  if (field instanceof z.ZodArray) return typeOf(field.element as z.ZodType) === 'string' ? 'list<string>' : 'list';
  if (field instanceof z.ZodLiteral) return [...field.values].every((value) => typeof value === 'string') ? 'string' : 'dyn';
  if (field instanceof z.ZodUnion) return together(field.options.map((each) => typeOf(each as z.ZodType)));
  return 'dyn';
}

function together(types: readonly FieldType[]): FieldType {
  return types.every((type) => type === types[0]) ? (types[0] ?? 'dyn') : 'dyn';
}
