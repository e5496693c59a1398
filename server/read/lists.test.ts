import { describe, expect, test } from 'vitest';
import { minuteMs, type Instant } from '../../core/base/time.ts';
import { morning, servedHouse } from '../http/site.fixture.ts';

const { call, setNow } = await servedHouse();
const later = (minutes: number) => (morning + minutes * minuteMs) as Instant;
const iso = (minutes: number) => new Date(later(minutes)).toISOString();

type Row = { case_id: string; next_deadline: string | null; reported_at: string; late_count: number };

async function report(case_id: string, minute: number, body: Record<string, unknown> = {}): Promise<void> {
  const answer = await call('case.report', { as: 'an', body: { case_id, zone: 'urban', channel: 'phone', at: iso(minute), ...body } });
  expect(answer.statusCode).toBe(201);
}

async function walk(query: Record<string, string>): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | null = null, pages = 0; pages < 50; pages++) {
    const { items, next_cursor }: { items: Row[]; next_cursor: string | null } = (await call('case.list', { as: 'an', query: { ...query, ...(cursor === null ? {} : { cursor }) } })).json();
    seen.push(...items.map((row) => row.case_id));
    cursor = next_cursor;
    if (cursor === null) return seen;
  }
  throw new Error('the pages never end');
}

// Seven open cases: two due at the same moment, two with nothing promised; three finished.
setNow(later(30));
await report('a', 20);
await report('b', 10);
await report('c', 10);
await report('d', 0, { zone: 'rural', caller_name: '李阿姨', phone: '+86 139 0000 0001', address: '柳树村 3 号', description: '变压器冒烟 100%' });
await report('e', 5, { zone: 'special_remote' });
await report('f', 6, { zone: 'special_remote' });
await report('g', -60);
for (const [case_id, minute] of [['x', -300], ['y', -200], ['z', -100]] as const) {
  await report(case_id, minute);
  await call('case.close', { as: 'an', params: { case_id }, body: {} });
}
const byDeadline = ['g', 'b', 'c', 'a', 'd', 'e', 'f'];

describe('open cases, the most urgent first', () => {
  test.each(['1', '2', '3', '7', '200'])('in pages of %s → each once, in order, those without a deadline last', async (limit) => {
    expect(await walk({ limit })).toEqual(byDeadline);
  });

  test('a case that comes in while somebody turns pages moves nothing', async () => {
    const first = (await call('case.list', { as: 'an', query: { limit: '3' } })).json();
    await report('b0', 10);
    const rest = (await call('case.list', { as: 'an', query: { limit: '3', cursor: first.next_cursor } })).json();
    expect(rest.items.map((row: Row) => row.case_id)).toEqual(['a', 'd', 'e']);
    await call('case.cancel', { as: 'an', params: { case_id: 'b0' }, body: { reason: '误报' } });
  });

  test('a cursor of one list opens no other → bad_cursor', async () => {
    const { next_cursor } = (await call('case.list', { as: 'an', query: { limit: '1' } })).json();
    expect((await call('case.list', { as: 'an', query: { limit: '1', state: 'finished', cursor: next_cursor } })).json().code).toBe('bad_cursor');
    expect((await call('customer.find', { as: 'an', query: { cursor: next_cursor } })).json().code).toBe('bad_cursor');
  });
});

describe('finished and all cases, the latest report first', () => {
  test.each<[Record<string, string>, string[]]>([
    [{ state: 'finished', limit: '2' }, ['b0', 'z', 'y', 'x']],
    [{ state: 'all', limit: '2' }, ['a', 'b', 'b0', 'c', 'f', 'e', 'd', 'g', 'z', 'y', 'x']],
    [{ state: 'all', from: iso(-200), to: iso(0) }, ['g', 'z', 'y']],
  ])('%j → %j', async (query, ids) => {
    expect(await walk(query)).toEqual(ids);
  });
});

describe('narrowed', () => {
  test.each<[Record<string, string>, string[]]>([
    [{ zone: 'rural' }, ['d']],
    [{ late: 'true' }, ['g']],
    [{ late: 'false' }, ['b', 'c', 'a', 'd', 'e', 'f']],
    [{ phone: '86-139-0000-0001' }, ['d']], [{ phone: '139 0000 0001' }, ['d']], [{ phone: '+1 390 000 0001' }, []], [{ q: '+86 13900000001' }, ['d']],
    [{ q: '李阿' }, ['d']],
    [{ q: '冒烟' }, ['d']],
    [{ q: '100%' }, ['d']],
    [{ q: '%' }, ['d']],
    [{ q: '_' }, []],
    [{ q: '0000 0001' }, ['d']],
    [{ clock: 'arrival', verdict: 'overdue' }, ['g']],
    [{ clock: 'arrival', verdict: 'no_promise' }, ['e', 'f']],
    [{ clock: 'arrival', verdict: 'unproven', state: 'finished' }, ['z', 'y', 'x']],
    [{ engineer_id: 'wu' }, []],
  ])('%j → %j', async (query, ids) => {
    expect(await walk(query)).toEqual(ids);
  });

  test('what was in time half an hour ago is late now, with no fact in between', async () => {
    setNow(later(56));
    expect(await walk({ late: 'true' })).toEqual(['g', 'b', 'c']);
    setNow(later(55));
    // Due to the millisecond is still in time.
    expect(await walk({ late: 'true' })).toEqual(['g']);
    setNow(later(30));
  });
});

describe('customers', () => {
  test('by whole number, by its beginning, by part of a name', async () => {
    await call('customer.register', { as: 'an', body: { customer_id: 'li', name: '李阿姨', phones: ['139-0000-0001', '0571 8888 0001'] } });
    await call('customer.register', { as: 'an', body: { customer_id: 'wang', name: '王老师', phones: ['13900000002'] } });
    for (const [query, ids] of [
      [{ phone: '13900000001' }, ['li']], [{ phone: '1390000' }, ['li', 'wang']], [{ phone: '057188880001' }, ['li']],
      [{ phone: '+86 139 0000 0001' }, ['li']], [{ phone: '+86 571 8888 0001' }, ['li']], [{ phone: '+86139' }, ['li', 'wang']], [{ phone: '+1 390 000 0001' }, []],
      [{ q: '老师' }, ['wang']], [{ q: '1390000' }, ['li', 'wang']], [{ phone: '1580000' }, []],
    ] as const) {
      const { items } = (await call('customer.find', { as: 'an', query })).json();
      expect([query, items.map((each: { customer_id: string }) => each.customer_id)]).toEqual([query, ids]);
    }
  });
});
