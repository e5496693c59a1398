import { describe, expect, test } from 'vitest';
import { openTestHouse } from '../../test/house.ts';
import { problemOf } from '../http/problem.ts';

const { actor, does } = await openTestHouse('maker', 'appliance');
const agent = actor('ma', 'agent');

async function reported(caseId: string): Promise<void> {
  expect((await does(agent, 'case.report', {}, { case_id: caseId, zone: 'city', channel: 'phone', matter: 'guidance' })).status).toBe('recorded');
}
const guided = (caseId: string) => does(agent, 'case.record_milestone', { case_id: caseId }, { kind: 'guidance.given', data: {} });
const close = (caseId: string, key?: string) => does(agent, 'case.close', { case_id: caseId }, {}, key);
const callBack = (caseId: string) => does(agent, 'case.call_back', { case_id: caseId }, { outcome: 'satisfied' });

describe('a gate of the pack (FUP-03)', () => {
  test('holds back the closing until the advised customer was called back, and says what to do in both languages', async () => {
    await reported('g1');
    await guided('g1');
    const refused = await close('g1');
    expect(refused).toMatchObject({ status: 'refused', refusal: 'gate_closed', detail: { gate: 'guided_then_called_back' } });
    if (refused.status !== 'refused') throw new Error('not refused');
    expect(problemOf('gate_closed', 'en', { detail: refused.detail! }).detail).toMatch(/call back and record the outcome/);
    expect(problemOf('gate_closed', 'zh-CN', { detail: refused.detail! }).detail).toMatch(/请先回访/);
    expect((await callBack('g1')).status).toBe('recorded');
    expect((await close('g1')).status).toBe('recorded');
  });

  test('does not concern a case without guidance', async () => {
    await reported('g2');
    expect((await close('g2')).status).toBe('recorded');
  });

  test('a call-back that was withdrawn by a correction does not open it', async () => {
    await reported('g3');
    await guided('g3');
    const called = await callBack('g3');
    if (called.status !== 'recorded') throw new Error('not recorded');
    const id = called.receipt.facts[0]!.id;
    const manager = actor('boss', 'manager');
    expect((await does(manager, 'case.correct', { case_id: 'g3' }, { fact_id: id, revision: 2, withdrawn: true, reason: 'wrong customer' })).status).toBe('recorded');
    expect(await close('g3')).toMatchObject({ refusal: 'gate_closed' });
  });

  test('records of another system pass: they happened under other rules', async () => {
    await does(agent, 'case.report', {}, { case_id: 'g4', zone: 'city', channel: 'phone', matter: 'guidance' }, undefined, { imported: true });
    await does(agent, 'case.record_milestone', { case_id: 'g4' }, { kind: 'guidance.given', data: {} }, undefined, { imported: true });
    expect((await does(agent, 'case.close', { case_id: 'g4' }, {}, undefined, { imported: true })).status).toBe('recorded');
  });
});
