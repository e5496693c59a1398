/** Every reason for an ordinary no, in one closed list; worded in wire/words/refusals.ts. */

/** Given by the rules of service. */
export const coreRefusals = [
  // Cases
  'case_exists', 'case_closed', 'case_cancelled', 'case_not_closed', 'unknown_case', 'visit_not_finished',
  'unknown_zone', 'unknown_matter', 'unknown_class', 'unknown_category', 'unknown_reason', 'reason_missing', 'nothing_new',
  'customer_given_twice', 'not_a_milestone', 'bad_milestone', 'not_yours_to_record', 'already_waiting', 'not_waiting', 'already_resolved',
  // Files
  'file_type_unknown', 'file_too_large', 'file_there_already', 'too_many_files',
  // Facts that are corrected or accepted
  'unknown_fact', 'stale_revision', 'nothing_to_correct', 'bad_replacement', 'personal_not_corrected', 'signature_is_final',
  'not_correctable', 'report_needed', 'at_in_future', 'not_disputed', 'fact_already_accepted',
  // Visits
  'unknown_visit', 'visit_exists', 'not_your_visit', 'unknown_engineer', 'inactive_engineer', 'already_assigned', 'same_engineer',
  'visit_already_accepted', 'visit_declined', 'visit_withdrawn', 'visit_finished', 'visit_already_on_site',
  'consent_missing', 'appointment_in_past', 'until_before_appointment', 'estimate_in_past',
  'already_departed', 'already_arrived', 'already_no_access', 'already_restored', 'already_repaired', 'already_left',
  'work_not_done', 'report_missing', 'report_changed', 'report_signed',
  // Forms
  'form_exists', 'unknown_form', 'unknown_form_kind', 'form_about_other', 'form_locked', 'form_voided', 'form_changed', 'unknown_field', 'field_computed',
  'field_locked', 'field_unfit', 'not_your_field', 'fields_missing', 'unknown_signer', 'not_your_signature', 'already_signed', 'signature_awaited', 'not_yours_to_void',
  // Other streams
  'customer_exists', 'unknown_customer', 'customer_erased', 'unit_exists', 'person_exists', 'unknown_person', 'person_left', 'role_missing', 'unknown_role',
  'event_exists', 'unknown_event', 'ends_before_begin',
  'webhook_exists', 'unknown_webhook', 'webhook_stopped',
  // Duties
  'unknown_subject', 'already_in_care', 'not_in_care', 'already_set_aside', 'not_set_aside', 'unknown_duty', 'duty_recurs', 'due_in_past',
  'unknown_occurrence', 'already_done', 'not_open_yet', 'evidence_missing', 'unknown_evidence', 'bad_evidence',
  // Periods of promises
  'unknown_promise', 'period_backward', 'period_not_over', 'period_closed',
  // Guides
  'unknown_guide', 'unknown_run', 'run_exists', 'run_attached', 'step_not_reached', 'bad_answer', 'hard_step', 'guide_unfinished', 'guide_finished', 'other_conclusion', 'guide_concluded',
  'forbidden_expression',
  // Versions of the rules
  'unknown_pack_version', 'pack_proposed_already', 'pack_returned', 'pack_active_already', 'nothing_to_approve', 'own_proposal', 'approved_by_you',
  'not_approver', 'approval_missing',
  // Calendars from a feed
  'feed_not_calendar', 'feed_too_large', 'feed_date', 'feed_rule', 'feed_zone', 'feed_markup', 'feed_conflict', 'feed_year_empty', 'feed_years_apart',
  // Approvals of what is done on a case
  'unknown_approval', 'unknown_request', 'approval_exists', 'approval_unfit', 'approval_pending', 'not_asker', 'approval_granted', 'approval_returned', 'approval_withdrawn',
  'approval_not_returned', 'approval_outdated', 'own_request', 'approved_before', 'not_your_request', 'comes_by_approval',
  'unknown_deputy', 'deputy_of_oneself', 'deputy_over', 'no_deputy',
] as const;
export type CoreRefusal = (typeof coreRefusals)[number];

/** Given by the shell, before or around a decision. */
export const serverRefusals = [
  'gate_closed', 'approval_not_asked', 'approval_waits', 'approval_came_back', 'stale_version', 'unknown_unit', 'unsafe_address', 'unknown_message', 'unknown_file', 'unknown_print', 'print_over', 'print_too_large', 'printer_missing', 'printer_busy', 'message_not_parked', 'not_allowed', 'not_signed_in', 'idempotency_key_reused', 'bad_request', 'bad_cursor',
  'too_large', 'too_deep', 'number_too_large', 'not_found', 'method_not_allowed', 'unsupported_media_type', 'database_gone',
  'sign_in_failed', 'too_many_attempts', 'cross_site', 'email_taken', 'link_gone', 'second_factor_wrong', 'second_factor_on', 'provider_refused', 'unknown_session', 'unknown_key', 'unknown_scope', 'stopping', 'too_many_streams', 'too_many_filters', 'pack_unsound', 'pack_version_taken', 'unknown_period', 'unknown_calendar', 'feed_unreachable', 'internal',
] as const;
type ServerRefusal = (typeof serverRefusals)[number];

export type Refusal = CoreRefusal | ServerRefusal;

/** A no that already stands before the rest of a command is looked at. */
export type Refused = {
  readonly ok: false;
  readonly refusal: CoreRefusal;
  readonly detail?: Readonly<Record<string, string | number>>;
};

/** Like refuse, for a check that answers null when nothing stands in the way. */
export function bar(refusal: CoreRefusal, detail?: Readonly<Record<string, string | number>>): Refused {
  return detail === undefined ? { ok: false, refusal } : { ok: false, refusal, detail };
}
