/** Builds the console into dist/console; run alone it always builds, and `npm start` asks it to build only what is missing or old. */

import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const made = join(root, 'dist', 'console');
/** Everything that ends up in the console. */
const sources = ['console', 'ui', 'wire', 'core'];

export async function buildConsole(): Promise<void> {
  // Only whoever builds needs Vite; a shop that installs without the development part gets the console built.
  const { build } = await import('vite');
  // Built beside and moved into place, so that two starts at once, or one that is broken off, leave a whole console.
  const fresh = `${made}.${process.pid}`;
  try {
    await build({ configFile: join(root, 'console', 'vite.config.ts'), logLevel: 'warn', build: { outDir: fresh } });
    for (const path of await filesBelow(fresh)) if (/\.(js|css|svg)$/.test(path)) await compress(path);
    await moveIntoPlace(fresh);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function moveIntoPlace(fresh: string): Promise<void> {
  const old = `${fresh}.old`;
  await rename(made, old).catch(() => undefined);
  // Whoever was quicker has built the same sources.
  await rename(fresh, made).catch(() => undefined);
  await rm(old, { recursive: true, force: true });
}

/** Missing, or older than any of its sources. */
export async function consoleIsStale(): Promise<boolean> {
  const page = join(made, 'index.html');
  if (!existsSync(page)) return true;
  const builtAt = (await stat(page)).mtimeMs;
  for (const room of sources) {
    for (const path of await filesBelow(join(root, room))) {
      if (!path.endsWith('.test.ts') && (await stat(path)).mtimeMs > builtAt) return true;
    }
  }
  return false;
}

/** Compressed once here, so that no request has to. */
async function compress(path: string): Promise<void> {
  const plain = await readFile(path);
  const brotli = await promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  await writeFile(`${path}.br`, brotli);
  await writeFile(`${path}.gz`, await promisify(gzip)(plain, { level: 9 }));
}

async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name));
}

if (import.meta.main) {
  await buildConsole();
  const scripts = (await filesBelow(made)).filter((path) => path.endsWith('.js.br'));
  const sizes = await Promise.all(scripts.map(async (path) => (await stat(path)).size));
  console.log(`dist/console: ${scripts.length} scripts, ${Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1024)} kB compressed`);
}
