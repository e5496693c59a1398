import { expect, test } from 'vitest';
import { compileApprovals, stepsFor } from '../core/gate/approval.ts';
import { may } from '../core/roster/rights.ts';
import { grantsOf } from '../core/roster/roles.ts';
import { loadPack, packNames } from '../server/pack/load.ts';
import { policyOf } from '../server/pack/policy.ts';

/** Who approves what, held against the rows once more: a role left out or in another order turns a line red. */
test.each<[row: string, pack: string, approval: string, roles: readonly string[]]>([
  ['APR-01', 'bus', 'requisition', ['leader']],
  ['APR-02', 'bus', 'service_report', ['leader']],
  ['APR-03', 'bus', 'paid_service', ['leader']],
  ['APR-04', 'bus', 'expense_claim', ['leader']],
  ['APR-05', 'bus', 'posted_part', ['group_lead', 'leader']],
  ['APR-06', 'bus', 'rest_after_return', ['leader']],
  ['APR-07', 'bus', 'large_matter', ['leader']],
  ['APR-08', 'service-centre', 'beyond_delegation', ['director']],
  ['APR-10', 'service-centre', 'work_looked_over', ['director']],
  ['APR-11', 'project-contractor', 'task', ['department_head', 'unit_leader']],
  ['APR-14', 'project-contractor', 'early_wear', ['identifying_department']],
  ['APR-15', 'project-contractor', 'training_papers', ['department_head']],
  ['APR-16', 'building', 'estimate', ['engineering_manager', 'general_office']],
  ['APR-17', 'farm-machinery', 'old_part_appraisal', ['technical_department']],
  ['APR-18', 'farm-machinery', 'warranty', ['technical_department', 'finance']],
  ['APR-20', 'port', 'temporary_measure', ['production_equipment']],
  ['APR-21', 'port', 'overhaul_plan', ['production_equipment']],
  ['APR-22', 'port', 'findings_filed', ['production_equipment']],
  ['APR-24', 'appliance', 'manager_apologises', ['after_sales_head']],
  ['APR-25', 'appliance', 'unknown_fault', ['headquarters']],
  ['APR-27', 'port', 'rule_change', ['equipment_officer', 'production_equipment']],
  ['APR-28', 'telecom', 'beyond_authority', ['leader']],
  ['APR-29', 'telecom', 'difficult_fault', ['project_lead']],
  ['APR-32', 'small-section', 'beyond_authority', ['section_head']],
  ['APR-33', 'equipment-supplier', 'technical_report', ['department_head']],
])('%s: %s, %s goes to %j', async (row, name, approval, roles) => {
  const loaded = await loadPack(name);
  if (!loaded.ok) throw new Error(`${name} cannot be read`);
  const shape = loaded.pack.approvals?.[approval];
  expect([shape?.source].flat()).toContain(row);
  const compiled = compileApprovals(loaded.pack.approvals ?? {}).find((each) => each.name === approval)!;
  // Whatever is said and whatever it costs, nobody of these is passed over.
  for (const amount_fen of [undefined, 1, 1_000_000_000]) expect(stepsFor(compiled, {}, { amount_fen }).map((step) => step.role)).toEqual(roles);
});

/** What a row lets somebody approve is recorded by their approval, and the gate that waits for it opens by nothing else. */
test.each<[row: string, pack: string, milestone: string, approval: string, gate: string]>([
  ['APR-01', 'bus', 'requisition.approved', 'requisition', 'requisition_approved'],
  ['APR-11', 'project-contractor', 'task.reviewed', 'task', 'task_approved'],
  ['APR-11', 'project-contractor', 'task.approved', 'task', 'task_approved'],
  ['APR-16', 'building', 'estimate.reviewed', 'estimate', 'estimate_approved'],
  ['APR-16', 'building', 'estimate.approved', 'estimate', 'estimate_approved'],
  ['APR-17', 'farm-machinery', 'old_part.appraised', 'old_part_appraisal', 'appraised_before_disposal'],
  ['APR-20', 'port', 'temporary_measure.approved', 'temporary_measure', 'measure_approved'],
  ['APR-33', 'equipment-supplier', 'technical_report.reviewed', 'technical_report', 'report_reviewed'],
])('%s: in %s, %s comes by the approval %s alone, and %s waits for it', async (_, name, milestone, approval, gate) => {
  const loaded = await loadPack(name);
  if (!loaded.ok) throw new Error(`${name} cannot be read`);
  expect(policyOf(loaded).granted?.[milestone]).toBe(approval);
  expect(loaded.pack.gates?.[gate]?.needs.map((need) => need.fact)).toContain(milestone);
});

/** Who approves is seldom sent to the site: a role that reaches only its own cases would find nothing in its inbox. */
test.each(await packNames())('%s: whoever is to approve a step reaches the cases of others', async (name) => {
  const loaded = await loadPack(name);
  if (!loaded.ok) throw new Error(`${name} cannot be read`);
  const roles = Object.values(loaded.pack.approvals ?? {}).flatMap((approval) => approval.steps.map((step) => step.role));
  const grants = (role: string) => grantsOf([role], loaded.pack.roles ?? []);
  expect(roles.filter((role) => !may({ id: 'x', roles: [], grants: grants(role) }, 'approval.approve', 'other'))).toEqual([]);
});
