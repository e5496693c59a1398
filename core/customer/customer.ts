/** Who we serve: a customer's stream folded, and the decisions on it. What is personal lies beside the chain and is not seen here. */

import type { z } from 'zod';
import { record, refuse } from '../base/decision.ts';
import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import { claim, present, withPersonal, type Decided, type Deciding } from '../roster/deciding.ts';
import type { customerFacts, customerPersonal } from './facts.ts';

export type CustomerState = {
  readonly exists: boolean;
  /** The key of the person is gone; nothing personal may be written under it again. */
  readonly erased: boolean;
  readonly registered_at: Instant | null;
  readonly class: string | null;
  readonly zone: string | null;
  readonly area: string | null;
};

type Known = Omit<z.infer<(typeof customerFacts)['customer.registered']['data']>, 'customer_id'> & z.infer<typeof customerPersonal>;
export type RegisterCustomer = Known & { readonly at?: Instant | undefined; readonly customer_id?: string | undefined };
export type DescribeCustomer = Known & { readonly at?: Instant | undefined };
export type EraseCustomer = { readonly at?: Instant | undefined; readonly reason: string };

export function customerOf(facts: readonly Fact[]): CustomerState {
  let state: CustomerState = { exists: false, erased: false, registered_at: null, class: null, zone: null, area: null };
  for (const { kind, at, data } of facts) {
    if (kind === 'customer.registered') state = { ...state, exists: true, registered_at: at, ...described(data) };
    if (kind === 'customer.described') state = { ...state, ...described(data) };
    if (kind === 'customer.erased') state = { ...state, erased: true };
  }
  return state;
}

/** INT-07, INT-17: name, address and phones, so that the next call is recognised (INT-03). */
export function registerCustomer(state: CustomerState, command: RegisterCustomer, context: Deciding): Decided {
  if (state.exists) return refuse('customer_exists', { customer_id: context.subject_id });
  const barred = barOfZone(command.zone, command.class, context);
  return barred ?? record(factOf('customer.registered', command, context));
}

/** Only what is given is new; the rest stays. */
export function describeCustomer(state: CustomerState, command: DescribeCustomer, context: Deciding): Decided {
  if (!state.exists) return refuse('unknown_customer', { customer_id: context.subject_id });
  if (state.erased) return refuse('customer_erased');
  const barred = barOfZone(command.zone, command.class, context);
  if (barred !== null) return barred;
  const fact = factOf('customer.described', command, context);
  if (fact.personal === undefined && Object.keys(fact.data).length === 1) return refuse('nothing_new');
  return record(fact);
}

/** The facts stay and the chain still verifies; the shell destroys the key of the person with this fact. */
export function eraseCustomer(state: CustomerState, command: EraseCustomer, context: Deciding): Decided {
  if (!state.exists) return refuse('unknown_customer', { customer_id: context.subject_id });
  if (state.erased) return refuse('customer_erased');
  return record(claim('customer.erased', command.at ?? context.now, { customer_id: context.subject_id, reason: command.reason }, context));
}

function factOf(kind: 'customer.registered' | 'customer.described', command: RegisterCustomer, context: Deciding) {
  const { class: customerClass, zone, area, name, phones, address } = command;
  const data = present({ customer_id: context.subject_id, class: customerClass, zone, area });
  return withPersonal(claim(kind, command.at ?? context.now, data, context), context.subject_id, { name, phones, address });
}

function barOfZone(zone: string | undefined, customerClass: string | undefined, context: Deciding): Decided | null {
  if (zone !== undefined && !context.policy.zones.includes(zone)) return refuse('unknown_zone', { zone });
  const known = context.policy.customer_classes;
  if (customerClass !== undefined && known?.includes(customerClass) === false) return refuse('unknown_class', { customer_class: customerClass });
  return null;
}

function described(data: Fact['data']): Partial<Pick<CustomerState, 'class' | 'zone' | 'area'>> {
  return Object.fromEntries(Object.entries(data).filter(([field]) => field === 'class' || field === 'zone' || field === 'area'));
}
