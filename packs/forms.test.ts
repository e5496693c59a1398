import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { NewFact } from '../core/base/fact.ts';
import { parseInstant } from '../core/base/time.ts';
import { computedOf } from '../core/form/content.ts';
import { fillForm, openForm, signForm, type FormDeciding } from '../core/form/decide.ts';
import { formFacts, type FieldValue } from '../core/form/facts.ts';
import { formOf, type FormFact } from '../core/form/form.ts';
import { numberingYear, numberOf } from '../core/form/number.ts';
import type { Form, FormColumn, FormField } from '../core/form/shape.ts';
import type { Pack } from '../core/pack/pack.ts';
import { loadPack, packNames } from '../server/pack/load.ts';

const at = parseInstant('2026-03-02T08:00:00+08:00')!;

async function packOf(name: string): Promise<Pack> {
  const loaded = await loadPack(name);
  if (!loaded.ok) throw new Error(`${name} cannot be read`);
  return loaded.pack;
}

const packs = await Promise.all((await packNames()).map(packOf));
const forms = packs.flatMap((pack) => Object.entries(pack.forms ?? {}).map(([name, form]) => [pack.name, name, pack, form] as const));

const cells: Readonly<Record<FormColumn['type'], FieldValue>> = {
  text: '一', long_text: '一\n二', number: 2, fen: 100, date: '2026-03-02', moment: '2026-03-02T08:00:00+08:00', flag: true, choice: '', person: 'wu', place: { lat: 30, lon: 120 },
};

function sampleOf(field: FormField): FieldValue {
  const cell = ({ type, choices }: FormColumn) => (type === 'choice' ? choices![0]!.code : cells[type]);
  if (field.type !== 'list') return cell({ ...field, type: field.type });
  return [Object.fromEntries(field.columns!.map((column) => [column.code, cell(column)]))] as FieldValue;
}

const contextOf = (holds: readonly string[]): FormDeciding => ({ form_id: 'f1', holds, sealed_for: 'ma', digestOf: (text) => createHash('sha256').update(text).digest('hex') });

/** Opens, fills field by field as the one who may, completes and signs; the facts pass the shapes of the journal. */
function fillAndSign(pack: Pack, name: string, form: Form): FormFact[] {
  const facts: FormFact[] = [];
  const then = (decided: ReturnType<typeof fillForm>) => {
    if (!decided.ok) throw new Error(`${name}: ${decided.refusal} ${JSON.stringify(decided.detail)}`);
    for (const fact of decided.facts) facts.push(stored(pack, form, fact));
  };
  then(openForm(formOf(facts), form, { at, form: name, about: { kind: form.about, id: 'x' } }, contextOf(['manager'])));
  for (const asked of form.fields) {
    if (asked.computed === undefined) then(fillForm(formOf(facts), form, { at, values: { [asked.code]: sampleOf(asked) } }, contextOf(asked.filled_by)));
  }
  then(fillForm(formOf(facts), form, { at, values: {}, complete: true }, contextOf([])));
  for (const signer of form.signers) {
    const { digest } = formOf(facts);
    then(signForm(formOf(facts), form, { at, signer: signer.code, digest: digest!, name: '马' }, contextOf(signer.by === 'customer' ? [] : signer.by)));
  }
  return facts;
}

function stored(pack: Pack, form: Form, fact: NewFact): FormFact {
  const year = numberingYear(form.numbering, at, pack.time_zone);
  const numbered = { ...fact.data, number: numberOf(form.numbering, year, 1), year, serial: 1 };
  const data = formFacts[fact.kind as keyof typeof formFacts].data.parse(fact.kind === 'form.opened' ? numbered : fact.data);
  return { id: fact.kind, kind: fact.kind, at, received_at: at, data, personal: fact.personal?.fields ?? null };
}

describe('every form of every pack', () => {
  test.each(forms)('%s: %s can be opened, filled, completed, signed and is then locked under its number', (_pack, name, pack, form) => {
    const state = formOf(fillAndSign(pack, name, form));
    expect(state.locked).toBe('all');
    expect(state.number).toMatch(new RegExp(`^${form.numbering.prefix}(-2026)?-0*1$`));
    const filled = form.fields.flatMap((field) => (field.computed === undefined ? [field.code] : []));
    expect(Object.keys(state.values)).toEqual(expect.arrayContaining(filled));
  });

  test.each(packs.map((pack) => [pack.name, pack] as const))('%s gives no prefix twice, or two forms would share a number', (_name, pack) => {
    const prefixes = Object.values(pack.forms ?? {}).map((form) => form.numbering.prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });
});

/** The rows whose form stands in a pack; a row that falls out of here has lost its form. */
test.each([
  ['grid', ['FRM-76', 'FRM-77']],
  ['appliance', ['FRM-34', 'FRM-35', 'FRM-36', 'FRM-37', 'FRM-38', 'FRM-39']],
])('%s has the forms of %j', async (name, rows) => {
  const sources = Object.values((await packOf(name)).forms ?? {}).flatMap((form) => form.source);
  expect(sources.toSorted()).toEqual(rows);
});

test('FRM-76 asks the eight points UTL-05 to UTL-12, in this order', async () => {
  const { fields } = (await packOf('grid')).forms!['electricity_inspection']!;
  expect(fields.map((field) => field.source)).toEqual(['UTL-05', 'UTL-06', 'UTL-07', 'UTL-08', 'UTL-09', 'UTL-10', 'UTL-11', 'UTL-12']);
});

test('FRM-77 states the limits that CLK-09 to CLK-12 promise, class by class', async () => {
  const { forms: asked, promises } = await packOf('grid');
  const promised = promises['supply_plan_reply']!.target.map((row) => row as { where: { customer_class: string }; within: string });
  const stated = promised.map(({ where }) => `${String(computedOf(asked!['supply_plan_reply']!, { class: where.customer_class })['limit_working_days'])} working days`);
  expect(stated).toEqual(promised.map((row) => row.within));
  expect(stated).toHaveLength(4);
});
