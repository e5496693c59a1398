import { describe, expect, test } from 'vitest';
import { minuteMs, type Instant } from '../../core/base/time.ts';
import { morning, servedHouse } from '../http/site.fixture.ts';
import { checkDerived } from '../journal/rebuild.ts';
import { termsOfText, termsOfWord } from '../journal/search_terms.ts';

const { call, house, setNow } = await servedHouse(['county', 'harbour']);
const at = (minutes: number) => new Date(morning + minutes * minuteMs).toISOString();

type Body = Record<string, unknown>;
async function report(case_id: string, body: Body, org = 'county'): Promise<void> {
  const answer = await call('case.report', { as: 'an', org, body: { case_id, zone: 'urban', channel: 'phone', ...body } });
  expect([case_id, answer.statusCode, answer.body]).toEqual([case_id, 201, answer.body]);
}

async function found(q: string, query: Record<string, string> = {}, org = 'county'): Promise<string[]> {
  const answer = await call('case.list', { as: 'mei', org, query: { q, state: 'all', limit: '200', ...query } });
  expect(answer.statusCode).toBe(200);
  return answer.json().items.map((row: { case_id: string }) => row.case_id).toSorted();
}

setNow((morning + 60 * minuteMs) as Instant);
await report('ma', { caller_name: '马大嫂', phone: '+86 138-0000-1111', address: '柳树村 3-2-101', description: '变压器冒烟，半夜停电 100%', at: at(1) });
await report('liu', { caller_name: '刘备', phone: '13900002222', address: '桃园路 5 号', description: '电表 DDS-5 不走字', at: at(2), channel: 'web' });
await report('smith', { caller_name: "O'Brien \\ Smith", phone: '0571-8888-0001', address: 'Willow Lane 7', description: 'Transformer humming; ＡＢＣ plate, "quoted" _under_', at: at(3), zone: 'rural' });
await report('foreign', { caller_name: '马大嫂', description: '变压器冒烟' }, 'harbour');
await call('case.assign', { as: 'ding', params: { case_id: 'liu' }, body: { engineer_id: 'wu' } });

describe('what is typed finds what somebody remembers', () => {
  test.each<[string, string[]]>([
    ['马大', ['ma']], ['马', ['ma']], ['变压器冒烟', ['ma']], ['冒烟 停电', ['ma']], ['冒烟 电表', []],
    ['停电', ['ma']], ['柳树 3-2-101', ['ma']], ['100%', ['ma']],
    ['138 0000 1111', ['ma']], ['138-0000-1111', ['ma']], ['00001111', ['ma']], ['+8613800001111', ['ma']], ['05718888', ['smith']],
    ['dds-5', ['liu']], ['DDS', ['liu']], ['transf', ['smith']], ['umming', ['smith']], ['TRANSFORMER willow', ['smith']], ['wi', ['smith']],
    ['abc', ['smith']], ['ａｂｃ', ['smith']], ["o'brien", ['smith']], ['\\', ['smith']], ['_under_', ['smith']], ['"quoted"', ['smith']], ['%', ['ma']],
    ['吴师傅', ['liu']], ['吴师傅 电表', ['liu']], ['吴师傅 冒烟', []], ["'; drop table case_list; --", []], 
  ])('%s → %j', async (q, ids) => {
    expect(await found(q)).toEqual(ids);
  });

  test.each<[Record<string, string>, string[]]>([
    [{ zone: 'rural' }, ['smith']], [{ channel: 'web' }, ['liu']], [{ channel: 'web', zone: 'rural' }, []], [{ matter: 'fault' }, ['liu', 'ma', 'smith']],
    [{ from: at(2) }, ['liu', 'smith']], [{ engineer_id: 'wu' }, ['liu']], [{ sort: 'number' }, ['liu', 'ma', 'smith']],
  ])('narrowed by %j alone → %j', async (query, ids) => {
    expect(await found('', query)).toEqual(ids);
  });

  test('by deadline only while they are open → bad_request', async () => {
    expect((await call('case.list', { as: 'mei', query: { state: 'all', sort: 'deadline' } })).json()).toMatchObject({ code: 'bad_request', errors: [{ path: 'query.sort', code: 'deadline_of_open' }] });
  });

  test('an engineer finds only cases with a visit of theirs', async () => {
    const ids = (await call('case.list', { as: 'wu', query: { state: 'all', zone: 'urban' } })).json().items.map((row: { case_id: string }) => row.case_id);
    expect(ids).toEqual(['liu']);
  });
});

describe('the index', () => {
  test('a word is found by terms that its text has, whatever the alphabet', () => {
    const text = 'transformer 变压器冒烟 3-2-101 ab';
    const terms = termsOfText('county', text);
    for (const word of ['tran', 'former', '变压', '压器冒', '烟', '3-2', '-101', 'ab', '器冒烟']) expect([word, termsOfWord('county', word).filter((term) => !terms.has(term))]).toEqual([word, []]);
    expect(termsOfWord('county', 'a')).toEqual([]);
    // Another organisation's terms are other numbers.
    expect(termsOfWord('harbour', '变压').filter((term) => terms.has(term))).toEqual([]);
  });

  const direct = (opening: string, terms: readonly number[]) => withClient(async (query) => {
    await query(`begin; set local role sanbao_app; ${opening}`);
    const { rows } = await query('select cases_with_terms($1, 100) as case_id', [terms]);
    return rows.map((row) => row['case_id']);
  });

  async function withClient<T>(work: (query: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>) => Promise<T>): Promise<T> {
    const client = await house.db.pool.connect();
    try {
      return await work((text, values) => client.query(text, values));
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  test('shows nobody another organisation, and nothing without one', async () => {
    const ours = termsOfWord('county', '变压');
    const theirs = termsOfWord('harbour', '变压');
    expect(await direct(`select set_config('sanbao.org', 'county', true)`, ours)).toEqual(['ma']);
    expect(await direct(`select set_config('sanbao.org', 'county', true)`, theirs)).toEqual([]);
    expect(await direct(`select set_config('sanbao.org', 'harbour', true)`, ours)).toEqual([]);
    expect(await direct(`select set_config('sanbao.tool', 'on', true)`, ours)).toEqual([]);
    expect(await direct('select 1', ours)).toEqual([]);
    expect(await direct(`select set_config('sanbao.org', 'county', true)`, [])).toEqual([]);
  });

  test('its table cannot be read across organisations, by policy', async () => {
    const seen = await withClient(async (query) => {
      await query(`begin; set local role sanbao_app; select set_config('sanbao.org', 'county', true)`);
      return (await query('select distinct org_id from case_search')).rows;
    });
    expect(seen).toEqual([{ org_id: 'county' }]);
  });

  test('an erased person is found no more, and a rebuild agrees', async () => {
    await report('gone', { caller_name: '欧阳消失', description: '独一无二的话', customer: { name: '欧阳消失', phones: ['13700003333'] } });
    expect(await found('欧阳')).toEqual(['gone']);
    const customer_id = (await call('case.get', { as: 'mei', params: { case_id: 'gone' } })).json().row.customer_id as string;
    expect((await call('customer.erase', { as: 'mei', params: { customer_id }, body: { reason: '本人要求' } })).statusCode).toBe(200);
    for (const q of ['欧阳', '独一无二', '13700003333']) expect(await found(q)).toEqual([]);
    const { rows } = await house.db.pool.query(`select words from case_list where case_id = 'gone'`);
    expect(rows[0].words).not.toContain('欧阳');
    expect((await checkDerived(house)).differences).toEqual([]);
  });
});

describe('counts', () => {
  test('are exact while they are small', async () => {
    const counts = (await call('case.counts', { as: 'mei', query: { state: 'all', q: '冒烟' } })).json();
    expect(counts).toEqual({ matching: { count: 1, more: false }, open: { count: 1, more: false }, finished: { count: 0, more: false }, late: { count: 1, more: false }, readings: null });
    expect((await call('case.counts', { as: 'wu' })).json().open).toEqual({ count: 1, more: false });
  });
});

describe('saved filters', () => {
  test('are kept per person, replaced by name, removed', async () => {
    const query = { state: 'open', zone: 'rural' };
    await call('filter.save', { as: 'an', body: { name: '农村', query: { state: 'all' } } });
    expect((await call('filter.save', { as: 'an', body: { name: '农村', query } })).json().items).toMatchObject([{ name: '农村', query }]);
    expect((await call('filter.list', { as: 'mei' })).json().items).toEqual([]);
    expect((await call('filter.list', { as: 'an', org: 'harbour' })).json().items).toEqual([]);
    expect((await call('filter.remove', { as: 'an', body: { name: '农村' } })).json().items).toEqual([]);
    for (let i = 0; i < 50; i++) await call('filter.save', { as: 'ding', body: { name: `f${i}`, query } });
    expect((await call('filter.save', { as: 'ding', body: { name: 'one more', query } })).json().code).toBe('too_many_filters');
  });
});
