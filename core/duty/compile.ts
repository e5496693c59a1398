/** A duty prepared once: its condition compiled, its lengths read, its calendar at hand. */

import { compileCondition, type Condition } from '../base/condition.ts';
import { type Duration, parseDuration } from '../base/duration.ts';
import type { Instant } from '../base/time.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { addMonths, type Place } from '../calendar/wall.ts';
import { type DutyShape, dutyVariables } from './duty.ts';

export type CompiledDuty = {
  readonly name: string;
  readonly shape: DutyShape;
  readonly when: Condition | null;
  readonly place: Place;
  readonly workingDays: { readonly name: string; readonly calendar: Calendar } | null;
  readonly firstWithin: Duration | null;
  readonly within: Duration | null;
  readonly warn: readonly { readonly stage: string; readonly before: Duration; readonly tell: readonly string[] }[];
};

type DutyPack = Place & { readonly duties?: Readonly<Record<string, DutyShape>> | undefined; readonly calendars: Readonly<Record<string, Calendar>> };

/** Of a pack that was checked when it was read; throws when it was not. */
export function compileDuties(pack: DutyPack): CompiledDuty[] {
  const { time_zone, skipped_hour, repeated_hour } = pack;
  return Object.entries(pack.duties ?? {}).map(([name, shape]) => ({
    name, shape,
    when: shape.when === undefined ? null : compileCondition(shape.when, dutyVariables),
    place: { time_zone, skipped_hour, repeated_hour },
    workingDays: shape.working_days === undefined ? null : { name: shape.working_days, calendar: pack.calendars[shape.working_days]! },
    firstWithin: lengthOf(shape.first_within),
    within: lengthOf(shape.within),
    warn: (shape.warn ?? []).map((each, index) => ({ stage: `warn_${index + 1}`, before: parseDuration(each.before)!, tell: each.tell })),
  }));
}

/** So long after a moment, or before it. */
export function moved(at: Instant, length: Duration, place: Place, direction: 1 | -1 = 1): Instant {
  if (length.unit === 'months') return addMonths(at, direction * length.months, place);
  if (length.unit !== 'elapsed') throw new Error('a duty counts no working time');
  return (at + direction * length.ms) as Instant;
}

function lengthOf(text: string | undefined): Duration | null {
  return text === undefined ? null : parseDuration(text);
}
