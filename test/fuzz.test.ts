import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openFuzzWorld } from './fuzz_world.ts';
import { check, requests } from './fuzzing.ts';

const runs = Number(process.env['SANBAO_FUZZ_RUNS'] ?? 800);
const seed = Number(process.env['SANBAO_FUZZ_SEED'] ?? 20_260_302);

const { send, knockers, ids, document } = await openFuzzWorld();

test(`${runs} random and spoilt requests over all operations and roles, seed ${seed} → no 5xx, every answer in the document, nothing of another organisation`, { timeout: 3_600_000 }, async () => {
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(await requests(knockers, ids), async (request) => {
      await check(request, async (each) => {
        const answer = await send(each);
        seen.set(answer.statusCode, (seen.get(answer.statusCode) ?? 0) + 1);
        return answer;
      }, document);
    }),
    { numRuns: runs, seed },
  );
  if (process.env['SANBAO_FUZZ_RUNS'] !== undefined) console.log(`answers by status: ${[...seen].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status} ${count}`).join(', ')}`);
  // A run that only ever heard no has tried nothing.
  expect((seen.get(200) ?? 0) + (seen.get(201) ?? 0)).toBeGreaterThan(runs / 20);
  expect(seen.get(403) ?? 0).toBeGreaterThan(runs / 50);
});
