/** What is recorded when a clock runs out of time: people were told, or it was too late to tell them. On a stream beside the case. */

import { z } from 'zod';
import { id, line, moment } from '../base/shapes.ts';
import type { FactKinds } from '../base/kinds.ts';

/** `at` of the fact is when it was recorded, `due_at` when the stage was due: after a downtime the two lie apart. */
const alarm = z.strictObject({
  case_id: id,
  clock: line(100),
  subject_id: id,
  round: z.int().min(0),
  /** 0 where the promise is owed once and not every so often. */
  occurrence: z.int().min(0),
  stage: line(100),
  due_at: moment,
  deadline: moment,
  /** Beyond the pack's grace nobody is told any more; that is recorded too. */
  outcome: z.enum(['sent', 'recorded_only']),
  /** Whose inbox it went to. */
  told: z.array(id).max(2_000),
});

/** They feed no promise: a clock that heard of its own alarms would never come to rest. */
export const alarmFacts = {
  'clock.warned': { data: alarm },
  'clock.due': { data: alarm },
  'clock.escalated': { data: alarm },
} satisfies FactKinds;

export const alarmKind = z.enum(['clock.warned', 'clock.due', 'clock.escalated']);
export type AlarmKind = z.infer<typeof alarmKind>;
