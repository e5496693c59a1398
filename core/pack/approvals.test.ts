import { describe, expect, test } from 'vitest';
import { readPack } from './read.ts';

const pack = (approval: string) => `name: yard
version: "1"
code: YARD
words: { zh-CN: 堆场, en: Yard }
time_zone: Asia/Shanghai
zones: [{ code: here, words: { zh-CN: 本地, en: Here } }]
matters: [{ code: repair, words: { zh-CN: 维修, en: Repair } }]
roles:
  - { code: leader, based_on: manager, words: { zh-CN: 领导, en: Leader } }
  - { code: clerk, based_on: agent, deny: [approval.approve], words: { zh-CN: 文员, en: Clerk } }
  - { code: root, based_on: administrator, words: { zh-CN: 系统员, en: Root }, source: ROL-01 }
milestones:
  part.issued: { words: { zh-CN: 发料, en: Issued } }
  part.approved:
    words: { zh-CN: 批准, en: Approved }
    fields: { part: { type: text, required: true, words: { zh-CN: 备件, en: Part } } }
gates:
  issue:
    words: { zh-CN: 先批后发, en: Approved first }
    before: [part.issued]
    needs: [{ fact: part.approved, words: { zh-CN: 请先批准。, en: Approve first. } }]
approvals:
  part:
    words: { zh-CN: 领料, en: Requisition }
    source: APR-01
${approval}`;

const fields = `    fields:
      part: { type: text, required: true, words: { zh-CN: 备件, en: Part } }
      amount_fen: { type: fen, required: true, words: { zh-CN: 金额, en: Amount } }
      loose_fen: { type: fen, words: { zh-CN: 估价, en: Guess } }
`;
const step = (more = '') => `    steps: [{ step: leader, role: leader${more} }]\n`;

describe('the approvals of a pack', () => {
  test.each<[string, string, string]>([
    ['sound', `${fields}    grants: part.approved\n${step()}`, 'sound'],
    ['sound, by amount and matter', `${fields}    amount: amount_fen\n${step(', from_fen: 100, below_fen: 101, when: case.matter == "repair" && asked.part != "y", within: 2 hours')}`, 'sound'],
    ['a role that nobody has', fields + step().replace('role: leader', 'role: king'), 'unknown_role approvals.part.steps.0.role'],
    ['a role that may not approve', fields + step().replace('role: leader', 'role: clerk'), 'nobody_may approvals.part.steps.0.role'],
    ['a role of those who see no case', fields + step().replace('role: leader', 'role: root'), 'nobody_may approvals.part.steps.0.role'],
    ['an asker whom there is not', `${fields}    asked_by: [king]\n${step()}`, 'unknown_role approvals.part.asked_by.0'],
    ['from more than below', `${fields}    amount: amount_fen\n${step(', from_fen: 100, below_fen: 100')}`, 'never_reached approvals.part.steps.0.below_fen'],
    ['below nothing', `${fields}    amount: amount_fen\n${step(', below_fen: 0')}`, 'never_reached approvals.part.steps.0.below_fen'],
    ['a condition that never holds', fields + step(', when: 1 > 2'), 'never_reached approvals.part.steps.0.when'],
    ['a condition that cannot be read', fields + step(', when: case.'), 'bad_condition approvals.part.steps.0.when'],
    ['a condition over what is not asked', fields + step(', when: asked.colour == "red"'), 'bad_condition approvals.part.steps.0.when'],
    ['a condition over what no case says', fields + step(', when: case.colour == "red"'), 'bad_condition approvals.part.steps.0.when'],
    ['an amount held against a word', fields + step(', when: asked.amount_fen == "much"'), 'bad_condition approvals.part.steps.0.when'],
    ['a matter this pack has not', fields + step(', when: case.matter == "flood"'), 'unknown_value approvals.part.steps.0.when'],
    ['an amount that no field holds', fields + step(', from_fen: 1'), 'missing_field approvals.part'],
    ['an amount that may be left out', `${fields}    amount: loose_fen\n${step(', from_fen: 1')}`, 'unknown_attribute approvals.part.amount'],
    ['an amount of words', `${fields}    amount: part\n${step(', from_fen: 1')}`, 'unknown_attribute approvals.part.amount'],
    ['two steps of one name', `${fields}    steps: [{ step: a, role: leader }, { step: a, role: leader }]\n`, 'duplicate_name approvals.part.steps.1.step'],
    ['a milestone there is not', `${fields}    grants: part.sent\n${step()}`, 'unknown_fact_kind approvals.part.grants'],
    ['a fact of the house', `${fields}    grants: case.closed\n${step()}`, 'unknown_fact_kind approvals.part.grants'],
    ['a milestone that must say what is not asked', `    grants: part.approved\n${step()}`, 'missing_field approvals.part.grants'],
    ['one milestone by two ways', `${fields}    grants: part.approved\n${step(', grants: part.approved')}`, 'duplicate_name approvals.part.steps.0.grants'],
    ['overtaken by its own success', `${fields}    grants: part.approved\n    changed_by: [part.approved]\n${step()}`, 'never_opens approvals.part.grants'],
    ['overtaken by what there is not', `${fields}    changed_by: [part.lost]\n${step()}`, 'unknown_fact_kind approvals.part.changed_by.0'],
    ['no steps', `${fields}    steps: []\n`, 'bad_value approvals.part.steps'],
    ['working time, which no reminder counts', fields + step(', within: 2 working days'), 'bad_value approvals.part.steps.0.within'],
  ])('%s → %3$s', (_, approval, expected) => {
    const read = readPack([{ path: 'yard/pack.yaml', text: pack(approval) }]);
    expect(read.ok ? 'sound' : read.problems.map((problem) => `${problem.code} ${problem.path}`).join('; ')).toBe(expected);
  });
});
