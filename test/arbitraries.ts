/** Values of a JSON Schema for fast-check: such as fit, and such as nearly do. */

import fc from 'fast-check';
import { sampleOf, together, type JsonSchema } from './samples.ts';

type Definitions = Readonly<Record<string, JsonSchema>>;

/** Texts that have broken programs before: markup, SQL, half characters, direction marks, zeros, what looks like something else. */
const odd = [
  '', ' ', '\u0000', '\ud800', '\udc00x', 'a\u0000b', '\u202e', '𠮷野家', 'e\u0301', '٣', '<script>alert(1)</script>', `'; drop table journal; --`, '%', '\\', '${7*7}', '{{7*7}}', '=1+1',
  '__proto__', 'constructor', 'toString', 'null', 'undefined', 'NaN', '-0', '1e309', '9007199254740993', '../..', '%2e%2e', '\r\nx: y', 'x'.repeat(70), 'x'.repeat(30_000), '2026-02-30T25:61:00Z',
  '2026-03-02T08:00:00', '0001-01-01T00:00:00Z', '+275760-09-13T00:00:00Z', '9999-12-31T23:59:59.999999999+14:00',
];
const anyText = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...odd) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) });
/** Anything JSON can say. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  anyText, fc.constantFrom(null, true, false, 0, -1, 1.5, -0, 1e21, 1e308, Number.MAX_SAFE_INTEGER, 9_007_199_254_740_992, -9_007_199_254_740_992, [], {}, [[]], [null], { a: { b: {} } }), fc.jsonValue({ maxDepth: 3 }),
);

const packCodes = ['urban', 'urban', 'rural', 'fault', 'residential', 'user', 'county'];

/** Ids are taken from what there is as well, ours and another organisation's. */
export function fitting(schema: JsonSchema, definitions: Definitions, ids: readonly string[]): fc.Arbitrary<unknown> {
  const inner = (each: JsonSchema) => fitting(each, definitions, ids);
  const reference = schema['$ref'];
  if (typeof reference === 'string') return fc.constant(null).chain(() => inner(definitions[reference.split('/').at(-1)!]!));
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  for (const choice of ['anyOf', 'oneOf'] as const) if (Array.isArray(schema[choice])) return fc.oneof(...(schema[choice] as JsonSchema[]).map(inner));
  if (Array.isArray(schema['allOf'])) return inner(together(schema, schema['allOf'] as JsonSchema[]));
  switch (Array.isArray(schema['type']) ? schema['type'][0] : schema['type']) {
    case 'object': return fittingObject(schema, inner);
    case 'array': {
      const least = Number(schema['minItems'] ?? 0);
      return fc.array(inner((schema['items'] ?? {}) as JsonSchema), { minLength: least, maxLength: Math.min(least + 3, Number(schema['maxItems'] ?? 9)) });
    }
    case 'integer': {
      const [min, max] = [Math.max(Number(schema['minimum'] ?? -1_000), -1e9), Math.min(Number(schema['maximum'] ?? 1_000_000), 1e9)];
      // Versions and revisions are small numbers, and a wrong one hides what comes after.
      return fc.oneof({ weight: 3, arbitrary: fc.integer({ min, max: Math.min(max, min + 4) }) }, { weight: 1, arbitrary: fc.integer({ min, max }) });
    }
    case 'number': return fc.double({ min: Math.max(Number(schema['minimum'] ?? schema['exclusiveMinimum'] ?? -1e6), -1e9), max: Math.min(Number(schema['maximum'] ?? 1e6), 1e9), noNaN: true });
    case 'boolean': return fc.boolean();
    case 'null': return fc.constant(null);
    case 'string': return fittingText(schema, definitions, ids);
    default: return anything;
  }
}

function fittingObject(schema: JsonSchema, inner: (each: JsonSchema) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  const more = schema['additionalProperties'];
  if (properties.length === 0 && typeof more === 'object') return fc.dictionary(fc.oneof(anyText, fc.constantFrom('reason', 'zone', 'q')), inner(more as JsonSchema), { maxKeys: 4 });
  const required = (schema['required'] ?? []) as string[];
  return fc.record(Object.fromEntries(properties.map(([name, each]) => [name, inner(each)])), { requiredKeys: required.filter((name) => properties.some(([known]) => known === name)) });
}

function fittingText(schema: JsonSchema, definitions: Definitions, ids: readonly string[]): fc.Arbitrary<unknown> {
  const sample = sampleOf(schema, definitions) as string;
  if (typeof schema['pattern'] === 'string') {
    // Codes of the pack are found among what there is, so that more than the first check is tried.
    const known = [...ids, ...packCodes].filter((id) => new RegExp(schema['pattern'] as string, 'u').test(id));
    return fc.constantFrom(sample, ...known);
  }
  if (schema['format'] === 'date-time') return fc.oneof(fc.constant(sample), fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }).map((date) => date.toISOString()));
  const max = Math.min(Number(schema['maxLength'] ?? 60), 60);
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(sample, ...ids) }, { weight: 2, arbitrary: anyText },
    { weight: 4, arbitrary: fc.string({ unit: 'grapheme', minLength: Math.min(Number(schema['minLength'] ?? 0), max), maxLength: max }) },
  );
}

/** The same value with one thing wrong with it. */
export function spoilt(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) return anything;
  const keys = Object.keys(value);
  const put = (key: string, other: unknown) => (Array.isArray(value) ? Object.assign([...value], { [key]: other }) : { ...value, [key]: other });
  const extra = fc.tuple(fc.constantFrom('org_id', 'by', 'received_at', 'seq', '__proto__', 'constructor', 'extra'), anything).map(([key, other]) => put(key, other));
  if (keys.length === 0) return extra;
  const replaced = fc.tuple(fc.constantFrom(...keys), anything).map(([key, other]) => put(key, other));
  const lacking = fc.constantFrom(...keys).map((gone) => Object.fromEntries(Object.entries(value).filter(([key]) => key !== gone)));
  const deeper = fc.constantFrom(...keys).chain((key) => spoilt((value as Record<string, unknown>)[key]).map((other) => put(key, other)));
  return fc.oneof(replaced, lacking, extra, deeper, anything);
}
