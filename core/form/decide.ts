/** Decisions on one form: opening, filling, signing in order, printing, declaring void; and what each of them locks. */

import { record, refuse, type Decision } from '../base/decision.ts';
import type { NewFact } from '../base/fact.ts';
import { bar, type CoreRefusal, type Refused } from '../base/refusal.ts';
import type { Instant } from '../base/time.ts';
import { computedOf, fits, missingIn, shownText } from './content.ts';
import { hasSigned, isLocked, over, type FormState, type Values } from './form.ts';
import { fieldOf, locksOf, type Form } from './shape.ts';

export type FormDeciding = {
  readonly form_id: string;
  /** Every role the sender counts as: the codes they hold and those these are based on. */
  readonly holds: readonly string[];
  /** Whose key seals what is personal in it: the customer, or the subject while no customer is known. */
  readonly sealed_for: string;
  readonly digestOf: (text: string) => string;
};

type FormDecided = Decision<NewFact, CoreRefusal>;
type OpenForm = { readonly at: Instant; readonly form: string; readonly about: NonNullable<FormState['about']> };
type FillForm = { readonly at: Instant; readonly values: Values; readonly complete?: boolean | undefined };
type SignForm = { readonly at: Instant; readonly signer: string; readonly digest: string; readonly name: string; readonly image?: string | undefined };
type VoidForm = { readonly at: Instant; readonly reason: string };

/** The shell adds the number: it is taken only once nothing stands in the way. */
export function openForm(state: FormState, form: Form | undefined, command: OpenForm, context: FormDeciding): FormDecided {
  if (state.form !== null) return refuse('form_exists', { form_id: context.form_id });
  if (form === undefined) return refuse('unknown_form_kind', { form: command.form });
  if (form.about !== command.about.kind) return refuse('form_about_other', { form: command.form, about: form.about });
  return record({ kind: 'form.opened', at: command.at, data: { form_id: context.form_id, form: command.form, about: command.about } });
}

export function fillForm(state: FormState, form: Form, command: FillForm, context: FormDeciding): FormDecided {
  const barred = barOfForm(state, context) ?? barOfLock(state, command);
  if (barred !== null) return barred;
  for (const field of Object.keys(command.values)) {
    const wrong = barOfField(state, form, field, command.values, context);
    if (wrong !== null) return wrong;
  }
  const said = over(state.values, command.values);
  const computed = computedOf(form, said);
  const values = over(said, computed);
  const complete = command.complete === true;
  if (complete) {
    const missing = missingIn(form, values);
    if (missing.length > 0) return refuse('fields_missing', { fields: missing.join(', ') });
  }
  const { open, sealed } = parted(form, command.values);
  const digest = context.digestOf(shownText(form, state.form!, state.number!, values));
  const filled: NewFact = {
    kind: 'form.filled', at: command.at, data: { form_id: context.form_id, values: open, computed, digest, complete },
    ...(Object.keys(sealed).length === 0 ? {} : { personal: { person: context.sealed_for, fields: { values: sealed } } }),
  };
  return record(filled, ...(complete ? lockedBy(form, 'complete', command.at, context) : []));
}

/** Over the text that was shown, when nothing is missing, and not before the one who signs first. */
export function signForm(state: FormState, form: Form, command: SignForm, context: FormDeciding): FormDecided {
  const barred = barOfForm(state, context);
  if (barred !== null) return barred;
  const signer = form.signers.find((each) => each.code === command.signer);
  if (signer === undefined) return refuse('unknown_signer', { signer: command.signer });
  if (signer.by !== 'customer' && !isAmong(signer.by, context)) return refuse('not_your_signature', { signer: signer.code });
  const missing = missingIn(form, state.values);
  if (missing.length > 0) return refuse('fields_missing', { fields: missing.join(', ') });
  if (state.digest !== command.digest) return refuse('form_changed');
  if (hasSigned(state, signer.code)) return refuse('already_signed', { signer: signer.code });
  if (signer.after !== undefined && !hasSigned(state, signer.after)) return refuse('signature_awaited', { signer: signer.after });
  const signed: NewFact = {
    kind: 'form.signed', at: command.at, data: { form_id: context.form_id, signer: signer.code, digest: command.digest },
    personal: { person: context.sealed_for, fields: { name: command.name, ...(command.image === undefined ? {} : { image: command.image }) } },
  };
  return record(signed, ...lockedBy(form, signer.code, command.at, context));
}

/** Its number stays with it, so that the count has no gap. */
export function voidForm(state: FormState, form: Form, command: VoidForm, context: FormDeciding): FormDecided {
  const barred = barOfForm(state, context);
  if (barred !== null) return barred;
  if (!isAmong(form.void.by, context)) return refuse('not_yours_to_void');
  if (command.reason.trim() === '') return refuse('reason_missing');
  return record({ kind: 'form.voided', at: command.at, data: { form_id: context.form_id, reason: command.reason } });
}

/** Which sheet it is follows from what was printed before: as many originals as the form is made out in, then copies that say so. Void forms are printed as void. */
export function printForm(state: FormState, form: Form, { at }: { readonly at: Instant }, { form_id }: FormDeciding): FormDecided {
  if (state.form === null) return refuse('unknown_form', { form_id });
  const sheet = state.voided !== null ? 'void' : state.locked !== 'all' ? 'draft' : 'original';
  const nth = state.prints.filter((print) => print.sheet === sheet).length + 1;
  if (sheet === 'original' && nth > form.copies) return record({ kind: 'form.copied', at, data: { form_id, copy: state.copies + 1 } });
  return record({ kind: 'form.printed', at, data: { form_id, sheet, nth } });
}

function barOfForm(state: FormState, context: FormDeciding): Refused | null {
  if (state.form === null) return bar('unknown_form', { form_id: context.form_id });
  return state.voided === null ? null : bar('form_voided', { reason: state.voided.reason });
}

function barOfLock(state: FormState, command: FillForm): Refused | null {
  if (state.locked === 'all') return bar('form_locked');
  return Object.keys(command.values).length === 0 && command.complete !== true ? bar('nothing_new') : null;
}

function barOfField(state: FormState, form: Form, name: string, values: Values, context: FormDeciding): Refused | null {
  const field = fieldOf(form, name);
  if (field === undefined) return bar('unknown_field', { field: name });
  if (field.computed !== undefined) return bar('field_computed', { field: name });
  if (!isAmong(field.filled_by, context)) return bar('not_your_field', { field: name });
  if (isLocked(state, name)) return bar('field_locked', { field: name });
  return fits(field, values[name]!) ? null : bar('field_unfit', { field: name });
}

function isAmong(roles: readonly string[], context: FormDeciding): boolean {
  return roles.some((role) => context.holds.includes(role));
}

function parted(form: Form, values: Values): { readonly open: Values; readonly sealed: Values } {
  const part = (personal: boolean) => Object.fromEntries(Object.entries(values).filter(([name]) => fieldOf(form, name)!.personal === personal));
  return { open: part(false), sealed: part(true) };
}

function lockedBy(form: Form, step: string, at: Instant, context: FormDeciding): NewFact[] {
  return locksOf(form)
    .filter((lock) => lock.after === step)
    .map(({ after, fields }) => ({ kind: 'form.locked', at, data: { form_id: context.form_id, after, ...(fields === undefined ? {} : { fields }) } }));
}
