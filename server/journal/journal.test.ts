import { describe, expect, test } from 'vitest';
import { inOrg, readOrg } from '../db/transaction.ts';
import { openTestHouse } from '../../test/house.ts';
import { foundOrg } from './found.ts';
import { readCase } from './read.ts';
import { checkDerived, rebuild } from './rebuild.ts';
import { sealJournal, verifyChains, verifySeal } from './verify.ts';

const { house, setTime, actor, does } = await openTestHouse();
const agent = actor('ma', 'agent');
const dispatcher = actor('gao', 'dispatcher');
const li = actor('li', 'engineer');
const report = { zone: 'urban', channel: 'phone', area: 'Baiyun', phone: '138 0000 0001', caller_name: '王芳', address: '人民路 1 号', description: '没电' } as const;

async function reported(caseId: string, more: object = {}) {
  const outcome = await does(agent, 'case.report', {}, { case_id: caseId, ...report, ...more });
  expect(outcome.status).toBe('recorded');
  return outcome;
}

const rowsOf = async (sql: string, values: unknown[] = []) =>
  (await readOrg(house.db.pool, 'county', (tx) => tx.query(sql, values))).rows as Record<string, unknown>[];

describe('one writer', () => {
  test('a report is recorded once, however often it is sent', async () => {
    const body = { case_id: 'once', ...report };
    const first = await does(agent, 'case.report', {}, body, 'command-once');
    const second = await does(agent, 'case.report', {}, body, 'command-once');
    expect(first.status).toBe('recorded');
    expect(second).toEqual({ ...first, status: 'already_recorded' });
    expect(await rowsOf(`select count(*)::int as n from journal where stream = 'case:once'`)).toEqual([{ n: 1 }]);
  });

  test('the same id with another body, or from somebody else, is refused and changes nothing', async () => {
    await does(agent, 'case.report', {}, { case_id: 'same', ...report }, 'command-same');
    expect(await does(agent, 'case.report', {}, { case_id: 'same', ...report, zone: 'rural' }, 'command-same')).toEqual({ status: 'key_reused' });
    expect(await does(actor('zhu', 'agent'), 'case.report', {}, { case_id: 'same', ...report }, 'command-same')).toEqual({ status: 'key_reused' });
  });

  test('a refusal is kept too: the retry gets the first answer though the case has moved on', async () => {
    await reported('no');
    const refused = await does(agent, 'case.reopen', { case_id: 'no' }, { reason: 'again' }, 'command-no-1');
    expect(refused).toMatchObject({ status: 'refused', refusal: 'case_not_closed' });
    await does(agent, 'case.close', { case_id: 'no' }, {});
    expect(await does(agent, 'case.reopen', { case_id: 'no' }, { reason: 'again' }, 'command-no-1')).toEqual(refused);
    expect((await does(agent, 'case.reopen', { case_id: 'no' }, { reason: 'again' })).status).toBe('recorded');
  });

  test('twenty retries at once of one command record one fact', async () => {
    const body = { ...report };
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => does(agent, 'case.report', {}, body, 'command-rush')));
    expect(outcomes.filter((outcome) => outcome.status === 'recorded')).toHaveLength(1);
    expect(await rowsOf(`select count(*)::int as n from journal where command_id = 'command-rush'`)).toEqual([{ n: 1 }]);
  });

  test('commands on one case queue: of twenty arrivals one is recorded and nineteen are told so', async () => {
    await reported('queue');
    const assigned = await does(dispatcher, 'case.assign', { case_id: 'queue' }, { visit_id: 'queue-1', engineer_id: 'li' });
    expect(assigned.status).toBe('recorded');
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => does(li, 'case.arrive', { case_id: 'queue' }, { visit_id: 'queue-1' })));
    expect(outcomes.map((outcome) => (outcome.status === 'refused' ? outcome.refusal : outcome.status)).toSorted()).toEqual([
      ...Array.from({ length: 19 }, () => 'already_arrived'), 'recorded',
    ]);
  });

  test('a command on another case does not wait for one that is under way', async () => {
    await reported('held');
    await reported('free');
    await inOrg(house.db.pool, 'county', async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('county/case:held', 2))`);
      const done = await does(agent, 'case.contact_customer', { case_id: 'free' }, { outcome: 'reached' });
      expect(done.status).toBe('recorded');
    });
  });

  test('a report with a new customer writes both streams or neither', async () => {
    const both = await does(agent, 'case.report', {}, { case_id: 'both', ...report, customer: { name: '赵敏', phones: ['13900000002'] } });
    expect(both.status).toBe('recorded');
    const neither = await does(agent, 'case.report', {}, { case_id: 'neither', ...report, customer: { name: '钱进', zone: 'moon' } });
    expect(neither).toMatchObject({ status: 'refused', refusal: 'unknown_zone' });
    expect(await rowsOf(`select name from customer_list where name in ('赵敏', '钱进')`)).toEqual([{ name: '赵敏' }]);
    expect(await rowsOf(`select 1 from journal where stream = 'case:neither'`)).toEqual([]);
  });

  test('a stale version is refused', async () => {
    await reported('stale');
    const outcome = await does(agent, 'case.cancel', { case_id: 'stale' }, { reason: 'x', expected_seq: 0 });
    expect(outcome).toEqual({ status: 'refused', refusal: 'stale_version', detail: { seq: 1 } });
  });

  test('an engineer acts on own cases only, and a right gained later counts', async () => {
    await reported('own');
    expect(await does(li, 'case.contact_customer', { case_id: 'own' }, { outcome: 'reached' }, 'command-own')).toMatchObject({ refusal: 'not_allowed' });
    await does(dispatcher, 'case.assign', { case_id: 'own' }, { visit_id: 'own-1', engineer_id: 'li' });
    expect(await does(li, 'case.contact_customer', { case_id: 'own' }, { outcome: 'reached' }, 'command-own')).toMatchObject({ status: 'recorded' });
  });
});

describe('readings beside the facts', () => {
  test('CLK-01 CLK-05 the arrival and restoration clocks stand in the tables as soon as the command is answered', async () => {
    setTime('2026-03-02T09:00:00+08:00');
    await reported('clock');
    await does(dispatcher, 'case.assign', { case_id: 'clock' }, { visit_id: 'clock-1', engineer_id: 'li' });
    setTime('2026-03-02T09:45:00.001+08:00');
    await does(li, 'case.arrive', { case_id: 'clock' }, { visit_id: 'clock-1' });
    const rows = await rowsOf(`select clock, verdict, elapsed_ms, target_ms from reading where case_id = 'clock' and clock in ('arrival', 'restoration') order by clock`);
    expect(rows).toEqual([
      { clock: 'arrival', verdict: 'late', elapsed_ms: 45 * 60_000 + 1, target_ms: 45 * 60_000 },
      { clock: 'restoration', verdict: 'running', elapsed_ms: null, target_ms: 240 * 60_000 },
    ]);
  });

  test('CLK-08 a storm declared afterwards excuses what the customer was told of in time', async () => {
    setTime('2026-03-02T10:00:00+08:00');
    await reported('storm', { area: 'Shimen' });
    setTime('2026-03-02T10:30:00+08:00');
    await does(agent, 'case.inform_customer', { case_id: 'storm' }, { said: '暴雨，正在赶来' });
    await does(dispatcher, 'case.assign', { case_id: 'storm' }, { visit_id: 'storm-1', engineer_id: 'wu' });
    setTime('2026-03-02T11:30:00+08:00');
    await does(actor('wu', 'engineer'), 'case.arrive', { case_id: 'storm' }, { visit_id: 'storm-1' });
    const verdict = () => rowsOf(`select verdict from reading where case_id = 'storm' and clock = 'arrival'`);
    expect(await verdict()).toEqual([{ verdict: 'late' }]);
    await does(dispatcher, 'event.declare', {}, { event_id: 'rain', area: 'Shimen', begins_at: '2026-03-02T09:00:00+08:00' });
    expect(await verdict()).toEqual([{ verdict: 'excused' }]);
    await does(dispatcher, 'event.end', { event_id: 'rain' }, { ends_at: '2026-03-02T09:30:00+08:00' });
    expect(await verdict()).toEqual([{ verdict: 'late' }]);
  });
});

describe('evidence', () => {
  test('every chain verifies, a rebuild finds no difference, and refilling in place changes nothing', async () => {
    expect((await verifyChains(house.db.pool)).broken).toBeNull();
    expect((await checkDerived(house)).differences).toEqual([]);
    await rebuild(house);
    expect((await checkDerived(house)).differences).toEqual([]);
  });

  test('a changed row of a derived table is reported', async () => {
    await house.db.pool.query(`set sanbao.tool = 'on'; update case_list set address = 'elsewhere' where case_id = 'both'; reset sanbao.tool`);
    expect((await checkDerived(house)).differences).toEqual([{ table: 'case_list', org: 'county', key: '(county,both)', kind: 'different' }]);
    await rebuild(house);
  });

  test('the role that serves requests can neither change nor delete a fact', async () => {
    for (const statement of ['update journal set kind = kind', 'delete from journal', 'update command set actor = actor', 'delete from command', 'truncate journal', 'update personal set sealed = sealed']) {
      await expect(inOrg(house.db.pool, 'county', (tx) => tx.query(statement))).rejects.toThrow(/permission denied/);
    }
  });

  // What a hand in the database may do, and what verify says of it.
  const sabotage: [string, string, RegExp][] = [
    ['a changed fact', `update journal set data = '{"outcome":"reached","note":"never said"}' where stream = 'case:free' and seq = 2`, /not what was recorded/],
    ['a moment moved', `update journal set at = at - interval '10 minutes' where stream = 'case:clock' and seq = 3`, /not what was recorded/],
    ['a missing fact', `delete from journal where stream = 'case:clock' and seq = 2`, /missing/],
    ['a changed personal part', `update personal set sealed = sealed || 'x' where fact_id = (select fact_id from journal where stream = 'case:both' and seq = 1)`, /personal part was changed/],
    ['a removed personal part', `delete from personal where fact_id = (select fact_id from journal where stream = 'case:both' and seq = 1)`, /personal part is gone/],
  ];
  for (const [name, statement, reason] of sabotage) {
    test(`${name} is named`, async () => {
      const client = await house.db.pool.connect();
      try {
        await client.query(`set sanbao.tool = 'on'; create table kept_journal as select * from journal; create table kept_personal as select * from personal`);
        await client.query(statement);
        const { broken } = await verifyChains(house.db.pool);
        expect(broken?.reason).toMatch(reason);
        expect(broken?.stream).toMatch(/^case:(free|clock|both)$/);
      } finally {
        await client.query(`delete from journal; insert into journal overriding system value select * from kept_journal; delete from personal;
                            insert into personal select * from kept_personal; drop table kept_journal, kept_personal; reset sanbao.tool`);
        client.release();
      }
    });
  }

  test('a root kept elsewhere finds a cut tail and a rewritten chain, which a chain alone does not', async () => {
    await reported('tail');
    await does(agent, 'case.contact_customer', { case_id: 'tail' }, { outcome: 'reached' });
    const { text } = await sealJournal(house.db.pool, house.now());
    await reported('after-the-seal');
    expect(await verifySeal(house.db.pool, text)).toMatchObject({ ok: true });
    await house.db.pool.query(`set sanbao.tool = 'on'; create table cut as select * from journal where stream = 'case:tail' and seq = 2; delete from journal where stream = 'case:tail' and seq = 2; reset sanbao.tool`);
    expect((await verifyChains(house.db.pool)).broken).toBeNull();
    expect(await verifySeal(house.db.pool, text)).toEqual({ ok: false, reason: 'stream case:tail of county was cut: it ended at fact 2' });
    await house.db.pool.query(`set sanbao.tool = 'on'; insert into journal overriding system value select * from cut; drop table cut; reset sanbao.tool`);
    expect(await verifySeal(house.db.pool, text)).toMatchObject({ ok: true });
    expect(await verifySeal(house.db.pool, text.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toMatchObject({ ok: false });
    expect(await verifySeal(house.db.pool, 'nonsense')).toMatchObject({ ok: false });
  });
});

describe('erasing a person', () => {
  test('the key goes, the chain stays whole, and no list shows the person any more', async () => {
    const outcome = await does(agent, 'case.report', {}, { case_id: 'forget', ...report, caller_name: '孙小美', customer: { name: '孙小美', phones: ['13900000003'] } });
    const customerId = outcome.status === 'recorded' ? outcome.receipt.ids['customer_id']! : '';
    await does(actor('lin', 'manager'), 'customer.erase', { customer_id: customerId }, { reason: '本人要求' });
    const facts = await readOrg(house.db.pool, 'county', (tx) => readCase(tx, 'county', 'forget'));
    expect(facts[0]!.personal).toBeNull();
    expect(await rowsOf(`select caller_name, phone, address from case_list where case_id = 'forget'`)).toEqual([{ caller_name: null, phone: null, address: null }]);
    expect(await rowsOf(`select name, phones, erased from customer_list where customer_id = $1`, [customerId])).toEqual([{ name: null, phones: [], erased: true }]);
    expect(await rowsOf(`select 1 from journal where data::text like '%孙小美%'`)).toEqual([]);
    expect((await verifyChains(house.db.pool)).broken).toBeNull();
    expect((await checkDerived(house)).differences).toEqual([]);
  });
});

// Every table of the trade there is, also those of later migrations; none can be forgotten here.
const { rows: tables } = await house.db.pool.query<{ name: string; forced: boolean; first: string }>(
  `select c.relname as name, c.relforcerowsecurity and c.relrowsecurity as forced, a.attname as first
     from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not in ('schema_migration', 'journal_seal') order by 1`,
);

describe('organisations are apart', () => {
  test('every table of the trade carries org_id first in its key and forces row-level security', () => {
    expect(tables.length).toBeGreaterThanOrEqual(14);
    expect(tables.filter((table) => !table.forced || table.first !== 'org_id')).toEqual([]);
  });

  for (const { name: table } of tables) {
    test(`${table}: nothing is seen without an organisation, or under another's name`, async () => {
      await foundOrg(house, 'other', house.now());
      const seen = (org: string) => readOrg(house.db.pool, org, async (tx) => (await tx.query(`select org_id from ${table} where org_id = 'county'`)).rowCount);
      expect(await seen('other')).toBe(0);
      const client = await house.db.pool.connect();
      try {
        await client.query('begin; set local role sanbao_app');
        expect((await client.query(`select * from ${table}`)).rowCount).toBe(0);
        await client.query('rollback');
      } finally {
        client.release();
      }
    });
  }

  test('a row cannot be written into another organisation', async () => {
    await expect(inOrg(house.db.pool, 'other', (tx) => tx.query(`insert into person_key (org_id, person_id, key) values ('county', 'x', $1)`, [Buffer.alloc(32)]))).rejects.toThrow(
      /row-level security/,
    );
  });
});
