/** The press: papers become PDF in a thread of their own, one after the other, so that requests go on meanwhile. */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Refused } from '../refused.ts';
import { textOfPaper, type Paper } from './paper.ts';
import type { Pressed } from './press_thread.ts';

export type Press = { print(paper: Paper): Promise<Uint8Array>; close(): Promise<void> };

export type PressOptions = {
  /** After this a paper is given up, and the thread with it. */
  readonly withinMs?: number;
  /** How many papers may wait. */
  readonly waitingMax?: number;
  /** The package that sets the text. */
  readonly compiler?: string;
};

/** Nothing is started before the first paper. */
export function openPress({ withinMs = 20_000, waitingMax = 20, compiler = '@myriaddreamin/typst-ts-node-compiler' }: PressOptions = {}): Press {
  let thread: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const giveUp = async () => {
    const given = thread;
    thread = null;
    await given?.terminate();
  };

  const press = async (text: string): Promise<Uint8Array> => {
    thread ??= new Worker(new URL('./press_thread.ts', import.meta.url), { workerData: { compiler }, resourceLimits: { maxOldGenerationSizeMb: 256 } });
    const answer = await answerOf(thread, text, withinMs).catch((error: unknown) => {
      // It is deep in the compiler and hears nothing, or it is gone: the next paper has a fresh one.
      void giveUp();
      throw error;
    });
    if ('pdf' in answer) return answer.pdf;
    if (answer.trouble === 'missing') throw new Refused('printer_missing');
    throw new Error(`a paper cannot be set: ${answer.text}`);
  };

  return {
    async print(paper) {
      const text = textOfPaper(paper);
      if (waiting >= waitingMax) throw new Refused('printer_busy', { headers: { 'retry-after': '5' } });
      waiting += 1;
      const mine = last.then(() => press(text)).finally(() => { waiting -= 1; });
      last = mine.catch(() => {});
      return mine;
    },
    close: giveUp,
  };
}

/** Only while it works does the thread keep the program alive. */
async function answerOf(thread: Worker, text: string, withinMs: number): Promise<Pressed> {
  const late = AbortSignal.timeout(withinMs);
  const done = new AbortController();
  const signal = AbortSignal.any([late, done.signal]);
  thread.ref();
  try {
    const answered = once(thread, 'message', { signal });
    const ended = once(thread, 'exit', { signal }).then(() => { throw new Error('the thread of the press ended'); });
    thread.postMessage(text);
    const [answer] = (await Promise.race([answered, ended])) as [Pressed];
    return answer;
  } catch (error) {
    throw late.aborted ? new Refused('print_too_large') : error;
  } finally {
    done.abort();
    thread.unref();
  }
}
