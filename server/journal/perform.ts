/** One way to write: an operation of the contract becomes locked streams, a permission check, a decision, and facts. */

import type { PoolClient } from 'pg';
import { type Instant, parseInstant } from '../../core/base/time.ts';
import type { Actor as CoreActor, Deciding } from '../../core/roster/deciding.ts';
import type { Role } from '../../core/roster/facts.ts';
import { may } from '../../core/roster/rights.ts';
import { baseRolesOf } from '../../core/roster/roles.ts';
import type { OperationName } from '../../wire/contract.ts';
import type { House } from '../house.ts';
import { policyOf } from '../pack/policy.ts';
import { sha256 } from './chain.ts';
import { gated } from './gated.ts';
import { type Outcome, run } from './journal.ts';
import { keptToParty, namesStrangers, ownershipIn } from './ownership.ts';
import { planOf, type Body } from './plans.ts';

export type Actor = {
  readonly org: string; readonly person: string; readonly name: string;
  /** Which of the five they count as. */
  readonly roles: readonly Role[];
  /** The codes they hold, of the five and of the pack. */
  readonly held?: readonly string[];
  readonly grants?: CoreActor['grants'];
  readonly party?: CoreActor['party'];
  readonly scopes?: CoreActor['scopes'];
};

/** The person as core knows them. */
export function by({ person, roles, held, grants, party, scopes }: Actor): CoreActor {
  return { id: person, roles, held, grants, party, scopes };
}

export type PerformOptions = {
  /** Records of another system: bounds on claimed times do not apply, and no message is ever sent for them. */
  readonly imported?: boolean;
  readonly receivedAt?: Instant;
};

/** `body` has passed the schema of its operation. A refusal for want of a right is not kept under the command id: rights change. */
export async function perform(
  house: House, actor: Actor, operation: OperationName, params: Readonly<Record<string, string>>, body: object, commandId: string, options: PerformOptions = {},
): Promise<Outcome> {
  const asker = by(actor);
  if (!may(asker, operation, 'own')) return { status: 'refused', refusal: 'not_allowed' };
  const receivedAt = options.receivedAt ?? house.now();
  // A password is the sign-in's business: it must leave no trace here, not even in the digest of the command.
  const { password: _, ...given } = body as Body;
  const said = keptToParty(actor, operation, given);
  if (said === null) return { status: 'refused', refusal: 'not_allowed' };
  const plan = await planOf(house, actor.org, operation, params, withInstant(said, receivedAt));
  let isForbidden = false;
  const outcome = await run(
    house,
    { org: actor.org, actor: actor.person, commandId, body: { operation, params, body: said }, receivedAt, ...(options.imported ? { imported: true } : {}) },
    plan.locks,
    async (histories, tx) => {
      const history = histories.get(plan.locks.streams[0]!)!;
      const owner = plan.owner ?? plan.locks.streams[0]!;
      const ownership = await ownershipIn(tx, asker, owner, histories.get(owner)!);
      if (!may(asker, operation, ownership) || (await namesStrangers(tx, actor, said))) {
        isForbidden = true;
        throw new Forbidden();
      }
      const expected = (body as { expected_seq?: number }).expected_seq;
      if (expected !== undefined && expected !== history.length) return { ok: false, refusal: 'stale_version', detail: { seq: history.length } };
      const decided = await plan.decide(histories, await decidingFor(tx, house, actor, plan.subjectId, receivedAt, said, options), tx);
      // What another system recorded happened under its own rules.
      return options.imported ? decided : gated((await house.packs.activeAt(tx, actor.org, receivedAt))!, decided, histories, receivedAt);
    },
  ).catch((error: unknown): Outcome => {
    if (isForbidden && error instanceof Forbidden) return { status: 'refused', refusal: 'not_allowed' };
    throw error;
  });
  return outcome;
}

/** Ends the transaction without keeping an answer. */
class Forbidden extends Error {}

function withInstant(said: Body, receivedAt: Instant): Body {
  return { ...said, at: typeof said['at'] === 'string' ? parseInstant(said['at'])! : receivedAt };
}

async function decidingFor(
  tx: PoolClient, house: House, actor: Actor, subjectId: string, now: Instant, said: Body, options: PerformOptions,
): Promise<Deciding> {
  const pack = await house.packs.activeAt(tx, actor.org, now);
  if (!pack) throw new Error(`organisation ${actor.org} has no active pack`);
  // A correction may put another engineer into an assignment.
  const replaced = (said['replacement'] as { data?: Body } | undefined)?.data?.['engineer_id'];
  const named = [said['engineer_id'], said['in_charge'], said['deputy_id'], replaced].filter((id): id is string => typeof id === 'string');
  const people = new Map<string, { active: boolean; roles: readonly Role[] }>();
  if (named.length > 0) {
    // To somebody of a partner firm the engineers of another are no engineers.
    const { rows } = await tx.query<{ person_id: string; active: boolean; roles: string[] }>(
      'select person_id, active, roles from person_list where org_id = $1 and person_id = any($2) and ($3::text is null or party = $3)', [actor.org, named, actor.party ?? null],
    );
    for (const row of rows) people.set(row.person_id, { active: row.active, roles: baseRolesOf(row.roles, pack.pack.roles ?? []) });
  }
  return {
    now, by: by(actor), policy: policyOf(pack), subject_id: subjectId,
    people: (id) => people.get(id) ?? null, freshId: house.newId, digestOf: (text) => sha256(text).toString('hex'),
    ...(options.imported ? { imported: true } : {}),
  };
}

