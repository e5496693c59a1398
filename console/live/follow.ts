/** One live stream for all tabs of a browser: whoever holds the lock follows the server and tells the others. */

import type { IncomingCall, LiveMove } from '../../wire/view/live_views.ts';

export type Heard = { kind: 'ready' | 'down' | 'reset' | 'signed_out' } | { kind: 'moved'; move: LiveMove } | { kind: 'ringing'; phone: string } | { kind: 'hello' };

/** A stream that the server refused is tried again after this. */
const againMs = 8_000;

/** Follows until the answer is called. A browser lets one page open six connections, so seven tabs with a stream each would stand still. */
export function follow(person: string, hear: (heard: Heard) => void): () => void {
  const end = new AbortController();
  const channel = new BroadcastChannel(`sanbao.live.${person}`);
  let state: Heard | null = null;
  // A channel reaches pages of its own origin only, and takes no target.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const pass = (heard: Heard) => channel.postMessage(heard);
  const tell = (heard: Heard) => {
    if (heard.kind === 'ready' || heard.kind === 'down') state = heard;
    pass(heard);
    hear(heard);
  };
  channel.addEventListener('message', ({ data }: MessageEvent<Heard>) => {
    if (data.kind !== 'hello') hear(data);
    else if (state !== null) pass(state);
  });
  pass({ kind: 'hello' });
  const lead = () => new Promise<void>((done) => followAlone(tell, end.signal, done));
  // Locks exist on secure addresses only; elsewhere each tab follows for itself.
  if ('locks' in navigator) void navigator.locks.request(`sanbao.live.${person}`, { signal: end.signal }, lead).catch(() => undefined);
  else void lead();
  return () => {
    end.abort();
    channel.close();
  };
}

function followAlone(tell: (heard: Heard) => void, ended: AbortSignal, done: () => void): void {
  let stream: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    stream = new EventSource('/api/v1/live');
    stream.addEventListener('ready', () => tell({ kind: 'ready' }));
    stream.addEventListener('reset', () => tell({ kind: 'reset' }));
    stream.addEventListener('signed_out', () => tell({ kind: 'signed_out' }));
    stream.addEventListener('moved', (event) => tell({ kind: 'moved', move: JSON.parse((event as MessageEvent<string>).data) as LiveMove }));
    stream.addEventListener('ringing', (event) => tell({ kind: 'ringing', phone: (JSON.parse((event as MessageEvent<string>).data) as IncomingCall).phone }));
    stream.addEventListener('error', () => {
      tell({ kind: 'down' });
      // A broken line is mended by the browser itself; after a refusal it gives up.
      if (stream?.readyState === EventSource.CLOSED) timer = setTimeout(open, againMs);
    });
  };
  open();
  ended.addEventListener('abort', () => {
    clearTimeout(timer);
    stream?.close();
    done();
  });
}
