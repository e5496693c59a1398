/** How far somebody of a branch or partner firm reaches: every operation is closed to them that is not named here. */

/** Narrowed to what the party has: its cases with their visits, the customers and units of those cases, its own people. */
const withinParty: ReadonlySet<string> = new Set([
  'case.list', 'case.counts', 'case.export', 'case.bulk', 'case.get', 'case.facts', 'case.readings', 'case.around', 'case.engineers', 'case.file', 'case.add_file', 'visit.list',
  'case.classify', 'case.cancel', 'case.close', 'case.reopen', 'case.correct', 'case.accept_fact', 'case.record_milestone',
  'case.assign', 'case.reassign', 'case.withdraw_visit', 'case.accept', 'case.decline', 'case.agree_time', 'case.contact_customer',
  'case.inform_customer', 'case.call_back', 'case.depart', 'case.delay', 'case.see_overrun', 'case.knock', 'case.open_door',
  'case.phone_at_door', 'case.arrive', 'case.no_access', 'case.restore', 'case.repair', 'case.leave', 'case.complete_report', 'case.sign_report',
  'customer.find', 'customer.get', 'customer.describe', 'unit.list', 'person.list', 'person.describe', 'person.leave', 'report.promises', 'report.promises_export', 'report.outlook',
  'form.kinds', 'form.about', 'form.list', 'form.get', 'form.open', 'form.fill', 'form.sign', 'form.void', 'form.print', 'form.sheet', 'form.register', 'form.register_sheet', 'form.export',
  'approval.list', 'approval.about', 'approval.ask', 'approval.ask_again', 'approval.approve', 'approval.return', 'approval.withdraw',
  'approval.name_deputy', 'approval.end_deputy', 'approval.deputies',
  'guide.begin', 'guide.runs', 'guide.run', 'guide.attach', 'guide.answer', 'guide.skip', 'guide.conclude',
]);

/**
 * Nothing to narrow: what is made here becomes the party's, and the rest says nothing of anybody else.
 * Erasing a customer is not here: other firms may have cases of the same person. Nor are keys: a machine has no party.
 */
const asAnybody: ReadonlySet<string> = new Set([
  'session.me', 'case.report', 'case.preview', 'customer.register', 'unit.register', 'person.add', 'event.list',
  'guide.list', 'guide.get', 'guide.check_words',
  // Everybody's own.
  'inbox.list', 'inbox.read', 'filter.list', 'filter.save', 'filter.remove', 'live.follow',
]);

export function partyReach(operation: string): 'any' | 'party' | 'none' {
  if (asAnybody.has(operation)) return 'any';
  return withinParty.has(operation) ? 'party' : 'none';
}

export const operationsOfParties: readonly string[] = [...withinParty, ...asAnybody];
