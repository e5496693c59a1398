import { describe, expect, test } from 'vitest';
import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import { compileApprovals, approvalShape, stepsFor } from '../gate/approval.ts';
import { approvalsOf, dueOf, standingOf, waitingStep } from '../gate/approval_state.ts';
import type { Deciding } from '../roster/deciding.ts';
import type { Role } from '../roster/facts.ts';
import { approve, askAgain, askApproval, offeredTo, returnApproval, withdrawApproval, type Approving } from './approving.ts';
import { caseOf } from './case.ts';
import { correctFact } from './correct.ts';
import { declaredKinds, requestShape } from './declared.ts';
import { recordMilestone } from './milestone.ts';

const say = (en: string) => ({ 'zh-CN': en, en });
const fields = { part: { type: 'text' as const, required: true as const }, amount_fen: { type: 'fen' as const, required: true as const } };
const shape = approvalShape.parse({
  words: say('Requisition'), amount: 'amount_fen', grants: 'requisition.approved', changed_by: ['part.changed'], asked_by: ['engineer', 'manager'],
  steps: [
    { step: 'leader', role: 'leader', within: '2 hours' },
    { step: 'technical', role: 'technical', when: 'case.matter == "engine"', grants: 'requisition.appraised' },
    { step: 'general', role: 'general_manager', from_fen: 500_000 },
  ],
});
const [compiled] = compileApprovals({ requisition: shape });
const milestones = declaredKinds({ 'requisition.approved': { fields: { part: fields.part } }, 'requisition.appraised': {}, 'part.changed': {}, 'part.issued': { fields: { part: fields.part } } });
const policy: Deciding['policy'] = {
  zones: ['z'], ahead_ms: 0, older_ms: 0, milestones, approvals: { requisition: { compiled: compiled!, fields: requestShape({ fields }) } },
  granted: { 'requisition.approved': 'requisition', 'requisition.appraised': 'requisition' },
};

const people: Readonly<Record<string, { roles: Role[]; held: string[] }>> = {
  wu: { roles: ['engineer'], held: ['engineer'] }, he: { roles: ['manager'], held: ['leader'] }, lu: { roles: ['manager'], held: ['leader', 'general_manager'] },
  tan: { roles: ['manager'], held: ['technical'] }, gao: { roles: ['manager'], held: ['general_manager'] }, an: { roles: ['agent'], held: ['agent'] },
};

/** `an/he approve` is an acting for he. Who acts is told what became of it. `-` says that something else happened on the case. */
function told(story: string, { amount_fen = 100, matter = 'body' } = {}): string[] {
  const facts: Fact[] = [];
  const add = (fact: Omit<Fact, 'id' | 'received_at'>) => facts.push({ ...fact, id: `f${facts.length}`, received_at: fact.at });
  add({ kind: 'case.reported', at: 0 as Instant, data: { zone: 'z', matter } });
  return story.split('; ').map((line) => {
    const [who, what, part = 'pump'] = line.split(' ') as [string, string, string?];
    if (who === '-') {
      add({ kind: what, at: facts.length as Instant, data: {} });
      return '-';
    }
    const [person, absent] = who.split('/') as [string, string?];
    const context = { now: facts.length as Instant, by: { id: person, ...people[person]! }, policy, subject_id: 'c', people: () => null, freshId: () => '', digestOf: () => '' };
    const approving: Approving = { state: caseOf(facts), approvals: approvalsOf(facts), absent: absent === undefined ? [] : [{ id: absent, ...people[absent]! }] };
    const decided = {
      ask: () => askApproval(approving, 'r1', { approval: 'requisition', fields: { part, amount_fen } }, context),
      twin: () => askApproval(approving, 'r2', { approval: 'requisition', fields: { part, amount_fen } }, context),
      unfit: () => askApproval(approving, 'r1', { approval: 'requisition', fields: { part, amount_fen: -1 } }, context),
      stranger: () => askApproval(approving, 'r1', { approval: 'holiday', fields: {} }, context),
      again: () => askAgain(approving, 'r1', {}, context),
      approve: () => approve(approving, 'r1', {}, context),
      return: () => returnApproval(approving, 'r1', { remarks: 'why this part?' }, context),
      withdraw: () => withdrawApproval(approving, 'r1', {}, context),
    }[what]!();
    const offers = offeredTo(approving, 'r1', context);
    if (['approve', 'return', 'withdraw'].includes(what)) expect([what, person, offers.includes(what as never)]).toEqual([what, person, decided.ok]);
    if (!decided.ok) return decided.refusal;
    for (const fact of decided.facts) add(fact);
    return decided.facts.map((fact) => fact.kind.replace('approval.', '')).join(' ');
  });
}

describe('an approval from the asking to the end', () => {
  test.each<[string, string, string[], { amount_fen?: number; matter?: string }?]>([
    ['APR-01: one step, and the milestone it grants', 'wu ask; he approve', ['asked', 'approved requisition.approved granted']],
    ['from the amount on, two steps in their order', 'wu ask; gao approve; he approve; gao approve', ['asked', 'not_approver', 'approved', 'approved requisition.approved granted'], { amount_fen: 500_000 }],
    ['a fen less: one', 'wu ask; he approve; gao approve', ['asked', 'approved requisition.approved granted', 'approval_granted'], { amount_fen: 499_999 }],
    ['the matter calls a step, which grants a milestone of its own', 'wu ask; he approve; tan approve', ['asked', 'approved', 'approved requisition.appraised requisition.approved granted'], { matter: 'engine' }],
    ['nobody approves their own', 'he ask; he approve; he return; lu approve', ['asked', 'own_request', 'own_request', 'approved requisition.approved granted']],
    ['nobody approves twice, whatever they hold', 'wu ask; lu approve; lu approve; lu return; gao approve', ['asked', 'approved', 'approved_before', 'approved_before', 'approved requisition.approved granted'], { amount_fen: 500_000 }],
    ['another role', 'wu ask; an approve; an return; tan approve', ['asked', 'not_approver', 'not_approver', 'not_approver']],
    ['a deputy acts for somebody who is away', 'wu ask; an/he approve', ['asked', 'approved requisition.approved granted']],
    ['a deputy of whoever asked', 'he ask; an/he approve', ['asked', 'own_request']],
    ['who asked, as deputy of somebody else', 'wu ask; wu/he approve', ['asked', 'own_request']],
    ['a deputy of whoever approved a step', 'wu ask; lu approve; an/lu approve; gao approve', ['asked', 'approved', 'approved_before', 'approved requisition.approved granted'], { amount_fen: 500_000 }],
    ['who was acted for approves no further step', 'wu ask; an/lu approve; lu approve; an approve', ['asked', 'approved', 'approved_before', 'approved_before'], { amount_fen: 500_000 }],
    ['returned, asked again, all steps anew', 'wu ask; lu approve; gao return; he approve; wu again; gao approve; he approve; gao approve',
      ['asked', 'approved', 'returned', 'approval_returned', 'asked', 'not_approver', 'approved', 'approved requisition.approved granted'], { amount_fen: 500_000 }],
    ['asked again by another: neither of them approves', 'he ask; lu return; lu again; he approve; lu approve; wu approve', ['asked', 'returned', 'asked', 'own_request', 'own_request', 'not_approver']],
    ['not returned, not asked again', 'wu ask; wu again; he approve; wu again', ['asked', 'approval_not_returned', 'approved requisition.approved granted', 'approval_granted']],
    ['withdrawn by whoever asked, and over', 'wu ask; an withdraw; wu withdraw; he approve; wu again; wu withdraw', ['asked', 'not_your_request', 'withdrawn', 'approval_withdrawn', 'approval_withdrawn', 'approval_withdrawn']],
    ['whoever leads withdraws for others', 'wu ask; tan withdraw', ['asked', 'withdrawn']],
    ['only those who may ask', 'an ask; an approve', ['not_asker', 'unknown_request']],
    ['what nobody approves', 'wu stranger', ['unknown_approval']],
    ['what does not fit', 'wu unfit; wu ask; wu ask', ['approval_unfit', 'asked', 'approval_exists']],
    ['the same twice; another part is another request', 'wu ask; wu twin; wu twin valve', ['asked', 'approval_pending', 'asked']],
    ['changed since: nobody approves it as it was', 'wu ask; - part.changed; he approve; wu again; he approve', ['asked', '-', 'approval_outdated', 'asked', 'approved requisition.approved granted']],
    ['a case that was cancelled', 'wu ask; - case.cancelled; he approve; he return', ['asked', '-', 'case_cancelled', 'returned']],
  ])('%s: %s', (_, story, expected, more) => {
    expect(told(story, more)).toEqual(expected);
  });

  test('below every threshold nobody has to approve, and it is granted at once', () => {
    const [small] = compileApprovals({ x: approvalShape.parse({ words: say('x'), amount: 'amount_fen', steps: [{ step: 'a', role: 'leader', from_fen: 100 }] }) });
    expect(stepsFor(small!, {}, { amount_fen: 99 })).toEqual([]);
    expect(stepsFor(small!, {}, { amount_fen: 100 })).toHaveLength(1);
    // An amount that nobody said saves nobody an approval.
    expect(stepsFor(small!, {}, {})).toHaveLength(1);
    const context = { now: 1 as Instant, by: { id: 'wu', ...people['wu']! }, subject_id: 'c', people: () => null, freshId: () => '', digestOf: () => '',
      policy: { ...policy, approvals: { x: { compiled: small!, fields: requestShape({ fields: { amount_fen: fields.amount_fen } }) } } } };
    const state = caseOf([{ id: 'f', kind: 'case.reported', at: 0 as Instant, received_at: 0 as Instant, data: { zone: 'z', matter: 'body' } }]);
    const decided = askApproval({ state, approvals: [], absent: [] }, 'r', { approval: 'x', fields: { amount_fen: 99 } }, context);
    expect(decided.ok && decided.facts.map((fact) => fact.kind)).toEqual(['approval.asked', 'approval.granted']);
  });
});

describe('what comes by an approval', () => {
  const context = { now: 9 as Instant, by: { id: 'he', ...people['he']! }, policy, subject_id: 'c', people: () => null, freshId: () => '', digestOf: () => '' };
  const facts: Fact[] = [
    { id: 'f0', kind: 'case.reported', at: 0 as Instant, received_at: 0 as Instant, data: { zone: 'z', matter: 'body' } },
    { id: 'f1', kind: 'requisition.approved', at: 1 as Instant, received_at: 1 as Instant, data: { part: 'pump', approval_id: 'r1' } },
  ];

  test.each<[string, string, Record<string, unknown>, string]>([
    ['is recorded by no hand', 'requisition.approved', { part: 'pump' }, 'comes_by_approval'],
    ['nor is a step’s own', 'requisition.appraised', {}, 'comes_by_approval'],
    ['and nothing else pretends to', 'part.issued', { part: 'pump', approval_id: 'r1' }, 'bad_milestone'],
    ['what needs none is recorded', 'part.issued', { part: 'pump' }, 'ok'],
  ])('%s', (_, kind, data, expected) => {
    const decided = recordMilestone(caseOf(facts), { at: 9 as Instant, kind, data }, context);
    expect(decided.ok ? 'ok' : decided.refusal).toBe(expected);
  });

  test('is not corrected into something else, and can be withdrawn', () => {
    const correct = (more: object) => correctFact(caseOf(facts), { fact_id: 'f1', revision: 2, reason: 'x', ...more }, context);
    expect(correct({ replacement: { data: { part: 'gearbox' } } })).toMatchObject({ refusal: 'not_correctable' });
    expect(correct({ withdrawn: true }).ok).toBe(true);
  });
});

describe('what waits, for whom, and until when', () => {
  const asked = (id: string, at: number, more: object = {}): Fact => ({
    id: `${id}${at}`, kind: 'approval.asked', at: at as Instant, received_at: at as Instant,
    data: { approval_id: id, approval: 'requisition', round: 1, by: 'wu', fields: {}, steps: [{ step: 'leader', role: 'leader', within_ms: 100 }, { step: 'general', role: 'general_manager', within_ms: 7 }], ...more },
  });
  const did = (kind: string, id: string, at: number): Fact => ({ id: `${kind}${id}`, kind, at: at as Instant, received_at: at as Instant, data: { approval_id: id, approval: 'requisition', step: 'leader', role: 'leader', by: 'he' } });

  test('the time of a step runs from the step before', () => {
    const of = (...facts: Fact[]) => approvalsOf(facts).map((each) => [waitingStep(each)?.step ?? null, dueOf(each)])[0];
    expect(of(asked('r', 10))).toEqual(['leader', 110]);
    expect(of(asked('r', 10), did('approval.approved', 'r', 50))).toEqual(['general', 57]);
    expect(of(asked('r', 10), did('approval.returned', 'r', 50))).toEqual([null, null]);
  });

  test.each<[string, Fact[], string]>([
    ['never asked', [], 'not_asked '],
    ['asked', [asked('r', 1)], 'waiting leader'],
    ['a step further', [asked('r', 1), did('approval.approved', 'r', 2)], 'waiting general_manager'],
    ['came back', [asked('r', 1), did('approval.returned', 'r', 2)], 'returned '],
    ['withdrawn', [asked('r', 1), did('approval.withdrawn', 'r', 2)], 'not_asked '],
    ['granted before, so what is missing is another one', [asked('r', 1), did('approval.granted', 'r', 2)], 'not_asked '],
    ['overtaken', [asked('r', 1, { changed_by: ['part.changed'] }), { ...asked('x', 2), kind: 'part.changed', data: {} }], 'not_asked '],
  ])('%s → %3$s', (_, facts, expected) => {
    const { phase, role } = standingOf('requisition', approvalsOf(facts));
    expect(`${phase} ${role ?? ''}`).toBe(expected);
  });
});
