/** A telephone that rings: the number is shown at the desk of the agent, or at every desk, and kept nowhere. */

import { reachOf } from '../../core/roster/rights.ts';
import type { AnnounceCall } from '../../wire/command/announce_call.ts';
import type { IncomingCall } from '../../wire/view/live_views.ts';
import type { House } from '../house.ts';
import type { Actor } from '../journal/perform.ts';
import { by, scopeOf } from '../read/permit.ts';

type Ringing = AnnounceCall & { readonly org: string };
type Listening = { readonly actor: Actor; send(text: string): void };

export type Announce = (actor: Actor, call: AnnounceCall) => Promise<{ announced: true }>;

export function openRinging(house: House, streams: ReadonlySet<Listening>): Announce {
  const ring = ({ org, phone, agent }: Ringing) => {
    const text = `event: ringing\ndata: ${JSON.stringify({ phone } satisfies IncomingCall)}\n\n`;
    for (const { actor, send } of streams) {
      // Whoever may take no report has no desk; and who calls the house is nothing to a partner firm, unless it rings at theirs.
      const isTheirs = agent === undefined ? (actor.party ?? null) === null : agent === actor.person;
      if (actor.org === org && isTheirs && reachOf(by(actor), 'case.report') !== 'none') send(text);
    }
  };
  house.bell?.onShout?.((text) => ring(JSON.parse(text) as Ringing));
  return async (actor, call) => {
    scopeOf(actor, 'call.announce');
    const ringing: Ringing = { org: actor.org, ...call };
    // The agent may be on another node.
    if (house.bell?.shout) await house.bell.shout(JSON.stringify(ringing));
    else ring(ringing);
    return { announced: true };
  };
}
