import { expect, test } from 'vitest';
import { nextStep, rolesMissing, stepsOf, type Seen } from './steps.ts';

const empty: Seen = { looked: false, roles: ['administrator'], may_serve: false, cases: null };
const staffed: Seen = { looked: true, roles: ['administrator', 'agent', 'dispatcher', 'engineer'], may_serve: true, cases: [] };
const open = { engineer_id: null, finished_at: null };

test.each([
  ['an empty organisation', empty, 'pack'],
  ['its page was looked at', { ...empty, looked: true }, 'people'],
  ['two of three roles', { ...empty, looked: true, roles: ['administrator', 'agent', 'engineer'] }, 'people'],
  ['ROL-22 everybody is there, but this person only runs the system', { ...staffed, may_serve: false, cases: null }, 'hands'],
  ['nobody has rung yet', staffed, 'report'],
  ['a report', { ...staffed, cases: [open] }, 'assign'],
  ['a report with an engineer', { ...staffed, cases: [open, { ...open, engineer_id: 'li' }] }, 'finish'],
  ['a case that is finished', { ...staffed, cases: [{ engineer_id: 'li', finished_at: '2026-03-02T01:00:00.000Z' }] }, null],
  ['a step left out stays the next one', { ...staffed, looked: false, cases: [open] }, 'pack'],
] as const)('the next step of %s → %s', (_what, seen, verdict) => {
  expect(nextStep(stepsOf(seen))).toBe(verdict);
});

test('the roles that are missing, in the order of a day', () => {
  expect(rolesMissing(['engineer', 'manager'])).toEqual(['agent', 'dispatcher']);
});
