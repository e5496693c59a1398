/** Reads the example tables of the packs: lines that a policy owner writes, as facts and expectations. */

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Fact } from '../core/base/fact.ts';
import { type Instant, isoOf, parseInstant } from '../core/base/time.ts';
import { factKinds } from '../core/pack/facts.ts';

export type Expected = {
  clock: string;
  verdict: string;
  round?: number;
  occurrence?: number;
  elapsed?: string;
  due?: string;
  opens?: string;
  band?: string;
};
export type Example = {
  title: string;
  facts: string[];
  and?: string[];
  events?: string[];
  now?: string;
  expect?: Expected[];
  none?: string[];
};
export type Average = {
  title: string;
  clock: string;
  zone: string;
  start?: string;
  stop: string;
  month: string;
  cases: string[];
  expect: { mean: string; on_average: 'kept' | 'missed'; kept: number; late: number };
};
export type Examples = { offset: string; examples: Example[]; averages?: Average[] };

export function readExamples(pack: string): Examples {
  return parse(readFileSync(new URL(`${pack}/examples.yaml`, import.meta.url), 'utf8')) as Examples;
}

/** `2026-03-02 08:00` in the table's offset; seconds may be left out. */
export function momentOf(text: string, offset: string): Instant {
  const moment = parseInstant(`${text.replace(' ', 'T')}${offset}`);
  if (moment === null) throw new Error(`not a moment: ${text}`);
  return moment;
}

/** `[date ]time kind field=value … [heard=time] [named=id]`; a line without a date is of the day before it. */
export function factsOf(lines: readonly string[], offset: string, prefix = 'f'): Fact[] {
  let day = '';
  return lines.map((line, index) => {
    const [, date, time, kind, rest] = /^(?:(\d{4}-\d\d-\d\d) )?(\d\d:\S+) (\S+)(.*)$/.exec(line) ?? [];
    if (time === undefined || kind === undefined) throw new Error(`not a fact: ${line}`);
    day = date ?? day;
    const at = momentOf(`${day} ${time}`, offset);
    const words = rest!
      .trim()
      .split(' ')
      .filter((word) => word !== '');
    const heard = words.find((word) => word.startsWith('heard='))?.slice(6);
    return {
      id: words.find((word) => word.startsWith('named='))?.slice(6) ?? `${prefix}${String(index + 1).padStart(2, '0')}`,
      kind,
      at,
      received_at: heard === undefined ? at : momentOf(`${day} ${heard}`, offset),
      data: dataOf(
        kind,
        words.filter((word) => word.includes('=') && !/^(heard|named)=/.test(word)),
        offset,
      ),
    };
  });
}

/** Through the schema of the kind, as a recorded fact would go: a table cannot say what the journal would refuse. */
function dataOf(kind: string, words: readonly string[], offset: string): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const word of words) {
    const cut = word.indexOf('=');
    const path = word.slice(0, cut).split('.');
    let inner = data;
    for (const part of path.slice(0, -1)) inner = (inner[part] ??= {}) as Record<string, unknown>;
    inner[path.at(-1)!] = valueOf(path.at(-1)!, word.slice(cut + 1), offset);
  }
  const known = factKinds[kind];
  if (known === undefined) throw new Error(`there is no fact ${kind}`);
  return known.data.parse(data);
}

function valueOf(field: string, text: string, offset: string): unknown {
  if (field.endsWith('_at')) return isoOf(momentOf(text, offset));
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return text === 'true' ? true : text;
}

/** `45:00.000`: minutes, seconds, milliseconds. */
export function lengthText(ms: number | null): string {
  if (ms === null) return 'none';
  const seconds = (ms % 60_000) / 1_000;
  return `${Math.floor(ms / 60_000)}:${seconds.toFixed(3).padStart(6, '0')}`;
}
