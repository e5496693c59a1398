/** What a clock says: the reading of one promise for one subject in one round, and the steps that explain it. */

import type { Fact } from '../base/fact.ts';
import type { Instant, Millis } from '../base/time.ts';
import type { CompiledPack } from './compiled.ts';

export type Verdict =
  | 'no_promise'
  | 'running'
  | 'overdue'
  | 'kept'
  | 'late'
  | 'excused'
  | 'cancelled'
  | 'unproven'
  // Not a verdict on anybody: the engine could not know, and says so instead of guessing.
  | 'error';

export type StepValue = string | number | boolean | null | readonly string[] | Readonly<Record<string, string>>;

/** One step of an explanation; worded by words.ts. Moments are epoch milliseconds in params named at, from, until. */
export type Step = { readonly code: string; readonly params: Readonly<Record<string, StepValue>> };

export type ReadingError = { readonly code: string; readonly params: Readonly<Record<string, string | number>> };

export type Reading = {
  readonly clock: string;
  readonly subject: string;
  readonly subject_id: string;
  readonly round: number;
  /** 1, 2, … for promises owed every so often while a state lasts; null for all others. */
  readonly occurrence: number | null;
  readonly source: readonly string[];
  /** Content hash of the pack version the reading is pinned to. */
  readonly pack: string;
  readonly zone: string | null;
  /** Class of the customer at the start, which some promises are made by (UTL-02, KPI-07). */
  readonly customer_class: string | null;
  readonly started_at: Instant;
  /** Null when another promise's deadline opened it. */
  readonly start_fact: string | null;
  /** The start came from another system's records: no messages are sent for it. */
  readonly imported: boolean;
  /** Minutes promised (elapsed, or of the calendar) where the target is such a length; null for all others. */
  readonly target_minutes: number | null;
  readonly target_words: string;
  readonly deadline: Instant | null;
  readonly window_opens: Instant | null;
  readonly stopped_at: Instant | null;
  readonly stop_fact: string | null;
  readonly ended_at: Instant | null;
  readonly cancelled_at: Instant | null;
  readonly paused: boolean;
  /** Exact, pauses out, on the promise's calendar where the target counts working time; null when unproven. */
  readonly elapsed_ms: Millis | null;
  readonly elapsed_minutes: number | null;
  /** Positive is time left over, negative is how late. */
  readonly margin_ms: Millis | null;
  readonly verdict: Verdict;
  /** The excuse already stands: past its deadline this is excused, not overdue. */
  readonly excusable: boolean;
  readonly band: string | null;
  readonly judged: 'each' | 'average' | 'both';
  readonly provisional: readonly string[];
  readonly disputed: readonly string[];
  readonly why: readonly Step[];
  readonly error: ReadingError | null;
};

export type ClockInput = {
  /** The stream: a case, a contract, … Promises about parts of it (visits) are found inside by data.visit_id. */
  readonly subject: { readonly kind: string; readonly id: string };
  /** The facts of the stream, in any order; the same fact twice does no harm. */
  readonly facts: readonly Fact[];
  /** Declared events of the organisation, such as storms; they may also stand among the facts. */
  readonly events?: readonly Fact[];
  readonly now: Instant;
  /** Only what was received by then is taken into account. */
  readonly as_of?: Instant;
  /** The pack version that was active when a start was received. */
  readonly packFor: (received: Instant) => CompiledPack;
  /** For subjects that were taken over to another version. */
  readonly packByHash?: (hash: string) => CompiledPack | undefined;
  /** Also say why; costs several times the reading itself. */
  readonly explain?: boolean;
};

/** What a reading cannot know. It becomes the reading's error, never an exception of the caller. */
export class ClockError extends Error {
  override readonly name = 'ClockError';
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  constructor(code: string, params: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** The key of a reading: one promise, one subject, one round (and occurrence). */
export function readingKey(reading: Pick<Reading, 'clock' | 'subject_id' | 'round' | 'occurrence'>): string {
  const key = `${reading.clock}/${reading.subject_id}/${reading.round}`;
  return reading.occurrence === null ? key : `${key}/${reading.occurrence}`;
}

/** Open: nothing has stopped, cancelled or closed it. An excused reading may still be open. */
export function isOpen(reading: Pick<Reading, 'ended_at' | 'verdict'>): boolean {
  return reading.ended_at === null && reading.verdict !== 'error';
}
