/** The one check for writing, beside the rights: whose the thing is that a command touches, and what people of a branch or partner firm may name in it. */

import type { PoolClient } from 'pg';
import { caseOf } from '../../core/case/case.ts';
import type { Actor as CoreActor } from '../../core/roster/deciding.ts';
import { ownershipOf, type Ownership } from '../../core/roster/rights.ts';
import { subjectNamed } from './duty_book.ts';
import type { Actor } from './perform.ts';
import type { Body } from './plans.ts';
import type { StoredFact } from './read.ts';

/** Of a stream as it stands in this transaction. What is not there yet is nobody's. */
export async function ownershipIn(tx: PoolClient, actor: CoreActor, stream: string, history: readonly StoredFact[]): Promise<Ownership> {
  const [type, id] = stream.split(':') as [string, string];
  switch (type) {
    case 'case':
      return ownershipOfCase(actor, history);
    case 'customer':
    case 'unit':
      return lookedUp(tx, type, id, actor);
    case 'duty': {
      const { kind, id: subject } = subjectNamed(id);
      const { rows } = await tx.query<{ own: boolean }>('select duty_is_of($1, $2, $3, $4) as own', [kind, subject, actor.id, [...actor.roles, ...(actor.held ?? [])]]);
      return rows[0]!.own ? 'own' : 'other';
    }
    case 'form':
      return ownershipOfForm(tx, id, actor);
    case 'guide': {
      // A run is its beginner's from the start.
      if (history.length === 0) return 'own';
      const { rows } = await tx.query<{ own: boolean; party: boolean }>('select guide_run_is_of($1, $2) as own, coalesce(guide_run_is_of_party($1, $3), false) as party', [id, actor.id, actor.party ?? null]);
      return rows[0]!.own ? 'own' : rows[0]!.party ? 'party' : 'other';
    }
    case 'person':
      if (id === actor.id) return 'own';
      return hasParty(actor) && (await isPersonOf(tx, id, actor.party!)) ? 'party' : 'other';
    default:
      return 'other';
  }
}

function ownershipOfCase(actor: CoreActor, history: readonly StoredFact[]): Ownership {
  // Cheaper than folding the case, and asked with every command of an engineer.
  const isTheirs = history.some((fact) => (fact.kind === 'visit.assigned' || fact.kind === 'visit.reassigned') && fact.data['engineer_id'] === actor.id);
  if (isTheirs) return 'own';
  return hasParty(actor) ? ownershipOf(actor, [], caseOf(history).description.branch) : 'other';
}

async function lookedUp(tx: PoolClient, type: 'customer' | 'unit', id: string, actor: CoreActor): Promise<Ownership> {
  const isEngineer = actor.roles.includes('engineer');
  if (!isEngineer && !hasParty(actor)) return 'other';
  const { rows } = await tx.query<{ own: boolean; party: boolean }>(
    `select ${type}_is_visited_by($1, $2) as own, coalesce(${type}_is_of($1, $3), false) as party`, [id, actor.id, actor.party ?? null],
  );
  return rows[0]!.own ? 'own' : rows[0]!.party ? 'party' : 'other';
}

/** What is opened about the organisation is the opener's; people of a partner firm open nothing of the house. */
async function ownershipOfForm(tx: PoolClient, id: string, actor: CoreActor): Promise<Ownership> {
  const { rows } = await tx.query<{ own: boolean; party: boolean }>(
    `select form_is_of(about_kind, about_id, opened_by, roles, $2, $3, null) as own, form_is_of(about_kind, about_id, opened_by, roles, $2, $3, $4) as party
       from form_list where org_id = current_org() and form_id = $1`,
    [id, actor.id, heldIn(actor), actor.party ?? null],
  );
  if (rows[0] === undefined) return hasParty(actor) ? 'other' : 'own';
  return rows[0].own ? 'own' : rows[0].party ? 'party' : 'other';
}

/** The codes by which somebody has a part in a form of the house: none for people of a branch or partner firm. */
export function heldIn(actor: Pick<CoreActor, 'roles' | 'held' | 'party'>): string[] {
  return hasParty(actor) ? [] : [...new Set([...actor.roles, ...(actor.held ?? [])])];
}

async function isPersonOf(tx: PoolClient, person: string, party: string): Promise<boolean> {
  const { rowCount } = await tx.query('select from person_list where org_id = current_org() and person_id = $1 and party = $2', [person, party]);
  return rowCount === 1;
}

/** Commands that say which branch has a case, or whose somebody is. */
const saysParty: Readonly<Record<string, { readonly field: 'branch' | 'party'; readonly isNew: boolean }>> = {
  'case.report': { field: 'branch', isNew: true }, 'case.classify': { field: 'branch', isNew: false },
  'person.add': { field: 'party', isNew: true }, 'person.describe': { field: 'party', isNew: false },
};

/** What somebody of a party makes is the party's, and they can give nothing to another; null when the command tries to. */
export function keptToParty(actor: Actor, operation: string, body: Body): Body | null {
  if (!hasParty(actor)) return body;
  const replaced = (body['replacement'] as { data?: Body } | undefined)?.data?.['branch'];
  if (replaced !== undefined && replaced !== actor.party) return null;
  const says = saysParty[operation];
  if (says === undefined) return body;
  const said = body[says.field];
  if (said !== undefined && said !== actor.party) return null;
  return says.isNew ? { ...body, [says.field]: actor.party } : body;
}

/** Whether the command names a customer or a unit that its sender may not look at: else naming it would open it to them. */
export async function namesStrangers(tx: PoolClient, actor: Actor, body: Body): Promise<boolean> {
  if (!hasParty(actor)) return false;
  const replaced = (body['replacement'] as { data?: Body } | undefined)?.data ?? {};
  const named = (field: string) => [body[field], replaced[field]].filter((id): id is string => typeof id === 'string');
  const { rows } = await tx.query<{ strangers: boolean }>(
    `select exists (select from unnest($1::text[]) id where not customer_is_of(id, $3)) or exists (select from unnest($2::text[]) id where not unit_is_of(id, $3)) as strangers`,
    [named('customer_id'), named('unit_id'), actor.party],
  );
  return rows[0]!.strangers;
}

function hasParty(actor: { readonly party?: string | null | undefined }): boolean {
  return actor.party !== undefined && actor.party !== null;
}
