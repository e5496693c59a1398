/** `npm run generate` writes every generated file anew; with `--verify` it only says which ones are stale. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openApiDocument } from '../server/http/openapi.ts';
import { addressesText } from './addresses.ts';
import { packsPage, packsPagePath } from './packs_page.ts';
import { refusalsPage } from './refusals_page.ts';
import { currentSchema } from './schema_dump.ts';
import { root } from './sources.ts';

type Generated = { readonly path: string; readonly make: () => Promise<string> | string };

const files: readonly Generated[] = [
  { path: 'wire/addresses.ts', make: addressesText },
  { path: 'docs/openapi.json', make: openApiText },
  { path: 'docs/refusals.md', make: refusalsPage },
  { path: packsPagePath, make: packsPage },
  { path: 'server/db/schema.sql', make: currentSchema },
];

/** Rooms that generate their own file have a tool of their own, with the same flag. */
const otherTools = ['tools/pack_schema.ts', 'tools/calendars.ts'];

const verify = process.argv.includes('--verify');
const stale: string[] = [];
for (const { path, make } of files) {
  const text = await make();
  if (readOrNull(path) === text) continue;
  stale.push(path);
  if (verify) continue;
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
for (const tool of otherTools) {
  const ran = spawnSync(process.execPath, [join(root, tool), ...(verify ? ['--verify'] : [])], { cwd: root, stdio: 'inherit' });
  if (ran.status !== 0) stale.push(tool);
}

if (verify && stale.length > 0) console.error(`Stale, run \`npm run generate\`: ${stale.join(', ')}`);
else console.log(stale.length === 0 ? 'All generated files are fresh.' : `Written: ${stale.join(', ')}`);
process.exitCode = verify && stale.length > 0 ? 1 : 0;

async function openApiText(): Promise<string> {
  const document = { 'x-generated': 'by `npm run generate` from wire/contract.ts', ...(await openApiDocument()) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return null;
  }
}
