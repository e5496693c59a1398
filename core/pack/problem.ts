/** What is wrong with a pack, where, and the same for what zod found. */

import type { z } from 'zod';

export type ProblemCode =
  | 'bad_yaml'
  | 'too_large'
  | 'too_deep'
  | 'too_many_aliases'
  | 'not_a_mapping'
  | 'duplicate_name'
  | 'no_pack'
  | 'unknown_pack'
  | 'circular_extends'
  | 'unknown_field'
  | 'missing_field'
  | 'missing_words'
  | 'bad_value'
  | 'bad_source'
  | 'unknown_fact_kind'
  | 'unknown_operation'
  | 'forbidden_by_law'
  | 'never_opens'
  | 'never_reached'
  | 'nobody_may'
  | 'bad_role'
  | 'unused_role'
  | 'unknown_value'
  | 'unknown_attribute'
  | 'unknown_calendar'
  | 'calendar_without_data'
  | 'unrestated_source'
  | 'never_recorded'
  | 'never_reached'
  | 'unknown_event'
  | 'unknown_promise'
  | 'unknown_role'
  | 'stops_on_its_start'
  | 'shadowed_target'
  | 'calendar_needed'
  | 'bad_condition'
  | 'bad_guide'
  | 'forbidden_expression'
  | 'bad_recurrence'
  | 'unknown_form_field'
  | 'unknown_signer'
  | 'unfillable_field'
  | 'sealed_in_rule'
  | 'bad_promise';

export type Path = readonly (string | number)[];

export type Problem = {
  readonly file: string;
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly column: number;
  /** The place inside the pack, such as promises.arrival.target.0.within. */
  readonly path: string;
  readonly code: ProblemCode;
  readonly message: string;
};

/** A problem that knows its place in the pack but not yet in a file. */
export type Finding = {
  readonly path: Path;
  readonly code: ProblemCode;
  readonly message: string;
  /** Character inside the scalar at `path`, for a condition. */
  readonly character?: number;
};

type Issue = z.core.$ZodIssue;

/** Zod's issues as findings; of a union only the branch that the writer most likely meant. */
export function findingsOf(error: z.ZodError, root: unknown): Finding[] {
  return error.issues.flatMap((issue) => findingsOfIssue(issue, [], root));
}

function findingsOfIssue(issue: Issue, above: Path, root: unknown): Finding[] {
  const path = [...above, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], code: 'unknown_field', message: `"${key}" is not a field here` }));
  }
  if (issue.code === 'invalid_union') {
    const meant = likeliest(issue.errors as Issue[][]);
    if (meant !== undefined) return meant.flatMap((inner) => findingsOfIssue(inner, path, root));
  }
  if (issue.code === 'invalid_key') {
    return [{ path, code: 'bad_value', message: issue.issues[0]?.message ?? 'this name cannot be used here' }];
  }
  if (issue.code === 'invalid_type' && valueAt(root, path) === undefined) return [missing(path)];
  const code = path.includes('source') ? 'bad_source' : 'bad_value';
  return [{ path, code, message: issue.message === 'code' ? 'a name is written in small letters, digits and _' : issue.message }];
}

/** Fields that hold words, one language each. */
const wordFields = new Set<string | number | undefined>(['words', 'note', 'say', 'tone', 'do', 'instead']);

function missing(path: Path): Finding {
  const field = String(path.at(-1));
  const owner = path.at(-2);
  if (wordFields.has(owner)) return { path, code: 'missing_words', message: `the words in ${field} are missing` };
  if (field === 'words') return { path, code: 'missing_words', message: 'the words are missing, in zh-CN and en' };
  return { path, code: 'missing_field', message: `"${field}" is missing` };
}

/** The branch that fails least; one that expects another kind of value altogether was not meant. */
function likeliest(branches: readonly Issue[][]): Issue[] | undefined {
  const cost = (branch: readonly Issue[]) =>
    branch.reduce((sum, issue) => sum + (issue.code === 'invalid_type' && issue.path.length === 0 ? 100 : costOf(issue)), 0);
  return branches.toSorted((a, b) => cost(a) - cost(b))[0];
}

function costOf(issue: Issue): number {
  // Unknown fields weigh more than a missing one, so that `within: x` is read as a misspelt length and not as a row without a kind.
  return issue.code === 'unrecognized_keys' ? 2 * issue.keys.length : 1;
}

export function valueAt(root: unknown, path: Path): unknown {
  let at = root;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}
