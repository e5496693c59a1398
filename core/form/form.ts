/** One form as its facts tell it: what it shows, who signed that, what of it is locked. */

import type { Fact, FactData } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import type { FieldValue } from './facts.ts';

/** A fact as it is read back; what is personal is there while its key is. */
export type FormFact = Fact & { readonly personal?: FactData | null };
export type Values = Readonly<Record<string, FieldValue>>;

export type Signature = { readonly signer: string; readonly digest: string; readonly name: string | null; readonly image: string | null; readonly at: Instant };

/** One sheet that was printed, counted among its own kind. */
export type Print = { readonly sheet: 'original' | 'copy' | 'draft' | 'void'; readonly nth: number; readonly at: Instant };

export type FormState = {
  /** Null while there is no such form. */
  readonly form: string | null;
  readonly about: { readonly kind: string; readonly id: string } | null;
  readonly number: string | null;
  /** What was filled and what was worked out from it. */
  readonly values: Values;
  /** Over everything shown; null until something was filled. */
  readonly digest: string | null;
  readonly complete: boolean;
  readonly signatures: readonly Signature[];
  readonly locked: 'nothing' | 'all' | readonly string[];
  readonly voided: { readonly reason: string } | null;
  /** From when on nothing more is written into it: locked whole, or void. */
  readonly closed_at: Instant | null;
  /** How many were given out besides the original. */
  readonly copies: number;
  /** Everything printed, the first first. */
  readonly prints: readonly Print[];
};

const none: FormState = {
  form: null, about: null, number: null, values: {}, digest: null, complete: false, signatures: [], locked: 'nothing', voided: null, closed_at: null, copies: 0, prints: [],
};

export function formOf(facts: readonly FormFact[]): FormState {
  return facts.reduce(after, none);
}

function after(state: FormState, { kind, at, data, personal }: FormFact): FormState {
  switch (kind) {
    case 'form.opened':
      return { ...state, form: data['form'] as string, about: data['about'] as FormState['about'], number: data['number'] as string };
    case 'form.filled': {
      const sealed = (personal?.['values'] ?? {}) as Values;
      const values = over(state.values, { ...(data['values'] as Values), ...sealed, ...(data['computed'] as Values) });
      return { ...state, values, digest: data['digest'] as string, complete: data['complete'] === true };
    }
    case 'form.signed': {
      const said = (field: string) => (personal?.[field] as string | undefined) ?? null;
      const signature = { signer: data['signer'] as string, digest: data['digest'] as string, name: said('name'), image: said('image'), at };
      return { ...state, signatures: [...state.signatures.filter((each) => each.signer !== signature.signer), signature] };
    }
    case 'form.locked':
      return closedAt({ ...state, locked: lockedMore(state.locked, data['fields'] as readonly string[] | undefined) }, at);
    case 'form.printed':
      return { ...state, prints: [...state.prints, { sheet: data['sheet'] as Print['sheet'], nth: data['nth'] as number, at }] };
    case 'form.copied': {
      const copies = data['copy'] as number;
      return { ...state, copies, prints: [...state.prints, { sheet: 'copy', nth: copies, at }] };
    }
    case 'form.voided':
      return closedAt({ ...state, voided: { reason: data['reason'] as string } }, at);
    default:
      return state;
  }
}

function closedAt(state: FormState, at: Instant): FormState {
  return state.closed_at !== null || (state.locked !== 'all' && state.voided === null) ? state : { ...state, closed_at: at };
}

/** Later values over earlier ones; a null clears. */
export function over(below: Values, above: Values): Values {
  return Object.fromEntries(Object.entries({ ...below, ...above }).filter(([, value]) => value !== null));
}

/** A signature counts while what was signed is what is shown. */
export function hasSigned(state: FormState, signer: string): boolean {
  return state.signatures.some((each) => each.signer === signer && each.digest === state.digest);
}

export function isLocked(state: FormState, field: string): boolean {
  return state.locked === 'all' || (state.locked !== 'nothing' && state.locked.includes(field));
}

function lockedMore(locked: FormState['locked'], fields: readonly string[] | undefined): FormState['locked'] {
  if (fields === undefined || locked === 'all') return 'all';
  return [...new Set([...(locked === 'nothing' ? [] : locked), ...fields])];
}
