/** Which questions of an open screen a move of the journal makes old. */

import type { CaseView } from '../../wire/view/views.ts';
import type { LiveMove } from '../../wire/view/live_views.ts';
import type { OperationName } from '../../wire/contract.ts';

type View = LiveMove['views'][number];

// Reports over months are left to their own slow look: in a storm they would be counted again at every fact.
const asked: Readonly<Record<View, readonly OperationName[]>> = {
  case: ['case.get', 'case.facts', 'case.readings', 'case.around'],
  case_list: ['case.list', 'case.counts'],
  visit_list: ['visit.list', 'person.list', 'case.engineers'],
  customer: ['customer.find', 'customer.get', 'unit.list'],
  report: [],
  people: ['person.list', 'case.engineers'],
  events: ['event.list'],
  session: ['session.me'],
  webhooks: ['webhook.list'],
  inbox: ['inbox.list'],
  packs: ['pack.list', 'pack.get', 'pack.in_force'],
  forms: ['form.about', 'form.list', 'form.get', 'form.register'],
  approvals: ['approval.list', 'approval.about'],
  deputies: ['approval.deputies', 'approval.list'],
  guides: ['guide.runs', 'guide.run'],
  duties: ['duty.list', 'duty.in_care', 'duty.subject'],
  periods: ['period.list', 'period.get'],
};

/** Whether a question, by its key and what it was answered, has to be asked again. */
export function isMoved(moves: readonly LiveMove[], key: readonly unknown[], data: unknown): boolean {
  return moves.some((move) => move.views.some((view) => asked[view].includes(key[0] as OperationName)) && concerns(move, key, data));
}

function concerns(move: LiveMove, key: readonly unknown[], data: unknown): boolean {
  const of = (key[1] as { params?: { case_id?: string } } | undefined)?.params?.case_id;
  if (of === undefined || move.case_id === null) return true;
  if (of !== move.case_id) return false;
  // What this screen did itself was read again with its answer.
  const shown = (data as Partial<CaseView> | undefined)?.row?.seq;
  return shown === undefined || move.seq === null || shown < move.seq;
}
