/** A fact: one line of the journal. What was said or seen, when, heard when, from whom; never a verdict. */

import type { Instant } from './time.ts';

export type FactData = Readonly<Record<string, unknown>>;

/** A fact as core folds it. `data` has passed the schema of its kind. */
export type Fact = {
  readonly id: string;
  /** noun.past_participle, from the closed list of fact kinds. */
  readonly kind: string;
  /** When it happened, as claimed. Decides every reading. */
  readonly at: Instant;
  /** When we heard of it. Decides only what was known when, and the pack version a start belongs to. */
  readonly received_at: Instant;
  readonly data: FactData;
  /** Who said so: a person id, or `system`. */
  readonly by?: string;
  /** Reasons why the claim contradicts what we know; judged by `received_at` while it has any and is not accepted. */
  readonly disputed?: readonly string[];
  /** Brought in from another system's records: bounds on `at` do not apply and no message is sent. */
  readonly imported?: boolean;
};

/** What decide returns: the shell adds id, received_at, by, and the chain. */
export type NewFact = {
  readonly kind: string;
  readonly at: Instant;
  readonly data: FactData;
  /** Sealed beside the chain under the key of this person; never part of `data`. */
  readonly personal?: { readonly person: string; readonly fields: FactData };
  readonly disputed?: readonly string[];
};
