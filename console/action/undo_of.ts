/** What takes an action back: a correction that withdraws its fact, or the withdrawal of the visit it made. */

import type { CaseCommandName } from '../../wire/command/case_commands.ts';
import type { OperationName } from '../../wire/contract.ts';
import type { Receipt } from '../../wire/view/views.ts';

/** Sent with the version that the action left, so it takes back nothing that came after. */
export type Undoing = { seq: number } & ({ fact_id: string } | { visit_id: string });

const facts: Partial<Record<CaseCommandName, string>> = { close: 'case.closed', cancel: 'case.cancelled' };

/** null where it can't be taken back, or not by this person. */
export function undoOf(command: CaseCommandName, receipt: Receipt, may: (operation: OperationName) => boolean): Undoing | null {
  const fact = receipt.facts.find((it) => it.kind === facts[command]);
  if (fact !== undefined) return may('case.correct') ? { seq: receipt.seq, fact_id: fact.id } : null;
  const visit_id = command === 'assign' ? receipt.ids['visit_id'] : undefined;
  return visit_id !== undefined && may('case.withdraw_visit') ? { seq: receipt.seq, visit_id } : null;
}
