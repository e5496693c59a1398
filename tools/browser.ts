/** Plays the browser stories of test/browser against a real server: `node tools/browser.ts [part of a name]`. */

import { readdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { browserPath, openStage, type Story } from '../test/browser/stage.ts';
import { buildConsole, consoleIsStale } from './build.ts';

const folder = fileURLToPath(new URL('../test/browser', import.meta.url));
const wanted = process.argv[2] ?? '';

if (browserPath() === null) {
  console.error('No Chromium on this machine. On Debian: apt-get install -y chromium fonts-noto-cjk');
  process.exit(3);
}
if (await consoleIsStale()) await buildConsole();

const stories: Story[] = [];
for (const name of (await readdir(folder)).filter((it) => it.endsWith('.browser.ts')).toSorted()) {
  const file = (await import(pathToFileURL(join(folder, name)).href)) as { stories: readonly Story[] };
  stories.push(...file.stories.filter((it) => it.name.includes(wanted)));
}

const stage = await openStage();
let failed = 0;
try {
  for (const story of stories) {
    const began = performance.now();
    try {
      await story.play(stage);
      console.log(`✓ ${story.name} (${Math.round(performance.now() - began)} ms)`);
    } catch (error) {
      failed += 1;
      console.error(`✗ ${story.name}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
} finally {
  await stage.close();
}
console.log(`${stories.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 && stories.length > 0 ? 0 : 1;
