/** Empties the outbox: claims messages, sends them, tries again later and later, and parks what will not go. At least once, with an id. */

import type { Pool } from 'pg';
import { asOwner, inOrg } from '../db/transaction.ts';
import type { AlarmBody } from './post.ts';
import { idleMs, startLoop, type Loop } from './loop.ts';

export type Message = {
  readonly org_id: string; readonly message_id: string; readonly recipient: string; readonly kind: string; readonly body: AlarmBody; readonly tries: number;
};

/** What a door to the outside answers. `final`: trying again would change nothing. */
export type Sent = { readonly ok: true } | { readonly ok: false; readonly reason: string; readonly final?: boolean };

export type MessageOptions = {
  readonly channel: 'email' | 'webhook';
  readonly send: (message: Message, signal: AbortSignal) => Promise<Sent>;
  readonly log: (line: string) => void;
  readonly dice: () => number;
  /** Wait before each further try; when they are used up, the message is parked. */
  readonly retryMs?: readonly number[];
  /** A try that was not heard of for so long is lost with its node, and made again; longer than any door waits. */
  readonly leaseMs?: number;
};

/** About a day and a half in all, for a receiver that is repaired on the next working day. */
const patienceMs: readonly number[] = [5_000, 30_000, 120_000, 600_000, 1_800_000, 7_200_000, 28_800_000, 86_400_000];
const atOnce = 12;
/** Being stopped, a node waits for what is under way only so long; another sends it again. */
const farewellMs = 3_000;

export function startMessages(pool: Pool, { channel, send, log, dice, retryMs = patienceMs, leaseMs = 30_000 }: MessageOptions): Loop {
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function deliver(message: Message): Promise<void> {
    // A message that ends the program each time it is tried would otherwise be tried for ever.
    const isPoison = message.tries > retryMs.length + 1;
    const sent: Sent = isPoison ? { ok: false, reason: 'never answered', final: true } : await attempt(message);
    if (stopping.signal.aborted && !sent.ok) return;
    await note(pool, message, sent, sent.ok || sent.final ? undefined : retryMs[message.tries - 1], dice);
    if (!sent.ok && (sent.final || retryMs[message.tries - 1] === undefined)) log(`Messages: ${message.message_id} to ${message.recipient} is parked: ${sent.reason}`);
  }

  async function attempt(message: Message): Promise<Sent> {
    try {
      return await send(message, stopping.signal);
    } catch (error) {
      return { ok: false, reason: (error as Error).message };
    }
  }

  const loop = startLoop({
    name: `Messages by ${channel}`, log, dice,
    async round() {
      const free = atOnce - underWay.size;
      if (free === 0) return idleMs;
      const { claimed, nextMs } = await claim(pool, channel, free, leaseMs);
      for (const message of claimed) {
        const done = deliver(message)
          // Not marked: the lease runs out and it is sent again.
          .catch((error: unknown) => log(`Messages: ${message.message_id}: ${(error as Error).message}`))
          .finally(() => {
            underWay.delete(done);
            loop.wake();
          });
        underWay.add(done);
      }
      return claimed.length > 0 ? idleMs : nextMs;
    },
  });
  return {
    wake: () => loop.wake(),
    async stop() {
      await loop.stop();
      const farewell = setTimeout(() => stopping.abort(), farewellMs);
      await Promise.all(underWay);
      clearTimeout(farewell);
    },
  };
}

async function claim(pool: Pool, channel: string, count: number, leaseMs: number): Promise<{ claimed: Message[]; nextMs: number }> {
  return asOwner(pool, async (tx) => {
    const { rows: claimed } = await tx.query<Message>({
      name: 'claim_messages',
      text: `update message m set tries = m.tries + 1, due_at = clock_timestamp() + make_interval(secs => $3::float8 / 1000)
               from (select org_id, message_id from message where channel = $1 and state = 'waiting' and due_at <= (select clock_timestamp())
                      order by due_at limit $2 for update skip locked) mine
              where m.org_id = mine.org_id and m.message_id = mine.message_id
              returning m.org_id, m.message_id, m.recipient, m.kind, m.body, m.tries`,
      values: [channel, count, leaseMs],
    });
    if (claimed.length > 0) return { claimed, nextMs: 0 };
    const { rows } = await tx.query<{ next_ms: number | null }>({
      name: 'next_message',
      text: `select (extract(epoch from min(due_at) - clock_timestamp()) * 1000)::float8 as next_ms from message where channel = $1 and state = 'waiting'`,
      values: [channel],
    });
    return { claimed, nextMs: Math.max(rows[0]!.next_ms ?? idleMs, 5) };
  });
}

/** `againMs` is undefined when nothing more is to be tried. */
async function note(pool: Pool, { org_id: org, message_id: id }: Message, sent: Sent, againMs: number | undefined, dice: () => number): Promise<void> {
  const state = sent.ok ? 'sent' : againMs === undefined ? 'parked' : 'waiting';
  // Spread by a fifth either way, so that a receiver that comes back is not run over.
  const wait = (againMs ?? 0) * (0.8 + 0.4 * dice());
  await inOrg(pool, org, (tx) =>
    tx.query({
      name: 'note_message',
      text: `update message set state = $3, last_error = $4, ended_at = case when $3 = 'waiting' then null else clock_timestamp() end,
                    due_at = clock_timestamp() + make_interval(secs => $5::float8 / 1000)
              where org_id = $1 and message_id = $2`,
      values: [org, id, state, sent.ok ? null : sent.reason.slice(0, 500), wait],
    }),
  );
}
