/** The visits of one case as they stand, with the report in clear text while its key exists. */

import type { VisitState } from '../../core/visit/visit.ts';
import type { VisitView } from '../../wire/view/views.ts';
import type { CaseRead } from './case_facts.ts';
import { wire } from './case_rows.ts';

export function visitViewsOf({ caseId, facts, state }: CaseRead, names: ReadonlyMap<string, string | null>): VisitView[] {
  const personalOf = (factId: string | null, field: string) => {
    const value = facts.find((fact) => fact.id === factId)?.personal?.[field];
    return typeof value === 'string' ? value : null;
  };
  return state.visits.map((visit) => ({
    visit_id: visit.visit_id, case_id: caseId, engineer_id: visit.engineer_id, engineer_name: visit.engineer_id === null ? null : (names.get(visit.engineer_id) ?? null),
    phase: visit.phase, assigned_at: wire(visit.assigned_at), appointment_at: wire(visit.appointment_at), departed_at: wire(visit.departed_at),
    arrived_at: wire(visit.arrived_at), left_at: wire(visit.left_at), report: reportOf(visit, personalOf),
  }));
}

function reportOf({ report }: VisitState, personalOf: (factId: string | null, field: string) => string | null): VisitView['report'] {
  if (report === null) return null;
  return { text: personalOf(report.fact_id, 'report'), digest: report.digest, signed: report.signed, signer: personalOf(report.signature_fact_id, 'signer') };
}
