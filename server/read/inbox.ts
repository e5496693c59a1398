/** One's own inbox: what was told, and the mark that it was read. Nobody opens another's. */

import { z } from 'zod';
import { isoOf, type Instant } from '../../core/base/time.ts';
import type { SubjectKind } from '../../core/duty/duty.ts';
import type { operations } from '../../wire/contract.ts';
import type { InboxItem } from '../../wire/view/message_views.ts';
import { inOrg } from '../db/transaction.ts';
import { ask, type Asking } from './asking.ts';
import { wire } from './case_rows.ts';
import { cursorOf, keyOf, momentKey, pageOf, textKey } from './cursor.ts';
import { scopeOf } from './permit.ts';
import { statement } from './statement.ts';

type Row = {
  item_id: string; kind: InboxItem['kind']; case_id: string | null; subject_kind: SubjectKind | null; subject_id: string | null; number: string; state: string | null; clock: string; words: Record<string, string>; stage: string;
  due_at: Instant; deadline: Instant; told_at: Instant; read_at: Instant | null;
};

const inbox = statement('inbox.sql');

export async function listInbox(asking: Asking, asked: z.output<(typeof operations)['inbox.list']['query']>) {
  scopeOf(asking.actor, 'inbox.list');
  const { org, person } = asking.actor;
  const after = keyOf('inbox', z.tuple([momentKey, textKey]), asked.cursor);
  return ask(asking, async (client) => {
    const { rows } = await client.query<Row>({
      name: 'inbox', text: inbox,
      values: [org, person, asked.unread === 'true', after && isoOf(after[0] as Instant), after?.[1] ?? null, asked.limit + 1],
    });
    const { rows: counted } = await client.query<{ unread: number }>({
      name: 'inbox_unread', text: 'select count(*)::int as unread from inbox_item where org_id = $1 and person_id = $2 and read_at is null', values: [org, person],
    });
    const page = pageOf(rows, asked.limit, itemOf(asking.lang), (last) => cursorOf('inbox', [last.told_at, last.item_id]));
    return { ...page, unread: counted[0]!.unread };
  });
}

function itemOf(lang: string) {
  return (row: Row) => ({
    ...row, words: row.words[lang] ?? row.words['en'] ?? row.clock, due_at: isoOf(row.due_at), deadline: isoOf(row.deadline), told_at: isoOf(row.told_at),
    read_at: wire(row.read_at),
  });
}

/** Reading is a mark and no fact: doing it twice changes nothing, and the first moment stays. */
export async function readInbox({ house, actor }: Asking, { items }: { items: readonly string[] }): Promise<{ read: number }> {
  scopeOf(actor, 'inbox.read');
  return inOrg(house.db.pool, actor.org, async (tx) => {
    const { rowCount } = await tx.query({
      name: 'read_inbox',
      text: 'update inbox_item set read_at = clock_timestamp() where org_id = $1 and person_id = $2 and item_id = any($3) and read_at is null',
      values: [actor.org, actor.person, items],
    });
    return { read: rowCount ?? 0 };
  });
}
