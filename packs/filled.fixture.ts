/** Every form of every pack, opened, filled field by field by those who may, completed and signed. */

import { createHash } from 'node:crypto';
import type { NewFact } from '../core/base/fact.ts';
import { parseInstant } from '../core/base/time.ts';
import { fillForm, openForm, printForm, signForm, type FormDeciding } from '../core/form/decide.ts';
import { formFacts, type FieldValue } from '../core/form/facts.ts';
import { formOf, type FormFact } from '../core/form/form.ts';
import { numberingYear, numberOf } from '../core/form/number.ts';
import type { Form, FormColumn, FormField } from '../core/form/shape.ts';
import type { Pack } from '../core/pack/pack.ts';
import { loadPack, packNames } from '../server/pack/load.ts';

const at = parseInstant('2026-03-02T08:00:00+08:00')!;

export async function packOf(name: string): Promise<Pack> {
  const loaded = await loadPack(name);
  if (!loaded.ok) throw new Error(`${name} cannot be read`);
  return loaded.pack;
}

export const packs = await Promise.all((await packNames()).map(packOf));
export const forms = packs.flatMap((pack) => Object.entries(pack.forms ?? {}).map(([name, form]) => [pack.name, name, pack, form] as const));

const cells: Readonly<Record<FormColumn['type'], FieldValue>> = {
  text: '一', long_text: '一\n二', number: 2, fen: 100, date: '2026-03-02', moment: '2026-03-02T08:00:00+08:00', flag: true, choice: '', person: 'wu', place: { lat: 30, lon: 120 },
};

function sampleOf(field: FormField): FieldValue {
  const cell = ({ type, choices }: FormColumn) => (type === 'choice' ? choices![0]!.code : cells[type]);
  if (field.type !== 'list') return cell({ ...field, type: field.type });
  return [Object.fromEntries(field.columns!.map((column) => [column.code, cell(column)]))] as FieldValue;
}

const contextOf = (holds: readonly string[]): FormDeciding => ({ form_id: 'f1', holds, sealed_for: 'ma', digestOf: (text) => createHash('sha256').update(text).digest('hex') });

/** The facts pass the shapes of the journal. */
export function fillAndSign(pack: Pack, name: string, form: Form): FormFact[] {
  const facts: FormFact[] = [];
  const then = thenOn(facts, pack, name, form);
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

/** The same with one print more. */
export function printedOnce(facts: readonly FormFact[], pack: Pack, name: string, form: Form): FormFact[] {
  const all = [...facts];
  thenOn(all, pack, name, form)(printForm(formOf(all), form, { at }, contextOf([])));
  return all;
}

function thenOn(facts: FormFact[], pack: Pack, name: string, form: Form) {
  return (decided: ReturnType<typeof fillForm>) => {
    if (!decided.ok) throw new Error(`${name}: ${decided.refusal} ${JSON.stringify(decided.detail)}`);
    for (const fact of decided.facts) facts.push(stored(pack, form, fact));
  };
}

function stored(pack: Pack, form: Form, fact: NewFact): FormFact {
  const year = numberingYear(form.numbering, at, pack.time_zone);
  const numbered = { ...fact.data, number: numberOf(form.numbering, year, 1), year, serial: 1 };
  const data = formFacts[fact.kind as keyof typeof formFacts].data.parse(fact.kind === 'form.opened' ? numbered : fact.data);
  return { id: fact.kind, kind: fact.kind, at, received_at: at, data, personal: fact.personal?.fields ?? null };
}
