import { expect, test } from 'vitest';
import type { Receipt } from '../../wire/view/views.ts';
import { undoOf } from './undo_of.ts';

const closed: Receipt = { status: 'recorded', stream: 'case:C1', seq: 7, facts: [{ id: 'F7', kind: 'case.closed', disputed: [] }], ids: { case_id: 'C1' } };
const assigned: Receipt = { status: 'recorded', stream: 'case:C1', seq: 2, facts: [{ id: 'F2', kind: 'visit.assigned', disputed: [] }], ids: { visit_id: 'V1' } };

test.each([
  ['a manager closed it', 'close', closed, true, { seq: 7, fact_id: 'F7' }],
  ['an agent closed it, who corrects nothing', 'close', closed, false, null],
  ['a dispatcher assigned it', 'assign', assigned, true, { seq: 2, visit_id: 'V1' }],
  ['an engineer arrived', 'arrive', assigned, true, null],
] as const)('undo: %s', (_who, command, receipt, mayAll, verdict) => {
  expect(undoOf(command, receipt, () => mayAll)).toEqual(verdict);
});
