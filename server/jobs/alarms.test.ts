import { afterEach, describe, expect, test } from 'vitest';
import { minuteMs } from '../../core/base/time.ts';
import { openTestHouse } from '../../test/house.ts';
import { inOrg } from '../db/transaction.ts';
import { foundOrg } from '../journal/found.ts';
import { checkDerived, rebuild } from '../journal/rebuild.ts';
import { verifyChains } from '../journal/verify.ts';
import { timeOrderedId, type House } from '../house.ts';
import { openBell } from './bell.ts';
import { all, databaseNow, nodesOf, reportedFor, until } from './jobs.fixture.ts';

const world = await openTestHouse();
const { pool } = world.house.db;
const agent = world.actor('ma', 'agent');
const dispatcher = world.actor('gao', 'dispatcher');
const root = world.actor('root', 'administrator');
for (const [person_id, role] of [['gao', 'dispatcher'], ['deng', 'dispatcher'], ['he', 'manager']] as const) {
  await world.does(root, 'person.add', {}, { person_id, name: person_id, roles: [role], zones: [], skills: [] });
}

const { startNode, bells, logged, stopAll } = nodesOf(world.house);
/** What a test makes the nodes complain of. */
let expected: RegExp | null = null;
afterEach(async () => {
  expect((await stopAll()).filter((line) => expected?.test(line) !== true)).toEqual([]);
  expected = null;
});

type Listed = { stage: string; kind: string; outcome: string; told: string[]; due_at: number; recorded_at: number };
const alarmsOf = (caseId: string) => all<Listed>(pool, 'select stage, kind, outcome, told, due_at, recorded_at from alarm_list where case_id = $1 order by due_at', [caseId]);
const timersOf = (caseId: string) => all<{ stage: string; due_at: number }>(pool, 'select stage, due_at from timer where case_id = $1 order by due_at', [caseId]);

async function report(caseId: string, dueInMs: number, more: object = {}, options = {}): Promise<void> {
  world.setTime(new Date(await databaseNow(pool)).toISOString());
  const outcome = await world.does(agent, 'case.report', {}, { case_id: caseId, zone: 'urban', channel: 'phone', at: await reportedFor(pool, dueInMs), ...more }, undefined, options);
  expect(outcome.status).toBe('recorded');
  // As the journal does for a house that has one.
  bells.at(-1)?.ring();
}

describe('timers follow the readings, in the transaction that moves them', () => {
  test('a report arms warning, due and escalation; the arrival takes away what was not sent', async () => {
    await report('armed', 25 * minuteMs);
    expect((await timersOf('armed')).map((timer) => timer.stage)).toEqual(['warning', 'due', 'manager']);
    await world.does(dispatcher, 'case.assign', { case_id: 'armed' }, { visit_id: 'armed-1', engineer_id: 'li' });
    await world.does(world.actor('li', 'engineer'), 'case.arrive', { case_id: 'armed' }, { visit_id: 'armed-1' });
    // Restoration has begun (CLK-05), so its stages took their place.
    expect((await all<{ clock: string }>(pool, `select distinct clock from timer where case_id = 'armed'`)).map((row) => row.clock)).toEqual(['restoration']);
    await world.does(world.actor('li', 'engineer'), 'case.leave', { case_id: 'armed' }, { visit_id: 'armed-1' });
    await world.does(agent, 'case.close', { case_id: 'armed' }, {});
    expect(await timersOf('armed')).toEqual([]);
  });

  test('imported history arms nothing', async () => {
    await report('old', 25 * minuteMs, {}, { imported: true });
    expect(await timersOf('old')).toEqual([]);
  });

  test('a correction of the zone moves the deadline, and the timers with it', async () => {
    await report('moved', 25 * minuteMs);
    const before = await timersOf('moved');
    const [fact] = await all<{ fact_id: string }>(pool, `select fact_id from journal where stream = 'case:moved'`);
    const manager = world.actor('he', 'manager');
    const done = await world.does(manager, 'case.correct', { case_id: 'moved' }, { fact_id: fact!.fact_id, revision: 2, replacement: { data: { zone: 'rural' } }, reason: '在农村' });
    expect(done.status).toBe('recorded');
    // CLK-02 instead of CLK-01: three quarters of an hour more.
    expect((await timersOf('moved')).map((timer) => timer.due_at)).toEqual(before.map((timer) => timer.due_at + 45 * minuteMs));
  });
});

describe('one node', () => {
  test('warns when the stage is due and not before, by a fact on a stream beside the case (CLK-01)', async () => {
    startNode();
    await report('warned', 400);
    const [alarm] = await until(() => alarmsOf('warned'), (found) => found.length > 0);
    expect(alarm).toMatchObject({ stage: 'warning', kind: 'clock.warned', outcome: 'sent', told: ['deng', 'gao'] });
    expect(alarm!.recorded_at).toBeGreaterThanOrEqual(alarm!.due_at);
    expect(alarm!.recorded_at - alarm!.due_at).toBeLessThan(5_000);
    const streams = await all<{ stream: string; n: number }>(pool, `select stream, count(*)::int as n from journal where stream in ('case:warned', 'alarm:warned') group by 1 order by 1`);
    expect(streams).toEqual([{ stream: 'alarm:warned', n: 1 }, { stream: 'case:warned', n: 1 }]);
    const items = await all<{ person_id: string; kind: string }>(pool, `select person_id, kind from inbox_item where case_id = 'warned' order by 1`);
    expect(items).toEqual([{ person_id: 'deng', kind: 'clock.warned' }, { person_id: 'gao', kind: 'clock.warned' }]);
    expect((await timersOf('warned')).map((timer) => timer.stage)).toEqual(['due', 'manager']);
  });

  test('what was told stays told when the deadline moves; the rest is armed anew', async () => {
    startNode();
    await report('told', -1_000);
    await until(() => alarmsOf('told'), (found) => found.length === 1);
    await world.does(agent, 'case.reopen', { case_id: 'told' }, { reason: 'x' });
    await world.does(agent, 'case.classify', { case_id: 'told' }, { priority: 'emergency' });
    expect((await timersOf('told')).map((timer) => timer.stage)).toEqual(['due', 'manager']);
  });

  test.each([
    ['within the grace of 30 minutes → sent', 'grace', -10 * minuteMs, ['sent']],
    ['beyond it → recorded with both times and nobody is told', 'beyond', -31 * minuteMs, ['recorded_only', 'sent', 'sent']],
  ])('a stage whose moment had passed when the report came in, %s', async (_, caseId, dueInMs, outcomes) => {
    startNode();
    await report(caseId, dueInMs);
    const found = await until(() => alarmsOf(caseId), (list) => list.length === outcomes.length);
    expect(found.map((alarm) => alarm.outcome)).toEqual(outcomes);
    expect(found[0]!.recorded_at - found[0]!.due_at).toBeGreaterThanOrEqual(-dueInMs);
    if (found[0]!.outcome === 'recorded_only') expect(found[0]!.told).toEqual([]);
    const told = await all<{ stage: string }>(pool, 'select distinct stage from inbox_item where case_id = $1', [caseId]);
    expect(told).toHaveLength(outcomes.filter((outcome) => outcome === 'sent').length);
  });

  test('the escalation goes to the manager alone', async () => {
    startNode();
    await report('chief', -30 * minuteMs + 200);
    const found = await until(() => alarmsOf('chief'), (list) => list.some((alarm) => alarm.stage === 'manager'));
    expect(found.slice(1).map((alarm) => [alarm.kind, alarm.told])).toEqual([['clock.due', ['deng', 'gao']], ['clock.escalated', ['he']]]);
  });

  test.each([['a day behind', -86_400_000], ['a day ahead', 86_400_000]])('its own clock %s changes nothing: the database decides', async (name, offset) => {
    const now = () => (Date.now() + offset) as ReturnType<House['now']>;
    startNode({ now, newId: () => timeOrderedId(now()) });
    const caseId = name.replaceAll(' ', '-');
    await report(caseId, 300);
    const [alarm] = await until(() => alarmsOf(caseId), (found) => found.length > 0);
    expect(alarm!.recorded_at - alarm!.due_at).toBeGreaterThanOrEqual(0);
    expect(alarm!.recorded_at - alarm!.due_at).toBeLessThan(5_000);
  });

  test('a case somebody works on is left to the next round, and a command never waits for an alarm in vain', async () => {
    startNode();
    await inOrg(pool, 'county', async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('county/case:busy', 2))`);
      // Reported by another way than the front door, which would wait for us.
      await tx.query(
        `insert into timer (org_id, clock, subject_id, round, occurrence, stage, case_id, due_at, deadline)
         values ('county', 'arrival', 'busy', 1, 0, 'warning', 'busy', clock_timestamp(), clock_timestamp())`,
      );
    });
    // No such reading: there is nothing to tell, and the timer goes.
    await until(() => timersOf('busy'), (left) => left.length === 0);
    expect(await alarmsOf('busy')).toEqual([]);
  });
});

describe('trouble', () => {
  test('every connection to the database is cut → it comes back by itself, and tells what fell due meanwhile', async () => {
    expected = /tried again until it works|works again|Listening for timers/;
    startNode();
    await report('before', 0);
    await until(() => alarmsOf('before'), (found) => found.length === 1);
    await pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
    await report('after', 0);
    expect(await until(() => alarmsOf('after'), (found) => found.length > 0)).toMatchObject([{ outcome: 'sent' }]);
  });

  test('a timer that cannot be recorded is left alone for longer and longer, and silences no other', async () => {
    expected = /packless has no active pack|works again/;
    await foundOrg(world.house, 'packless', world.house.now());
    await inOrg(pool, 'packless', (tx) => tx.query(
      `insert into timer (org_id, clock, subject_id, round, occurrence, stage, case_id, due_at, deadline)
       values ('packless', 'arrival', 'x', 1, 0, 'warning', 'x', clock_timestamp() - interval '1 hour', clock_timestamp())`,
    ));
    startNode();
    await until(async () => logged.length, (lines) => lines > 0);
    await report('beside', 0);
    expect(await until(() => alarmsOf('beside'), (found) => found.length > 0)).toHaveLength(1);
    await all(pool, `delete from timer where org_id = 'packless'`);
  });
});

describe('several nodes', () => {
  test('sixty deadlines over three nodes, in one second: each once', async () => {
    for (let node = 0; node < 3; node++) startNode();
    for (let i = 0; i < 60; i++) await report(`many-${i}`, 1_500 + i * 10);
    const found = () => all<{ facts: number; items: number; cases: number }>(
      pool,
      `select (select count(*)::int from journal where stream like 'alarm:many-%') as facts, (select count(*)::int from inbox_item where case_id like 'many-%') as items,
              (select count(distinct case_id)::int from alarm_list where case_id like 'many-%') as cases`,
    );
    expect(await until(found, ([sum]) => sum!.cases === 60)).toEqual([{ facts: 60, items: 120, cases: 60 }]);
  });

  test('a report on one node wakes another that alone looks after alarms', async () => {
    startNode();
    // This one looks after nothing; it only says that something was recorded.
    bells.push(openBell(pool, (line) => logged.push(line)));
    await report('elsewhere', 100);
    expect(await until(() => alarmsOf('elsewhere'), (found) => found.length > 0)).toHaveLength(1);
  });
});

describe('afterwards', () => {
  test('the chains hold, a rebuild finds the same alarms and timers, and fills them again from nothing', async () => {
    expect((await verifyChains(pool)).broken).toBeNull();
    expect((await checkDerived(world.house)).differences).toEqual([]);
    const before = await all(pool, 'select * from timer order by 1, 2, 3, 4, 5, 6');
    await rebuild(world.house);
    expect(await all(pool, 'select * from timer order by 1, 2, 3, 4, 5, 6')).toEqual(before);
    expect(before.length).toBeGreaterThan(10);
    expect((await checkDerived(world.house)).differences).toEqual([]);
  });

  test('another organisation sees none of it', async () => {
    const seen = await inOrg(pool, 'harbour', (tx) => tx.query('select (select count(*) from timer) + (select count(*) from alarm_list) + (select count(*) from inbox_item) as n'));
    expect(seen.rows).toEqual([{ n: 0 }]);
  });

});
