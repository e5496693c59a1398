/** The explanation in words: steps become sentences of one language. Another language is another file of words beside this one. */

import type { Instant } from '../base/time.ts';
import { wallOf } from '../calendar/wall.ts';
import type { Reading, Step, StepValue } from './reading.ts';
import { english, type Tongue } from './words_en.ts';
import { spanish } from './words_es.ts';
import { simplifiedChinese } from './words_zh_cn.ts';
import { traditionalChinese } from './words_zh_tw.ts';

const tongues = { 'zh-CN': simplifiedChinese, en: english, 'zh-TW': traditionalChinese, es: spanish } as const satisfies Readonly<Record<string, Tongue>>;

export type Language = keyof typeof tongues;
export const languages = Object.keys(tongues) as Language[];

/** Words of a pack need only be there in Chinese and English; the nearer of the two stands in for the others. */
const nearest: Readonly<Record<Language, Language>> = { 'zh-CN': 'zh-CN', en: 'en', 'zh-TW': 'zh-CN', es: 'en' };

/** What a pack calls something, in this language or the nearest it has. */
export function packWords(words: Readonly<Partial<Record<Language, string | undefined>>>, language: Language): string {
  return words[language] ?? words[nearest[language]] ?? '';
}

/** An explanation as sentences, with moments as wall times of the subject's place. */
export function wordsOfSteps(steps: readonly Step[], language: Language): string[] {
  const zone = steps.find((step) => step.code === 'promise')?.params['time_zone'];
  return steps.map((step) => sentenceOf(step, language, typeof zone === 'string' ? zone : 'UTC'));
}

/** What was promised, as a length or a moment in words. */
export function wordsOfTarget(reading: Pick<Reading, 'target_words'>, language: Language): string {
  return promiseWords(reading.target_words, language);
}

/** One step as a sentence, with moments as wall times of the place. */
export function sentenceOf(step: Step, language: Language, timeZone: string): string {
  const sentence = entry(tongues[language].sentences, step.code);
  if (sentence === undefined) return step.code;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => valueOf(name, step.params[name] ?? null, language, timeZone)).trim();
}

/** Steps that have words; a test holds this against the steps that exist. */
export function isWorded(code: string): boolean {
  return Object.hasOwn(english.sentences, code);
}

function valueOf(name: string, value: StepValue, language: Language, timeZone: string): string {
  if (name === 'margin_ms') return marginWords(value as number | null, language);
  if (name.endsWith('_ms')) return lengthWords(Number(value), language);
  if ((name === 'at' || name === 'from' || name === 'until') && typeof value === 'number') return wallWords(value as Instant, timeZone);
  if (name === 'target') return promiseWords(String(value), language);
  if (name === 'words') return packWords(value as Record<string, string>, language);
  if (Array.isArray(value)) return value.length === 0 ? '' : value.map((each) => codeWords(each, language)).join(', ');
  return codeWords(value === null ? '' : String(value), language);
}

/** A verdict, or a reason inside a sentence; a code that is nobody's word stands as it is. */
export function codeWords(code: string, language: Language): string {
  return entry(tongues[language].codes, code) ?? code;
}

/** What stands around the explanation in a report of readings. */
export function reportWords(word: keyof Tongue['report'], language: Language): string {
  return tongues[language].report[word];
}

function wallWords(at: Instant, timeZone: string): string {
  const wall = wallOf(at, timeZone);
  const seconds = wall.second === 0 && wall.millisecond === 0 ? 'minute' : wall.millisecond === 0 ? 'second' : 'millisecond';
  return wall.toString({ smallestUnit: seconds }).replace('T', ' ');
}

function marginWords(margin: number | null, language: Language): string {
  const { none, over, left } = tongues[language].margin;
  if (margin === null) return none;
  return (margin < 0 ? over : left).replace('{length}', lengthWords(Math.abs(margin), language));
}

/** An exact length: 1 h 5 min 0.001 s. */
function lengthWords(ms: number, language: Language): string {
  const { hour, minute, second } = tongues[language].length;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const seconds = (ms % 60_000) / 1_000;
  const parts = [hours > 0 ? `${hours}${hour}` : '', minutes > 0 ? `${minutes}${minute}` : '', seconds > 0 ? `${seconds}${second}` : ''];
  return parts.filter((part) => part !== '').join(' ') || `0${minute}`;
}

/** A promised length as the pack writes it, in words of the language. */
export function promiseWords(text: string, language: Language): string {
  const { targets, units } = tongues[language];
  const whole = entry(targets, text);
  if (whole !== undefined) return whole;
  const shaped = shapedWords(text, language);
  if (shaped !== null) return shaped;
  if (units === null) return text;
  return text.replace(/(\d+) (working \w+?|second|minute|hour|day|week|month|year)s?\b/g, (found, count: string, unit: string) => {
    const word = entry(units, unit);
    return word === undefined ? found : `${count} ${word[count === '1' ? 0 : 1]}`;
  });
}

/** What hangs on a moment somebody set: the names of fields and promises are the pack's, and nobody's words. */
function shapedWords(text: string, language: Language): string | null {
  const { agreed, other, set, before, after, window } = tongues[language].shapes;
  if (/^as agreed in \w+$/.test(text)) return agreed;
  if (/^deadline of \w+$/.test(text)) return other;
  const side = (length: string, where: string) => (length.startsWith('0 ') ? set : (where === 'before' ? before : after).replace('{length}', promiseWords(length, language)));
  const [, from, fromSide, to, toSide] = /^(\d+ \w+) (before|after) to (\d+ \w+) (before|after) \w+$/.exec(text) ?? [];
  if (from !== undefined) return window.replace('{from}', side(from, fromSide!)).replace('{to}', side(to!, toSide!));
  const [, length, where] = /^(\d+ \w+) (before|after) \w+$/.exec(text) ?? [];
  return length === undefined ? null : side(length, where!);
}

function entry<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
