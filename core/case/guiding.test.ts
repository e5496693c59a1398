import { expect, test } from 'vitest';
import { clock, contextOf } from '../../test/world/story.ts';
import type { Decision } from '../base/decision.ts';
import type { NewFact } from '../base/fact.ts';
import { guideShape } from '../guide/guide.ts';
import { answersOf, runOf, type RunFact } from '../guide/run.ts';
import { answerStep, attachRun, beginGuide, concludeGuide, conclusionFor, skipStep, type Guiding } from './guiding.ts';

const words = { 'zh-CN': '话', en: 'words' };
const named = (code: string) => ({ code, words });
const guide = guideShape.parse({
  code: 'fault', kind: 'procedure', words, source: 'TRI-01', conclusions: [named('visit'), named('solved')],
  steps: [
    { code: 'heard', hard: true, ask: { words, evidence: 'text' } },
    { code: 'tried', say: words },
    { code: 'volts', hard: true, ask: { words, evidence: 'reading' }, next: [{ when: 'answers.volts > 200.0', conclude: 'solved' }] },
    { code: 'seen', ask: { words, evidence: 'photo' } },
    { code: 'goes', hard: true, ask: { words, choices: [named('yes'), named('no')] }, next: [{ on: 'yes', conclude: 'visit' }, { on: 'no', conclude: 'solved' }] },
  ],
});
const image = 'data:image/png;base64,AAAA';
const context = contextOf('lin', clock('09:00'), { subject_id: 'run-1' });

type Told = readonly [what: 'begin' | 'answer' | 'skip' | 'conclude' | 'attach', ...said: readonly unknown[]];

function decide(facts: readonly RunFact[], [what, first, second]: Told): Decision<NewFact, string> {
  const guiding: Guiding = { run: runOf(facts), guide, sealed_for: 'ma' };
  if (what === 'begin') return beginGuide(guiding, 'pack-1', { guide: 'fault' }, context);
  if (what === 'answer') return answerStep(guiding, { step: first as string, answer: second as string, language: 'en' }, context);
  if (what === 'skip') return skipStep(guiding, { step: first as string, reason: second as string }, context);
  return what === 'attach' ? attachRun(guiding, { case_id: first as string }, context) : concludeGuide(guiding, (first ?? {}) as object, context);
}

function factsAfter(told: readonly Told[]): RunFact[] {
  const facts: RunFact[] = [];
  for (const one of told) {
    const decision = decide(facts, one);
    if (!decision.ok) throw new Error(`${JSON.stringify(one)}: ${decision.refusal}`);
    facts.push(...decision.facts.map(({ kind, at, data, personal }) => ({ kind, at, data, by: 'lin', personal: personal?.fields ?? null })));
  }
  return facts;
}

const begun: Told[] = [['begin']];
const heard: Told[] = [...begun, ['answer', 'heard', 'no light']];
const tried: Told[] = [...heard, ['answer', 'tried', true]];
const measured: Told[] = [...tried, ['answer', 'volts', 12.5]];
const lit: Told[] = [...tried, ['answer', 'volts', 230]];
const shown: Told[] = [...measured, ['answer', 'seen', image]];
const ended: Told[] = [...shown, ['answer', 'goes', 'yes']];

test.each<[before: readonly Told[], told: Told, verdict: string]>([
  [[], ['begin'], 'guide.begun'],
  [begun, ['begin'], 'run_exists'],
  [[], ['answer', 'heard', 'x'], 'unknown_run'],
  [begun, ['answer', 'heard', 'no light'], 'guide.answered'],
  [begun, ['answer', 'tried', true], 'step_not_reached'],
  [begun, ['answer', 'heard', '  '], 'bad_answer'],
  [begun, ['answer', 'heard', image], 'bad_answer'],
  [begun, ['skip', 'heard', 'no time'], 'hard_step'],
  [heard, ['skip', 'tried', 'already tried'], 'guide.skipped'],
  [heard, ['answer', 'tried', 'yes'], 'bad_answer'],
  [tried, ['answer', 'volts', '230'], 'bad_answer'],
  [measured, ['answer', 'seen', 'a wire'], 'bad_answer'],
  [measured, ['answer', 'seen', 'data:image/svg+xml;base64,AAAA'], 'bad_answer'],
  [measured, ['answer', 'seen', 'data:image/png;base64,">'], 'bad_answer'],
  [begun, ['answer', 'heard', 'data:image/ is what it says'], 'guide.answered'],
  [shown, ['answer', 'goes', 'perhaps'], 'bad_answer'],
  [ended, ['answer', 'goes', 'no'], 'guide.answered'],
  [ended, ['answer', 'heard', 'half the house'], 'guide.answered'],
  [ended, ['conclude', { conclusion: 'visit', note: 'fuse' }], 'guide.concluded'],
  [ended, ['conclude', { conclusion: 'solved' }], 'other_conclusion'],
  [ended, ['conclude', { broken_off: 'hung up' }], 'guide_finished'],
  [shown, ['conclude'], 'guide_unfinished'],
  [shown, ['conclude', { broken_off: 'hung up' }], 'guide.concluded'],
  [shown, ['conclude', { conclusion: 'visit', broken_off: 'hung up' }], 'other_conclusion'],
  [[...lit, ['conclude']], ['answer', 'heard', 'x'], 'guide_concluded'],
  [[...lit, ['conclude']], ['conclude'], 'guide_concluded'],
  [[...lit, ['conclude']], ['attach', 'case-1'], 'guide.attached'],
  [[...begun, ['attach', 'case-1']], ['attach', 'case-2'], 'run_attached'],
])('TRI-01 %j, then %j → %s', (before, told, verdict) => {
  const decision = decide(factsAfter(before), told);
  expect(decision.ok ? decision.facts.map((fact) => fact.kind).join() : decision.refusal).toBe(verdict);
});

test('no guide of this name', () => {
  expect(beginGuide({ run: runOf([]), guide: null, sealed_for: 'run-1' }, 'pack-1', { guide: 'sermon' }, context)).toMatchObject({ refusal: 'unknown_guide', detail: { guide: 'sermon' } });
});

test('what was written or shown is sealed for the customer, and a choice or number is not', () => {
  const sealed = (before: readonly Told[], told: Told) => {
    const decision = decide(factsAfter(before), told);
    return decision.ok ? [decision.facts[0]!.data['value'], decision.facts[0]!.personal] : decision.refusal;
  };
  expect(sealed(begun, ['answer', 'heard', 'no light'])).toEqual([undefined, { person: 'ma', fields: { text: 'no light' } }]);
  expect(sealed(measured, ['answer', 'seen', image])).toEqual([undefined, { person: 'ma', fields: { image } }]);
  expect(sealed(tried, ['answer', 'volts', 12.5])).toEqual([12.5, undefined]);
  expect(sealed(shown, ['answer', 'goes', 'no'])).toEqual(['no', undefined]);
});

test('a step that is answered again is gone back to: what came after it counts no more', () => {
  const run = runOf(factsAfter([...ended, ['answer', 'volts', 230]]));
  expect(run.taken.map((each) => each.step)).toEqual(['heard', 'tried', 'volts']);
});

test('words that were erased leave the way as it was', () => {
  const run = runOf(factsAfter(ended).map((fact) => ({ ...fact, personal: null })));
  expect(run.taken.map((each) => [each.step, each.erased])).toEqual([['heard', true], ['tried', false], ['volts', false], ['seen', true], ['goes', false]]);
  expect(answersOf(run)).toMatchObject({ volts: 12.5, goes: 'yes' });
  expect(concludeGuide({ run, guide, sealed_for: 'ma' }, { conclusion: 'visit' }, context).ok).toBe(true);
});

test('TRI-02: a case that is named after the conclusion is told of it then, and of nothing before there is one', () => {
  const told = (before: readonly Told[]) => conclusionFor({ run: runOf(factsAfter(before)), guide, sealed_for: 'ma' }, context);
  expect(told(ended)).toEqual([]);
  expect(told([...ended, ['conclude', { note: 'fuse' }]])).toMatchObject([{ kind: 'guide.concluded', data: { run_id: 'run-1', guide: 'fault', conclusion: 'visit', note: 'fuse' } }]);
});
