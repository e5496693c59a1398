/** The stages and the late bands of a promise, compiled: everything measured from its deadline. */

import type { Millis } from '../base/time.ts';
import type { CompiledBand, CompiledStages } from './compiled.ts';
import { elapsedOr, type Problem } from './problem.ts';
import type { PromiseShape } from './promise.ts';

export function compileStages(shape: PromiseShape, path: string, problems: Problem[]): CompiledStages {
  const warn = shape.warn.map((each, i) => ({
    stage: each.stage,
    offsetMs: -elapsedOr(each.before, `${path}.warn.${i}.before`, problems),
    tell: each.tell,
  }));
  const escalate = shape.escalate.map((each, i) => ({
    stage: each.stage,
    offsetMs: elapsedOr(each.after, `${path}.escalate.${i}.after`, problems),
    tell: each.tell,
  }));
  const list = [...warn, { stage: 'due', offsetMs: 0, tell: shape.due?.tell ?? [] }, ...escalate];
  const names = new Set(list.map((each) => each.stage));
  if (names.size < list.length) problems.push({ path, message: 'two stages have the same name (due is one of them)' });
  return { list, graceMs: shape.grace === undefined ? defaultGraceMs : elapsedOr(shape.grace, `${path}.grace`, problems) };
}

// A stage is sent by a timer that is milliseconds late by nature; without a grace of its own a promise would never
// send anything. A minute is display precision.
const defaultGraceMs = 60_000;

export function compileBands(shape: PromiseShape, path: string, problems: Problem[]): CompiledBand[] {
  return shape.bands.map((band, i) => {
    const at = `${path}.bands.${i}`;
    if (band.over !== undefined && band.from !== undefined) problems.push({ path: at, message: 'over or from, not both' });
    if (band.up_to !== undefined && band.under !== undefined) problems.push({ path: at, message: 'up_to or under, not both' });
    const low = band.over ?? band.from;
    const high = band.up_to ?? band.under;
    return {
      name: band.name,
      low: low === undefined ? 0 : elapsedOr(low, at, problems),
      isLowIn: band.over === undefined,
      high: high === undefined ? Number.POSITIVE_INFINITY : elapsedOr(high, at, problems),
      isHighIn: band.under === undefined,
    };
  });
}

/** The named cut that a lateness falls in; null when it falls in none. */
export function bandOf(lateMs: Millis, bands: readonly CompiledBand[]): string | null {
  for (const band of bands) {
    const isAbove = band.isLowIn ? lateMs >= band.low : lateMs > band.low;
    const isBelow = band.isHighIn ? lateMs <= band.high : lateMs < band.high;
    if (isAbove && isBelow) return band.name;
  }
  return null;
}
