import { expect, test } from 'vitest';
import type { Role } from '../../core/roster/facts.ts';
import { openTestHouse } from '../../test/house.ts';
import { inOrg } from '../db/transaction.ts';
import { foundOrg } from '../journal/found.ts';
import type { Asking } from './asking.ts';
import { listInbox, readInbox } from './inbox.ts';
import { listMessages, listWebhooks, retryMessage } from './messages.ts';

const { house, actor, does } = await openTestHouse();
await foundOrg(house, 'harbour', house.now());
const asking = (person: string, role: Role, org = 'county', lang: Asking['lang'] = 'en'): Asking => ({ house, actor: { ...actor(person, role), org }, lang, now: house.now() });
await does(actor('ma', 'agent'), 'case.report', {}, { case_id: 'c1', zone: 'urban', channel: 'phone' });

async function put(org: string, person: string, ids: readonly string[]): Promise<void> {
  await inOrg(house.db.pool, org, (tx) =>
    tx.query(
      `insert into inbox_item (org_id, person_id, item_id, kind, case_id, clock, stage, words, due_at, deadline, told_at)
       select $1, $2, id, 'clock.due', 'c1', 'arrival', 'due', '{"zh-CN": "抢修人员到达现场", "en": "Repair crew on site"}', now(), now(), now() - n * interval '1 minute'
         from unnest($3::text[]) with ordinality as i(id, n)`,
      [org, person, ids],
    ),
  );
}
await put('county', 'gao', ['a', 'b', 'c']);
await put('county', 'he', ['a']);

test('an inbox is one’s own, the latest first, page by page', async () => {
  const first = await listInbox(asking('gao', 'dispatcher'), { limit: 2, unread: 'false' });
  expect(first).toMatchObject({ unread: 3, items: [{ item_id: 'a', words: 'Repair crew on site', kind: 'clock.due', state: 'reported' }, { item_id: 'b' }] });
  const second = await listInbox(asking('gao', 'dispatcher', 'county', 'zh-CN'), { limit: 2, unread: 'false', cursor: first.next_cursor! });
  expect(second).toMatchObject({ next_cursor: null, items: [{ item_id: 'c', words: '抢修人员到达现场' }] });
  expect((await listInbox(asking('li', 'engineer'), { limit: 2, unread: 'false' })).items).toEqual([]);
});

test('a mark is set once, on one’s own items only', async () => {
  expect(await readInbox(asking('gao', 'dispatcher'), { items: ['a', 'b', 'nothing'] })).toEqual({ read: 2 });
  expect(await readInbox(asking('gao', 'dispatcher'), { items: ['a'] })).toEqual({ read: 0 });
  expect(await listInbox(asking('gao', 'dispatcher'), { limit: 5, unread: 'true' })).toMatchObject({ unread: 1, items: [{ item_id: 'c' }] });
  expect((await listInbox(asking('he', 'manager'), { limit: 5, unread: 'true' })).unread).toBe(1);
});

test('the same person of another organisation → sees and marks nothing', async () => {
  expect(await listInbox(asking('gao', 'dispatcher', 'harbour'), { limit: 5, unread: 'false' })).toMatchObject({ items: [], unread: 0 });
  expect(await readInbox(asking('gao', 'dispatcher', 'harbour'), { items: ['c'] })).toEqual({ read: 0 });
});

test('the outbox is the administrator’s to see', async () => {
  for (const role of ['agent', 'dispatcher', 'engineer', 'manager'] as const) {
    await expect(listMessages(asking('x', role), { limit: 5 })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(listWebhooks(asking('x', role), { limit: 5 })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(retryMessage(asking('x', role), 'm')).rejects.toMatchObject({ code: 'not_allowed' });
  }
});

test.each([['waiting', 'message_not_parked'], ['sent', 'message_not_parked'], ['parked', 'waiting']])('a message that is %s, sent anew → %s', async (state, verdict) => {
  const id = `msg_${state}`;
  await inOrg(house.db.pool, 'county', (tx) =>
    tx.query(
      `insert into message (org_id, message_id, channel, recipient, kind, body, made_at, due_at, state, tries)
       values ('county', $1, 'email', 'gao', 'clock.due', '{"case_id":"c1","clock":"arrival","stage":"due"}', now(), now(), $2, 9)`, [id, state],
    ),
  );
  const admin = asking('guan', 'administrator');
  if (verdict === 'waiting') expect(await retryMessage(admin, id)).toEqual({ message_id: id, state: 'waiting' });
  else await expect(retryMessage(admin, id)).rejects.toMatchObject({ code: verdict });
  await expect(retryMessage(asking('guan', 'administrator', 'harbour'), id)).rejects.toMatchObject({ code: 'unknown_message' });
  const shown = (await listMessages(admin, { limit: 50 })).items.find((each) => each.message_id === id)!;
  expect(shown.tries).toBe(verdict === 'waiting' ? 0 : 9);
});
