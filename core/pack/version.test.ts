import { describe, expect, test } from 'vitest';
import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import type { Role } from '../roster/facts.ts';
import { activateVersion, approveVersion, barOfActivation, proposeVersion, returnVersion, versionOf, waitingStep, type VersionText } from './version.ts';

const hash = 'a'.repeat(64);
const text: VersionText = { name: 'grid', version: '2026.2', hash };
const people: Readonly<Record<string, readonly string[]>> = { he: ['manager'], lu: ['manager'], gao: ['administrator'], wang: ['general_manager'] };
const steps = { one: [{ role: 'manager' }], two: [{ role: 'manager' }, { role: 'general_manager' }], none: undefined };

/** `he propose; lu approve`, each told what became of it; `-> active` is the version in force. */
function told(story: string, activation: keyof typeof steps = 'two', active: string | null = 'b'.repeat(64)): string[] {
  const facts: Fact[] = [];
  return story.split('; ').map((line) => {
    const [person, what] = line.split(' ') as [string, 'propose' | 'approve' | 'return' | 'activate'];
    const by = { id: person, roles: ['manager'] as Role[], held: people[person]! };
    const context = { now: facts.length as Instant, by, policy: { zones: [], ahead_ms: 0, older_ms: 0, ...(steps[activation] ? { activation: steps[activation] } : {}) } };
    const state = versionOf(facts);
    const decided = {
      propose: () => proposeVersion(state, text, undefined, context), approve: () => approveVersion(state, undefined, context),
      return: () => returnVersion(state, 'not yet', context), activate: () => activateVersion(state, active, context),
    }[what]();
    if (!decided.ok) return decided.refusal;
    for (const fact of decided.facts) facts.push({ ...fact, id: `f${facts.length}`, received_at: fact.at });
    return decided.facts.map((fact) => fact.kind).join();
  });
}

describe('from a proposal to its activation (APR-09, PLN-09)', () => {
  test.each([
    ['both steps, then in force', 'he propose; lu approve; wang approve; gao activate', ['pack.proposed', 'pack.approved', 'pack.approved', 'pack.activated']],
    ['before the last step', 'he propose; lu approve; gao activate', ['pack.proposed', 'pack.approved', 'approval_missing']],
    ['the steps keep their order', 'he propose; wang approve; lu approve; wang approve', ['pack.proposed', 'not_approver', 'pack.approved', 'pack.approved']],
    ['one’s own proposal', 'he propose; he approve; he return', ['pack.proposed', 'own_proposal', 'own_proposal']],
    ['the same person twice', 'he propose; lu approve; lu approve', ['pack.proposed', 'pack.approved', 'approved_by_you']],
    ['a third approval', 'he propose; lu approve; wang approve; wang approve', ['pack.proposed', 'pack.approved', 'pack.approved', 'nothing_to_approve']],
    ['what is proposed already', 'he propose; lu propose', ['pack.proposed', 'pack_proposed_already']],
    ['returned: neither approved nor in force', 'he propose; lu return; wang approve; gao activate', ['pack.proposed', 'pack.returned', 'pack_returned', 'pack_returned']],
    ['proposed again, all steps begin anew', 'he propose; lu approve; wang return; he propose; wang approve; lu approve; wang approve; gao activate',
      ['pack.proposed', 'pack.approved', 'pack.returned', 'pack.proposed', 'not_approver', 'pack.approved', 'pack.approved', 'pack.activated']],
    ['nothing that was never proposed', 'lu approve; lu return; gao activate', ['unknown_pack_version', 'unknown_pack_version', 'unknown_pack_version']],
  ])('%s: %s', (_, story, expected) => {
    expect(told(story)).toEqual(expected);
  });

  test('a pack that names nobody: a proposal is enough', () => {
    expect(told('he propose; lu approve; gao activate', 'none')).toEqual(['pack.proposed', 'nothing_to_approve', 'pack.activated']);
  });

  test('an approval given in another role than is asked for now does not count', () => {
    const approved = (role: string, by: string): Fact => ({ id: `${role}${by}`, kind: 'pack.approved', at: 1 as Instant, received_at: 1 as Instant, data: { hash, step: 1, role, approved_by: by } });
    const proposed: Fact = { id: 'p', kind: 'pack.proposed', at: 0 as Instant, received_at: 0 as Instant, data: { ...text, proposed_by: 'he' } };
    const waits = (facts: readonly Fact[], asked: readonly { role: string }[]) => waitingStep(versionOf([proposed, ...facts]), asked)?.role ?? null;
    expect(waits([approved('manager', 'lu')], [{ role: 'general_manager' }])).toBe('general_manager');
    expect(waits([approved('manager', 'lu'), approved('general_manager', 'wang')], [{ role: 'general_manager' }])).toBeNull();
    expect(waits([approved('general_manager', 'wang')], steps.two)).toBe('manager');
    expect(waits([approved('manager', 'lu')], [{ role: 'manager' }, { role: 'manager' }])).toBe('manager');
  });

  test('a returned version is activated by no door', () => {
    expect(told('he propose; lu return; gao activate', 'one')).toEqual(['pack.proposed', 'pack.returned', 'pack_returned']);
    const returned = versionOf([
      { id: 'a', kind: 'pack.proposed', at: 0 as Instant, received_at: 0 as Instant, data: { ...text, proposed_by: 'he' } },
      { id: 'b', kind: 'pack.returned', at: 1 as Instant, received_at: 1 as Instant, data: { hash, returned_by: 'lu', remarks: 'no' } },
    ]);
    expect(barOfActivation(returned, [])).toMatchObject({ refusal: 'pack_returned' });
  });

  test('what is in force already is not activated again', () => {
    expect(told('he propose; gao activate', 'none', hash)).toEqual(['pack.proposed', 'pack_active_already']);
  });
});
