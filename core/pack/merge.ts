/** Puts the files of a pack together, over the pack it extends, by name; and finds the way back from an entry to its file. */

import { type Finding, type Path, type Problem, valueAt } from './problem.ts';
import type { SourceText } from './source_text.ts';

type Fields = Record<string, unknown>;
type Entry = Readonly<Record<string, unknown>>;

/** The field that names an entry of each list; entries of one name replace each other. */
export const listKeys: Readonly<Record<string, string>> = {
  zones: 'code',
  matters: 'code',
  customer_classes: 'code',
  categories: 'code',
  channels: 'code',
  roles: 'code',
  events: 'kind',
  report_asks: 'field',
  guides: 'code',
  forbidden: 'code',
  choices: 'amb',
  waiting: 'row',
};
/** Sections whose entries stand under their names. */
export const maps: ReadonlySet<string> = new Set(['calendars', 'promises', 'milestones', 'gates', 'approvals', 'forms', 'archive', 'duties', 'bounds']);
/** What a pack is, and what it is for: no pack inherits this. */
const identity = new Set(['name', 'version', 'code', 'words', 'extends', 'scope', 'goal']);

/** Files of one folder stand beside each other, so nothing in them may be said twice. */
export function mergeFolder(sources: readonly SourceText[]): { value: Fields; problems: Problem[] } {
  const value: Fields = {};
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const source of sources) {
    for (const { path, name } of namesIn(source.value)) {
      if (seen.has(name))
        problems.push(source.problemAt(path, 'duplicate_name', `"${path.at(-1)}" of ${path[0]} is already there: ${name}`));
      seen.add(name);
    }
    overlay(value, source.value);
  }
  return { value, problems };
}

/** The pack over the one it extends: an entry of the same name replaces the inherited one whole. */
export function mergeOver(inherited: Fields, own: Fields): Fields {
  const value = Object.fromEntries(Object.entries(inherited).filter(([field]) => !identity.has(field)));
  overlay(value, own);
  return value;
}

/** A finding about the whole pack, as a problem in the file that says it. `sources` come with the pack's own files first. */
export function locate(finding: Finding, pack: Fields, sources: readonly SourceText[]): Problem {
  let best = { source: sources[0]!, path: finding.path, depth: -1 };
  for (const source of sources) {
    const path = pathIn(source, finding.path, pack);
    const depth = source.depthOf(path);
    if (depth > best.depth) best = { source, path, depth };
  }
  return best.source.problemAt(best.path, finding.code, finding.message, finding.character);
}

function overlay(target: Fields, added: Entry): void {
  for (const [field, value] of Object.entries(added)) target[field] = together(field, target[field], value);
}

function together(field: string, below: unknown, above: unknown): unknown {
  if (isEntry(below) && isEntry(above)) {
    if (maps.has(field)) return { ...below, ...above };
    if (field === 'reasons') {
      const groups = { ...below };
      for (const [group, list] of Object.entries(above)) groups[group] = listTogether('code', groups[group], list);
      return groups;
    }
  }
  const key = listKeys[field];
  return key === undefined ? above : listTogether(key, below, above);
}

function listTogether(key: string, below: unknown, above: unknown): unknown {
  if (!Array.isArray(below) || !Array.isArray(above)) return above;
  const entries = new Map<unknown, unknown>();
  for (const entry of [...below, ...above]) entries.set(isEntry(entry) ? entry[key] : entry, entry);
  return [...entries.values()];
}

/** Everything a file gives a name to, with that name in words that no other entry shares. */
function* namesIn(value: Entry): Generator<{ path: Path; name: string }> {
  for (const [field, given] of Object.entries(value)) {
    if (maps.has(field) && isEntry(given)) {
      for (const name of Object.keys(given)) yield { path: [field, name], name: `${field}.${name}` };
    } else if (field === 'reasons' && isEntry(given)) {
      for (const [group, list] of Object.entries(given)) yield* namesInList([field, group], 'code', list);
    } else if (listKeys[field] !== undefined) {
      yield* namesInList([field], listKeys[field], given);
    } else {
      yield { path: [field], name: field };
    }
  }
}

function* namesInList(at: Path, key: string, list: unknown): Generator<{ path: Path; name: string }> {
  if (!Array.isArray(list)) return;
  for (const [index, entry] of list.entries()) {
    if (isEntry(entry)) yield { path: [...at, index, key], name: `${at.join('.')}.${String(entry[key])}` };
  }
}

/** The same place in one file: list entries are found by name, because files count them differently. */
function pathIn(source: SourceText, path: Path, pack: Fields): Path {
  const at = path[0] === 'reasons' ? 2 : 1;
  const index = path[at];
  const key = path[0] === 'reasons' ? 'code' : listKeys[String(path[0])];
  if (key === undefined || typeof index !== 'number') return path;
  const name = valueAt(pack, [...path.slice(0, at + 1), key]);
  const list = valueAt(source.value, path.slice(0, at));
  const found = Array.isArray(list) ? list.findIndex((entry) => isEntry(entry) && entry[key] === name) : -1;
  return found < 0 ? path.slice(0, at) : [...path.slice(0, at), found, ...path.slice(at + 1)];
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
