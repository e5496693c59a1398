/** Where a page ended, as an opaque word: the sort key of its last row, so that rows added meanwhile move nothing. */

import { z } from 'zod';
import { Refused } from '../refused.ts';

/** `list` names the question and its order: a cursor of another list, or of another order, is refused. */
export function cursorOf(list: string, key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

export function keyOf<T extends z.ZodTuple>(list: string, shape: T, cursor: string | undefined): z.output<T> | null {
  if (cursor === undefined) return null;
  try {
    const [of, ...key] = z.array(z.unknown()).parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (of === list) return shape.parse(key);
  } catch {
    // Falls through: whatever is wrong with it, it is no cursor of ours.
  }
  throw new Refused('bad_cursor');
}

export const textKey = z.string().max(200);
/** PostgreSQL would answer a moment outside its years with an error of its own. */
export const momentKey = z.int().min(-62_135_596_800_000).max(253_402_300_799_999);
export const numberKey = z.int().min(0).max(2_147_483_647);

/** One row more than asked for was read: it tells that there is a next page, and is not shown. */
export function pageOf<Row, Item>(
  rows: readonly Row[], limit: number, itemOf: (row: Row) => Item, next: (last: Row) => string,
): { items: Item[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(itemOf), next_cursor: rows.length > limit && last !== undefined ? next(last) : null };
}
