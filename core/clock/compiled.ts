/** Promises as the engine reads them: parsed once from a pack version, then only looked at. */

import type { Millis } from '../base/time.ts';
import type { Place } from '../calendar/wall.ts';
import type { CompiledCalendar } from '../calendar/working.ts';
import type { Duration } from '../base/duration.ts';
import type { CompiledItem, Test } from './item.ts';
import type { PromiseShape } from './promise.ts';

export type Mark = 'reopened' | 'cancelled' | 'closed' | 'pack_taken_over';

/** What a kind of fact does to one promise. */
export type Roles = {
  readonly start: readonly CompiledItem[] | null;
  readonly stop: readonly CompiledItem[] | null;
  readonly cancel: readonly CompiledItem[] | null;
  readonly mark: Mark | null;
  /** It may begin a pause; pause.ts says which. */
  readonly mayPause: boolean;
};

export type CompiledPause = {
  readonly from: readonly CompiledItem[];
  readonly until: readonly CompiledItem[];
  readonly reasons: ReadonlySet<unknown> | null;
};

export type CompiledPromise = {
  readonly name: string;
  readonly pack: CompiledPack;
  readonly shape: PromiseShape;
  readonly source: readonly string[];
  /** The field of a fact that names the promise's subject, inside a stream of another kind. */
  readonly innerKey: string;
  readonly calendar: CompiledCalendar | null;
  /** Kinds that matter, in a stream of that kind. */
  readonly rolesIn: (stream: string) => ReadonlyMap<string, Roles>;
  /** Kinds of facts by which it may start; where none is among the facts, it did not. */
  readonly startKinds: ReadonlySet<string>;
  readonly startDeadlinesOf: readonly string[];
  /** Promises whose readings must be made first. */
  readonly dependsOn: readonly string[];
  readonly isEvery: boolean;
  readonly pauses: readonly CompiledPause[];
  readonly rows: readonly CompiledRow[];
  readonly bands: readonly CompiledBand[];
  readonly stages: CompiledStages;
  readonly excuse: { readonly events: ReadonlySet<string>; readonly told: readonly CompiledItem[] } | null;
};

export type CompiledBounds = {
  readonly aheadMs: Millis;
  readonly olderMs: Millis;
  readonly afterAssignment: ReadonlySet<string>;
};

export type CompiledPack = {
  readonly name: string;
  readonly version: string | number;
  readonly hash: string;
  readonly place: Place;
  readonly promises: ReadonlyMap<string, CompiledPromise>;
  /** Promises by the kind of fact that may start them. */
  readonly startedBy: ReadonlyMap<string, readonly CompiledPromise[]>;
  /** Some promise hangs on the deadline of another. */
  readonly isLinked: boolean;
  readonly calendars: ReadonlyMap<string, CompiledCalendar>;
  readonly describing: ReadonlySet<string>;
  readonly bounds: CompiledBounds;
};

export type CompiledTarget =
  | { readonly kind: 'within'; readonly duration: Duration }
  | { readonly kind: 'before'; readonly moment: string; readonly by: Duration }
  | { readonly kind: 'window'; readonly moment: string; readonly earliestMs: Millis; readonly latestMs: Millis }
  | { readonly kind: 'end_of_day' }
  | { readonly kind: 'dates'; readonly dates: readonly string[] }
  | { readonly kind: 'deadline_of'; readonly promise: string }
  | { readonly kind: 'agreed_minutes'; readonly field: string }
  | { readonly kind: 'agreed_moment'; readonly field: string }
  | { readonly kind: 'no_promise' };

export type CompiledRow = {
  readonly index: number;
  readonly test: Test;
  readonly source: readonly string[] | null;
  readonly target: CompiledTarget;
  /** The promise of the row in the pack's own words, such as `45 minutes`. */
  readonly text: string;
};

export type CompiledStages = {
  readonly list: readonly { readonly stage: string; readonly offsetMs: Millis; readonly tell: readonly string[] }[];
  readonly graceMs: Millis;
};

export type CompiledBand = {
  readonly name: string;
  readonly low: Millis;
  readonly isLowIn: boolean;
  readonly high: Millis;
  readonly isHighIn: boolean;
};
