/** A pack version as text that never changes: canonical JSON with everything a verdict can depend on. */

import { describingKinds } from './facts.ts';
import type { Pack } from './pack.ts';

export type Bundle = Pack & { readonly describing: readonly string[] };

/** The same policy gives the same bytes, in whatever order its files were written; the shell hashes them. */
export function bundleOf(pack: Pack): string {
  // The kinds that describe a subject choose the target, so they are pinned with the pack and not taken from later code.
  const bundle: Bundle = { ...pack, describing: [...describingKinds].toSorted() };
  return canonical(bundle);
}

/** JSON with the fields of every object in order; lists keep theirs, because it means something. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, given]) => given !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, given]) => `${JSON.stringify(name)}:${canonical(given)}`).join(',')}}`;
}
