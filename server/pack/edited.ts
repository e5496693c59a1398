/** A pack as somebody writes it on a screen: files in, and the checked pack or its problems out. Nothing is kept. */

import type { Problem } from '../../core/pack/problem.ts';
import { bundleOf } from '../../core/pack/bundle.ts';
import { readPack } from '../../core/pack/read.ts';
import { examplesFile, extendedFiles, openBundle, type LoadedPack } from './load.ts';

/** `path` is folder and name, such as grid/promises.yaml; the folder is that of the pack. */
export type EditedFile = { readonly path: string; readonly text: string };

export type EditedReading = ({ readonly ok: true } & LoadedPack) | { readonly ok: false; readonly problems: readonly Problem[] };

export async function readEdited(files: readonly EditedFile[]): Promise<EditedReading> {
  const own = files.filter(({ path }) => !path.endsWith(`/${examplesFile}`)).toSorted((a, b) => Number(isNaming(b)) - Number(isNaming(a)));
  const reading = readPack([...own, ...(await extendedFiles(own))]);
  return reading.ok ? { ok: true, ...openBundle(bundleOf(reading.pack)) } : reading;
}

/** What a refusal of such a text says: where to begin. */
export function firstFault(problems: readonly Problem[]): Readonly<Record<string, string | number>> {
  const { file, line, message } = problems[0]!;
  return { file, line, fault: message, faults: problems.length };
}

/** The example table among the files, as text. */
export function examplesIn(files: readonly EditedFile[]): string | null {
  return files.find(({ path }) => path.endsWith(`/${examplesFile}`))?.text ?? null;
}

function isNaming({ path }: EditedFile): boolean {
  return path.endsWith('/pack.yaml');
}
