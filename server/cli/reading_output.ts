/** Readings as `explain` gives them out: as JSON for programs, as text for people. */

import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../core/base/time.ts';
import type { CompiledPack } from '../../core/clock/compiled.ts';
import type { Reading } from '../../core/clock/reading.ts';
import { promiseWords, sentenceOf } from '../../core/clock/words.ts';
import type { Language } from './texts.ts';

/** A stable shape: fields are added, never renamed or taken away. */
export type ReadingOutput = ReturnType<typeof readingOutput>;

type PackOf = (hash: string) => CompiledPack | undefined;

export function readingOutput(reading: Reading, packOf: PackOf, lang: Language) {
  const pack = packOf(reading.pack);
  const zone = pack?.place.time_zone ?? 'UTC';
  const moment = (at: Instant | null) => (at === null ? null : momentIn(at, zone));
  return {
    clock: reading.clock,
    subject: reading.subject,
    subject_id: reading.subject_id,
    round: reading.round,
    ...(reading.occurrence === null ? {} : { occurrence: reading.occurrence }),
    source: [...reading.source],
    pack: pack === undefined ? reading.pack : `${pack.name}@${pack.version}`,
    pack_hash: reading.pack,
    zone: reading.zone,
    started_at: momentIn(reading.started_at, zone),
    target_minutes: reading.target_minutes,
    target_words: promiseWords(reading.target_words, lang),
    deadline: moment(reading.deadline),
    window_opens: moment(reading.window_opens),
    stopped_at: moment(reading.stopped_at),
    cancelled_at: moment(reading.cancelled_at),
    ended_at: moment(reading.ended_at),
    paused: reading.paused,
    elapsed_minutes: reading.elapsed_minutes,
    verdict: reading.verdict,
    judged: reading.judged,
    band: reading.band,
    disputed: [...reading.disputed],
    provisional: [...reading.provisional],
    error: reading.error,
    why: reading.why.map((step) => sentenceOf(step, lang, zone)),
  };
}

/** RFC 3339 in the offset of a place; milliseconds only where there are any. */
export function momentIn(at: Instant, timeZone: string): string {
  const smallestUnit = at % 1_000 === 0 ? 'second' : 'millisecond';
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return zoned.toString({ timeZoneName: 'never', smallestUnit });
}

const verdictWords: Readonly<Record<string, { en: string; 'zh-CN': string }>> = {
  no_promise: { en: 'nothing promised', 'zh-CN': '无承诺' },
  running: { en: 'running', 'zh-CN': '计时中' },
  overdue: { en: 'overdue', 'zh-CN': '已超时未完成' },
  kept: { en: 'kept', 'zh-CN': '按时' },
  late: { en: 'late', 'zh-CN': '超时' },
  excused: { en: 'excused', 'zh-CN': '免责' },
  cancelled: { en: 'cancelled', 'zh-CN': '已取消' },
  unproven: { en: 'unproven', 'zh-CN': '无法证明' },
  error: { en: 'cannot be read', 'zh-CN': '无法计算' },
};

const labels = {
  started_at: { en: 'started', 'zh-CN': '开始' },
  target_words: { en: 'promised', 'zh-CN': '承诺' },
  window_opens: { en: 'window opens', 'zh-CN': '窗口开始' },
  deadline: { en: 'deadline', 'zh-CN': '截止' },
  stopped_at: { en: 'stopped', 'zh-CN': '结束' },
  cancelled_at: { en: 'cancelled', 'zh-CN': '取消' },
  elapsed_minutes: { en: 'minutes', 'zh-CN': '用时（分钟）' },
  band: { en: 'band', 'zh-CN': '分档' },
} as const satisfies Partial<Record<keyof ReadingOutput, { en: string; 'zh-CN': string }>>;

const phrases = {
  why: { en: 'why', 'zh-CN': '依据' },
  none: { en: 'No promise has started.', 'zh-CN': '尚无已开始的时限。' },
};

/** One block per reading: what, the verdict, the moments, then the steps. */
export function readingText(output: ReadingOutput, lang: Language): string {
  const about = output.subject === 'case' ? '' : ` ${output.subject} ${output.subject_id}`;
  const turn = output.occurrence === undefined ? '' : ` #${output.occurrence}`;
  const verdict = verdictWords[output.verdict]?.[lang] ?? output.verdict;
  const round = lang === 'en' ? ` (round ${output.round})` : `（第 ${output.round} 轮）`;
  const head = `${output.clock}${turn}${about}${round}: ${verdict}`;
  const width = Math.max(...Object.values(labels).map((label) => displayWidth(label[lang])));
  const lines = Object.entries(labels).flatMap(([field, label]) => {
    const value = output[field as keyof typeof labels];
    return value === null || value === '' ? [] : [`  ${label[lang]}${' '.repeat(width - displayWidth(label[lang]))}  ${value}`];
  });
  const why = output.why.map((step, index) => `    ${index + 1}. ${step}`);
  return [head, `  ${output.pack}  ${output.source.join(' ')}`, ...lines, `  ${phrases.why[lang]}`, ...why].join('\n');
}

export function readingsText(outputs: readonly ReadingOutput[], lang: Language): string {
  return outputs.length === 0 ? phrases.none[lang] : outputs.map((output) => readingText(output, lang)).join('\n\n');
}

// A Chinese character takes two columns of a terminal.
function displayWidth(text: string): number {
  return [...text].reduce((width, letter) => width + (letter.codePointAt(0)! > 0x2e80 ? 2 : 1), 0);
}
