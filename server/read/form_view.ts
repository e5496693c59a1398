/** One form as a screen and a printer show it: its fields with their values, who has signed, what the asker can do. */

import { isoOf } from '../../core/base/time.ts';
import { missingIn } from '../../core/form/content.ts';
import { formOf, hasSigned, isLocked, type FormState } from '../../core/form/form.ts';
import type { Form, FormColumn, FormField } from '../../core/form/shape.ts';
import { may } from '../../core/roster/rights.ts';
import type { Actor } from '../../core/roster/deciding.ts';
import type { FormFieldView, FormRow, FormSignerView, FormView, KeptView } from '../../wire/view/form_views.ts';
import type { StoredFact } from '../journal/read.ts';
import type { Lang } from './asking.ts';

type Seen = { readonly actor: Actor; readonly lang: Lang; readonly nameOf: (person: string) => string | null; readonly kept: KeptView | null };

export function formViewOf(row: FormRow, form: Form, facts: readonly StoredFact[], { actor, lang, nameOf, kept }: Seen): FormView {
  const state = formOf(facts);
  const held = [...actor.roles, ...(actor.held ?? [])];
  const can = (operation: string) => state.voided === null && may(actor, operation, 'own');
  const fillable = (field: FormField) =>
    can('form.fill') && field.computed === undefined && !isLocked(state, field.code) && field.filled_by.some((role) => held.includes(role));
  const missing = missingIn(form, state.values);
  const fields = form.fields.map((field) => fieldOf(field, form, state, fillable(field), lang));
  return {
    ...row, source: [form.source].flat(), kept, originals: form.copies,
    fields, missing,
    signers: form.signers.map((signer) => signerOf(signer, state, can('form.sign') && missing.length === 0 && mayNow(signer, state, held), lang)),
    digest: state.digest, prints: state.prints.map(({ sheet, nth, at }) => ({ sheet, nth, at: isoOf(at) })), locked: form.fields.map((field) => field.code).filter((code) => isLocked(state, code)), voided: state.voided?.reason ?? null,
    can: {
      fill: fields.some((field) => field.open), complete: can('form.fill') && state.locked !== 'all' && !state.complete && missing.length === 0,
      void: can('form.void') && form.void.by.some((role) => held.includes(role)), print: may(actor, 'form.print', 'own'),
    },
    history: facts.map((fact) => ({ fact_id: fact.id, kind: fact.kind, at: isoOf(fact.at), by: fact.by, by_name: nameOf(fact.by) })),
  };
}

function fieldOf(field: FormField, form: Form, state: FormState, open: boolean, lang: Lang): FormFieldView {
  const { code, type, required, personal, source } = field;
  const value = state.values[code] ?? null;
  // A condition is asked of the form as it stands: the field is missing when it is empty now.
  const isRequired = typeof required === 'boolean' ? required : missingIn({ ...form, fields: [field] }, { ...state.values, [code]: null }).length > 0;
  return {
    code, words: said(field.words, lang), type, choices: choicesOf(field, lang),
    columns: (field.columns ?? []).map((column) => ({ code: column.code, words: said(column.words, lang), type: column.type, choices: choicesOf(column, lang) })),
    required: isRequired, computed: field.computed !== undefined, personal, source: [source ?? []].flat(), open, value,
  };
}

function signerOf(signer: Form['signers'][number], state: FormState, open: boolean, lang: Lang): FormSignerView {
  const signature = state.signatures.find((each) => each.signer === signer.code);
  const stands = hasSigned(state, signer.code);
  return {
    code: signer.code, words: said(signer.words, lang), customer: signer.by === 'customer', open: open && !stands,
    signed: signature === undefined ? null : { name: signature.name, image: signature.image, at: isoOf(signature.at), stands },
  };
}

function mayNow(signer: Form['signers'][number], state: FormState, held: readonly string[]): boolean {
  const isTheirs = signer.by === 'customer' || signer.by.some((role) => held.includes(role));
  return isTheirs && state.digest !== null && (signer.after === undefined || hasSigned(state, signer.after));
}

function choicesOf({ choices = [] }: FormField | FormColumn, lang: Lang) {
  return choices.map((choice) => ({ code: choice.code, words: said(choice.words, lang) }));
}

export function said(words: Readonly<Record<string, string | undefined>>, lang: Lang): string {
  return words[lang] ?? words['en']!;
}
