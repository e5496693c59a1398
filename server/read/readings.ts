/** Readings made now from the facts, with their explanation in words: what a screen shows and what `explain` prints. */

import type { PoolClient } from 'pg';
import type { Fact } from '../../core/base/fact.ts';
import { isoOf, type Instant } from '../../core/base/time.ts';
import { readClocks } from '../../core/clock/clocks.ts';
import type { Reading } from '../../core/clock/reading.ts';
import { promiseWords, sentenceOf } from '../../core/clock/words.ts';
import type { ReadingView } from '../../wire/view/views.ts';
import { eventsAround } from '../journal/promise_tallies.ts';
import type { PackHistory } from '../pack/shelf.ts';
import type { House } from '../house.ts';
import type { Lang } from './asking.ts';
import { wire } from './case_rows.ts';

export type ReadingMoment = {
  /** The moment the reading is for. */
  readonly at: Instant;
  /** Only what was known then. */
  readonly asOf?: Instant | undefined;
  readonly explain?: boolean;
  /** The moment of the question under way, if it has asked for the versions of the rules already. */
  readonly asked?: Instant;
};

/** The readings of one case. `facts` are those of its stream. */
export async function readingsOf(
  client: PoolClient, house: House, org: string, caseId: string, facts: readonly Fact[], moment: ReadingMoment,
): Promise<{ readings: readonly Reading[]; packs: PackHistory }> {
  const packs = await house.packs.historyOf(client, org, moment.asked);
  const events = await eventsAround(client, org, facts);
  const readings = readClocks({
    subject: { kind: 'case', id: caseId }, facts, events, now: moment.at, explain: moment.explain ?? false, ...packs,
    ...(moment.asOf === undefined ? {} : { as_of: moment.asOf }),
  });
  return { readings, packs };
}

export function readingViewOf(reading: Reading, packs: PackHistory, lang: Lang): ReadingView {
  const pack = packs.packByHash(reading.pack);
  const timeZone = pack?.place.time_zone ?? 'UTC';
  return {
    clock: reading.clock, words: pack?.promises.get(reading.clock)?.shape.words[lang] ?? reading.clock, subject: reading.subject, subject_id: reading.subject_id,
    round: reading.round, ...(reading.occurrence === null ? {} : { occurrence: reading.occurrence }), source: [...reading.source],
    pack: pack ? `${pack.name}@${pack.version}` : reading.pack, judged: reading.judged, started_at: isoOf(reading.started_at),
    target_minutes: reading.target_minutes, target_words: promiseWords(reading.target_words, lang), deadline: wire(reading.deadline), stopped_at: wire(reading.stopped_at),
    cancelled_at: wire(reading.cancelled_at), elapsed_minutes: reading.elapsed_minutes, verdict: reading.verdict === 'error' ? null : reading.verdict,
    paused: reading.paused, ...(reading.band === null ? {} : { band: reading.band }), provisional: [...reading.provisional], disputed: [...reading.disputed],
    ...(reading.error === null ? {} : { error: reading.error.code }), why: reading.why.map((step) => sentenceOf(step, lang, timeZone)),
  };
}
