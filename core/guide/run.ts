/** One run of a guide, read off its facts: which answers count, where it stands, how it ended. */

import type { FactData } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import type { Answers } from './follow.ts';

/** A fact of a run with its sealed part; null for what was erased. */
export type RunFact = {
  readonly kind: string;
  readonly at: Instant;
  readonly by?: string;
  readonly data: FactData;
  readonly personal?: FactData | null;
};

export type StepTaken = {
  readonly step: string;
  readonly at: Instant;
  readonly by: string | null;
  readonly language: 'zh-CN' | 'en' | null;
  /** Why it was skipped; null for one that was not. */
  readonly skipped: string | null;
  readonly answer: Answers[string];
  readonly erased: boolean;
};

export type RunState = {
  readonly begun: { readonly guide: string; readonly pack: string; readonly at: Instant; readonly by: string | null } | null;
  readonly case_id: string | null;
  /** By step, in the order in which they were taken. */
  readonly taken: readonly StepTaken[];
  readonly concluded: { readonly at: Instant; readonly by: string | null; readonly conclusion: string | null; readonly broken_off: string | null; readonly note: string | null } | null;
};

/** What stands for words that were erased: no branch rests on words, so the way stays the same. */
const erasedMark = '…';

/** A step that is answered again is gone back to: what came after it counts no more, and stays in the journal. */
export function runOf(facts: readonly RunFact[]): RunState {
  let state: RunState = { begun: null, case_id: null, taken: [], concluded: null };
  for (const fact of facts) state = { ...state, ...changed(state, fact) };
  return state;
}

function changed(state: RunState, fact: RunFact): Partial<RunState> {
  const { kind, at, data } = fact;
  const by = fact.by ?? null;
  switch (kind) {
    case 'guide.begun':
      return { begun: { guide: String(data['guide']), pack: String(data['pack']), at, by }, case_id: said(data, 'case_id') };
    case 'guide.attached':
      return { case_id: said(data, 'case_id') };
    case 'guide.answered':
    case 'guide.skipped':
      return { taken: [...before(state.taken, String(data['step'])), takenIn(fact)] };
    case 'guide.concluded':
      return { concluded: { at, by, conclusion: said(data, 'conclusion'), broken_off: said(data, 'broken_off'), note: said(data, 'note') } };
    default:
      return {};
  }
}

function before(taken: readonly StepTaken[], step: string): readonly StepTaken[] {
  const index = taken.findIndex((each) => each.step === step);
  return index < 0 ? taken : taken.slice(0, index);
}

function takenIn({ kind, at, by, data, personal }: RunFact): StepTaken {
  const base = { step: String(data['step']), at, by: by ?? null, language: (data['language'] as StepTaken['language'] | undefined) ?? null };
  if (kind === 'guide.skipped') return { ...base, skipped: said(data, 'reason'), answer: null, erased: false };
  const plain = data['value'] as number | string | true | undefined;
  const sealed = (personal?.['text'] ?? personal?.['image']) as string | undefined;
  return { ...base, skipped: null, answer: plain ?? sealed ?? erasedMark, erased: plain === undefined && sealed === undefined };
}

export function answersOf({ taken }: RunState): Answers {
  return Object.fromEntries(taken.map((each) => [each.step, each.answer]));
}

function said(data: FactData, field: string): string | null {
  return typeof data[field] === 'string' ? data[field] : null;
}
