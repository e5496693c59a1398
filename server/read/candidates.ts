/** Who could be sent to a case: load, distance, skill, and whether they declined it; in the order to look at them. */

import type { PoolClient } from 'pg';
import { place, type Place } from '../../core/base/shapes.ts';
import { isoOf } from '../../core/base/time.ts';
import { codesFor } from '../../core/roster/roles.ts';
import { inOrder, kilometresBetween, skillFor } from '../../core/visit/candidate.ts';
import type { CandidateView } from '../../wire/view/case_around.ts';
import { caseStream, readStreams, type StoredFact } from '../journal/read.ts';
import { ask, type Asking } from './asking.ts';
import { caseFor, type CaseRead } from './case_facts.ts';
import { activePack } from './me.ts';
import { statement } from './statement.ts';

type Row = { person_id: string; name: string | null; zones: string[]; skills: string[]; lat: number | null; lon: number | null; open_visits: number; last_case: string | null };

const candidates = statement('candidates.sql');

export async function listCandidates(asking: Asking, caseId: string): Promise<{ place_known: boolean; items: CandidateView[] }> {
  return ask(asking, async (client) => {
    const read = await caseFor(client, asking, 'case.engineers', caseId);
    const { pack } = await activePack(client, asking);
    const { org, party } = asking.actor;
    const { rows } = await client.query<Row>({ name: 'candidates', text: candidates, values: [org, codesFor('engineer', pack.roles ?? []), party ?? null] });
    const lastPlaces = await placesOf(client, org, rows);
    const target = siteOf(read.facts);
    const declines = declinesIn(read);
    const { zone, category, matter } = read.state.description;
    const views = rows.map((row): CandidateView => {
      const last = lastPlaces.get(row.person_id);
      const from = last ?? (row.lat === null || row.lon === null ? undefined : { lat: row.lat, lon: row.lon });
      const declined = declines.get(row.person_id) ?? null;
      const known = target !== undefined && from !== undefined;
      return {
        person_id: row.person_id, name: row.name, zones: row.zones, skills: row.skills, open_visits: row.open_visits, own_zone: zone !== undefined && row.zones.includes(zone),
        skill: skillFor(row.skills, [category, matter]), distance_km: known ? kilometresBetween(from, target) : null, distance_from: known ? (last ? 'last_place' : 'base') : null,
        declined: declined === null ? null : { at: isoOf(declined.at), reason: String(declined.data['reason'] ?? '') },
      };
    });
    const order = inOrder(views.map((view) => ({ ...view, declined: view.declined !== null, view })));
    return { place_known: target !== undefined, items: order.map((each) => each.view) };
  });
}

/** Where the case is: where somebody stood who arrived there, else where the report puts it. */
function siteOf(facts: readonly StoredFact[]): Place | undefined {
  const arrived = facts.findLast((fact) => fact.kind === 'visit.arrived' && fact.data['place'] !== undefined);
  return placeIn(arrived) ?? placeIn(facts.find((fact) => fact.kind === 'case.reported'));
}

/** Where each last arrived: as their telephone said, else where that case is. */
async function placesOf(client: PoolClient, org: string, rows: readonly Row[]): Promise<ReadonlyMap<string, Place>> {
  const ids = [...new Set(rows.flatMap((row) => row.last_case ?? []))];
  const histories = await readStreams(client, org, ids.map(caseStream));
  return new Map(rows.flatMap((row) => {
    const facts = row.last_case === null ? [] : (histories.get(caseStream(row.last_case)) ?? []);
    const found = placeIn(facts.findLast((fact) => fact.kind === 'visit.arrived' && fact.by === row.person_id)) ?? siteOf(facts);
    return found === undefined ? [] : [[row.person_id, found] as const];
  }));
}

/** The last no of each engineer to this case; a visit that was given to another since names them no more, so the facts are asked. */
function declinesIn({ facts, state }: CaseRead): ReadonlyMap<string, StoredFact> {
  const holders = new Map<string, string>();
  const declines = new Map<string, StoredFact>();
  for (const fact of facts) {
    const visit = String(fact.data['visit_id']);
    if (fact.kind === 'visit.assigned' || fact.kind === 'visit.reassigned') holders.set(visit, String(fact.data['engineer_id']));
    const isCounted = state.facts.get(fact.id)?.effective !== null;
    if (fact.kind === 'visit.declined' && isCounted && holders.has(visit)) declines.set(holders.get(visit)!, fact);
  }
  return declines;
}

function placeIn(fact: StoredFact | undefined): Place | undefined {
  return place.safeParse(fact?.data['place']).data;
}
