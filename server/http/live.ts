/** The live stream: tells each signed-in person which of their views moved, and lets go of whoever does not listen. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LiveMove } from '../../wire/view/live_views.ts';
import type { House } from '../house.ts';
import { openMoves, type Move, type MovesListener } from '../journal/moves.ts';
import type { Actor } from '../journal/perform.ts';
import { belongingsOf, moveFor, needsBelonging, type Belonging } from '../read/moves_seen.ts';
import { scopeOf } from '../read/permit.ts';
import { Refused } from '../refused.ts';
import { openRinging, type Announce } from './ringing.ts';

export type LiveOptions = {
  /** Between two signs of life; at each it is asked whether the session still stands. */
  readonly beatMs?: number;
  readonly pollMs?: number;
  readonly streamsMax?: number;
};

export type Live = {
  open(request: FastifyRequest, reply: FastifyReply, actor: Actor, again: () => Promise<Actor | null>): Promise<unknown>;
  /** A telephone rings: told to the desk of the agent, or to every desk of the organisation. */
  readonly announce: Announce;
  close(): void;
};

const streamsOfOnePerson = 20;
const unreadMaxBytes = 65_536;
/** A storm or an import moves more than is worth telling one by one. */
const toldMaxChars = 32_768;

export function openLive(house: House, { beatMs = 10_000, streamsMax = 2_000, pollMs }: LiveOptions = {}): Live {
  const moves = openMoves(house, { pollMs });
  const streams = new Set<Stream>();
  const tell = tellerOf(house, streams);
  let stopListening = () => {};
  let isClosing = false;

  function keep(stream: Stream): void {
    if (streams.size === 0) stopListening = moves.listen(tell);
    streams.add(stream);
    stream.raw.on('close', () => {
      if (streams.delete(stream) && streams.size === 0) stopListening();
    });
  }

  async function missed(actor: Actor, last: number): Promise<string> {
    const since = await moves.since(actor.org, last);
    if (since === null) return resetAt(await moves.upTo());
    const whose = needsBelonging(actor) ? await belongingsOf(house, actor.org, since.moves) : new Map<string, Belonging>();
    return eventsOf(actor, since.moves, whose, since.upTo);
  }

  return {
    announce: openRinging(house, streams),
    async open(request, reply, actor, again) {
      scopeOf(actor, 'live.follow');
      const upTo = await moves.upTo();
      // Whoever asked while the program began to stop: nobody would end this stream.
      if (isClosing) throw new Refused('stopping');
      const last = lastEventOf(request);
      const begin = `retry: 2000\n\nid: ${upTo}\nevent: ready\ndata: {}\n\n`;
      if ((request.query as { once?: string }).once === 'true' || request.method === 'HEAD') {
        return reply.type(eventStream).send((last === null ? '' : await missed(actor, last)) + begin);
      }
      const own = [...streams].filter((stream) => stream.actor.org === actor.org && stream.actor.person === actor.person);
      if (streams.size >= streamsMax || own.length >= streamsOfOnePerson) throw new Refused('too_many_streams', { headers: { 'retry-after': '10' } });
      const stream = begun(request, reply, actor);
      // In this order: what is recorded from here on is told by the listener, what was before is read again.
      keep(stream);
      if (last !== null) stream.send(await missed(actor, last).catch(() => resetAt(upTo)));
      stream.send(begin);
      beat(stream, again, beatMs);
      return reply;
    },
    close() {
      isClosing = true;
      for (const stream of streams) stream.end();
      moves.stop();
    },
  };
}

type Stream = { actor: Actor; readonly raw: FastifyReply['raw']; end(): void; send(text: string): void };

function begun(request: FastifyRequest, reply: FastifyReply, actor: Actor): Stream {
  const { raw } = reply.hijack();
  request.raw.socket.setNoDelay(true);
  raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), 'content-type': eventStream, 'x-accel-buffering': 'no', connection: 'close' });
  raw.on('error', () => raw.destroy());
  return {
    actor, raw,
    end: () => void raw.end(),
    send(text) {
      if (text === '' || raw.destroyed) return;
      // What was sent before is still here: the other side is gone or asleep, and nothing more is kept for it.
      if (raw.writableLength > unreadMaxBytes) raw.destroy();
      else raw.write(text);
    },
  };
}

/** A sign of life, and the question whether the session still stands, with the same rights. */
function beat(stream: Stream, again: () => Promise<Actor | null>, beatMs: number): void {
  const timer = setInterval(async () => {
    // While the database is away nobody can say; the next beat asks again.
    const actor = await again().catch(() => stream.actor);
    stream.send(actor === null ? 'event: signed_out\ndata: {}\n\n' : ': beat\n\n');
    if (actor === null) stream.end();
    else stream.actor = actor;
  }, beatMs).unref();
  stream.raw.on('close', () => clearInterval(timer));
}

function tellerOf(house: House, streams: ReadonlySet<Stream>): MovesListener {
  async function tell(moved: readonly Move[], upTo: number): Promise<void> {
    for (const [org, list] of Map.groupBy(streams, (stream) => stream.actor.org)) {
      const own = moved.filter((move) => move.org === org);
      if (own.length === 0) continue;
      const whose = list.some((stream) => needsBelonging(stream.actor)) ? await belongingsOf(house, org, own) : new Map<string, Belonging>();
      for (const stream of list) stream.send(eventsOf(stream.actor, own, whose, upTo));
    }
  }
  // A failed look-up loses nothing for good: everybody is told to look at everything.
  return (moved, upTo) => void tell(moved, upTo).catch(() => streams.forEach((stream) => stream.send(resetAt(upTo))));
}

function lastEventOf(request: FastifyRequest): number | null {
  const header = request.headers['last-event-id'];
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

const eventStream = 'text/event-stream; charset=utf-8';

function eventsOf(actor: Actor, moved: readonly Move[], whose: ReadonlyMap<string, Belonging>, upTo: number): string {
  const seen = moved.map((move) => moveFor(actor, move, (caseId) => whose.get(caseId))).filter((move): move is LiveMove => move !== null);
  // Many alarms at once are one reason to look into the inbox.
  const texts = new Set(seen.map((move) => `event: moved\ndata: ${JSON.stringify(move)}\n\n`));
  const told = [...texts].map((text) => `id: ${upTo}\n${text}`).join('');
  return told.length > toldMaxChars ? resetAt(upTo) : told;
}

/** Too much was missed to be told: everything shown has to be asked for again. */
function resetAt(upTo: number): string {
  return `id: ${upTo}\nevent: reset\ndata: {}\n\n`;
}
