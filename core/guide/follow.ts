/** Where somebody stands in a guide: the answers so far say which step is shown and what was concluded. */

import { compileCondition } from '../base/condition.ts';
import type { Guide, Step } from './guide.ts';

/** By step: a choice or evidence, true for a step that asks nothing, null for one that was skipped. */
export type Answers = Readonly<Record<string, string | number | true | null>>;

export type Position = {
  /** The steps that were taken, in order. */
  readonly taken: readonly string[];
  /** The step to show; null at the end. */
  readonly step: Step | null;
  readonly conclusion: string | null;
  /** Why the answer to this step cannot stand, when one was given. */
  readonly fault: 'hard' | 'not_a_choice' | 'wrong_kind' | null;
};

/** Steps lead forward only (`guideFaults`), so this ends. Answers to steps that were not reached count for nothing. */
export function positionOf(guide: Guide, answers: Answers): Position {
  const taken: string[] = [];
  const known: Record<string, string | number | true> = {};
  for (let index = 0; index < guide.steps.length; ) {
    const step = guide.steps[index]!;
    const answer = Object.hasOwn(answers, step.code) ? answers[step.code] : undefined;
    if (answer === undefined) return { taken, step, conclusion: null, fault: null };
    const fault = faultOf(step, answer);
    if (fault !== null) return { taken, step, conclusion: null, fault };
    taken.push(step.code);
    // Words and pictures may be erased one day, so no branch rests on them.
    if (answer !== null && !isErasable(step)) known[step.code] = answer!;
    const branch = step.next.find((each) => holds(each, answer, known));
    if (branch?.conclude !== undefined) return { taken, step: null, conclusion: branch.conclude, fault: null };
    index = branch === undefined ? index + 1 : laterStep(guide, index, branch.to!);
  }
  return { taken, step: null, conclusion: null, fault: null };
}

/** Whether the answer is somebody's words or picture. */
export function isErasable({ ask }: Step): boolean {
  return ask !== undefined && 'evidence' in ask && ask.evidence !== 'number' && ask.evidence !== 'reading';
}

function laterStep(guide: Guide, index: number, to: string): number {
  const found = guide.steps.findIndex((each) => each.code === to);
  if (found <= index) throw new Error(`guide ${guide.code} was not checked: ${to} is no later step`);
  return found;
}

function faultOf(step: Step, answer: Answers[string]): Position['fault'] {
  if (answer === null) return step.hard ? 'hard' : null;
  if (step.ask === undefined) return answer === true ? null : 'wrong_kind';
  if ('choices' in step.ask) return step.ask.choices.some((each) => each.code === answer) ? null : 'not_a_choice';
  const isNumber = step.ask.evidence === 'number' || step.ask.evidence === 'reading';
  if (isNumber) return typeof answer === 'number' && Number.isFinite(answer) ? null : 'wrong_kind';
  return typeof answer === 'string' && answer.trim() !== '' ? null : 'wrong_kind';
}

function holds(branch: Step['next'][number], answer: Answers[string], known: Readonly<Record<string, unknown>>): boolean {
  if (branch.on !== undefined && branch.on !== answer) return false;
  return branch.when === undefined || compileCondition(branch.when, ['answers'])({ answers: known });
}
