/** The live stream: tells each signed-in person which of their views moved, and lets go of whoever does not listen. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LiveMove } from '../../wire/view/live_views.ts';
import type { House } from '../house.ts';
import { openMoves, type Move } from '../journal/moves.ts';
import type { Actor } from '../journal/perform.ts';
import { belongingsOf, moveFor, needsBelonging, type Belonging } from '../read/moves_seen.ts';
import { scopeOf } from '../read/permit.ts';
import { Refused } from '../refused.ts';

export type LiveOptions = {
  /** Between two signs of life; at each it is asked whether the session still stands. */
  readonly beatMs?: number;
  readonly pollMs?: number;
  readonly streamsMax?: number;
};

export type Live = {
  open(request: FastifyRequest, reply: FastifyReply, actor: Actor, again: () => Promise<Actor | null>): Promise<unknown>;
  readonly streams: number;
  close(): void;
};

type Stream = { actor: Actor; readonly raw: FastifyReply['raw']; end(): void; send(text: string): void };

const streamsOfOnePerson = 20;
const unreadMaxBytes = 65_536;
/** A storm or an import moves more than is worth telling one by one. */
const toldMaxChars = 32_768;

export function openLive(house: House, options: LiveOptions = {}): Live {
  const { beatMs = 10_000, streamsMax = 2_000 } = options;
  const moves = openMoves(house, { pollMs: options.pollMs });
  const streams = new Set<Stream>();

  async function tell(moved: readonly Move[], upTo: number): Promise<void> {
    for (const [org, list] of Map.groupBy(streams, (stream) => stream.actor.org)) {
      const own = moved.filter((move) => move.org === org);
      if (own.length === 0) continue;
      const whose = list.some((stream) => needsBelonging(stream.actor)) ? await belongingsOf(house, org, own) : new Map<string, Belonging>();
      for (const stream of list) stream.send(eventsOf(stream.actor, own, whose, upTo));
    }
  }

  // A failed look-up loses nothing for good: these people are told to look at everything.
  const stopListening = { now: () => {} };
  const listen = () => {
    stopListening.now = moves.listen((moved, upTo) => void tell(moved, upTo).catch(() => streams.forEach((stream) => stream.send(resetAt(upTo)))));
  };

  function opened(request: FastifyRequest, reply: FastifyReply, actor: Actor): Stream {
    const { raw } = reply.hijack();
    raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), 'content-type': eventStream, 'x-accel-buffering': 'no', connection: 'close' });
    const stream: Stream = {
      actor, raw,
      end() {
        if (streams.delete(stream) && streams.size === 0) stopListening.now();
        raw.end();
      },
      send(text) {
        if (text === '' || raw.destroyed) return;
        // What was sent before is still here: the other side is gone or asleep, and nothing more is kept for it.
        if (raw.writableLength > unreadMaxBytes) raw.destroy();
        else raw.write(text);
      },
    };
    raw.on('close', () => stream.end());
    raw.on('error', () => stream.end());
    if (streams.size === 0) listen();
    streams.add(stream);
    request.raw.socket.setNoDelay(true);
    return stream;
  }

  function beat(stream: Stream, again: () => Promise<Actor | null>): void {
    const timer = setInterval(async () => {
      const actor = await again().catch(() => stream.actor);
      if (actor === null) {
        stream.send('event: signed_out\ndata: {}\n\n');
        return stream.end();
      }
      stream.actor = actor;
      stream.send(': beat\n\n');
    }, beatMs).unref();
    stream.raw.on('close', () => clearInterval(timer));
  }

  async function missed(actor: Actor, last: number): Promise<string> {
    const since = await moves.since(actor.org, last);
    if (since === null) return resetAt(await moves.upTo());
    const whose = needsBelonging(actor) ? await belongingsOf(house, actor.org, since.moves) : new Map<string, Belonging>();
    return eventsOf(actor, since.moves, whose, since.upTo);
  }

  return {
    get streams() { return streams.size; },
    async open(request, reply, actor, again) {
      scopeOf(actor, 'live.follow');
      const query = request.query as { once?: string };
      const upTo = await moves.upTo();
      const last = Number(request.headers['last-event-id']);
      const isResumed = Number.isSafeInteger(last) && last >= 0 && request.headers['last-event-id'] !== '';
      const begin = `retry: 2000\n\nid: ${upTo}\nevent: ready\ndata: {}\n\n`;
      if (query.once === 'true' || request.method === 'HEAD') {
        return reply.type(eventStream).send((isResumed ? await missed(actor, last) : '') + begin);
      }
      if (streams.size >= streamsMax || [...streams].filter((stream) => isSame(stream.actor, actor)).length >= streamsOfOnePerson) throw new Refused('too_many_streams', { headers: { 'retry-after': '10' } });
      const stream = opened(request, reply, actor);
      // In this order: what is recorded from here on is told by the listener, what was before is read again.
      stream.send(isResumed ? await missed(actor, last).catch(() => resetAt(upTo)) : '');
      stream.send(begin);
      beat(stream, again);
      return reply;
    },
    close() {
      for (const stream of streams) stream.end();
      moves.stop();
    },
  };
}

const eventStream = 'text/event-stream; charset=utf-8';

function isSame(a: Actor, b: Actor): boolean {
  return a.org === b.org && a.person === b.person;
}

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
