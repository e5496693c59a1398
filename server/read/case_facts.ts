/** The facts of one case in the order they were recorded, with what later corrections made of them. */

import { z } from 'zod';
import type { PoolClient } from 'pg';
import { caseOf, type CaseState } from '../../core/case/case.ts';
import { isoOf } from '../../core/base/time.ts';
import type { operations, OperationName } from '../../wire/contract.ts';
import type { FactView } from '../../wire/view/views.ts';
import { readCase, type StoredFact } from '../journal/read.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking } from './asking.ts';
import { cursorOf, keyOf, numberKey, pageOf } from './cursor.ts';
import { permitCase, scopeOf } from './permit.ts';

export type CaseRead = { readonly caseId: string; readonly facts: readonly StoredFact[]; readonly state: CaseState };

/** Reads a case for somebody who may see it; refuses for everybody else. */
export async function caseFor(client: PoolClient, { actor }: Asking, operation: OperationName, caseId: string): Promise<CaseRead> {
  // First, so that whoever may see no case at all does not learn which there are.
  scopeOf(actor, operation);
  const facts = await readCase(client, actor.org, caseId);
  if (facts.length === 0) throw new Refused('unknown_case', { detail: { case_id: caseId } });
  const state = caseOf(facts);
  permitCase(actor, operation, state);
  return { caseId, facts, state };
}

export async function listFacts(asking: Asking, caseId: string, asked: z.output<(typeof operations)['case.facts']['query']>) {
  const list = `facts of ${caseId}`;
  const after = keyOf(list, z.tuple([numberKey]), asked.cursor)?.[0] ?? 0;
  return ask(asking, async (client) => {
    const read = await caseFor(client, asking, 'case.facts', caseId);
    const rest = read.facts.filter((fact) => fact.seq > after).slice(0, asked.limit + 1);
    const names = await namesOf(client, asking.actor.org, rest.map((fact) => fact.by));
    return pageOf(rest, asked.limit, (fact) => factViewOf(fact, read, names), (last) => cursorOf(list, [last.seq]));
  });
}

/** People by name. `system` and people of other systems have none. */
export async function namesOf(client: PoolClient, org: string, people: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  if (people.length === 0) return new Map();
  const { rows } = await client.query<{ person_id: string; name: string | null }>({
    name: 'names_of_people',
    text: 'select person_id, name from person_list where org_id = $1 and person_id = any($2)',
    values: [org, [...new Set(people)]],
  });
  return new Map(rows.map((row) => [row.person_id, row.name]));
}

export function engineersOf(state: CaseState): string[] {
  return state.visits.flatMap((visit) => visit.engineer_id ?? []);
}

export function factViewOf(fact: StoredFact, read: CaseRead, names: ReadonlyMap<string, string | null>): FactView {
  const known = read.state.facts.get(fact.id);
  return {
    id: fact.id, seq: fact.seq, kind: fact.kind, at: isoOf(fact.at), received_at: isoOf(fact.received_at), by: fact.by, by_name: names.get(fact.by) ?? null,
    data: fact.data, personal: fact.personal, disputed: [...(fact.disputed ?? [])], accepted: known?.accepted ?? false, revision: known?.revision ?? 1,
    corrected: correctionOf(fact, read), imported: fact.imported ?? false,
  };
}

/** What counts instead of the fact as recorded, and why; null while nothing was corrected. */
function correctionOf(fact: StoredFact, { facts, state }: CaseRead): FactView['corrected'] {
  const known = state.facts.get(fact.id);
  if (!known || known.revision === 1) return null;
  const last = facts.findLast((each) => each.kind === 'fact.corrected' && each.data['id'] === fact.id && each.data['revision'] === known.revision);
  const reason = typeof last?.data['reason'] === 'string' ? last.data['reason'] : null;
  const { effective } = known;
  if (effective === null) return { withdrawn: true, reason };
  return { ...(effective.at === fact.at ? {} : { at: isoOf(effective.at) }), data: effective.data as Record<string, unknown>, withdrawn: false, reason };
}
