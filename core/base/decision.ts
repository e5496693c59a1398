/** What a decide function answers: facts to record, or the reason it refuses. */

export type Decision<Fact, Code extends string> =
  | { readonly ok: true; readonly facts: readonly Fact[] }
  | { readonly ok: false; readonly refusal: Code; readonly detail?: Readonly<Record<string, string | number>> };

export function record<Fact>(...facts: Fact[]): Decision<Fact, never> {
  return { ok: true, facts };
}

/** An ordinary no. The code is worded in wire/words; detail fills the blanks of that sentence. */
export function refuse<Code extends string>(
  refusal: Code,
  detail?: Readonly<Record<string, string | number>>,
): Decision<never, Code> {
  return detail === undefined ? { ok: false, refusal } : { ok: false, refusal, detail };
}
