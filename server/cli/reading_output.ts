/** Readings as `explain` gives them out: as JSON for programs, as text for people. */

import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../core/base/time.ts';
import type { CompiledPack } from '../../core/clock/compiled.ts';
import type { Reading } from '../../core/clock/reading.ts';
import { codeWords, type Language, promiseWords, reportWords, sentenceOf } from '../../core/clock/words.ts';

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

const shown = ['started_at', 'target_words', 'window_opens', 'deadline', 'stopped_at', 'cancelled_at', 'elapsed_minutes', 'band'] as const satisfies readonly (keyof ReadingOutput)[];

/** One block per reading: what, the verdict, the moments, then the steps. */
export function readingText(output: ReadingOutput, lang: Language): string {
  const about = output.subject === 'case' ? '' : ` ${output.subject} ${output.subject_id}`;
  const turn = output.occurrence === undefined ? '' : ` #${output.occurrence}`;
  const verdict = output.verdict === 'error' ? reportWords('error', lang) : codeWords(output.verdict, lang);
  const round = reportWords('round', lang).replace('{round}', String(output.round));
  const head = `${output.clock}${turn}${about}${round}: ${verdict}`;
  const width = Math.max(...shown.map((field) => displayWidth(reportWords(field, lang))));
  const lines = shown.flatMap((field) => {
    const [label, value] = [reportWords(field, lang), output[field]];
    return value === null || value === '' ? [] : [`  ${label}${' '.repeat(width - displayWidth(label))}  ${value}`];
  });
  const why = output.why.map((step, index) => `    ${index + 1}. ${step}`);
  return [head, `  ${output.pack}  ${output.source.join(' ')}`, ...lines, `  ${reportWords('why', lang)}`, ...why].join('\n');
}

export function readingsText(outputs: readonly ReadingOutput[], lang: Language): string {
  return outputs.length === 0 ? reportWords('none', lang) : outputs.map((output) => readingText(output, lang)).join('\n\n');
}

// A Chinese character takes two columns of a terminal.
function displayWidth(text: string): number {
  return [...text].reduce((width, letter) => width + (letter.codePointAt(0)! > 0x2e80 ? 2 : 1), 0);
}
