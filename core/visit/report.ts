/** Decisions about the service report: written, shown, signed by the customer after the work, then beyond change. */

import { record, refuse } from '../base/decision.ts';
import { claim, withPersonal, type Decided, type Deciding } from '../roster/deciding.ts';
import { onVisit, type OnVisit } from './decide.ts';
import { contradictions } from './field.ts';
import type { CaseFrame } from './visit.ts';

type CompleteReport = OnVisit & { readonly report: string };
type SignReport = OnVisit & { readonly digest: string; readonly signer: string; readonly image: string };

/** A new text makes an earlier unsigned one stale; a signed one is not altered (ENG-73). */
export function completeReport(frame: CaseFrame, command: CompleteReport, context: Deciding): Decided {
  return onVisit('complete_report', frame, command, context, () => {
    const data = { visit_id: command.visit_id, digest: context.digestOf(command.report) };
    const fact = claim('report.completed', command.at, data, context, contradictions(frame, null, command.at, context));
    return record(withPersonal(fact, personOf(frame, context), { report: command.report }));
  });
}

/** ENG-72: only after the work, and over the exact text that was shown. */
export function signReport(frame: CaseFrame, command: SignReport, context: Deciding): Decided {
  return onVisit('sign_report', frame, command, context, (visit) => {
    if (visit.report?.digest !== command.digest) return refuse('report_changed');
    const data = { visit_id: command.visit_id, digest: command.digest };
    const fact = claim('report.signed', command.at, data, context, contradictions(frame, null, command.at, context));
    return record(withPersonal(fact, personOf(frame, context), { signer: command.signer, image: command.image }));
  });
}

// What is said at a visit is sealed with its customer, or with the case while no customer is known.
function personOf(frame: CaseFrame, context: Deciding): string {
  return frame.customer_id ?? context.subject_id;
}
