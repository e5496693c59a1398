/** The moments at which people are told of a running clock, and whether a message may still go out. */

import type { Instant } from '../base/time.ts';
import type { CompiledPromise } from './compiled.ts';
import { isOpen, type Reading } from './reading.ts';

/** A moment at which somebody is to be told. Its alarm is keyed by (reading, stage). */
export type Stage = { readonly stage: string; readonly at: Instant; readonly tell: readonly string[] };

/** The stages of an open reading that were not sent yet; none while paused, ended, or brought in from elsewhere. */
export function stagesOf(reading: Reading, promise: CompiledPromise, sent: ReadonlySet<string> = new Set()): Stage[] {
  const { deadline } = reading;
  if (deadline === null || reading.imported || !isOpen(reading) || reading.verdict === 'no_promise') return [];
  return promise.stages.list
    .filter((each) => !sent.has(each.stage))
    .map((each) => ({
      stage: each.stage,
      // Nobody can be warned before there is anything to warn of.
      at: Math.max(reading.started_at, deadline + each.offsetMs) as Instant,
      tell: each.tell,
    }))
    .sort((a, b) => a.at - b.at);
}

/**
 * What becomes of a stage when the clock on the wall says `now`: it waits, is sent, or is only recorded, because the
 * reading ended meanwhile or the delay is beyond the pack's grace.
 */
export function stageOutcome(
  stage: Pick<Stage, 'at'>,
  reading: Reading,
  promise: CompiledPromise,
  now: Instant,
): 'wait' | 'send' | 'record_only' {
  if (now < stage.at) return 'wait';
  if (!isOpen(reading) || reading.paused || reading.imported) return 'record_only';
  return now - stage.at <= promise.stages.graceMs ? 'send' : 'record_only';
}
