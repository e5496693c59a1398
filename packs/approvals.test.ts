import { expect, test } from 'vitest';
import { compileApprovals, stepsFor } from '../core/gate/approval.ts';
import { loadPack } from '../server/pack/load.ts';

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
  ['APR-14', 'project-contractor', 'early_wear', ['identifying_department']],
  ['APR-15', 'project-contractor', 'training_papers', ['department_head']],
  ['APR-21', 'port', 'overhaul_plan', ['production_equipment']],
  ['APR-22', 'port', 'findings_filed', ['production_equipment']],
  ['APR-24', 'appliance', 'manager_apologises', ['after_sales_head']],
  ['APR-25', 'appliance', 'unknown_fault', ['headquarters']],
  ['APR-27', 'port', 'rule_change', ['equipment_officer', 'production_equipment']],
  ['APR-28', 'telecom', 'beyond_authority', ['leader']],
  ['APR-29', 'telecom', 'difficult_fault', ['project_lead']],
  ['APR-32', 'small-section', 'beyond_authority', ['section_head']],
])('%s: %s, %s goes to %j', async (row, name, approval, roles) => {
  const loaded = await loadPack(name);
  if (!loaded.ok) throw new Error(`${name} cannot be read`);
  const shape = loaded.pack.approvals?.[approval];
  expect([shape?.source].flat()).toContain(row);
  const compiled = compileApprovals(loaded.pack.approvals ?? {}).find((each) => each.name === approval)!;
  // Whatever is said and whatever it costs, nobody of these is passed over.
  for (const amount_fen of [undefined, 1, 1_000_000_000]) expect(stepsFor(compiled, {}, { amount_fen }).map((step) => step.role)).toEqual(roles);
});
