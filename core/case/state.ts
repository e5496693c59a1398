/** What is known of one case: the shape that caseOf folds and every decision reads. */

import type { z } from 'zod';
import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import type { CaseFrame } from '../visit/visit.ts';
import type { caseFacts } from './facts.ts';

type Reported = z.infer<(typeof caseFacts)['case.reported']['data']>;

/** What promise tables choose by, as it stands after every classification. */
export type Description = Partial<
  Pick<Reported, 'zone' | 'area' | 'branch' | 'matter' | 'category' | 'customer_class' | 'priority' | 'distance_km' | 'agreed_minutes' | 'time_zone' | 'attributes'>
>;

export type KnownFact = {
  /** As it was recorded; it never changes. */
  readonly recorded: Fact;
  /** As it counts now; null while it is withdrawn. */
  readonly effective: Fact | null;
  /** 1 as recorded, one more for each correction. */
  readonly revision: number;
  readonly accepted: boolean;
};

type CallBack = { readonly at: Instant; readonly outcome: string; readonly restored: boolean | null };

export type CaseState = CaseFrame & {
  /** 1 from the report, one more with each reopening; 0 while there is no case. */
  readonly round: number;
  readonly reported: Reported | null;
  readonly reported_at: Instant | null;
  readonly description: Description;
  readonly number: string | null;
  readonly unit_id: string | null;
  readonly waiting_reason: string | null;
  readonly resolved_at: Instant | null;
  /** In this round. */
  readonly restored_at: Instant | null;
  readonly called_back: CallBack | null;
  /** Visits begun in this round; older ones are history. */
  readonly current_visits: readonly string[];
  /** Facts that contradict what we know and that nobody has accepted. */
  readonly disputed_count: number;
  readonly facts: ReadonlyMap<string, KnownFact>;
};
