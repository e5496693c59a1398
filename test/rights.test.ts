import { expect, test } from 'vitest';
import { operationsWithRights } from '../core/roster/rights.ts';
import { caseDecisions } from '../core/case/decide.ts';
import { caseCommandNames } from '../wire/command/case_commands.ts';
import { operations } from '../wire/contract.ts';

// Sign-in has its own door; everything else passes the one check.
test.each(Object.keys(operations))('%s has a line in the table of rights (ROL-22, ROL-23)', (operation) => {
  expect(operationsWithRights).toContain(operation);
});

test('every command on a case has a decision, and every decision a command', () => {
  expect(Object.keys(caseDecisions).toSorted()).toEqual(['report', ...caseCommandNames].toSorted());
});
