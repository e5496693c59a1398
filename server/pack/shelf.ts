/** The packs of each organisation as they were activated, opened once and kept: a version is its hash and never changes. */

import type { PoolClient } from 'pg';
import type { Instant } from '../../core/base/time.ts';
import type { CompiledPack } from '../../core/clock/compiled.ts';
import { openBundle, type LoadedPack } from './load.ts';

export type Activation = { readonly activated_at: Instant; readonly hash: string; readonly name: string; readonly version: string };

/** What the clock engine asks of the past. */
export type PackHistory = {
  readonly packFor: (received: Instant) => CompiledPack;
  readonly packByHash: (hash: string) => CompiledPack | undefined;
};

export type PackShelf = {
  /** The pack that answers for what is heard at this moment; null for an organisation that has none yet. */
  activeAt(tx: PoolClient, org: string, received: Instant): Promise<LoadedPack | null>;
  /** `received` is the moment of the command under way, if there is one: what it has asked already is not asked again. */
  historyOf(tx: PoolClient, org: string, received?: Instant): Promise<PackHistory>;
  /** Every version from its activation on, in order. */
  versionsOf(tx: PoolClient, org: string): Promise<readonly { readonly activated_at: Instant; readonly loaded: LoadedPack }[]>;
  /** What a command read along with other things. */
  know(tx: PoolClient, org: string, received: Instant, list: readonly Activation[]): Promise<void>;
  /** After an activation. */
  forget(): void;
};

/** The same list as one JSON value, for a statement that asks for other things as well; `know` takes it. */
export const activationsJson = `
  select json_agg(json_build_object('activated_at', floor(extract(epoch from activated_at) * 1000), 'hash', hash, 'name', name, 'version', version)
                  order by activated_at, seq) as activations
    from pack_activation where org_id = current_org()`;

export function openShelf(): PackShelf {
  const opened = new Map<string, LoadedPack>();
  // One command asks more than once; within its transaction, at its moment, the answer is the same.
  let asked = new WeakMap<PoolClient, { org: string; received: Instant; list: readonly Activation[] }>();

  /** From the database each time, one short statement: another node may have activated a version since. */
  async function activationsOf(tx: PoolClient, org: string): Promise<Activation[]> {
    const { rows } = await tx.query<Activation>({
      name: 'activations',
      text: 'select activated_at, hash, name, version from pack_activation where org_id = $1 order by activated_at, seq',
      values: [org],
    });
    await open(tx, org, rows);
    return rows;
  }

  async function open(tx: PoolClient, org: string, list: readonly Activation[]): Promise<void> {
    for (const { hash } of list) if (!opened.has(hash)) opened.set(hash, await fetchBundle(tx, org, hash));
  }

  async function listFor(tx: PoolClient, org: string, received: Instant | undefined): Promise<readonly Activation[]> {
    const before = asked.get(tx);
    if (received !== undefined && before?.org === org && before.received === received) return before.list;
    const list = await activationsOf(tx, org);
    if (received !== undefined) asked.set(tx, { org, received, list });
    return list;
  }

  const at = (list: readonly Activation[], received: Instant) => list.findLast((each) => each.activated_at <= received) ?? list[0];

  return {
    async activeAt(tx, org, received) {
      const active = at(await listFor(tx, org, received), received);
      return active ? opened.get(active.hash)! : null;
    },
    async historyOf(tx, org, received) {
      const list = await listFor(tx, org, received);
      if (list.length === 0) throw new Error(`organisation ${org} has no active pack`);
      return {
        packFor: (received) => opened.get(at(list, received)!.hash)!.compiled,
        packByHash: (hash) => opened.get(hash)?.compiled,
      };
    },
    async versionsOf(tx, org) {
      const before = asked.get(tx);
      const list = before?.org === org ? before.list : await activationsOf(tx, org);
      return list.map(({ activated_at, hash }) => ({ activated_at, loaded: opened.get(hash)! }));
    },
    async know(tx, org, received, list) {
      await open(tx, org, list);
      asked.set(tx, { org, received, list });
    },
    forget: () => {
      asked = new WeakMap();
    },
  };
}

async function fetchBundle(tx: PoolClient, org: string, hash: string): Promise<LoadedPack> {
  const { rows } = await tx.query<{ bundle: unknown }>('select bundle from pack_text where org_id = $1 and hash = $2', [org, hash]);
  if (!rows[0]) throw new Error(`the text of pack version ${hash} is not in this database`);
  return openBundle(rows[0].bundle, hash);
}
