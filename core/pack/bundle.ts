/** A pack version as text that never changes: canonical JSON with everything a verdict can depend on. */

import { canonical } from '../base/canonical.ts';
import { describingKinds } from './facts.ts';
import type { Pack } from './pack.ts';

export type Bundle = Pack & { readonly describing: readonly string[] };

/** The same policy gives the same bytes, in whatever order its files were written; the shell hashes them. */
export function bundleOf(pack: Pack): string {
  // The kinds that describe a subject choose the target, so they are pinned with the pack and not taken from later code.
  const bundle: Bundle = { ...pack, describing: [...describingKinds].toSorted() };
  return canonical(bundle);
}
