/** The JSON Schema of a pack file, for an editor that completes it. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packsFolder } from '../pack/load.ts';
import type { Asking } from './asking.ts';
import { scopeOf } from './permit.ts';

let schema: Promise<Record<string, unknown>> | null = null;

export function packSchema(asking: Asking): Promise<Record<string, unknown>> {
  scopeOf(asking.actor, 'pack.schema');
  schema ??= readFile(join(packsFolder, 'schema.json'), 'utf8').then((text) => JSON.parse(text) as Record<string, unknown>);
  return schema;
}
