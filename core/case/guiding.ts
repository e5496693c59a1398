/** What people do with a guide: begin a run, answer or skip a step, conclude, and say to which case the call belonged. */

import { record, refuse } from '../base/decision.ts';
import type { NewFact } from '../base/fact.ts';
import { bar, type Refused } from '../base/refusal.ts';
import type { Instant } from '../base/time.ts';
import { stepImage } from '../guide/facts.ts';
import { positionOf, type Answers } from '../guide/follow.ts';
import type { Guide, Step } from '../guide/guide.ts';
import { answersOf, type RunState } from '../guide/run.ts';
import { claim, present, withPersonal, type Decided, type Deciding } from '../roster/deciding.ts';

export type Guiding = {
  readonly run: RunState;
  /** Of the version under which the run began, or that answers now for one that begins; null when it has none of this name. */
  readonly guide: Guide | null;
  /** Under whose key words are sealed: the customer's, or the run's own while nobody is known. */
  readonly sealed_for: string;
};

type At = { readonly at?: Instant | undefined };
type Language = 'zh-CN' | 'en';
export type BeginGuide = At & { readonly guide: string; readonly case_id?: string | undefined };
export type AnswerStep = At & { readonly step: string; readonly answer: string | number | true; readonly language?: Language | undefined };
export type SkipStep = At & { readonly step: string; readonly reason: string; readonly language?: Language | undefined };
export type ConcludeGuide = At & { readonly conclusion?: string | undefined; readonly broken_off?: string | undefined; readonly note?: string | undefined };
export type AttachRun = At & { readonly case_id: string };

export function beginGuide({ run, guide }: Guiding, pack: string, command: BeginGuide, context: Deciding): Decided {
  if (run.begun !== null) return refuse('run_exists', { run_id: context.subject_id });
  if (guide === null) return refuse('unknown_guide', { guide: command.guide });
  const { guide: code, case_id } = command;
  return record(claim('guide.begun', command.at ?? context.now, present({ run_id: context.subject_id, guide: code, pack, case_id }), context));
}

export function answerStep(guiding: Guiding, { at, step: code, answer, language }: AnswerStep, context: Deciding): Decided {
  const reached = stepReached(guiding, code, context);
  if ('ok' in reached) return reached;
  const evidence = reached.step.ask !== undefined && 'evidence' in reached.step.ask ? reached.step.ask.evidence : null;
  const fault = faultIn(guiding.guide!, { ...reached.before, [code]: answer }, code);
  if (fault !== null || (typeof answer === 'string' && isImage(answer) !== (evidence === 'photo' || evidence === 'signature'))) return refuse('bad_answer', { step: code });
  const isSealed = evidence !== null && typeof answer === 'string';
  const fact = claim('guide.answered', at ?? context.now, present({ run_id: context.subject_id, step: code, value: isSealed ? undefined : answer, language }), context);
  return record(isSealed ? withPersonal(fact, guiding.sealed_for, isImage(answer) ? { image: answer } : { text: answer }) : fact);
}

/** A hard step is not passed over; the reason of a soft one stays with it. */
export function skipStep(guiding: Guiding, { at, step: code, reason, language }: SkipStep, context: Deciding): Decided {
  const reached = stepReached(guiding, code, context);
  if ('ok' in reached) return reached;
  if (reached.step.hard) return refuse('hard_step', { step: code });
  return record(claim('guide.skipped', at ?? context.now, present({ run_id: context.subject_id, step: code, reason, language }), context));
}

/** The conclusion is the one the answers led to; a run that stops before its end says why. */
export function concludeGuide(guiding: Guiding, { at, conclusion, broken_off, note }: ConcludeGuide, context: Deciding): Decided {
  const barred = barOfRun(guiding, context);
  if (barred !== null) return barred;
  const { step, conclusion: led } = positionOf(guiding.guide!, answersOf(guiding.run));
  if (step !== null && broken_off === undefined) return refuse('guide_unfinished', { step: step.code });
  if (step === null && broken_off !== undefined) return refuse('guide_finished');
  if (conclusion !== undefined && (step !== null || conclusion !== led)) return refuse('other_conclusion', { conclusion: led ?? '' });
  return record(concluded(guiding, { conclusion: led ?? undefined, broken_off, note }, at ?? context.now, context));
}

export function attachRun(guiding: Guiding, { at, case_id }: AttachRun, context: Deciding): Decided {
  const { run } = guiding;
  if (run.begun === null) return refuse('unknown_run', { run_id: context.subject_id });
  if (run.case_id !== null) return refuse('run_attached', { case_id: run.case_id });
  return record(claim('guide.attached', at ?? context.now, { run_id: context.subject_id, case_id }, context));
}

/** What the case is told of a run that was concluded before it had a case. */
export function conclusionFor({ run }: Guiding, context: Deciding): NewFact[] {
  if (run.concluded === null) return [];
  const { at, conclusion, broken_off, note } = run.concluded;
  const said = (text: string | null) => text ?? undefined;
  return [claim('guide.concluded', at, present({ run_id: context.subject_id, guide: run.begun!.guide, conclusion: said(conclusion), broken_off: said(broken_off), note: said(note) }), context)];
}

function concluded({ run }: Guiding, said: Omit<ConcludeGuide, 'at'>, at: Instant, context: Deciding): NewFact {
  return claim('guide.concluded', at, present({ run_id: context.subject_id, guide: run.begun!.guide, ...said }), context);
}

function barOfRun({ run, guide }: Guiding, context: Deciding): Refused | null {
  if (run.begun === null || guide === null) return bar('unknown_run', { run_id: context.subject_id });
  return run.concluded === null ? null : bar('guide_concluded');
}

/** The step that is next, or one that was taken and is gone back to, with the answers before it. */
function stepReached(guiding: Guiding, code: string, context: Deciding): { readonly step: Step; readonly before: Answers } | Refused {
  const barred = barOfRun(guiding, context);
  if (barred !== null) return barred;
  const { run } = guiding;
  const next = positionOf(guiding.guide!, answersOf(run)).step;
  const index = run.taken.findIndex((each) => each.step === code);
  if (next?.code !== code && index < 0) return bar('step_not_reached', { step: code });
  const before = index < 0 ? run.taken : run.taken.slice(0, index);
  return { step: guiding.guide!.steps.find((each) => each.code === code)!, before: answersOf({ ...run, taken: before }) };
}

function faultIn(guide: Guide, answers: Answers, step: string): string | null {
  const position = positionOf(guide, answers);
  return position.step?.code === step ? position.fault : null;
}

function isImage(answer: string | number | true): boolean {
  return stepImage.safeParse(answer).success;
}
