/** From the stored text of a pack version to what the clock engine reads. */

import { compilePromises } from '../clock/compile.ts';
import type { CompiledPack } from '../clock/compiled.ts';
import type { Bundle } from './bundle.ts';

/** Compiles a bundle that was checked when it was made; throws when it was not. */
export function compileBundle(bundle: string, hash: string): CompiledPack {
  return compilePromises({ ...parseBundle(bundle), hash });
}

/** The pack inside a bundle, for its words, zones and reasons. */
export function parseBundle(bundle: string): Bundle {
  return JSON.parse(bundle) as Bundle;
}
