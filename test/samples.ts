/** The least that a schema takes: for tests that want an operation to be reached and do not care what it says. */

export type JsonSchema = Readonly<Record<string, unknown>>;

type Definitions = Readonly<Record<string, JsonSchema>>;

/** Texts that fit the patterns of our shapes; the first that fits is taken. */
const texts = ['sample', 'sample text', '2026-03-02T08:00:00+08:00', '2026-03-02', '13900000001', '0'.repeat(64), 'sample@county.example', 'https://hooks.example.com/x', 'data:image/png;base64,AAAA', 'Asia/Shanghai', 'sb_x', '123456', 'sample/sample.yaml'];

export function sampleOf(schema: JsonSchema, definitions: Definitions): unknown {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return sampleOf(definitions[reference.split('/').at(-1)!]!, definitions);
  if ('const' in schema) return schema['const'];
  if ('default' in schema && !('properties' in schema)) return schema['default'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  for (const choice of ['anyOf', 'oneOf'] as const) {
    if (Array.isArray(schema[choice])) return sampleOf((schema[choice] as JsonSchema[])[0]!, definitions);
  }
  if (Array.isArray(schema['allOf'])) return sampleOf(together(schema, schema['allOf'] as JsonSchema[]), definitions);
  return sampleOfType(schema, definitions);
}

function sampleOfType(schema: JsonSchema, definitions: Definitions): unknown {
  switch (Array.isArray(schema['type']) ? schema['type'][0] : schema['type']) {
    case 'object': return sampleObject(schema, definitions);
    case 'array': return Array.from({ length: Number(schema['minItems'] ?? 0) }, () => sampleOf(schema['items'] as JsonSchema, definitions));
    case 'integer':
    case 'number': return Math.max(Number(schema['minimum'] ?? 1), Number(schema['exclusiveMinimum'] ?? 0) + 1);
    case 'boolean': return true;
    case 'null': return null;
    case 'string': return sampleText(schema);
    default: return {};
  }
}

/** Several patterns must all fit. */
export function together(whole: JsonSchema, parts: readonly JsonSchema[]): JsonSchema {
  const all = [Object.fromEntries(Object.entries(whole).filter(([name]) => name !== 'allOf')), ...parts];
  const patterns = all.flatMap((part) => (typeof part['pattern'] === 'string' ? [`(?=${part['pattern']})`] : []));
  return { ...(Object.assign({}, ...all) as JsonSchema), ...(patterns.length === 0 ? {} : { pattern: patterns.join('') }) };
}

function sampleObject(schema: JsonSchema, definitions: Definitions): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  const required = (schema['required'] ?? []) as string[];
  return Object.fromEntries(required.map((name) => [name, properties[name] === undefined ? {} : sampleOf(properties[name], definitions)]));
}

function sampleText(schema: JsonSchema): string {
  if (schema['format'] === 'date-time') return texts[2]!;
  if (schema['format'] === 'email') return 'sample@county.example';
  const pattern = typeof schema['pattern'] === 'string' ? new RegExp(schema['pattern'], 'u') : /^/;
  const found = texts.find((text) => pattern.test(text) && text.length >= Number(schema['minLength'] ?? 0) && text.length <= Number(schema['maxLength'] ?? Infinity));
  if (found === undefined) throw new Error(`no sample fits ${JSON.stringify(schema)}`);
  return found;
}
