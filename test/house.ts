/** A house for tests: a database of its own, a clock that is set by hand, the grid pack, and the named people. */

import { parseInstant, type Instant } from '../core/base/time.ts';
import type { Role } from '../core/roster/facts.ts';
import type { OperationName } from '../wire/contract.ts';
import type { Database } from '../server/db/connect.ts';
import { type House, timeOrderedId } from '../server/house.ts';
import { activatePack, foundOrg } from '../server/journal/found.ts';
import type { Outcome } from '../server/journal/journal.ts';
import { type Actor, perform, type PerformOptions } from '../server/journal/perform.ts';
import { loadPack } from '../server/pack/load.ts';
import { openShelf } from '../server/pack/shelf.ts';
import { freshDatabase } from './database.ts';

export const instant = (written: string) => parseInstant(written)!;

export type TestHouse = {
  readonly house: House;
  readonly url: string;
  /** Sets the clock on the wall. */
  setTime(written: string): void;
  actor(person: string, ...roles: Role[]): Actor;
  /** Performs an operation with a fresh command id, unless one is given. */
  does(actor: Actor, operation: OperationName, params: Record<string, string>, body: object, commandId?: string, options?: PerformOptions): Promise<Outcome>;
};

/** Call it at the top of a test file, like `freshDatabase`. The named engineers li and wu are there. */
export async function openTestHouse(org = 'county', packName = 'grid'): Promise<TestHouse> {
  const { pool, url } = await freshDatabase();
  const db: Database = { pool, kind: 'server', embedded: null, close: () => pool.end() };
  let now = instant('2026-03-02T08:00:00+08:00');
  const house: House = { db, packs: openShelf(), now: () => now, newId: () => timeOrderedId(now) };
  const pack = await loadPack(packName);
  if (!pack.ok) throw new Error(pack.problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`).join('\n'));
  await foundOrg(house, org, now);
  await activatePack(house, org, 'system', pack, (now - 400 * 86_400_000) as Instant);
  const actor = (person: string, ...roles: Role[]): Actor => ({ org, person, name: person, roles });
  const does: TestHouse['does'] = (who, operation, params, body, commandId = house.newId(), options = {}) =>
    perform(house, who, operation, params, body, commandId, options);
  const zone = pack.pack.zones[0]!.code;
  for (const name of ['li', 'wu']) {
    await does(actor('root', 'administrator'), 'person.add', {}, { person_id: name, name, roles: ['engineer'], zones: [zone], skills: [] });
  }
  return { house, url, setTime: (written) => { now = instant(written); }, actor, does };
}
