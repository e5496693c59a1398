import { expect, test } from 'vitest';
import type { Instant } from '../core/base/time.ts';
import { timeOrderedId, type House } from '../server/house.ts';
import { openShelf } from '../server/pack/shelf.ts';
import { freshDatabase } from '../test/database.ts';
import { isClean, runChaos } from './chaos/chaos.ts';
import { diceOf } from './chaos/dice.ts';

const { pool, url } = await freshDatabase();

test('300 deadlines, three nodes, six of them killed with -9 → each told once, none early, other systems called at least once', { timeout: 120_000 }, async () => {
  const now = () => Date.now() as Instant;
  const house: House = { db: { pool, kind: 'server', embedded: null, close: async () => {} }, packs: openShelf(), now, newId: () => timeOrderedId(now()) };
  const found = await runChaos(house, url, { deadlines: 300, spreadMs: 6_000, kills: 6, nodes: 3, dice: diceOf(7), webhook: true, say: () => {} });
  expect(found).toMatchObject({ facts: 300, cases: 300, 'inbox items': 600, early: 0, 'timers left': 0, 'broken chains': 0, 'calls, distinct': 300 });
  expect(isClean(found, true)).toBe(true);
});
