/** Reading what a command was given: files as text, moments, numbers, each with a plain complaint when it is not that. */

import { readFileSync } from 'node:fs';
import { type Instant, parseInstant } from '../../core/base/time.ts';
import { type Language, languages } from '../../core/clock/words.ts';
import { wrongUse } from './complaint.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'that is a folder',
  EACCES: 'this user may not read it',
};

/** A whole file as UTF-8 text, `-` for standard input. */
export function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw wrongUse(`${file}: ${reasons[code] ?? (error as Error).message}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw wrongUse(`${file}: this is not UTF-8 text`);
  }
}

export function readMoment(text: string, option: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw wrongUse(`${option} ${text}: not a moment with its offset, such as 2026-03-02T08:00:00+08:00`);
  return at;
}

export function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw wrongUse(`--port ${text}: a port is a number from 0 to 65535`);
  return port;
}

export function readLanguage(text: string): Language {
  if (!(languages as readonly string[]).includes(text)) throw wrongUse(`--lang ${text}: the languages are ${languages.join(', ')}`);
  return text as Language;
}
