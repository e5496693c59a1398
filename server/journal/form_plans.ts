/** Commands about forms: which streams they lock, which decision they ask, and where a new one gets its number. */

import type { PoolClient } from 'pg';
import { unitOf } from '../../core/asset/unit.ts';
import type { NewFact } from '../../core/base/fact.ts';
import { caseOf } from '../../core/case/case.ts';
import { customerOf } from '../../core/customer/customer.ts';
import { fillForm, openForm, printForm, signForm, voidForm, type FormDeciding } from '../../core/form/decide.ts';
import { formOf, type FormFact } from '../../core/form/form.ts';
import { numberingYear, numberOf } from '../../core/form/number.ts';
import { prefillOf } from '../../core/form/prefill.ts';
import type { Form } from '../../core/form/shape.ts';
import type { Deciding } from '../../core/roster/deciding.ts';
import type { Refusal } from '../../core/base/refusal.ts';
import type { House } from '../house.ts';
import { formStream, nextSerial, shapeOfForm } from './form_rows.ts';
import type { Histories } from './journal.ts';
import type { Body, Plan } from './plans.ts';
import { readStreams, type StoredFact } from './read.ts';

export type About = { readonly kind: Form['about']; readonly id: string };

const decisions = { 'form.fill': fillForm, 'form.sign': signForm, 'form.void': voidForm, 'form.print': printForm } as const;

export function isFormCommand(operation: string): boolean {
  return operation === 'form.open' || Object.hasOwn(decisions, operation);
}

export function planOfForm(house: House, org: string, operation: string, params: Readonly<Record<string, string>>, body: Body): Plan {
  const { expected_seq: _, ...said } = body;
  if (operation === 'form.open') {
    const about = { kind: params['about_kind'], id: params['about_id'] } as About;
    return planOpening(house, org, about, said['form'] as string, (said['form_id'] as string | undefined) ?? house.newId());
  }
  const formId = params['form_id']!;
  const stream = formStream(formId);
  return {
    locks: { streams: [stream] },
    subjectId: formId,
    decide: async (histories, context, tx) => {
      const facts = histories.get(stream)!;
      if (facts.length === 0) return { ok: false, refusal: 'unknown_form', detail: { form_id: formId } };
      const form = await shapeOfForm(tx, house, org, facts);
      const state = formOf(facts);
      const subject = await readSubject(tx, org, state.about as About);
      const decide = decisions[operation as keyof typeof decisions] as (...parts: unknown[]) => ReturnType<typeof fillForm>;
      const command = operation === 'form.print' ? { at: context.now } : said;
      const told = decidingOn(formId, subject, context);
      const decision = decide(state, form, command, told);
      const ids = { form_id: formId, ...(operation === 'form.print' ? { print: String(state.prints.length + 1) } : {}) };
      return decision.ok ? { ok: true, parts: [{ stream, facts: decision.facts }], ids } : decision;
    },
  };
}

function planOpening(house: House, org: string, about: About, name: string, formId: string): Plan {
  const stream = formStream(formId);
  const owner = subjectStream(about);
  return {
    locks: { streams: owner === null ? [stream] : [stream, owner] },
    subjectId: formId,
    ...(owner === null ? {} : { owner }),
    decide: async (histories, context, tx) => {
      const subject = await readSubject(tx, org, about);
      if (!subject.exists) return { ok: false, refusal: missing[about.kind], detail: { [about.kind === 'organisation' ? 'subject_id' : `${about.kind}_id`]: about.id } };
      const { pack } = (await house.packs.activeAt(tx, org, context.now))!;
      const form = Object.hasOwn(pack.forms ?? {}, name) ? pack.forms![name] : undefined;
      const told = decidingOn(formId, subject, context);
      const decision = openForm(formOf(histories.get(stream)!), form, { at: context.now, form: name, about }, told);
      if (!decision.ok) return decision;
      const year = numberingYear(form!.numbering, context.now, pack.time_zone);
      const serial = await nextSerial(tx, org, name, year);
      const number = numberOf(form!.numbering, year, serial);
      const opened = decision.facts.map((fact): NewFact => ({ ...fact, data: { ...fact.data, number, year, serial } }));
      const facts = [...opened, ...prefilled(form!, opened, subject, told)];
      return { ok: true, parts: [{ stream, facts }], ids: { form_id: formId, number } };
    },
  };
}

const missing = { case: 'unknown_case', unit: 'unknown_unit', customer: 'unknown_customer', organisation: 'unknown_subject' } as const satisfies Record<About['kind'], Refusal>;

/** What was said once is not asked again; the house writes it over, so it does not matter whose field it is. */
function prefilled(form: Form, opened: readonly NewFact[], { taken }: Subject, told: FormDeciding): readonly NewFact[] {
  const values = prefillOf(form, taken);
  if (Object.keys(values).length === 0) return [];
  const { at } = opened[0]!;
  const state = formOf(opened.map((fact): FormFact => ({ ...fact, id: '', received_at: at })));
  const filled = fillForm(state, form, { at, values }, { ...told, holds: form.fields.flatMap((field) => field.filled_by) });
  if (!filled.ok) throw new Error(`what ${told.form_id} takes over is refused: ${filled.refusal}`);
  return filled.facts;
}

/** What a form is about: whether it is there, whose key seals what is personal, and what a new form takes over. */
type Subject = { readonly exists: boolean; readonly sealedFor: string | null; readonly taken: Parameters<typeof prefillOf>[1] };

/** The organisation itself has no stream that a form would wait for. */
function subjectStream({ kind, id }: About): string | null {
  return kind === 'organisation' ? null : `${kind}:${id}`;
}

async function readSubject(tx: PoolClient, org: string, about: About): Promise<Subject> {
  const stream = subjectStream(about);
  if (stream === null) return { exists: about.id === org, sealedFor: null, taken: {} };
  const own = await streamOf(tx, org, stream);
  if (about.kind === 'case') return caseSubject(tx, org, about.id, own);
  if (about.kind === 'customer') return { exists: own.length > 0, sealedFor: about.id, taken: { case: personOf(own) } };
  const unit = unitOf(own);
  const customer = unit.customer_id === null ? [] : await streamOf(tx, org, `customer:${unit.customer_id}`);
  return { exists: own.length > 0, sealedFor: unit.customer_id ?? about.id, taken: { unit, case: personOf(customer) } };
}

async function caseSubject(tx: PoolClient, org: string, caseId: string, facts: readonly StoredFact[]): Promise<Subject> {
  const { description, reported, customer_id: customer, unit_id: unit } = caseOf(facts);
  const said = Object.assign({}, ...facts.map((fact) => fact.personal ?? {})) as Record<string, unknown>;
  const streams: Histories = await readStreams(tx, org, [...(customer === null ? [] : [`customer:${customer}`]), ...(unit === null ? [] : [`unit:${unit}`])]);
  const known = customer === null ? {} : personOf(streams.get(`customer:${customer}`)!);
  return {
    exists: facts.length > 0, sealedFor: customer ?? caseId,
    taken: { case: { ...known, ...reported, ...description, ...said }, ...(unit === null ? {} : { unit: unitOf(streams.get(`unit:${unit}`)!) }) },
  };
}

/** A known customer need not say their name and address again. */
function personOf(facts: readonly StoredFact[]): Readonly<Record<string, unknown>> {
  if (facts.length === 0 || customerOf(facts).erased) return {};
  const { name, phones, address } = Object.assign({}, ...facts.map((fact) => fact.personal ?? {})) as { name?: string; phones?: string[]; address?: string };
  return { caller_name: name, phone: phones?.[0], address };
}

async function streamOf(tx: PoolClient, org: string, stream: string): Promise<readonly StoredFact[]> {
  return (await readStreams(tx, org, [stream])).get(stream)!;
}

function decidingOn(formId: string, { sealedFor }: Subject, { by, digestOf }: Deciding): FormDeciding {
  return { form_id: formId, holds: [...by.roles, ...(by.held ?? [])], sealed_for: sealedFor ?? formId, digestOf };
}
