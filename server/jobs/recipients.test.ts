import { afterAll, expect, test } from 'vitest';
import { isoOf, minuteMs, type Instant } from '../../core/base/time.ts';
import { openTestHouse } from '../../test/house.ts';
import { addressRules } from '../outside/address.ts';
import { openBell } from './bell.ts';
import { all, databaseNow, until } from './jobs.fixture.ts';
import { startJobs } from './jobs.ts';

const { house, actor, does, setTime } = await openTestHouse('home', 'appliance');
const { pool } = house.db;
const root = actor('root', 'administrator');
const dispatcher = actor('gao', 'dispatcher');
const add = (person_id: string, more: object) => does(root, 'person.add', {}, { person_id, name: person_id, zones: [], skills: [], ...more });
await add('gao', { roles: ['dispatcher'] });
await add('east-gao', { roles: ['dispatcher'], party: 'east' });
await add('west-gao', { roles: ['dispatcher'], party: 'west' });
await add('gone', { roles: ['dispatcher'] });
await does(root, 'person.leave', { person_id: 'gone' }, {});

const bell = openBell(pool, () => {});
const jobs = startJobs({ ...house, bell }, { log: (line) => console.error(line), bell, rules: addressRules(undefined) });
afterAll(async () => {
  await jobs.stop();
  await bell.stop();
});

/** A visit of li whose appointment is so far away; branch as given. */
async function visit(caseId: string, appointmentInMs: number, branch?: string): Promise<void> {
  const now = await databaseNow(pool);
  setTime(isoOf(now));
  const params = { case_id: caseId };
  const report = await does(actor('ma', 'agent'), 'case.report', {}, { case_id: caseId, zone: 'city', channel: 'phone', ...(branch ? { branch } : {}) });
  expect(report.status).toBe('recorded');
  await does(dispatcher, 'case.assign', params, { visit_id: `${caseId}-1`, engineer_id: 'li' });
  const agreed = await does(dispatcher, 'case.agree_time', params, { visit_id: `${caseId}-1`, appointment_at: isoOf((now + appointmentInMs) as Instant), consent: true });
  expect(agreed.status).toBe('recorded');
  bell.ring();
}
const toldOf = (caseId: string, clock: string, stage: string) =>
  until(() => all<{ told: string[] }>(pool, 'select told from alarm_list where case_id = $1 and clock = $2 and stage = $3', [caseId, clock, stage]), (found) => found.length > 0);

test('CLK-38 an engineer is told of a visit of their own, and no other engineer is', async () => {
  await visit('own', 75 * minuteMs + 300);
  expect(await toldOf('own', 'departure', 'warning')).toEqual([{ told: ['li'] }]);
});

test('CLK-39 whoever works for a branch or partner firm is told of its cases only, and whoever left of none', async () => {
  await visit('whole', 20 * minuteMs + 300);
  await visit('east', 20 * minuteMs + 300, 'east');
  expect(await toldOf('whole', 'arrival_window', 'warning')).toEqual([{ told: ['gao', 'li'] }]);
  expect(await toldOf('east', 'arrival_window', 'warning')).toEqual([{ told: ['east-gao', 'gao', 'li'] }]);
});
