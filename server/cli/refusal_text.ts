/** A refusal as the command line says it: the same words as everywhere, in English. */

import type { Refusal } from '../../core/base/refusal.ts';
import { refusalWords } from '../../wire/words/refusals.ts';

export function refusalText(code: Refusal, detail: Readonly<Record<string, string | number>> = {}): string {
  const { title, detail: sentence } = refusalWords[code].en;
  const filled = sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(detail[name] ?? whole));
  return `${title}. ${filled}`;
}
