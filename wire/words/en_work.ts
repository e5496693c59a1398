/** Words of a working day in English: seen changes, undo, lists, keys, calls. */

import type { zhCnWork } from './zh_cn_work.ts';

export const enWork: Record<keyof typeof zhCnWork, string> = {
  moved_on: 'The case moved on while this was open',
  'moved_on.seen': 'I have seen this',
  'moved_on.send': 'I have seen this, send it',
  'undo.done': '{number}: {action}, recorded',
  undo: 'Undo',
  'undo.reason': 'Undone right after it was done',
  'undo.undone': '{number}: undone',
};
