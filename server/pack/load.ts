/** Packs on disk: reads the files of one, checks them whole, and keeps compiled versions by the hash of their text. */

import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompiledPack } from '../../core/clock/compiled.ts';
import { canonical } from '../../core/base/canonical.ts';
import { type Bundle, bundleOf } from '../../core/pack/bundle.ts';
import { compileBundle, parseBundle } from '../../core/pack/compile.ts';
import type { Problem } from '../../core/pack/problem.ts';
import type { Against } from '../../core/pack/check_against.ts';
import { readPack } from '../../core/pack/read.ts';
import { fileSizeMax, type PackFile } from '../../core/pack/source_text.ts';

/** The packs that come with the program. */
export const packsFolder = fileURLToPath(new URL('../../packs/', import.meta.url));

/** Beside a pack, never part of it: what its promises mean, row by row. */
export const examplesFile = 'examples.yaml';

export type LoadedPack = {
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  /** Canonical text: what is stored, hashed and shown years later. */
  readonly bundle: string;
  readonly pack: Bundle;
  readonly compiled: CompiledPack;
};

export type PackLoading = ({ readonly ok: true } & LoadedPack) | { readonly ok: false; readonly problems: readonly Problem[] };

// A pack never changes under its hash, so a version is compiled once in the life of the program.
const versions = new Map<string, LoadedPack>();
const versionsMax = 1_000;

/** Loads a pack by its name among ours (`grid`), or from the path of a folder or of a single file. */
export async function loadPack(nameOrPath: string, folder: string = packsFolder, against: Against = {}): Promise<PackLoading> {
  const place = await placeOf(nameOrPath, folder);
  if (place === null) return { ok: false, problems: [missing(nameOrPath)] };
  const own = await filesAt(place);
  const reading = readPack([...own, ...(await extendedFiles(own, folder))], against);
  if (!reading.ok) return reading;
  return { ok: true, ...openBundle(bundleOf(reading.pack)) };
}

/**
 * Opens a stored bundle, as text or as the database gives its JSON back. Its hash is computed again: a text that was
 * changed in the database is not the rule by which anything was judged.
 */
export function openBundle(stored: unknown, expectedHash?: string): LoadedPack {
  const bundle = typeof stored === 'string' ? stored : canonical(stored);
  const hash = createHash('sha256').update(bundle).digest('hex');
  if (expectedHash !== undefined && hash !== expectedHash)
    throw new Error(`the stored text of pack version ${expectedHash} was changed: it hashes to ${hash}`);
  const known = versions.get(hash);
  if (known !== undefined) return known;
  const pack = parseBundle(bundle);
  const version: LoadedPack = {
    name: pack.name,
    version: pack.version,
    hash,
    bundle,
    pack,
    compiled: compileBundle(bundle, hash),
  };
  if (versions.size >= versionsMax) versions.delete(versions.keys().next().value!);
  versions.set(hash, version);
  return version;
}

/** Names of the packs in a folder, in order; `common` is for extending and is none of them. */
export async function packNames(folder: string = packsFolder): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'common')
    .map((entry) => entry.name)
    .toSorted();
}

async function placeOf(nameOrPath: string, folder: string): Promise<string | null> {
  const isName = /^[a-z][a-z0-9_-]*$/.test(nameOrPath);
  const places = isName ? [join(folder, nameOrPath), resolve(nameOrPath)] : [resolve(nameOrPath)];
  for (const place of places) if ((await stat(place).catch(() => null)) !== null) return place;
  return null;
}

/** The files of one pack, the naming one first; a path to a file is that file alone. */
async function filesAt(place: string): Promise<PackFile[]> {
  if ((await stat(place)).isFile()) return [await readPackFile(place, basename(place))];
  const name = basename(place);
  const found = (await readdir(place, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name) && entry.name !== examplesFile)
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted((a, b) => Number(basename(b) === 'pack.yaml') - Number(basename(a) === 'pack.yaml') || (a < b ? -1 : 1));
  return Promise.all(found.map((path) => readPackFile(path, `${name}${path.slice(place.length)}`)));
}

/** The files of the packs that these extend, one after another: nothing else is read, so a fault elsewhere is no fault here. */
export async function extendedFiles(own: readonly PackFile[], folder: string = packsFolder): Promise<PackFile[]> {
  const known = [...(await packNames(folder).catch(() => [])), 'common'];
  const taken = new Set(own.map((file) => dirname(file.path)));
  const files: PackFile[] = [];
  for (let from = own; ;) {
    const next = extendedBy(from);
    if (next === null || taken.has(next) || !known.includes(next)) return files;
    taken.add(next);
    from = await filesAt(join(folder, next)).catch(() => []);
    files.push(...from);
  }
}

/** Looked for in the text, because what is wrong with it as YAML is the reader's to say. */
function extendedBy(files: readonly PackFile[]): string | null {
  return files.map((file) => /^extends:\s*["']?([a-z][a-z0-9_-]*)/m.exec(file.text)?.[1]).find((name) => name !== undefined) ?? null;
}

/** The text of a pack that comes with the program, its example table too; null when there is none of this name. */
export async function shippedFiles(name: string): Promise<PackFile[] | null> {
  if (![...(await packNames()), 'common'].includes(name)) return null;
  const examples = join(packsFolder, name, examplesFile);
  const hasExamples = (await stat(examples).catch(() => null)) !== null;
  return [...(await filesAt(join(packsFolder, name))), ...(hasExamples ? [await readPackFile(examples, `${name}/${examplesFile}`)] : [])];
}

async function readPackFile(path: string, shown: string): Promise<PackFile> {
  // A file beyond the limit is not read at all; the reader only needs to see that it is too large.
  const { size } = await stat(path);
  if (size > 4 * fileSizeMax) return { path: shown, text: ' '.repeat(fileSizeMax + 1) };
  return { path: shown, text: await readFile(path, 'utf8') };
}

function missing(nameOrPath: string): Problem {
  return { file: nameOrPath, line: 1, column: 1, path: '', code: 'no_pack', message: `there is no pack ${nameOrPath}` };
}
