import { afterEach, expect, test } from 'vitest';
import type { Instant } from '../../core/base/time.ts';
import { freshDatabase } from '../../test/database.ts';
import { openBell, type Bell } from './bell.ts';
import { until } from './jobs.fixture.ts';

const at = (ms: number) => ms as Instant;
const { pool } = await freshDatabase();
const bells: Bell[] = [];

afterEach(async () => {
  for (const bell of bells.splice(0)) await bell.stop();
});

/** What a node hears after it has begun to listen. */
async function node(): Promise<{ bell: Bell; heard: (Instant | null)[] }> {
  const heard: (Instant | null)[] = [];
  const bell = openBell(pool, () => {});
  bells.push(bell);
  bell.onRing((earliest) => heard.push(earliest));
  await until(async () => heard, (it) => it.length === 1);
  // Nobody knows what was said before.
  expect(heard.splice(0)).toEqual([0]);
  return { bell, heard };
}

test('many commands in a moment are one ring, with the first of what they wait for; the one who rings hears it once', async () => {
  const [one, other] = [await node(), await node()];
  one.bell.ring(at(5_000));
  one.bell.ring(null);
  one.bell.ring(at(3_000));
  one.bell.ring(at(4_000));
  await until(async () => other.heard, (it) => it.length === 1);
  expect(other.heard).toEqual([3_000]);
  expect(one.heard).toEqual([3_000]);
});

test('what waits for nothing is told all the same, for those who follow the journal', async () => {
  const [one, other] = [await node(), await node()];
  one.bell.ring(null);
  await until(async () => other.heard, (it) => it.length === 1);
  expect([one.heard, other.heard]).toEqual([[null], [null]]);
  // And nothing of it is left over for the next.
  one.bell.ring(at(7_000));
  await until(async () => other.heard, (it) => it.length === 2);
  expect(one.heard).toEqual([null, 7_000]);
});
