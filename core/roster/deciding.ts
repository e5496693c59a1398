/** What every decision is told besides history and command: who, when, under which policy, and what it may ask for. */

import type { z } from 'zod';
import type { Decision } from '../base/decision.ts';
import type { FactData, NewFact } from '../base/fact.ts';
import type { FactKinds } from '../base/kinds.ts';
import type { CoreRefusal } from '../base/refusal.ts';
import type { Instant } from '../base/time.ts';
import type { CompiledApproval } from '../gate/approval.ts';
import type { Forbidden } from '../guide/guide.ts';
import type { Role } from './facts.ts';
import type { Grant } from './grant.ts';

export type Actor = {
  readonly id: string;
  /** Which of the five they count as. */
  readonly roles: readonly Role[];
  /** The codes they hold, of the five and of the pack; left out, the five they count as. */
  readonly held?: readonly string[] | undefined;
  /** What the pack makes of their roles; left out, the five as they are. */
  readonly grants?: readonly Grant[] | undefined;
  /** Their branch or partner firm, when they work for one. */
  readonly party?: string | null | undefined;
  /** Operations that the API key they came with is limited to. */
  readonly scopes?: readonly string[] | undefined;
};

/** Why a claim contradicts what we know. The clock judges such a fact by `received_at` until it is accepted. */
export type DisputeReason = 'engineer_reassigned' | 'visit_withdrawn' | 'case_already_closed' | 'clock_ahead' | 'too_old' | 'before_assignment';

/** The codes of a pack that decisions look at. A list that is left out allows every code. */
export type ServicePolicy = {
  readonly zones: readonly string[];
  readonly matters?: readonly string[];
  readonly customer_classes?: readonly string[];
  readonly categories?: readonly string[];
  /** Roles the pack names besides the five. */
  readonly roles?: readonly string[];
  /** What may not be written to a customer (SCR-31). */
  readonly forbidden?: readonly Forbidden[];
  /** Roles that approve another version of the rules, in their order; left out, nobody has to. */
  readonly activation?: readonly { readonly role: string }[];
  /** By fact kind, e.g. `visit.delayed`; a kind that is left out allows every reason. */
  readonly reasons?: Readonly<Record<string, readonly string[]>>;
  /** Milestones that the pack declares besides those of the house. */
  readonly milestones?: FactKinds;
  /** Which roles may record a milestone that the pack keeps to some (ROL-21, ROL-22). */
  readonly recorders?: Readonly<Record<string, readonly string[]>>;
  /** What has to be approved, by name, with the shape of what is said when it is asked for. */
  readonly approvals?: Readonly<Record<string, { readonly compiled: CompiledApproval; readonly fields: z.ZodObject }>>;
  /** Milestones that only an approval records, with the name of that approval. */
  readonly granted?: Readonly<Record<string, string>>;
  /** How far a claimed moment may lie ahead of our clock, and how far back. */
  readonly ahead_ms: number;
  readonly older_ms: number;
};

export type Deciding = {
  readonly now: Instant;
  readonly by: Actor;
  readonly policy: ServicePolicy;
  /** The key of the stream that is decided on: the case, customer, unit, person or event. */
  readonly subject_id: string;
  /** Records of another system: bounds on `at` do not apply. */
  readonly imported?: boolean;
  /** Somebody of ours, or null when there is no such person. */
  readonly people: (person_id: string) => { readonly active: boolean; readonly roles: readonly Role[] } | null;
  /** An id nobody has yet, for what a command makes without naming it. */
  readonly freshId: () => string;
  /** SHA-256 in lower-case hex of a report's UTF-8 text: what a signature is taken over. */
  readonly digestOf: (text: string) => string;
};

export type Decided = Decision<NewFact, CoreRefusal>;

/** Desk, dispatch and management may speak for an engineer who phones in. */
export function isOffice(actor: Actor): boolean {
  return actor.roles.some((role) => role === 'agent' || role === 'dispatcher' || role === 'manager');
}

/** A fact as claimed, with the bounds on `at` checked: outside them it is kept and disputed, never refused (CLOCKS, late facts). */
export function claim(kind: string, at: Instant, data: FactData, context: Deciding, contradictions: readonly DisputeReason[] = []): NewFact {
  const disputed: DisputeReason[] = [...contradictions];
  if (context.imported !== true) {
    if (at > context.now + context.policy.ahead_ms) disputed.push('clock_ahead');
    if (at < context.now - context.policy.older_ms) disputed.push('too_old');
  }
  return disputed.length === 0 ? { kind, at, data } : { kind, at, data, disputed };
}

/** Adds the personal part of a fact; an empty one is left away, so that no key is made for nothing. */
export function withPersonal(fact: NewFact, person: string, fields: FactData): NewFact {
  const given = present(fields);
  return Object.keys(given).length === 0 ? fact : { ...fact, personal: { person, fields: given } };
}

/** The fields that were given: an absent one must not become a key of the fact, or equal facts would hash differently. */
export function present(fields: FactData): FactData {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What a command says happened: everything in it but its envelope. */
export function saidIn(command: FactData): FactData {
  const { at: _at, expected_seq: _seq, ...said } = command;
  return present(said);
}
