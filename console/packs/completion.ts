/** What an editor of packs offers while one types: the fields and values of the schema at the place of the cursor. */

export type Schema = { readonly [key: string]: unknown };
export type Offer = { readonly label: string; readonly detail: string; readonly isField: boolean };

/** Fields whose values are kinds of facts; the schema only says that they are text. */
const factFields = new Set(['fact', 'start', 'stop', 'cancel', 'until', 'from', 'told_by', 'before', 'once', 'since', 'act', 'after_assignment']);

/** The keys above the cursor, a list counting for nothing, and whether a field or a value is being typed. */
export type PlaceInText = { readonly path: readonly string[]; readonly field: string | null; readonly typed: string };

const keyAtStart = /^(\s*)((?:- )*)([\w.-]+|"[^"]*"):(?:\s|$)/;

/** `before` is the text up to the cursor. */
export function placeIn(before: string): PlaceInText {
  const lines = before.split('\n');
  const line = lines.at(-1)!;
  const typed = /[\w.-]*$/.exec(line)![0];
  const flow = flowIn(line);
  const own = keyAtStart.exec(line);
  const indent = /^\s*(?:- )*/.exec(line)![0].length;
  const path = keysAbove(lines.slice(0, -1), own === null ? indent : own[1]!.length + own[2]!.length);
  if (flow === null) return { path, field: own === null ? listOwner(line, path) : own[3]!, typed };
  return { path: [...path, ...(own === null ? [] : [own[3]!]), ...flow.path], field: flow.field ?? (own !== null && flow.isList ? own[3]! : null), typed };
}

/** A bare item of a list is a value of the field the list belongs to. */
function listOwner(line: string, path: readonly string[]): string | null {
  return /^\s*(?:- )+[\w.-]*$/.test(line) && path.length > 0 ? path.at(-1)! : null;
}

function keysAbove(lines: readonly string[], indent: number): string[] {
  const path: string[] = [];
  let within = indent;
  for (const line of lines.toReversed()) {
    const key = keyAtStart.exec(line);
    if (key === null) continue;
    const depth = key[1]!.length + key[2]!.length;
    if (depth >= within) continue;
    path.unshift(key[3]!);
    // A key after a dash stands deeper than the list it is in.
    within = key[1]!.length + (key[2] === '' ? 0 : 1);
    if (depth === 0) break;
  }
  return path;
}

type Flow = { readonly path: readonly string[]; readonly field: string | null; readonly isList: boolean };

/** Inside braces and brackets of one line. */
function flowIn(line: string): Flow | null {
  const open: { key: string | null; isList: boolean }[] = [];
  let key: string | null = null;
  for (const [token] of line.matchAll(/"[^"]*"|'[^']*'|[{}[\],]|[\w.-]+:(?=\s|$)/g)) {
    if (token === '{' || token === '[') {
      open.push({ key, isList: token === '[' });
      key = null;
    } else if (token === '}' || token === ']') {
      open.pop();
      key = null;
    } else if (token === ',') key = null;
    else if (token.endsWith(':')) key = token.slice(0, -1);
  }
  if (open.length === 0) return null;
  const inner = open.at(-1)!;
  // The key before the first brace stands at the start of the line and is known already.
  const path = open.slice(1).flatMap((each) => each.key ?? []);
  return { path: inner.isList && open.length > 1 ? path.slice(0, -1) : path, field: inner.isList ? (open.length > 1 ? inner.key : null) : key, isList: inner.isList };
}

/** Sorted as the schema has them. */
export function offersAt(schema: Schema, before: string, kinds: readonly string[]): Offer[] {
  const { path, field } = placeIn(before);
  const at = path.reduce<readonly Schema[]>((schemas, key) => schemas.flatMap((each) => inside(each, key)), [schema]);
  if (field === null) return fieldsOf(at);
  const values = at.flatMap((each) => inside(each, field)).flatMap(valuesOf);
  const facts = factFields.has(field) ? kinds.map((kind) => ({ label: kind, detail: '', isField: false })) : [];
  return unique([...values, ...facts]);
}

/** The alternatives of a schema, a list standing for its items. */
function alternatives(schema: Schema): Schema[] {
  const choices = [...((schema['anyOf'] as Schema[] | undefined) ?? []), ...((schema['oneOf'] as Schema[] | undefined) ?? [])];
  const items = schema['items'] as Schema | undefined;
  return [schema, ...choices.flatMap(alternatives), ...(items === undefined ? [] : alternatives(items))];
}

function inside(schema: Schema, key: string): Schema[] {
  return alternatives(schema).flatMap((each) => {
    const named = (each['properties'] as Record<string, Schema> | undefined)?.[key];
    const any = each['additionalProperties'];
    return named !== undefined ? [named] : typeof any === 'object' && any !== null ? [any as Schema] : [];
  });
}

function fieldsOf(schemas: readonly Schema[]): Offer[] {
  const fields = schemas.flatMap(alternatives).flatMap((each) => Object.entries((each['properties'] as Record<string, Schema> | undefined) ?? {}));
  return unique(fields.map(([label, { description }]) => ({ label, detail: typeof description === 'string' ? description : '', isField: true })));
}

function valuesOf(schema: Schema): Offer[] {
  return alternatives(schema).flatMap((each) => {
    const given = 'const' in each ? [each['const']] : ((each['enum'] as unknown[] | undefined) ?? []);
    return given.map((label) => ({ label: String(label), detail: '', isField: false }));
  });
}

function unique(offers: readonly Offer[]): Offer[] {
  return [...new Map(offers.map((offer) => [offer.label, offer])).values()];
}
