/** What one version of a pack says otherwise than another: by entry and figure, each with the rows it rests on. */

import { canonical } from '../base/canonical.ts';
import { listKeys, maps } from './merge.ts';

type Fields = Readonly<Record<string, unknown>>;

export type Difference = {
  /** The part of the pack: promises, zones, choices, … */
  readonly section: string;
  /** The entry within it, by the name that replaces an inherited one; empty for a field of the pack itself. */
  readonly entry: string;
  /** What people call the entry, where it has words. */
  readonly words: { readonly 'zh-CN': string; readonly en: string } | null;
  /** The place inside the entry, such as target.2.within, rows counted from 1; empty when the whole entry came or went. */
  readonly at: string;
  /** undefined: was not there. */
  readonly before: unknown;
  /** undefined: is not there any more. */
  readonly after: unknown;
  /** The rows cited nearest to that place. */
  readonly source: readonly string[];
};

/** Entry by entry in the order of the packs; an entry that was only moved is no difference. */
export function differencesOf(before: Fields, after: Fields): Difference[] {
  const old = entriesOf(before);
  const now = entriesOf(after);
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const { section, name } = (is ?? was)!;
    return leavesOf(was?.value, is?.value, []).map(
      ({ path, before: from, after: to }): Difference => ({
        section, entry: name, words: wordsOf(is?.value) ?? wordsOf(was?.value), at: path.map(shown).join('.'), before: from, after: to,
        source: nearestSource(to === undefined ? was?.value : is?.value, path),
      }),
    );
  });
}

/** A value as people read it: text as it is, names one after another, anything else as it would be written. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.join(', ') : canonical(value);
}

export type EntryText = {
  readonly section: string; readonly name: string; readonly words: Difference['words']; readonly source: readonly string[];
  /** What the entry says, place by place, but for its words. */
  readonly figures: readonly { readonly at: string; readonly value: unknown; readonly source: readonly string[] }[];
};

/** A whole pack, entry by entry, each figure with the rows it rests on. */
export function textOf(pack: Fields): EntryText[] {
  return [...entriesOf(pack).values()].map(({ section, name, value }) => ({
    section, name, words: wordsOf(value), source: nearestSource(value, []),
    figures: figuresIn(value, []).map(({ path, value: figure }) => ({ at: path.map(shown).join('.'), value: figure, source: nearestSource(value, path) })),
  }));
}

type Figure = { readonly path: readonly (string | number)[]; readonly value: unknown };

function figuresIn(value: unknown, path: Figure['path']): Figure[] {
  if (Array.isArray(value) && value.some(isFields)) return value.flatMap((each, index) => figuresIn(each, [...path, index]));
  if (!isFields(value)) return value === undefined ? [] : [{ path, value }];
  return Object.entries(value).flatMap(([field, each]) => (field === 'words' || field === 'source' ? [] : figuresIn(each, [...path, field])));
}

type Entry = { readonly section: string; readonly name: string; readonly value: unknown };

function entriesOf(pack: Fields): Map<string, Entry> {
  const entries: Entry[] = Object.entries(pack).flatMap(([section, value]): Entry[] => {
    if (section === 'reasons' && isFields(value)) return Object.entries(value).flatMap(([group, list]) => listed(`reasons.${group}`, 'code', list));
    if (maps.has(section) && isFields(value)) return Object.entries(value).map(([name, each]) => ({ section, name, value: each }));
    const key = listKeys[section];
    return key === undefined ? [{ section, name: '', value }] : listed(section, key, value);
  });
  return new Map(entries.map((entry) => [`${entry.section}\n${entry.name}`, entry]));
}

function listed(section: string, key: string, list: unknown): Entry[] {
  if (!Array.isArray(list)) return [];
  return list.map((value: unknown) => ({ section, name: String(isFields(value) ? value[key] : value), value }));
}

type Leaf = { readonly path: readonly (string | number)[]; readonly before: unknown; readonly after: unknown };

function leavesOf(before: unknown, after: unknown, path: readonly (string | number)[]): Leaf[] {
  if (before === undefined || after === undefined) return before === after ? [] : [{ path, before, after }];
  if (canonical(before) === canonical(after)) return [];
  if (isFields(before) && isFields(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => leavesOf(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after) && [...before, ...after].some(isFields)) {
    const longest = Math.max(before.length, after.length);
    return Array.from({ length: longest }, (_, index) => index).flatMap((index) => leavesOf(before[index], after[index], [...path, index]));
  }
  return [{ path, before, after }];
}

function nearestSource(value: unknown, path: readonly (string | number)[]): string[] {
  let found: unknown = isFields(value) ? value['source'] : undefined;
  let at = value;
  for (const part of path) {
    at = isFields(at) || Array.isArray(at) ? (at as Record<string | number, unknown>)[part] : undefined;
    if (isFields(at) && at['source'] !== undefined) found = at['source'];
  }
  return found === undefined ? [] : [found].flat().map(String);
}

function wordsOf(value: unknown): Difference['words'] {
  const words = isFields(value) ? value['words'] : undefined;
  return isFields(words) ? { 'zh-CN': String(words['zh-CN']), en: String(words['en']) } : null;
}

function shown(part: string | number): string {
  return typeof part === 'number' ? String(part + 1) : part;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
