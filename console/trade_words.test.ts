import { expect, test } from 'vitest';
import { bodyOf } from './action/case_actions.ts';
import { tradeActions, tradeWords } from './trade_words.ts';

const words = (zh: string, en: string) => ({ 'zh-CN': zh, en });

test('what comes by an approval is offered to nobody', () => {
  expect(tradeActions([{ ...received, by_approval: 'sampling' }])).toEqual([]);
});
const received = {
  kind: 'sample.received', by_approval: null, yours: true, words: words('收到油样', 'Sample received'),
  fields: [
    { name: 'grade', type: 'code' as const, required: true, words: words('等级', 'Grade'), choices: [{ code: 'light', words: words('轻', 'Light') }] },
    { name: 'paid_fen', type: 'fen' as const, required: false, words: words('金额', 'Paid'), choices: [] },
  ],
};

test('a milestone of the pack is told in the words of the pack, with its fields and choices', () => {
  expect(tradeWords([received])['en']).toEqual({
    'fact.sample.received': 'Sample received', 'field.sample.received.grade': 'Grade', 'choice.sample.received.grade.light': 'Light', 'field.sample.received.paid_fen': 'Paid',
  });
  expect(tradeWords([received])['zh-CN']?.['choice.sample.received.grade.light']).toBe('轻');
});

test('what is kept to other hands is told and not offered (ROL-22)', () => {
  const theirs = { ...received, yours: false };
  expect(tradeWords([theirs])['en']?.['fact.sample.received']).toBe('Sample received');
  expect(tradeActions([theirs])).toEqual([]);
});

test('it is offered with a control for each field and sends record_milestone', () => {
  const [action] = tradeActions([received]);
  expect(action).toMatchObject({ words: 'fact.sample.received', fields: [{ name: 'grade', kind: 'choice', required: true, codes: ['light'] }, { name: 'paid_fen', kind: 'fen' }] });
  expect(bodyOf(action!, { grade: 'light', paid_fen: 100 }, 'v1')).toEqual({ kind: 'sample.received', data: { grade: 'light', paid_fen: 100 } });
});
