/** What is due: for a person, a unit, a customer, a contract, a month; and one subject with all it owes. */

import { z } from 'zod';
import type { PoolClient } from 'pg';
import { isoOf, type Instant } from '../../core/base/time.ts';
import { effectiveFacts, highestRevisions } from '../../core/clock/corrections.ts';
import type { CompiledDuty } from '../../core/duty/compile.ts';
import { baseRolesOf } from '../../core/roster/roles.ts';
import type { operations } from '../../wire/contract.ts';
import type { DueItem, DueState, DutySubject } from '../../wire/view/duty_views.ts';
import { booksOf, type SubjectBook, type SubjectKey } from '../journal/duty_book.ts';
import type { Actor } from '../journal/perform.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking, type Lang } from './asking.ts';
import { wire } from './case_rows.ts';
import { cursorOf, keyOf, momentKey, pageOf, textKey } from './cursor.ts';
import { activePack } from './me.ts';
import { scopeOf } from './permit.ts';
import { statement } from './statement.ts';

type Row = Omit<DueItem, 'words' | 'opens_at' | 'due_at' | 'done_at'> & {
  words: Readonly<Record<string, string>>; opens_at: Instant; due_at: Instant; done_at: Instant | null;
};
type Query = z.output<(typeof operations)['duty.list']['query']>;

const due = statement('due_list.sql');

const shown: Readonly<Record<Query['state'], readonly DueState[]>> = {
  due: ['open', 'missed', 'unreadable'], coming: ['coming'], missed: ['missed'], done: ['done', 'done_late'], all: ['coming', 'open', 'missed', 'done', 'done_late', 'unreadable'],
};

export async function listDuties(asking: Asking, asked: Query) {
  const { actor } = asking;
  const isOwn = scopeOf(actor, 'duty.list') !== 'any';
  const after = keyOf('duties', z.tuple([momentKey, textKey]), asked.cursor);
  const rows = await ask(asking, async (client) => {
    const person = asked.mine === 'true' ? actor.person : (asked.person_id ?? null);
    return rowsOf(client, asking, {
      states: shown[asked.state], from: asked.from ?? null, until: asked.until ?? null, person, roles: person === null ? [] : await rolesOf(client, asking, person),
      kind: asked.subject_kind ?? null, id: asked.subject_id ?? null, unit: asked.unit_id ?? null, customer: asked.customer_id ?? null, duty: asked.duty ?? null,
      seenBy: isOwn ? actor : null, after: after && [isoOf(after[0] as Instant), after[1]], limit: asked.limit + 1,
    });
  });
  return pageOf(rows, asked.limit, (row) => itemOf(row, asking.lang), (last) => cursorOf('duties', [last.due_at, [last.subject_kind, last.subject_id, last.duty, last.occurrence].join('/')]));
}

type Wanted = {
  states: readonly DueState[]; from: string | null; until: string | null; person: string | null; roles: readonly string[]; kind: string | null; id: string | null;
  unit: string | null; customer: string | null; duty: string | null; seenBy: Actor | null; after: readonly [string, string] | null; limit: number;
};

async function rowsOf(client: PoolClient, { actor, now }: Asking, it: Wanted): Promise<Row[]> {
  const { rows } = await client.query<Row>({
    name: 'due_list', text: due,
    values: [actor.org, isoOf(now), it.states, it.from, it.until, it.person, it.roles, it.kind, it.id, it.unit, it.customer, it.duty,
      it.seenBy?.person ?? null, it.seenBy === null ? [] : heldBy(it.seenBy), it.after?.[0] ?? null, it.after?.[1] ?? null, it.limit],
  });
  return rows;
}

/** The codes somebody holds, and those of the five they count as. */
export function heldBy({ roles, held = [] }: Actor): string[] {
  return [...new Set([...roles, ...held])];
}

async function rolesOf(client: PoolClient, asking: Asking, person: string): Promise<string[]> {
  if (person === asking.actor.person) return heldBy(asking.actor);
  const { rows } = await client.query<{ roles: string[] }>('select roles from person_list where org_id = $1 and person_id = $2', [asking.actor.org, person]);
  const held = rows[0]?.roles ?? [];
  return [...new Set([...held, ...baseRolesOf(held, (await activePack(client, asking)).pack.roles ?? [])])];
}

function itemOf({ words, ...row }: Row, lang: Lang): DueItem {
  return { ...row, words: said(words, lang), opens_at: isoOf(row.opens_at), due_at: isoOf(row.due_at), done_at: wire(row.done_at) };
}

function said(words: Readonly<Record<string, string | undefined>>, lang: Lang): string {
  return words[lang] ?? words['en']!;
}

const latestMax = 200;

export async function getDutySubject(asking: Asking, { subject_kind: kind, subject_id: id }: { subject_kind: SubjectKey['kind']; subject_id: string }): Promise<DutySubject> {
  const { actor, house, lang, now } = asking;
  const isOwn = scopeOf(actor, 'duty.subject') !== 'any';
  return ask(asking, async (client) => {
    const [found] = await booksOf(client, house, actor.org, [{ kind, id }], now);
    if (isOwn && !(await isTheirs(client, actor, kind, id))) throw new Refused('not_allowed');
    if (found === undefined || !found.exists) throw new Refused('unknown_subject', { detail: { subject_id: id } });
    const rows = await rowsOf(client, asking, {
      states: shown.all, from: null, until: null, person: null, roles: [], kind, id, unit: null, customer: null, duty: null, seenBy: null, after: null, limit: 10_000,
    });
    const { care, beyond } = found.book;
    return {
      subject_kind: kind, subject_id: id, subject: rows[0]?.subject ?? care.name ?? (await nameOf(client, actor.org, kind, id)) ?? id, since: wire(care.since), until: wire(care.until),
      set_aside: care.idle.at(-1)?.until === Number.MAX_SAFE_INTEGER, in_charge: care.inCharge(''), customer_id: care.customer_id, unit_id: care.unit_id,
      duties: [...found.duties.values()].filter((duty) => care.duties === null ? duty.shape.named_only !== true : care.duties.includes(duty.name)).map((duty) => dutyOf(duty, care.inCharge(duty.name), lang)),
      items: rows.toReversed().slice(0, latestMax).map((row) => itemOf(row, lang)),
      beyond: beyond.map((done) => ({ fact_id: done.fact_id, duty: done.duty, at: isoOf(done.at), by: done.by })),
      facts: factsOf(found), seq: found.facts.length,
    };
  });
}

/** Where nothing falls due yet: what its own room calls it. */
async function nameOf(client: PoolClient, org: string, kind: string, id: string): Promise<string | null> {
  const { rows } = await client.query<{ name: string | null }>({
    name: 'name_of_subject',
    text: `select case $2 when 'customer' then (select name from customer_list where org_id = $1 and customer_id = $3)
                          when 'person' then (select name from person_list where org_id = $1 and person_id = $3)
                          when 'unit' then (select nullif(concat_ws(' ', model, serial), '') from unit_list where org_id = $1 and unit_id = $3) end as name`,
    values: [org, kind, id],
  });
  return rows[0]!.name;
}

async function isTheirs(client: PoolClient, actor: Actor, kind: string, id: string): Promise<boolean> {
  const { rows } = await client.query<{ own: boolean }>('select duty_is_of($1, $2, $3, $4) as own', [kind, id, actor.person, heldBy(actor)]);
  return rows[0]!.own;
}

function dutyOf({ name, shape }: CompiledDuty, inCharge: string | null, lang: Lang): DutySubject['duties'][number] {
  return {
    duty: name, words: said(shape.words, lang), source: [shape.source ?? []].flat(), every: shape.every ?? null, times: shape.times ?? 1, in_charge: inCharge,
    evidence: (shape.evidence ?? []).map((each) => ({
      field: each.field, words: said(each.words, lang), is: each.is, optional: each.optional === true,
      choices: (each.choices ?? []).map((choice) => ({ code: choice.code, words: said(choice.words, lang) })),
    })),
  };
}

function factsOf({ facts }: SubjectBook): DutySubject['facts'] {
  const corrections = highestRevisions(facts);
  const counting = new Map(effectiveFacts(facts).map((fact) => [fact.id, fact]));
  return facts
    .filter((fact) => fact.kind !== 'fact.corrected')
    .toReversed()
    .slice(0, latestMax)
    .map((fact) => ({
      fact_id: fact.id, kind: fact.kind, at: isoOf(counting.get(fact.id)?.at ?? fact.at), received_at: isoOf(fact.received_at), by: fact.by,
      revision: Number(corrections.get(fact.id)?.data['revision'] ?? 1), withdrawn: !counting.has(fact.id), data: counting.get(fact.id)?.data ?? fact.data,
    }));
}
