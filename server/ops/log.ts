/** What the program says of itself: a line of JSON for each request and each complaint, or, at a terminal, the complaints in words. */

import { isoOf, type Instant } from '../../core/base/time.ts';
import { scrubbed } from './scrub.ts';

/** All that is ever said of a request. No address, no query, no body, no header: they hold names, telephones and tokens. */
export type RequestLine = {
  readonly operation: string;
  readonly method: string;
  readonly status: number;
  readonly ms: number;
  readonly request: string;
  readonly org?: string;
  readonly person?: string;
};

export type LogMode = 'json' | 'text' | 'off';

export type Log = {
  request(line: RequestLine): void;
  /** Something an operator should know of. */
  say(complaint: string): void;
};

export function openLog(mode: LogMode, now: () => Instant, write: (line: string) => void): Log {
  if (mode === 'off') return { request: () => {}, say: () => {} };
  if (mode === 'text') return { request: () => {}, say: (complaint) => write(scrubbed(complaint)) };
  const json = (level: 'info' | 'warn' | 'error', event: string, rest: object) =>
    write(JSON.stringify({ time: isoOf(now()), level, event, ...rest }));
  return {
    request: (line) => json(line.status >= 500 ? 'error' : 'info', 'request', line),
    say: (complaint) => json('warn', 'complaint', { message: scrubbed(complaint) }),
  };
}

/** `SANBAO_LOG`; without it, words for whoever sits at a terminal and JSON for whoever collects logs. */
export function logModeOf(setting: string | undefined, isTerminal: boolean): LogMode {
  if (setting === 'json' || setting === 'text' || setting === 'off') return setting;
  if (setting !== undefined && setting !== '') throw new Error(`SANBAO_LOG is json, text or off, and not ${setting}.`);
  return isTerminal ? 'text' : 'json';
}
