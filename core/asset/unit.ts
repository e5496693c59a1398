/** A unit sold, as far as it is known: its stream folded, and the decision that registers it. */

import type { z } from 'zod';
import { record, refuse } from '../base/decision.ts';
import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import { claim, saidIn, type Decided, type Deciding } from '../roster/deciding.ts';
import type { assetFacts } from './facts.ts';

type Registered = z.infer<(typeof assetFacts)['unit.registered']['data']>;

/** `unit_id` is null while there is no such unit. */
type UnitState = {
  readonly unit_id: string | null;
  readonly customer_id: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly purchased_on: string | null;
};

export type RegisterUnit = Omit<Registered, 'unit_id'> & { readonly at?: Instant | undefined; readonly unit_id?: string | undefined };

export function unitOf(facts: readonly Fact[]): UnitState {
  const registered = facts.find((fact) => fact.kind === 'unit.registered')?.data as Registered | undefined;
  return {
    unit_id: registered?.unit_id ?? null,
    customer_id: registered?.customer_id ?? null,
    model: registered?.model ?? null,
    serial: registered?.serial ?? null,
    purchased_on: registered?.purchased_on ?? null,
  };
}

/** INT-17: model and purchase date are asked once and known on the next call. */
export function registerUnit(state: UnitState, command: RegisterUnit, context: Deciding): Decided {
  if (state.unit_id !== null) return refuse('unit_exists', { unit_id: context.subject_id });
  return record(claim('unit.registered', command.at ?? context.now, { ...saidIn(command), unit_id: context.subject_id }, context));
}
