import { describe, expect, test } from 'vitest';
import type { Fact } from '../core/base/fact.ts';
import type { Instant } from '../core/base/time.ts';
import { caseOf } from '../core/case/case.ts';
import { reportCase } from '../core/case/decide.ts';
import { recordMilestone } from '../core/case/milestone.ts';
import type { Deciding } from '../core/roster/deciding.ts';
import { may } from '../core/roster/rights.ts';
import { baseRolesOf, grantsOf } from '../core/roster/roles.ts';
import { loadPack } from '../server/pack/load.ts';
import { policyOf } from '../server/pack/policy.ts';

async function loaded(name: string) {
  const pack = await loadPack(name);
  if (!pack.ok) throw new Error(JSON.stringify(pack.problems));
  return pack;
}

/** Somebody who holds one role of a pack. */
async function holding(name: string, held: string) {
  const { pack } = await loaded(name);
  const roles = pack.roles ?? [];
  return { id: held, roles: baseRolesOf([held], roles), grants: grantsOf([held], roles), held: [held] };
}

describe('who a row names is a role of the pack that owns it', () => {
  test.each([
    ['ROL-01', 'grid', 'repair_crew:engineer inspector:engineer hall_clerk:agent'],
    ['ROL-02', 'bus', 'service_person:engineer group_lead:dispatcher storekeeper:agent leader:manager trip_leader:engineer handler:agent component_supplier:engineer service_station:engineer'],
    ['ROL-03', 'machine-tool', 'service_engineer:engineer office_head:manager quality_committee:manager after_sales_department:dispatcher sales_company:manager supplier_technician:engineer'],
    ['ROL-04', 'telecom', 'acceptor:agent after_sales_desk:dispatcher complaint_officer:agent project_engineer:engineer project_lead:manager partner:engineer terminal_maker:engineer leader:manager'],
    ['ROL-05', 'service-centre', 'clerk:agent director:dispatcher technician:engineer accountant:agent general_manager:manager service_department:dispatcher branch_group:agent'],
    ['ROL-06', 'lubricants', 'senior_server:engineer server:engineer salesperson:agent leader:manager host:agent'],
    ['ROL-07', 'appliance', 'information_clerk:agent call_centre:agent after_sales_head:manager headquarters:manager'],
    ['ROL-08', 'project-contractor', 'maintenance_lead:engineer department_head:manager unit_leader:manager production_planning:dispatcher supervisor:manager project_director:engineer production:manager construction_management:dispatcher finance:agent identifying_department:agent manufacturer:engineer'],
    ['ROL-09', 'farm-machinery', 'sales_office:dispatcher technical_department:agent dealer:engineer sales_representative:engineer finance:agent company_leader:manager sales_branch:manager salesperson:engineer warehouse:agent'],
    ['ROL-10', 'building', 'customer_service:agent engineering_manager:dispatcher general_office:manager crew:engineer engineering:dispatcher material_supplier:engineer'],
    ['ROL-11', 'machinery-maker', 'service_staff:engineer service_manager:manager finance:agent production:dispatcher technical:engineer quality:agent sales:agent'],
    ['ROL-12', 'grid', 'back_office_lead:manager'],
    ['ROL-13', 'small-section', 'marketing_lead:manager section_head:manager'],
    ['ROL-14', 'fabric', 'specialist:agent'],
    ['ROL-15', 'mall', 'quality_officer:agent'],
    ['ROL-16', 'equipment-supplier', 'department_head:manager director:manager'],
    ['ROL-17', 'car-dealer', 'adviser:agent service_manager:manager'],
    ['ROL-24', 'car-dealer', 'maker_centre:agent'],
    ['ROL-25', 'machine-tool', 'quality_committee:manager sales_company:manager'],
    ['ROL-26', 'service-centre', 'service_department:dispatcher branch_group:agent'],
    ['ROL-27', 'car-dealer', 'service_manager:manager'],
    ['ROL-28', 'quality-maker', 'network_manager:manager'],
  ])('%s of %s: %s', async (row, name, verdict) => {
    const { pack } = await loaded(name);
    const cited = (pack.roles ?? []).filter((role) => [role.source].flat().includes(row)).map((role) => `${role.code}:${role.based_on}`);
    expect(cited.toSorted()).toEqual(verdict.split(' ').toSorted());
  });
});

describe('what a role may and may not do on the cases of others', () => {
  test.each([
    ['ROL-12: the back-office lead stands in for the desk', 'grid', 'back_office_lead', 'case.report', true],
    ['ROL-12: and for the manager', 'grid', 'back_office_lead', 'case.correct', true],
    ['ROL-13: the head of the section leads the work', 'small-section', 'section_head', 'case.assign', true],
    ['ROL-13: and writes no rules', 'small-section', 'section_head', 'pack.propose', false],
    ['ROL-13: nor approves them', 'small-section', 'section_head', 'pack.approve', false],
    ['ROL-13: marketing does', 'small-section', 'marketing_lead', 'pack.approve', true],
    ['ROL-14: the specialist issues rules', 'fabric', 'specialist', 'pack.propose', true],
    ['ROL-14: which somebody else approves', 'fabric', 'specialist', 'pack.approve', false],
    ['ROL-14: another desk writes none', 'mall', 'quality_officer', 'pack.propose', false],
    ['ROL-22: the clerk registers', 'service-centre', 'clerk', 'case.report', true],
    ['ROL-22: and does not dispatch', 'service-centre', 'clerk', 'case.assign', false],
    ['ROL-22: the director dispatches', 'service-centre', 'director', 'case.assign', true],
    ['ROL-22: the technician does not', 'service-centre', 'technician', 'case.assign', false],
    ['ROL-23: whoever leads the field corrects its record', 'service-centre', 'general_manager', 'case.correct', true],
    ['ROL-23: those it speaks of do not', 'service-centre', 'technician', 'case.correct', false],
    ['ROL-25: the committee reads what happened', 'machine-tool', 'quality_committee', 'case.facts', true],
    ['ROL-25: and the registers', 'machine-tool', 'quality_committee', 'form.register', true],
    ['ROL-25: so does the sales company', 'machine-tool', 'sales_company', 'case.facts', true],
    ['ROL-25: an engineer does not read those of others', 'machine-tool', 'service_engineer', 'case.facts', false],
    ['INT-05: who takes faults is the one window', 'telecom', 'acceptor', 'case.report', true],
    ['INT-05: an engineer takes none', 'telecom', 'project_engineer', 'case.report', false],
    ['INT-05: nor does a terminal maker', 'telecom', 'terminal_maker', 'case.report', false],
    ['DSP-14: the sales office hands jobs on to people', 'farm-machinery', 'sales_office', 'case.assign', true],
    ['DSP-16: a dealer does not pass a user on', 'farm-machinery', 'dealer', 'case.reassign', false],
    ['DSP-16: nor withdraws the visit', 'farm-machinery', 'dealer', 'case.withdraw_visit', false],
    ['DSP-33: the head of after-sales schedules repairs', 'small-section', 'section_head', 'case.assign', true],
    ['DSP-33: whoever repairs does not', 'small-section', 'repairer', 'case.assign', false],
    ['ROL-27: the service manager watches the process', 'car-dealer', 'service_manager', 'report.promises', true],
  ] as const)('%s', async (_, name, held, operation, verdict) => {
    expect(may(await holding(name, held), operation, 'other')).toBe(verdict);
  });

  test('ROL-26: the service department sees the cases of every centre, a service group those of its branch', async () => {
    const group = { ...(await holding('service-centre', 'branch_group')), party: 'north' };
    expect([may(group, 'case.get', 'party'), may(group, 'case.get', 'other')]).toEqual([true, false]);
    expect(may(await holding('service-centre', 'service_department'), 'case.get', 'other')).toBe(true);
  });

  test('ROL-24: the service centre of the maker reaches the cases it shares with the dealer, and no others', async () => {
    const maker = { ...(await holding('car-dealer', 'maker_centre')), party: 'maker' };
    expect([may(maker, 'case.record_milestone', 'party'), may(maker, 'case.record_milestone', 'other')]).toEqual([true, false]);
  });

  test('ROL-13: a version of the rules waits for marketing', async () => {
    expect((await loaded('small-section')).pack.activation?.approvals.map((step) => step.role)).toEqual(['marketing_lead']);
  });
});

const at = Date.parse('2026-03-02T09:00:00+08:00') as Instant;
const reported: Fact = { id: 'f1', kind: 'case.reported', at, received_at: at, data: { case_id: 'c1', zone: 'everywhere', matter: 'repair', channel: 'phone' } };

async function recorded(name: string, held: string, kind: string, data: Record<string, unknown>, imported = false): Promise<string> {
  const by = await holding(name, held);
  const context: Deciding = { now: at, by, policy: policyOf(await loaded(name)), subject_id: 'c1', imported, people: () => null, freshId: () => 'x', digestOf: () => '' };
  const decided = recordMilestone(caseOf([reported]), { at, kind, data }, context);
  return decided.ok ? 'recorded' : decided.refusal;
}

describe('hands that a pack keeps apart', () => {
  test.each([
    ['ROL-15', 'mall', 'goods.admitted', {}, 'quality_officer', 'recorded'],
    ['ROL-15', 'mall', 'goods.admitted', {}, 'service_head', 'not_yours_to_record'],
    ['ROL-15', 'mall', 'quality.judged', { borne_by: 'shop' }, 'service_head', 'not_yours_to_record'],
    ['ROL-14', 'fabric', 'demand.refused', { why: 'worn out' }, 'specialist', 'recorded'],
    ['ROL-14', 'fabric', 'demand.refused', { why: 'worn out' }, 'agent', 'not_yours_to_record'],
    ['ROL-17', 'car-dealer', 'settlement.checked', {}, 'service_manager', 'recorded'],
    ['ROL-17', 'car-dealer', 'settlement.checked', {}, 'adviser', 'not_yours_to_record'],
    ['ROL-21', 'farm-machinery', 'task.transferred', { to: 'dealer' }, 'sales_office', 'recorded'],
    ['ROL-21', 'farm-machinery', 'task.transferred', { to: 'dealer' }, 'finance', 'not_yours_to_record'],
    ['ROL-22', 'service-centre', 'invoice.drawn', { number: 'FP-1' }, 'accountant', 'recorded'],
    ['ROL-22', 'service-centre', 'invoice.drawn', { number: 'FP-1' }, 'clerk', 'not_yours_to_record'],
    ['ROL-22', 'service-centre', 'item.inspected', {}, 'director', 'recorded'],
    ['ROL-22', 'service-centre', 'item.inspected', {}, 'accountant', 'not_yours_to_record'],
    ['ROL-22', 'service-centre', 'register.entered', {}, 'clerk', 'recorded'],
    ['ROL-22', 'service-centre', 'register.entered', {}, 'director', 'not_yours_to_record'],
    ['ROL-22', 'service-centre', 'item.returned', {}, 'clerk', 'recorded'],
  ])('%s: %s, %s %j by %s → %s', async (_, name, kind, data, held, verdict) => {
    expect(await recorded(name, held, kind, data)).toBe(verdict);
  });

  test.each([
    ['INT-24', 'farm-machinery', 'service.organised', 'department dealer salesperson', 'nobody', 'by'],
    ['DSP-14', 'farm-machinery', 'task.transferred', 'department dealer', 'customer', 'to'],
  ])('%s: %s, %s goes to one of %s and not to %s', async (_, name, kind, lawful, other, field) => {
    const verdicts = await Promise.all([...lawful.split(' '), other].map((code) => recorded(name, 'sales_office', kind, { [field]: code })));
    expect(verdicts).toEqual([...lawful.split(' ').map(() => 'recorded'), 'bad_milestone']);
  });

  test('DSP-17, DSP-18: a task names who is responsible; who stands in may stay open', async () => {
    const drafted = (data: Record<string, unknown>) => recorded('project-contractor', 'production_planning', 'task.drafted', data);
    expect([await drafted({ responsible: 'sun' }), await drafted({ deputy: 'wu' })]).toEqual(['recorded', 'bad_milestone']);
  });

  test('records of another system were parted there', async () => {
    expect(await recorded('service-centre', 'clerk', 'invoice.drawn', { number: 'FP-1' }, true)).toBe('recorded');
  });
});

test.each([
  ['DSP-25', 'car-dealer', 'rescue'], ['DSP-27', 'mall', 'delivery'], ['DSP-28', 'equipment-supplier', 'delivery'], ['DSP-28', 'equipment-supplier', 'installation'],
])('%s: %s takes %s as a kind of job of its own', async (row, name, matter) => {
  const { pack } = await loaded(name);
  expect([pack.matters.find((each) => each.code === matter)?.source].flat()).toContain(row);
  const context: Deciding = { now: at, by: await holding(name, 'agent'), policy: policyOf(await loaded(name)), subject_id: 'c1', people: () => null, freshId: () => 'x', digestOf: () => '' };
  const report = (of: string) => reportCase(caseOf([]), { at, zone: 'everywhere', matter: of, channel: 'phone' }, context);
  expect([report(matter).ok, report('gossip').ok]).toEqual([true, false]);
});
