/** Questions that are always the same are SQL in a file of their own, read once at the start. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function statement(file: string): string {
  return readFileSync(join(import.meta.dirname, file), 'utf8');
}
