/** FRM-01 to FRM-43 as their rows name them: the pack, the form, what it is about, its fields in the order of the row, its signers in order. When and by whom a form was opened, and its number, every form has by itself. */

export type FormRow = {
  readonly row: string;
  readonly pack: string;
  readonly form: string;
  readonly about: string;
  /** Codes of fields that the row names, columns of a list as `parts.quantity`; a row that names none leaves it empty. Parts are named with how many. */
  readonly fields: string;
  readonly signers: string;
};

export const formRows: readonly FormRow[] = [
  // Parts replaced and parts made good are one list: the row asks the same three things of both.
  { row: 'FRM-01', pack: 'bus', form: 'service_report', about: 'case', fields: 'fault cause handling parts.reason parts.part parts.quantity user_remarks running_hours mileage_km', signers: 'customer leader' },
  { row: 'FRM-02', pack: 'bus', form: 'satisfaction_survey', about: 'case', fields: '', signers: '' },
  { row: 'FRM-03', pack: 'bus', form: 'call_and_letter_log', about: 'customer', fields: 'received_at content answer handling', signers: '' },
  { row: 'FRM-04', pack: 'bus', form: 'part_requisition', about: 'case', fields: 'parts.part parts.quantity proposal', signers: 'leader' },
  { row: 'FRM-05', pack: 'bus', form: 'part_receipt_note', about: 'organisation', fields: 'goods.part goods.quantity', signers: '' },
  { row: 'FRM-06', pack: 'bus', form: 'part_stock_book', about: 'organisation', fields: 'part quantity station', signers: '' },
  // The case file that goes with the order is the case itself.
  { row: 'FRM-07', pack: 'bus', form: 'outside_work_order', about: 'case', fields: 'model number address phone contact', signers: '' },
  { row: 'FRM-08', pack: 'bus', form: 'travel_advance', about: 'case', fields: '', signers: 'leader' },
  { row: 'FRM-09', pack: 'bus', form: 'supplier_contact', about: 'case', fields: 'content result', signers: '' },
  { row: 'FRM-10', pack: 'bus', form: 'freight_clearing', about: 'case', fields: 'parts.part parts.quantity cost', signers: 'hand leader' },
  { row: 'FRM-11', pack: 'machine-tool', form: 'after_sales_report', about: 'case', fields: 'kind repair parts_replaced parts.part parts.quantity', signers: 'customer' },
  { row: 'FRM-12', pack: 'machine-tool', form: 'part_application', about: 'case', fields: 'cause part', signers: '' },
  { row: 'FRM-13', pack: 'machine-tool', form: 'unsolved_problem', about: 'case', fields: 'photos video report', signers: '' },
  { row: 'FRM-14', pack: 'machine-tool', form: 'joint_visit', about: 'case', fields: 'analysis responsibility', signers: 'engineer supplier' },
  { row: 'FRM-15', pack: 'machine-tool', form: 'monthly_summary', about: 'organisation', fields: '', signers: '' },
  { row: 'FRM-16', pack: 'machine-tool', form: 'arrival_inspection', about: 'case', fields: 'accessories_complete rust damage ok_before_power', signers: '' },
  { row: 'FRM-17', pack: 'telecom', form: 'fault_control_file', about: 'case', fields: 'registered_at dispatched_at cleared_at status feedback', signers: '' },
  { row: 'FRM-18', pack: 'telecom', form: 'pre_treatment', about: 'case', fields: 'procedure conclusion', signers: '' },
  { row: 'FRM-19', pack: 'telecom', form: 'dispatch_order', about: 'case', fields: 'engineer time', signers: '' },
  { row: 'FRM-20', pack: 'telecom', form: 'call_note', about: 'case', fields: 'kind content phone promised_at', signers: '' },
  { row: 'FRM-21', pack: 'service-centre', form: 'repair_call_register', about: 'case', fields: 'name address phone model closed', signers: '' },
  { row: 'FRM-22', pack: 'service-centre', form: 'service_voucher', about: 'case', fields: 'model customer', signers: 'on_site take_in return' },
  { row: 'FRM-23', pack: 'service-centre', form: 'goods_receipt', about: 'case', fields: 'goods', signers: 'technician' },
  { row: 'FRM-24', pack: 'service-centre', form: 'goods_register', about: 'case', fields: 'goods in_on returned_on', signers: '' },
  { row: 'FRM-25', pack: 'service-centre', form: 'repair_card', about: 'case', fields: 'repair_minutes parts.part parts.quantity inspection item', signers: 'director' },
  { row: 'FRM-26', pack: 'service-centre', form: 'maintenance_contract', about: 'customer', fields: 'terms', signers: 'customer company' },
  { row: 'FRM-27', pack: 'service-centre', form: 'invoice', about: 'case', fields: 'when_issued issued_on', signers: '' },
  { row: 'FRM-28', pack: 'service-centre', form: 'customer_pocket', about: 'customer', fields: 'vouchers.voucher vouchers.model', signers: '' },
  { row: 'FRM-29', pack: 'service-centre', form: 'authority_table', about: 'organisation', fields: 'limits.matter limits.approver limits.limit accounting', signers: '' },
  { row: 'FRM-30', pack: 'lubricants', form: 'monthly_report', about: 'organisation', fields: '', signers: '' },
  // That the customer was told is a milestone of the case, because the sheet is locked before.
  { row: 'FRM-31', pack: 'lubricants', form: 'sample_result', about: 'case', fields: 'result received_at result_at', signers: '' },
  // The plan of visits is a duty of the pack; the form is the record.
  { row: 'FRM-32', pack: 'lubricants', form: 'customer_visit', about: 'customer', fields: 'level customer visited_on', signers: '' },
  { row: 'FRM-33', pack: 'lubricants', form: 'usage_report', about: 'customer', fields: '', signers: '' },
  { row: 'FRM-34', pack: 'appliance', form: 'user_information_sheet', about: 'case', fields: 'name address phone model purchased_on symptom request', signers: '' },
  { row: 'FRM-35', pack: 'appliance', form: 'warranty_record_sheet', about: 'case', fields: '', signers: '' },
  { row: 'FRM-36', pack: 'appliance', form: 'receipt', about: 'case', fields: '', signers: '' },
  { row: 'FRM-37', pack: 'appliance', form: 'note_slip', about: 'case', fields: 'phone message', signers: '' },
  { row: 'FRM-38', pack: 'appliance', form: 'work_permit', about: 'case', fields: 'shown_at_entry', signers: '' },
  { row: 'FRM-39', pack: 'appliance', form: 'kit_checklist', about: 'case', fields: 'tools parts_or_loaner five_ones forms ground_cloth cover_cloth spare_shoe_covers cleanliness', signers: '' },
  { row: 'FRM-40', pack: 'it-integrator', form: 'acceptance_checklist', about: 'case', fields: 'checklist configuration maintenance_manual faq', signers: 'customer' },
  { row: 'FRM-41', pack: 'it-integrator', form: 'user_archive', about: 'unit', fields: '', signers: '' },
  { row: 'FRM-42', pack: 'it-integrator', form: 'inspection_report', about: 'customer', fields: 'way', signers: '' },
  { row: 'FRM-43', pack: 'project-contractor', form: 'acceptance_report', about: 'case', fields: 'accepted_on', signers: 'owner company' },
];
