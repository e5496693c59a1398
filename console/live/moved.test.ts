import { expect, test } from 'vitest';
import type { LiveMove } from '../../wire/view/live_views.ts';
import { isMoved } from './moved.ts';

const caseMove: LiveMove = { case_id: 'C1', subject: 'case', id: 'C1', seq: 5, views: ['case', 'case_list', 'visit_list', 'customer', 'report'] };
const storm: LiveMove = { case_id: null, subject: 'event', id: 'E1', seq: 2, views: ['events', 'case', 'case_list', 'report'] };
const shown = (seq: number) => ({ row: { seq } });

test.each([
  ['the case that moved', [caseMove], ['case.get', { params: { case_id: 'C1' } }, 'en'], shown(4), true],
  ['the case that moved, already shown as it is now', [caseMove], ['case.get', { params: { case_id: 'C1' } }, 'en'], shown(5), false],
  ['another case', [caseMove], ['case.get', { params: { case_id: 'C2' } }, 'en'], shown(1), false],
  ['the list', [caseMove], ['case.list', 'pages', {}, 'en'], undefined, true],
  ['a report', [caseMove], ['report.promises', {}, 'en'], undefined, false],
  ['any case when a storm is declared', [storm], ['case.get', { params: { case_id: 'C2' } }, 'en'], shown(9), true],
  ['people when a storm is declared', [storm], ['person.list', {}, 'en'], undefined, false],
  ['one move of several', [storm, caseMove], ['person.list', {}, 'en'], undefined, true],
] as const)('is asked again: %s', (_what, moves, key, data, verdict) => {
  expect(isMoved(moves, key, data)).toBe(verdict);
});
