import { describe, expect, test } from 'vitest';
import { parseInstant } from '../core/base/time.ts';
import { keepingOf } from '../core/form/archive.ts';
import { missingIn } from '../core/form/content.ts';
import { fillForm, printForm, voidForm, type FormDeciding } from '../core/form/decide.ts';
import { formOf, type FormFact } from '../core/form/form.ts';
import { cellOf } from '../server/read/form_text.ts';
import { fillAndSign, packOf, packs } from './filled.fixture.ts';

const at = parseInstant('2026-11-28T10:00:00+08:00')!;
const holding = (...holds: string[]): FormDeciding => ({ form_id: 'f1', holds, sealed_for: 'ma', digestOf: () => '0'.repeat(64) });

async function filled(name: string, formName: string) {
  const pack = await packOf(name);
  const form = pack.forms![formName]!;
  return { form, facts: fillAndSign(pack, formName, form) };
}

describe('what is kept, by whom, and until when', () => {
  test.each<[row: string, name: string, record: string | null, verdict: string]>([
    ['RCD-01', 'project-contractor', null, '2031-11-28 by production'],
    ['RCD-01', 'project-contractor', 'maintenance_record', '2031-11-28 by production'],
    ['RCD-02', 'project-contractor', 'warranty_card', '2031-11-28 by production'],
    ['RCD-02', 'project-contractor', 'return_visit_report', '2031-11-28 by production'],
    ['RCD-02', 'project-contractor', 'return_visit_card', '2031-11-28 by production'],
    ['RCD-03', 'bus', 'supplier_contact', 'stays with group_lead'],
    ['RCD-04', 'bus', 'service_report', 'stays with group_lead'],
    ['RCD-05', 'bus', 'call_and_letter_log', 'stays with group_lead'],
    ['INT-14', 'bus', 'call_and_letter_log', 'stays with group_lead'],
    ['RCD-06', 'machinery-maker', 'service_record', 'stays with service_manager technical'],
    ['RCD-07', 'service-centre', 'service_voucher', 'stays with clerk'],
    ['RCD-08', 'service-centre', 'repair_call_register', 'stays with clerk'],
    ['RCD-09', 'service-centre', 'goods_receipt', 'stays with clerk'],
    ['RCD-11', 'quality-maker', null, 'stays with network_manager'],
    ['RCD-13', 'port', 'equipment_ledger', 'stays with equipment_officer'],
    ['RCD-13', 'port', 'shift_handover', 'stays with equipment_officer'],
    ['RCD-14', 'farm-machinery', 'guarantee_record', 'stays with technical_department'],
    ['RCD-15', 'mall', 'quality_archive', 'stays with quality_officer'],
    ['RCD-16', 'lubricants', 'monthly_report', 'stays with leader'],
    ['RCD-17', 'building', 'maintenance_service', 'stays with engineering'],
    ['RCD-18', 'machine-tool', 'joint_visit', 'stays with after_sales_department'],
    ['RCD-20', 'machine-tool', 'after_sales_report', 'stays with after_sales_department'],
    ['RCD-22', 'farm-machinery', 'delivery_note', 'stays with sales_office'],
    ['RCD-23', 'machinery-maker', 'visit_record', 'stays with service_manager'],
    ['INT-33', 'machinery-maker', 'visit_record', 'stays with service_manager'],
  ])('%s: %s, %s → %s', async (row, name, record, verdict) => {
    const pack = await packOf(name);
    const { line, until } = keepingOf(pack.archive, record, at, pack.time_zone)!;
    expect(`${until === null ? 'stays with' : `${until} by`} ${line.by.join(' ')}`).toBe(verdict);
    expect([line.source].flat()).toContain(row);
  });

  test('RCD-01: what is not closed has no last day, and no other figure is invented anywhere', async () => {
    const { archive, time_zone } = await packOf('project-contractor');
    expect(keepingOf(archive, null, null, time_zone)?.until).toBeNull();
    expect(packs.flatMap((pack) => Object.values(pack.archive ?? {}).flatMap((line) => line.kept ?? []))).toEqual(['5 years']);
  });
});

describe('nothing is taken out of a register', () => {
  test.each([
    ['RCD-08', 'repair_call_register', 'manager'],
    ['RCD-08', 'goods_register', 'manager'],
    ['RCD-09', 'goods_receipt', 'technician'],
  ])('%s: a line of %s is declared void by a %s, keeps number and content, and is written no more', async (_row, name, role) => {
    const { form, facts } = await filled('service-centre', name);
    const before = formOf(facts);
    const decided = voidForm(before, form, { at, reason: 'taken back' }, holding(role));
    if (!decided.ok) throw new Error(decided.refusal);
    const after = formOf([...facts, ...decided.facts.map((fact): FormFact => ({ ...fact, id: 'v', received_at: at, personal: null }))]);
    expect(after).toMatchObject({ number: before.number, values: before.values, voided: { reason: 'taken back' } });
    expect(fillForm(after, form, { at, values: { [form.fields[0]!.code]: null } }, holding(...form.fields[0]!.filled_by))).toMatchObject({ ok: false, refusal: 'form_voided' });
  });

  test('RCD-08: a line can be closed off while the register goes on', async () => {
    const { form } = await filled('service-centre', 'repair_call_register');
    expect(form.fields.find((field) => field.code === 'closed')).toMatchObject({ type: 'flag', filled_by: ['clerk'] });
  });
});

describe('what a record has to say', () => {
  test.each([
    ['RCD-10', 'telecom', 'fault_control_file', 'registered_at dispatched_at cleared_at'],
    ['RCD-17', 'building', 'maintenance_service', 'photos'],
    ['RCD-18', 'machine-tool', 'joint_visit', 'analysis responsibility'],
    ['RCD-19', 'bus', 'service_report', 'fault cause handling'],
    ['RCD-20', 'machine-tool', 'after_sales_report', 'kind repair parts_replaced parts'],
    ['RCD-22', 'farm-machinery', 'delivery_note', 'stamped'],
    ['INT-06', 'telecom', 'fault_control_file', 'registered_at'],
    ['INT-21', 'farm-machinery', 'after_sales_register', 'result'],
    ['INT-12', 'bus', 'call_and_letter_log', 'received_at answer handling'],
    ['INT-27', 'building', 'maintenance_feedback', 'name phone address content requirements'],
  ])('%s: %s, %s is not complete without each of %s', async (_row, name, formName, wanted) => {
    const { form, facts } = await filled(name, formName);
    const { values } = formOf(facts);
    const missing = wanted.split(' ').flatMap((field) => missingIn(form, { ...values, [field]: null }));
    expect(missing).toEqual(wanted.split(' '));
  });

  test('RCD-10, INT-06: moments are read to the minute', async () => {
    const { form, facts } = await filled('telecom', 'fault_control_file');
    const cells = form.fields.filter((field) => field.type === 'moment').map((field) => cellOf(field, formOf(facts).values[field.code], { lang: 'en', timeZone: 'Asia/Shanghai' }));
    expect(cells.map(String)).toEqual(Array.from({ length: 3 }, () => expect.stringContaining('08:00')));
  });

  test('RCD-22: the dealer signs for the goods', async () => {
    expect((await filled('farm-machinery', 'delivery_note')).form.signers.map((signer) => signer.by)).toEqual([['dealer']]);
  });

  test('RCD-21: a receipt for parts that come in is made out twice; a third sheet is a copy', async () => {
    const { form, facts } = await filled('bus', 'part_receipt_note');
    const sheets: unknown[] = [];
    for (let count = 0; count < 3; count += 1) {
      const decided = printForm(formOf(facts), form, { at }, holding());
      if (!decided.ok) throw new Error(decided.refusal);
      for (const fact of decided.facts) facts.push({ ...fact, id: `p${count}`, received_at: at, personal: null });
      sheets.push(decided.facts.map((fact) => `${fact.kind} ${String(fact.data['nth'] ?? fact.data['copy'])}`).join());
    }
    expect(sheets).toEqual(['form.printed 1', 'form.printed 2', 'form.copied 1']);
  });
});

describe('records that are owed every month', () => {
  test.each([
    ['RCD-06', 'machinery-maker', 'monthly_volume', 'REC-16'],
    ['RCD-12', 'fabric', 'complaint_table', 'RCD-12'],
    ['RCD-16', 'lubricants', 'work_records', 'REC-11'],
  ])('%s: %s owes %s', async (_row, name, duty, source) => {
    const owed = (await packOf(name)).duties![duty]!;
    expect([owed.every, [owed.source].flat().includes(source)]).toEqual(['FREQ=MONTHLY;BYMONTHDAY=1', true]);
  });
});
