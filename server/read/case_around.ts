/** What stands around a case: who has to do with it and how they are reached, its files, and other cases it may belong with. */

import type { PoolClient } from 'pg';
import { filesOf } from '../../core/case/file.ts';
import type { FileType } from '../../core/case/file_type.ts';
import { dayMs, isoOf } from '../../core/base/time.ts';
import type { CaseAround, CaseFile, CasePerson } from '../../wire/view/case_around.ts';
import { keptHashes } from '../journal/file_bytes.ts';
import { readStreams } from '../journal/read.ts';
import { ask, type Asking } from './asking.ts';
import { caseFor, type CaseRead } from './case_facts.ts';
import { caseRowOf, selectCases } from './case_rows.ts';
import { customerRowsOf } from './customers.ts';
import { seenCases } from './permit.ts';
import { statement } from './statement.ts';
import { rowsOf } from './tables.ts';

const related = statement('case_around.sql');
/** As many as fit on a page; whoever wants all goes to the list of the customer. */
const relatedMax = 20;
const samePlaceMs = 90 * dayMs;

export async function aroundCase(asking: Asking, caseId: string): Promise<CaseAround> {
  return ask(asking, async (client) => {
    const read = await caseFor(client, asking, 'case.around', caseId);
    const ours = await peopleOfOurs(client, asking.actor.org, [...peopleIn(read), ...filesOf(read.state).map((fact) => byOf(fact.id, read))]);
    const kept = await keptHashes(client, asking.actor.org, caseId);
    return {
      people: await peopleAround(client, asking.actor.org, read, ours),
      files: filesOf(read.state).map((fact) => fileView(fact.id, read, ours, kept)).toSorted((a, b) => (a.added_at < b.added_at ? 1 : -1)),
      related: await relatedTo(client, asking, read),
    };
  });
}

type Ours = ReadonlyMap<string, { readonly name: string | null; readonly phone: string | null }>;

function reportOf({ facts }: CaseRead) {
  return facts.find((fact) => fact.kind === 'case.reported')!;
}

function peopleIn(read: CaseRead): string[] {
  return [reportOf(read).by, ...read.state.visits.flatMap((visit) => visit.engineer_id ?? [])];
}

/** Names and numbers lie beside the streams of the people themselves; later facts stand over earlier ones. */
async function peopleOfOurs(client: PoolClient, org: string, ids: readonly string[]): Promise<Ours> {
  const streams = [...new Set(ids)].map((id) => `person:${id}`);
  const histories = await readStreams(client, org, streams);
  return new Map([...histories].map(([stream, facts]) => {
    const known = Object.assign({}, ...facts.map((fact) => fact.personal ?? {})) as Record<string, unknown>;
    return [stream.slice('person:'.length), { name: textOf(known['name']), phone: textOf(known['phone']) }];
  }));
}

async function peopleAround(client: PoolClient, org: string, read: CaseRead, ours: Ours): Promise<CasePerson[]> {
  const { state } = read;
  const report = reportOf(read);
  const caller = report.personal ?? {};
  const [owner] = state.customer_id === null ? [] : await customerRowsOf(client, org, [state.customer_id]);
  const phone = textOf(caller['phone']);
  const people: CasePerson[] = [{ part: 'caller', id: null, name: textOf(caller['caller_name']), phones: phone === null ? [] : [phone], phase: null }];
  if (owner) people.push({ part: 'owner', id: owner.customer_id, name: owner.name, phones: owner.phones, phase: null });
  // The last visit of each says how far they are.
  const phases = new Map(state.visits.flatMap((visit) => (visit.engineer_id === null ? [] : [[visit.engineer_id, visit.phase] as const])));
  const person = (part: CasePerson['part'], id: string, phase: string | null): CasePerson => {
    const known = ours.get(id);
    return { part, id, name: known?.name ?? null, phones: known?.phone ? [known.phone] : [], phase };
  };
  for (const [id, phase] of phases) people.push(person('engineer', id, phase));
  return [...people, person('taken_by', report.by, null)];
}

async function relatedTo(client: PoolClient, asking: Asking, { caseId, state, facts }: CaseRead): Promise<CaseAround['related']> {
  const { org } = asking.actor;
  const address = textOf(facts.find((fact) => fact.kind === 'case.reported')?.personal?.['address']);
  const values = [org, caseId, state.customer_id, state.unit_id, address, new Date(asking.now - samePlaceMs)];
  const { rows: found } = await client.query<{ case_id: string; why: CaseAround['related'][number]['why'] }>({ name: 'case_around', text: related, values });
  if (found.length === 0) return [];
  const why = new Map(found.map((row) => [row.case_id, row.why]));
  const cases = selectCases(org, asking.now).where('case_list.case_id', 'in', [...why.keys()]).orderBy('case_list.reported_at', 'desc').limit(relatedMax);
  const seen = seenCases(asking.actor, 'case.list');
  const rows = await rowsOf(client, seen === null ? cases : cases.where(seen));
  return rows.map((row) => ({ why: why.get(row.case_id)!, row: caseRowOf(row) }));
}

function fileView(factId: string, read: CaseRead, ours: Ours, kept: ReadonlySet<string>): CaseFile {
  const { data, at } = read.state.facts.get(factId)!.effective!;
  const hash = String(data['hash']);
  const by = byOf(factId, read);
  return {
    fact_id: factId, hash, name: fileName(factId, read), type: data['type'] as FileType, size: Number(data['size']), personal: data['personal'] === true,
    kept: kept.has(hash), added_at: isoOf(at), added_by: by, added_by_name: ours.get(by)?.name ?? null,
  };
}

/** The name of a personal file is personal too; null once it was erased. */
export function fileName(factId: string, { facts }: CaseRead): string | null {
  const fact = facts.find((each) => each.id === factId);
  return textOf(fact?.data['name'] ?? fact?.personal?.['name']);
}

function byOf(factId: string, { facts }: CaseRead): string {
  return facts.find((fact) => fact.id === factId)!.by;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
