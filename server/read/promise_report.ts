/** Were our promises kept: mean and share by clock, zone and period, with what is still open read at this moment. */

import type { z } from 'zod';
import { parseInstant } from '../../core/base/time.ts';
import type { operations } from '../../wire/contract.ts';
import type { PromiseLine } from '../../wire/view/views.ts';
import { talliesOf } from '../journal/promise_tallies.ts';
import type { Tally } from '../journal/tally.ts';
import type { LoadedPack } from '../pack/load.ts';
import { ask, type Asking } from './asking.ts';
import { activePack } from './me.ts';
import { partySeen } from './permit.ts';
import { lineOf } from './promise_line.ts';

export async function reportPromises(asking: Asking, asked: z.output<(typeof operations)['report.promises']['query']>): Promise<{ items: PromiseLine[] }> {
  const party = partySeen(asking.actor, 'report.promises');
  return ask(asking, async (client) => {
    const pack = await activePack(client, asking);
    const { from, to, clock, by, group } = asked;
    const span = { from: parseInstant(from)!, to: parseInstant(to)! };
    const { tallies } = await talliesOf(client, asking.house, asking.actor.org, { ...span, clock, by, group, time_zone: pack.pack.time_zone, party, now: asking.now });
    return { items: inOrder(tallies, pack).map((tally) => lineOf(tally, pack.pack.promises[tally.clock]?.words[asking.lang] ?? tally.clock)) };
  });
}

/** As the pack lists its promises, zones and classes; then by time. */
export function inOrder<T extends Pick<Tally, 'clock' | 'zone' | 'customer_class'> & { readonly period?: string | null }>(tallies: readonly T[], { pack }: LoadedPack): T[] {
  const clocks = Object.keys(pack.promises);
  const [zones, classes] = [pack.zones, pack.customer_classes].map((list) => list.map((each) => each.code));
  return tallies.toSorted(
    (a, b) =>
      rank(clocks, a.clock) - rank(clocks, b.clock) || rank(zones!, a.zone) - rank(zones!, b.zone) || rank(classes!, a.customer_class) - rank(classes!, b.customer_class)
      || ((a.period ?? '') < (b.period ?? '') ? -1 : 1),
  );
}

/** In the pack's own order; what the pack no longer names comes last. */
function rank(order: readonly string[], code: string | null): number {
  const index = code === null ? -1 : order.indexOf(code);
  return index === -1 ? order.length : index;
}
