/** Reads a pack: text in, a checked pack out, or the list of everything that is wrong with it; never both. */

import { checkAgainst, type Against } from './check_against.ts';
import { checkPack } from './check.ts';
import { locate, mergeFolder, mergeOver } from './merge.ts';
import { type Pack, packShape, partShape } from './pack.ts';
import { findingsOf, type Problem } from './problem.ts';
import { type PackFile, readSource, type SourceText } from './source_text.ts';

export type PackReading = { readonly ok: true; readonly pack: Pack } | { readonly ok: false; readonly problems: readonly Problem[] };

const filesMax = 200;
/** More than anybody reads at once, and finding the place of each costs a walk through its file. */
const problemsMax = 200;

/** One pack among those given: its files, the one that names it first. */
type Folder = { readonly name: string; readonly extends: string | undefined; readonly sources: readonly SourceText[] };

/**
 * Reads the pack whose naming file comes first. A file that says `name` opens a pack; the files beside and below it
 * belong to it. The packs it extends must be among the files, too. `against` holds it to what it cannot know by itself.
 */
export function readPack(files: readonly PackFile[], against: Against = {}): PackReading {
  if (files.length > filesMax) return failed([bare(files[filesMax]!.path, 'too_large', `more than ${filesMax} files`)]);
  const sources: SourceText[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const source = readSource(file);
    if ('value' in source) sources.push(source);
    else problems.push(...source);
  }
  if (problems.length > 0) return failed(problems);
  const shapes = sources.flatMap(shapeProblems);
  if (shapes.length > 0) return failed(shapes);

  const folders = foldersOf(sources);
  if (folders.length === 0) return failed([bare(files[0]?.path ?? '', 'no_pack', 'no file says which pack this is: name is missing')]);
  const chain = chainOf(folders);
  return Array.isArray(chain) ? failed(chain) : assemble(chain.folders, against);
}

function assemble(chain: readonly Folder[], against: Against): PackReading {
  const problems: Problem[] = [];
  let value: Record<string, unknown> = {};
  for (const folder of chain.toReversed()) {
    const merged = mergeFolder(folder.sources);
    problems.push(...merged.problems);
    value = mergeOver(value, merged.value);
  }
  if (problems.length > 0) return failed(problems);
  const sources = chain.flatMap((folder) => folder.sources);
  const parsed = packShape.safeParse(value);
  if (!parsed.success) return failed(first(findingsOf(parsed.error, value)).map((finding) => locate(finding, value, sources)));
  const findings = [...checkPack(parsed.data), ...checkAgainst(parsed.data, against)];
  if (findings.length > 0) return failed(first(findings).map((finding) => locate(finding, parsed.data, sources)));
  return { ok: true, pack: parsed.data };
}

function shapeProblems(source: SourceText): Problem[] {
  const parsed = partShape.safeParse(source.value);
  if (parsed.success) return [];
  return first(findingsOf(parsed.error, source.value)).map((each) => source.problemAt(each.path, each.code, each.message));
}

function foldersOf(sources: readonly SourceText[]): Folder[] {
  const named = sources.filter((source) => source.value['name'] !== undefined);
  const owned = new Map<SourceText, SourceText[]>(named.map((source) => [source, [source]]));
  for (const source of sources) {
    if (owned.has(source)) continue;
    const owner = named
      .filter((each) => source.path.startsWith(folderOf(each.path)))
      .toSorted((a, b) => folderOf(b.path).length - folderOf(a.path).length)[0];
    if (owner !== undefined) owned.get(owner)!.push(source);
  }
  return named.map((source) => ({
    name: source.value['name'] as string,
    extends: source.value['extends'] as string | undefined,
    sources: owned.get(source)!,
  }));
}

/** The first pack and those it extends, nearest first. */
function chainOf(folders: readonly Folder[]): { readonly folders: readonly Folder[] } | Problem[] {
  const chain = [folders[0]!];
  for (let last = folders[0]!; last.extends !== undefined; last = chain.at(-1)!) {
    const naming = last.sources[0]!;
    const next = folders.find((folder) => folder.name === last.extends);
    if (next === undefined) return [naming.problemAt(['extends'], 'unknown_pack', `there is no pack ${last.extends}`)];
    if (chain.includes(next)) {
      const round = [...chain, next].map((folder) => folder.name).join(' → ');
      return [naming.problemAt(['extends'], 'circular_extends', `packs extend each other in a circle: ${round}`)];
    }
    chain.push(next);
  }
  return { folders: chain };
}

function first<T>(found: readonly T[]): readonly T[] {
  return found.slice(0, problemsMax);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function failed(problems: readonly Problem[]): PackReading {
  return { ok: false, problems };
}

function bare(file: string, code: Problem['code'], message: string): Problem {
  return { file, line: 1, column: 1, path: '', code, message };
}
