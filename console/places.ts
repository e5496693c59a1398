/** The screens a person can go to, each with the operation it cannot do without. */

import type { OperationName } from '../wire/contract.ts';
import type { Word } from '../wire/words/zh_cn.ts';

export type Place = { path: '/desk' | '/cases' | '/dispatch' | '/my' | '/promises' | '/due' | '/approvals' | '/registers' | '/events' | '/people' | '/packs'; words: Word; needs: OperationName;
  /** Worth going to for what is one's own. */
  own?: true };

/** In the order of a day: taken in, sent out, followed, counted. */
export const places: readonly Place[] = [
  { path: '/desk', words: 'place.desk', needs: 'case.report' },
  { path: '/cases', words: 'place.cases', needs: 'case.list' },
  { path: '/dispatch', words: 'place.dispatch', needs: 'case.assign' },
  { path: '/my', words: 'place.my', needs: 'case.accept' },
  { path: '/due', words: 'place.due', needs: 'duty.list', own: true },
  { path: '/approvals', words: 'place.approvals', needs: 'approval.list', own: true },
  { path: '/registers', words: 'place.registers', needs: 'form.register' },
  { path: '/promises', words: 'place.promises', needs: 'report.promises' },
  { path: '/events', words: 'place.events', needs: 'event.declare' },
  { path: '/people', words: 'place.people', needs: 'person.add' },
  { path: '/packs', words: 'place.packs', needs: 'pack.list' },
];
