/** The long fuzz run: `node bin/sanbao.js --run tools/fuzz.ts [requests] [seed]`. A short share of it runs with every test. */

import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';

const [runs = '100000', seed = String(randomInt(2 ** 31))] = process.argv.slice(2);
if (!/^\d{1,9}$/.test(runs) || !/^\d{1,10}$/.test(seed)) {
  console.error('usage: tools/fuzz.ts [requests] [seed], both whole numbers');
  process.exit(2);
}

const root = join(import.meta.dirname, '..');
const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'test/fuzz.test.ts'], {
  cwd: root, stdio: 'inherit', env: { ...process.env, SANBAO_FUZZ_RUNS: runs, SANBAO_FUZZ_SEED: seed },
});
// The seed makes a failure come again.
console.log(`${runs} requests, seed ${seed}: ${status === 0 ? 'nothing found' : 'see above'}`);
process.exit(status ?? 1);
