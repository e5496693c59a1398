import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openTestHouse } from '../../test/house.ts';
import type { OperationName } from '../../wire/contract.ts';
import { problemOf } from '../http/problem.ts';
import { loadPack } from '../pack/load.ts';
import { activatePack } from './found.ts';
import type { Actor } from './perform.ts';
import { checkDerived, rebuild } from './rebuild.ts';
import { verifyChains } from './verify.ts';

const folder = mkdtempSync(join(tmpdir(), 'approvals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'pack.yaml'), `name: works
version: "1"
code: BUS
words: { zh-CN: 工厂, en: Works }
extends: bus
approvals:
  requisition:
    words: { zh-CN: 领料单, en: Requisition }
    source: APR-01
    amount: amount_fen
    grants: requisition.approved
    fields:
      part: { type: text, required: true, words: { zh-CN: 备用件, en: Part } }
      amount_fen: { type: fen, required: true, words: { zh-CN: 金额, en: Amount } }
    steps:
      - { step: leader, role: leader, within: 2 hours }
      - { step: group, role: group_lead, from_fen: 500000 }
`);

const { house, actor, does } = await openTestHouse('maker', 'bus');
const pack = await loadPack(folder);
if (!pack.ok) throw new Error(JSON.stringify(pack.problems));
await activatePack(house, 'maker', 'system', pack, house.now());

const root = actor('root', 'administrator');
const held = (person: string, role: 'manager' | 'dispatcher' | 'agent' | 'engineer', ...codes: string[]): Actor => ({ ...actor(person, role), held: codes });
const people = {
  wu: actor('wu', 'engineer'), an: actor('an', 'agent'), he: held('he', 'manager', 'leader'), lu: held('lu', 'manager', 'leader'), gao: held('gao', 'dispatcher', 'group_lead'), tan: actor('tan', 'manager'),
};
for (const [person_id, { held: codes, roles }] of Object.entries(people)) {
  if (person_id !== 'wu') await does(root, 'person.add', {}, { person_id, name: person_id, roles: codes ?? roles, zones: [], skills: [] });
}

type Name = keyof typeof people;
const outcome = async (who: Name, operation: OperationName, params: Record<string, string>, body: object, key?: string) => {
  const answer = await does(people[who], operation, params, body, key);
  return answer.status === 'refused' ? answer.refusal : answer.status;
};
const told = async (person: Name, { case_id }: { case_id: string }) =>
  (await house.db.pool.query<{ line: string }>(`select kind || ' ' || stage as line from inbox_item where person_id = $1 and case_id = $2 order by line`, [person, case_id])).rows.map((row) => row.line);

let count = 0;
async function reported(): Promise<{ case_id: string }> {
  const case_id = `c${(count += 1)}`;
  expect((await does(people.an, 'case.report', {}, { case_id, zone: 'everywhere', channel: 'phone', matter: 'body' })).status).toBe('recorded');
  return { case_id };
}
const ask = (of: object, approval_id: string, amount_fen = 100, who: Name = 'an') => outcome(who, 'approval.ask', of as never, { approval: 'requisition', approval_id, fields: { part: 'pump', amount_fen } });
const issue = (of: { case_id: string }) => does(people.an, 'case.record_milestone', of, { kind: 'part.issued', data: { part: 'pump' } });

describe('a requisition (APR-01)', () => {
  test('the part is held back; the refusal says at each stage which approval is missing, where it stands and how to go on', async () => {
    const of = await reported();
    const id = `r-${of.case_id}`;
    const words = async () => {
      const refused = await issue(of);
      if (refused.status !== 'refused') throw new Error(refused.status);
      return [refused.refusal, problemOf(refused.refusal, 'en', { detail: refused.detail! }).detail] as const;
    };
    expect(await words()).toEqual(['approval_not_asked', expect.stringMatching(/ask for “Requisition” on the page of the case/)]);
    expect(await outcome('an', 'case.record_milestone', of, { kind: 'requisition.approved', data: { part: 'pump' } })).toBe('comes_by_approval');
    expect(await ask(of, id, 500_000)).toBe('recorded');
    expect(await words()).toEqual(['approval_waits', expect.stringMatching(/waits for the role “leader”/)]);
    expect(await outcome('he', 'approval.return', { ...of, approval_id: id }, { remarks: 'which pump?' })).toBe('recorded');
    expect(await words()).toEqual(['approval_came_back', expect.stringMatching(/came back with remarks/)]);
    expect(await outcome('an', 'approval.ask_again', { ...of, approval_id: id }, {})).toBe('recorded');
    expect(await outcome('he', 'approval.approve', { ...of, approval_id: id }, {})).toBe('recorded');
    expect(await words()).toEqual(['approval_waits', expect.stringMatching(/waits for the role “group_lead”/)]);
    expect(await outcome('gao', 'approval.approve', { ...of, approval_id: id }, {})).toBe('recorded');
    expect((await issue(of)).status).toBe('recorded');
  });

  test('another part is another approval', async () => {
    const of = await reported();
    await ask(of, 'other-part');
    await outcome('he', 'approval.approve', { ...of, approval_id: 'other-part' }, {});
    expect(await outcome('an', 'case.record_milestone', of, { kind: 'part.issued', data: { part: 'gearbox' } })).toBe('approval_not_asked');
  });

  test('those who must act are told, not those who asked; then the next; then whoever asked', async () => {
    const of = await reported();
    await ask(of, 'told', 500_000);
    await outcome('lu', 'approval.approve', { ...of, approval_id: 'told' }, {});
    await outcome('gao', 'approval.approve', { ...of, approval_id: 'told' }, {});
    expect(await told('he', of)).toEqual(['approval.asked leader']);
    expect(await told('gao', of)).toEqual(['approval.asked group']);
    expect(await told('an', of)).toEqual(['approval.granted ']);
  });

  test('a leader hears nothing of what they asked for themselves, and cannot approve it', async () => {
    const of = await reported();
    await ask(of, 'own', 100, 'he');
    expect([await told('he', of), await told('lu', of)]).toEqual([[], ['approval.asked leader']]);
    expect(await outcome('he', 'approval.approve', { ...of, approval_id: 'own' }, {})).toBe('own_request');
  });

  test('an id of another case, a request there is not, a kind there is not, a version that moved on', async () => {
    const [of, other] = [await reported(), await reported()];
    await ask(of, 'mine');
    expect(await ask(other, 'mine')).toBe('approval_exists');
    expect(await outcome('he', 'approval.approve', { ...other, approval_id: 'mine' }, {})).toBe('unknown_request');
    expect(await outcome('an', 'approval.ask', of, { approval: 'holiday', fields: {} })).toBe('unknown_approval');
    expect(await outcome('an', 'approval.ask', of, { approval: 'requisition', fields: { part: 'x', amount_fen: 1, colour: 'red' } })).toBe('approval_unfit');
    expect(await outcome('he', 'approval.approve', { ...of, approval_id: 'mine' }, { expected_seq: 1 })).toBe('stale_version');
    expect(await outcome('an', 'approval.ask', { case_id: 'nothing' }, { approval: 'requisition', fields: {} })).toBe('unknown_case');
  });

  test('two press at once: one approval, and a retry gets the same answer', async () => {
    const of = await reported();
    await ask(of, 'race');
    const both = await Promise.all((['he', 'lu'] as const).map((who) => outcome(who, 'approval.approve', { ...of, approval_id: 'race' }, {}, `key-race-${who}`)));
    expect(both.toSorted()).toEqual(['approval_granted', 'recorded']);
    const first = both[0] === 'recorded' ? 'he' : 'lu';
    expect(await outcome(first, 'approval.approve', { ...of, approval_id: 'race' }, {}, `key-race-${first}`)).toBe('already_recorded');
  });
});

describe('a deputy', () => {
  test('acts while it lasts, in the name of whoever is away, and no longer', async () => {
    const [of, later] = [await reported(), await reported()];
    await ask(of, 'd1');
    await ask(later, 'd2');
    expect(await outcome('tan', 'approval.approve', { ...of, approval_id: 'd1' }, {})).toBe('not_approver');
    const until = new Date(house.now() + 3_600_000).toISOString();
    expect(await outcome('an', 'approval.name_deputy', { person_id: 'he' }, { deputy_id: 'an', until_at: until })).toBe('not_allowed');
    expect(await outcome('he', 'approval.name_deputy', { person_id: 'he' }, { deputy_id: 'tan', until_at: until, reason: 'leave' })).toBe('recorded');
    expect(await outcome('tan', 'approval.approve', { ...of, approval_id: 'd1' }, {})).toBe('recorded');
    const { rows } = await house.db.pool.query<{ data: object }>(`select data from journal where stream = $1 and kind = 'approval.approved'`, [`case:${of.case_id}`]);
    expect(rows.map((row) => row.data)).toMatchObject([{ by: 'tan', instead_of: 'he', role: 'leader' }]);
    expect(await outcome('he', 'approval.end_deputy', { person_id: 'he' }, {})).toBe('recorded');
    expect(await outcome('tan', 'approval.approve', { ...later, approval_id: 'd2' }, {})).toBe('not_approver');
  });

  test('whoever is named for later does not act yet', async () => {
    const of = await reported();
    await ask(of, 'd3');
    const at = (hours: number) => new Date(house.now() + hours * 3_600_000).toISOString();
    await outcome('lu', 'approval.name_deputy', { person_id: 'lu' }, { deputy_id: 'tan', from_at: at(1), until_at: at(2) });
    expect(await outcome('tan', 'approval.approve', { ...of, approval_id: 'd3' }, {})).toBe('not_approver');
    await outcome('lu', 'approval.name_deputy', { person_id: 'lu' }, { deputy_id: 'tan', until_at: at(2) });
    expect(await outcome('tan', 'approval.approve', { ...of, approval_id: 'd3' }, {})).toBe('recorded');
  });

  test('hears what whoever is away would hear', async () => {
    const of = await reported();
    await ask(of, 'd4');
    expect(await told('tan', of)).toEqual(['approval.asked leader']);
  });
});

test('lists are filled again from the journal alone, and every chain holds', async () => {
  expect((await checkDerived(house)).differences).toEqual([]);
  await rebuild(house);
  expect((await checkDerived(house)).differences).toEqual([]);
  expect((await verifyChains(house.db.pool)).broken).toBeNull();
});
