import { expect, test } from 'vitest';
import { caseCommandNames, caseCommands, type CaseCommandName } from '../../wire/command/case_commands.ts';
import { caseFacts } from '../../core/case/facts.ts';
import { bodyOf, caseActions, milestoneActions } from './case_actions.ts';

/** Commands with a form of their own. */
const elsewhere: readonly CaseCommandName[] = ['correct', 'accept_fact', 'record_milestone', 'sign_report', 'add_file'];

test('every command has an action or a form of its own', () => {
  expect([...caseActions.map((it) => it.command), ...elsewhere].toSorted()).toEqual(caseCommandNames.toSorted());
});

test('every field of an action is a field of its command', () => {
  const wrong = caseActions.flatMap((action) => action.fields.map((it) => it.name).filter((name) => !Object.hasOwn(caseCommands[action.command].shape, name)).map((name) => `${action.command}.${name}`));
  expect(wrong).toEqual([]);
});

test('every milestone has an action with fields of its kind', () => {
  const kinds = Object.entries(caseFacts).filter(([, kind]) => 'milestone' in kind).map(([name]) => name);
  expect(milestoneActions.map((it) => it.milestone).toSorted()).toEqual(kinds.toSorted());
  const wrong = milestoneActions.flatMap((action) => action.fields.filter((it) => !Object.hasOwn(caseFacts[action.milestone as 'case.waiting'].data.shape, it.name)));
  expect(wrong).toEqual([]);
});

test('a body holds what was filled in, the visit, and the moment only where it was given', () => {
  const delay = caseActions.find((it) => it.command === 'delay')!;
  expect(bodyOf(delay, { new_estimate_at: 'T', reason: 'traffic', note: '', at: undefined }, 'V1')).toEqual({ new_estimate_at: 'T', reason: 'traffic', visit_id: 'V1' });
  expect(bodyOf(milestoneActions[0]!, { reason: 'parts', at: 'T' }, 'V1')).toEqual({ at: 'T', kind: 'case.waiting', data: { reason: 'parts' } });
});
