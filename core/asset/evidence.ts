/** Whether what is given as evidence is what a duty asks for. */

import { refuse } from '../base/decision.ts';
import type { DutyShape } from '../duty/duty.ts';
import type { Decided } from '../roster/deciding.ts';

export type Evidence = Readonly<Record<string, string | number | boolean>>;
type Asked = NonNullable<DutyShape['evidence']>[number];

/** null when it is. */
export function faultInEvidence({ evidence: asked = [] }: DutyShape, given: Evidence): Decided | null {
  const stranger = Object.keys(given).find((field) => !asked.some((each) => each.field === field));
  if (stranger !== undefined) return refuse('unknown_evidence', { field: stranger });
  const missing = asked.find((each) => each.optional !== true && given[each.field] === undefined);
  if (missing !== undefined) return refuse('evidence_missing', { field: missing.field });
  const bad = asked.find((each) => given[each.field] !== undefined && !isOf(each, given[each.field]!));
  return bad === undefined ? null : refuse('bad_evidence', { field: bad.field });
}

function isOf({ is, choices = [] }: Asked, value: string | number | boolean): boolean {
  switch (is) {
    case 'number': return typeof value === 'number' && Number.isFinite(value);
    case 'yes_no': return typeof value === 'boolean';
    case 'choice': return choices.some((each) => each.code === value);
    case 'text':
    case 'reference': return typeof value === 'string';
  }
}
