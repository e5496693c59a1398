import { expect, test } from 'vitest';
import { type Answers, positionOf } from './follow.ts';
import { guideShape } from './guide.ts';

const words = { 'zh-CN': '话', en: 'words' };
const named = (code: string) => ({ code, words });
const guide = guideShape.parse({
  code: 'wait', kind: 'script', words, source: 'SCR-13', conclusions: [named('calmed'), named('waits'), named('called_back')],
  steps: [
    { code: 'anxious', hard: true, ask: { words, choices: [named('yes'), named('no')] }, next: [{ on: 'yes', conclude: 'calmed' }] },
    { code: 'reason', say: words },
    { code: 'minutes', hard: true, ask: { words, evidence: 'number' }, next: [{ when: 'answers.minutes >= 2.0', to: 'number' }, { conclude: 'waits' }] },
    { code: 'never_said', say: words, next: [{ conclude: 'waits' }] },
    { code: 'number', ask: { words, evidence: 'text' }, next: [{ conclude: 'called_back' }] },
  ],
});

test.each<[what: string, answers: Answers, at: string, fault?: string]>([
  ['nothing said yet', {}, 'anxious'],
  ['a choice that concludes', { anxious: 'yes' }, '= calmed'],
  ['a choice without a branch goes to the step below', { anxious: 'no' }, 'reason'],
  ['a choice that is none', { anxious: 'perhaps' }, 'anxious', 'not_a_choice'],
  ['a hard step skipped', { anxious: null }, 'anxious', 'hard'],
  ['a soft step skipped', { anxious: 'no', reason: null }, 'minutes'],
  ['text where nothing is asked', { anxious: 'no', reason: 'x' }, 'reason', 'wrong_kind'],
  ['a condition just met', { anxious: 'no', reason: true, minutes: 2 }, 'number'],
  ['a condition just missed', { anxious: 'no', reason: true, minutes: 1.99 }, '= waits'],
  ['text for a number', { anxious: 'no', reason: true, minutes: '2' }, 'minutes', 'wrong_kind'],
  ['no number at all', { anxious: 'no', reason: true, minutes: Number.NaN }, 'minutes', 'wrong_kind'],
  ['blank text', { anxious: 'no', reason: true, minutes: 3, number: ' ' }, 'number', 'wrong_kind'],
  ['evidence skipped where it is soft', { anxious: 'no', reason: true, minutes: 3, number: null }, '= called_back'],
  ['the last step', { anxious: 'no', reason: true, minutes: 3, number: '555' }, '= called_back'],
  ['answers that were not reached count for nothing', { minutes: 3, number: '555' }, 'anxious'],
])('%s', (_, answers, at, fault) => {
  const position = positionOf(guide, answers);
  expect(position.step?.code ?? `= ${position.conclusion}`).toBe(at);
  expect(position.fault).toBe(fault ?? null);
});

test('the steps taken are told in order, without those that were jumped', () => {
  expect(positionOf(guide, { anxious: 'no', reason: null, minutes: 5, number: '555' }).taken).toEqual(['anxious', 'reason', 'minutes', 'number']);
});
