/** When somebody is to be told of a clock of a case, and what is to be done about it at a given moment. */

import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import { readClocks } from '../clock/clocks.ts';
import type { CompiledPack, CompiledPromise } from '../clock/compiled.ts';
import { type ClockInput, isOpen, type Reading } from '../clock/reading.ts';
import { stageOutcome, stagesOf } from '../clock/stages.ts';
import type { AlarmKind } from './alarm_facts.ts';

/** One stage of one reading: told of at most once, for ever. */
export type AlarmKey = {
  readonly clock: string;
  readonly subject_id: string;
  readonly round: number;
  /** 0 where a reading has none. */
  readonly occurrence: number;
  readonly stage: string;
};

export type Timer = AlarmKey & { readonly due_at: Instant; readonly deadline: Instant };

export type Alarm = Timer & {
  readonly kind: AlarmKind;
  /** What the reading is about: case or visit. */
  readonly subject: string;
  readonly outcome: 'sent' | 'recorded_only';
  readonly tell: readonly string[];
  readonly promise: CompiledPromise;
};

type PacksByHash = (hash: string) => CompiledPack | undefined;
type Input = ClockInput & { readonly packByHash: PacksByHash };

/** Every stage still ahead of the readings of a case, those of promises that will open by themselves included. */
export function timersOf(input: Input, readings: readonly Reading[]): Timer[] {
  return foreseen(input, readings).flatMap((reading) => {
    const promise = promiseOf(reading, input.packByHash);
    if (promise === undefined) return [];
    return stagesOf(reading, promise).map((stage) => ({ ...keyOf(reading, stage.stage), due_at: stage.at, deadline: reading.deadline! }));
  });
}

/** Deadlines that pass one after another open at most so many further promises. */
const chainMax = 5;

/** Where one promise opens when another's deadline passes, no fact will come to say so: the clocks are read as of that moment. */
function foreseen(input: Input, readings: readonly Reading[]): readonly Reading[] {
  let seen = readings;
  for (let link = 0; link < chainMax; link++) {
    if (!seen.some((reading) => promiseOf(reading, input.packByHash)?.pack.isLinked)) return seen;
    const ahead = Math.max(...seen.filter((reading) => isOpen(reading) && reading.deadline !== null).map((reading) => reading.deadline!)) + 1;
    if (!Number.isFinite(ahead) || ahead <= input.now) return seen;
    const next = readClocks({ ...input, now: ahead as Instant });
    if (next.length === seen.length) return seen;
    seen = next;
  }
  return seen;
}

/** `gone`: nothing is left to tell; `wait`: the deadline moved away meanwhile. */
export type Due = { readonly is: 'gone' } | { readonly is: 'wait'; readonly until: Instant } | { readonly is: 'now'; readonly alarm: Alarm };

/** What becomes of a timer at `input.now`. `told` are the facts of the stream of alarms of this case. */
export function dueAlarm(input: Input, key: AlarmKey, told: readonly Fact[]): Due {
  if (told.some((fact) => isSame(fact.data as unknown as AlarmKey, key))) return { is: 'gone' };
  const reading = readClocks(input).find((each) => isSame(keyOf(each, key.stage), key));
  const promise = reading && promiseOf(reading, input.packByHash);
  const stage = promise && stagesOf(reading, promise).find((each) => each.stage === key.stage);
  if (stage === undefined) return { is: 'gone' };
  const outcome = stageOutcome(stage, reading!, promise!, input.now);
  if (outcome === 'wait') return { is: 'wait', until: stage.at };
  return {
    is: 'now',
    alarm: {
      ...key, due_at: stage.at, deadline: reading!.deadline!, kind: kindOf(key.stage, promise!), subject: reading!.subject,
      outcome: outcome === 'send' ? 'sent' : 'recorded_only', tell: stage.tell, promise: promise!,
    },
  };
}

function promiseOf(reading: Reading, packByHash: PacksByHash): CompiledPromise | undefined {
  return packByHash(reading.pack)?.promises.get(reading.clock);
}

function keyOf(reading: Reading, stage: string): AlarmKey {
  return { clock: reading.clock, subject_id: reading.subject_id, round: reading.round, occurrence: reading.occurrence ?? 0, stage };
}

function isSame(a: AlarmKey, b: AlarmKey): boolean {
  return a.clock === b.clock && a.subject_id === b.subject_id && a.round === b.round && a.occurrence === b.occurrence && a.stage === b.stage;
}

function kindOf(stage: string, promise: CompiledPromise): AlarmKind {
  if (stage === 'due') return 'clock.due';
  return promise.shape.warn.some((warn) => warn.stage === stage) ? 'clock.warned' : 'clock.escalated';
}
