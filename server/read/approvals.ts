/** Approvals: those that wait for somebody, those somebody asked for, those of one case; and who acts for whom. */

import { z } from 'zod';
import type { PoolClient } from 'pg';
import { isoOf, parseInstant, type Instant } from '../../core/base/time.ts';
import { offeredTo, type Approving } from '../../core/case/approving.ts';
import { caseBars } from '../../core/case/bars.ts';
import { caseOf } from '../../core/case/case.ts';
import { wallOf } from '../../core/calendar/wall.ts';
import { approvalsOf, dueOf, waitingStep, type ApprovalState } from '../../core/gate/approval_state.ts';
import type { Pack } from '../../core/pack/pack.ts';
import { holds, type Absent } from '../../core/roster/deputy.ts';
import { may, ownershipOf } from '../../core/roster/rights.ts';
import type { operations } from '../../wire/contract.ts';
import type { ApprovalsAbout, ApprovalView, DeputyView } from '../../wire/view/approval_views.ts';
import { absentFor } from '../journal/approval_plans.ts';
import { caseStream, readStreams, type StoredFact } from '../journal/read.ts';
import { ask, type Asking, type Lang } from './asking.ts';
import { caseFor, namesOf } from './case_facts.ts';
import { wire } from './case_rows.ts';
import { cursorOf, keyOf, momentKey, pageOf, textKey } from './cursor.ts';
import { activePack } from './me.ts';
import { by, scopeOf } from './permit.ts';
import { statement } from './statement.ts';

type ListQuery = z.output<(typeof operations)['approval.list']['query']>;
type Row = { readonly approval_id: string; readonly case_id: string; readonly asked_at: Instant; readonly number: string; readonly seq: number };

const text = statement('approvals.sql');

export async function listApprovals(asking: Asking, { view, cursor, limit }: ListQuery) {
  const list = `approvals ${view}`;
  const after = keyOf(list, z.tuple([momentKey, textKey]), cursor);
  return ask(asking, async (client) => {
    const rows = await rowsOf(client, asking, 'approval.list', { view, case_id: null, after, limit: limit + 1 });
    const page = pageOf(rows, limit, (row) => row, (last) => cursorOf(list, [last.asked_at, last.approval_id]));
    return { ...page, items: await viewsOf(client, asking, page.items) };
  });
}

export async function approvalsAbout(asking: Asking, caseId: string): Promise<ApprovalsAbout> {
  const { actor, lang } = asking;
  return ask(asking, async (client) => {
    const { state } = await caseFor(client, asking, 'approval.about', caseId);
    const { pack } = await activePack(client, asking);
    const rows = await rowsOf(client, asking, 'approval.about', { view: 'all', case_id: caseId, after: null, limit: 200 });
    const mayAsk = caseBars.record_milestone(state) === null && may(by(actor), 'approval.ask', ownershipOf(by(actor), state.visits, state.description.branch));
    return {
      kinds: Object.entries(pack.approvals ?? {}).map(([approval, { words, source, steps, asked_by: askers }]) => ({
        approval, words: words[lang], source: [source ?? []].flat(), roles: steps.map((step) => step.role),
        can_ask: mayAsk && (askers === undefined || askers.some((role) => holds(by(actor), role))),
      })),
      items: await viewsOf(client, asking, rows),
    };
  });
}

type Wanted = { readonly view: ListQuery['view']; readonly case_id: string | null; readonly after: readonly [number, string] | null; readonly limit: number };

async function rowsOf(client: PoolClient, { house, actor, now }: Asking, operation: 'approval.list' | 'approval.about', it: Wanted): Promise<Row[]> {
  const scope = scopeOf(actor, operation);
  const absent = it.view === 'mine' ? await absentFor(client, house, actor.org, actor.person, now) : [];
  const { rows } = await client.query<Row>({
    name: 'approvals', text,
    values: [actor.org, it.view, actor.person, codesOf(by(actor)), JSON.stringify(absent.map((each) => ({ id: each.id, codes: codesOf(each) }))), scope === 'any' ? null : actor.person,
      scope === 'party' ? by(actor).party : null, it.case_id, it.after && isoOf(it.after[0] as Instant), it.after?.[1] ?? null, it.limit],
  });
  return rows;
}

function codesOf({ roles, held }: Pick<Absent, 'roles' | 'held'>): string[] {
  return [...new Set<string>([...roles, ...(held ?? [])])];
}

async function viewsOf(client: PoolClient, asking: Asking, rows: readonly Row[]): Promise<ApprovalView[]> {
  const { house, actor, now } = asking;
  const { pack } = await activePack(client, asking);
  const histories = await readStreams(client, actor.org, [...new Set(rows.map((row) => caseStream(row.case_id)))]);
  const absent = await absentFor(client, house, actor.org, actor.person, now);
  const cases = new Map([...histories].map(([stream, facts]): [string, Approving] => [stream, { state: caseOf(facts), approvals: approvalsOf(facts), absent }]));
  const names = await namesOf(client, actor.org, [...cases.values()].flatMap(({ approvals }) => approvals.flatMap(peopleIn)));
  return rows.map((row) => {
    const stream = caseStream(row.case_id);
    return viewOf({ row, approving: cases.get(stream)!, facts: histories.get(stream)!, pack, names }, asking);
  });
}

function peopleIn({ asked_by: asker, given, returned }: ApprovalState): string[] {
  return [asker, ...[...given, ...(returned === null ? [] : [returned])].flatMap((each) => [each.by, ...(each.instead_of === null ? [] : [each.instead_of])])];
}

type Read = { readonly row: Row; readonly approving: Approving; readonly facts: readonly StoredFact[]; readonly pack: Pack; readonly names: ReadonlyMap<string, string | null> };

function viewOf({ row, approving, facts, pack, names }: Read, { actor, lang }: Asking): ApprovalView {
  const state = approving.approvals.find((each) => each.approval_id === row.approval_id)!;
  const declared = Object.hasOwn(pack.approvals ?? {}, state.approval) ? pack.approvals![state.approval] : undefined;
  const waits = waitingStep(state);
  const asker = by(actor);
  const isTheirs = (operation: string) => may(asker, operation, ownershipOf(asker, approving.state.visits, approving.state.description.branch));
  const can = offeredTo(approving, row.approval_id, { by: asker }).filter((step) => isTheirs(`approval.${step}`));
  const seat = waits === null || holds(asker, waits.role) ? undefined : approving.absent.find((each) => holds(each, waits.role));
  const due = dueOf(state);
  return {
    approval_id: row.approval_id, approval: state.approval, words: declared?.words[lang] ?? state.approval, source: [declared?.source ?? []].flat(), case_id: row.case_id, number: row.number,
    state: state.is_outdated ? 'outdated' : state.phase, round: state.round, asked_by: state.asked_by, asked_by_name: names.get(state.asked_by) ?? null, asked_at: isoOf(state.asked_at), remarks: state.remarks,
    fields: fieldsOf(state, declared, pack.time_zone, lang), values: state.fields as ApprovalView['values'], steps: stepsOf(state, names), waits_for: waits?.role ?? null,
    due_at: due === null ? null : isoOf(due), ended_at: wire(state.ended_at), can, acting_for: can.includes('approve') && seat !== undefined ? seat.id : null, seq: facts.length,
  };
}

function stepsOf(state: ApprovalState, names: ReadonlyMap<string, string | null>): ApprovalView['steps'] {
  const waits = waitingStep(state)?.step;
  return state.steps.map(({ step, role }, index) => {
    const acted = state.given[index] ?? (index === state.given.length ? state.returned : null);
    const nameOf = (person: string | null | undefined) => (person === null || person === undefined ? null : (names.get(person) ?? null));
    return {
      step, role, state: state.given[index] !== undefined ? 'approved' : acted !== null ? 'returned' : step === waits ? 'waiting' : 'later',
      by: acted?.by ?? null, by_name: nameOf(acted?.by), instead_of_name: nameOf(acted?.instead_of), at: acted === null ? null : isoOf(acted.at), remarks: acted?.remarks ?? null,
    };
  });
}

type Declared = NonNullable<Pack['approvals']>[string];

/** In the words of the rules in force; what they know no more is shown by its name. */
function fieldsOf({ fields }: ApprovalState, declared: Declared | undefined, zone: string, lang: Lang): ApprovalView['fields'] {
  return Object.entries(fields).map(([field, value]) => {
    const known = Object.hasOwn(declared?.fields ?? {}, field) ? declared!.fields![field] : undefined;
    return { field, words: known?.words[lang] ?? field, text: textOf(value, known, zone, lang) };
  });
}

const yesNo: Readonly<Record<Lang, readonly [string, string]>> = { 'zh-CN': ['是', '否'], en: ['yes', 'no'] };

function textOf(value: unknown, known: NonNullable<Declared['fields']>[string] | undefined, zone: string, lang: Lang): string {
  if (typeof value === 'boolean') return yesNo[lang][value ? 0 : 1];
  if (known?.type === 'fen' && typeof value === 'number') return (value / 100).toFixed(2);
  const at = known?.type === 'moment' ? parseInstant(String(value)) : null;
  if (at !== null) return wallOf(at, zone).toString({ smallestUnit: 'minute' }).replace('T', ' ');
  return (known?.choices ?? []).find((each) => each.code === value)?.words[lang] ?? String(value);
}

/** Those whose time is not over: of everybody, or one's own and those one acts for. */
export async function listDeputies(asking: Asking): Promise<{ items: DeputyView[] }> {
  const { actor, now } = asking;
  const scope = scopeOf(actor, 'approval.deputies');
  return ask(asking, async (client) => {
    const { rows } = await client.query<Omit<DeputyView, 'from_at' | 'until_at'> & { from_at: Instant; until_at: Instant }>({
      name: 'deputies',
      text: `select d.person_id, p.name, d.deputy_id, q.name as deputy_name, d.from_at, d.until_at, d.reason, d.from_at <= $2::timestamptz as acts_now, p.seq
               from person_deputy d
               join person_list p on p.org_id = d.org_id and p.person_id = d.person_id
               join person_list q on q.org_id = d.org_id and q.person_id = d.deputy_id
              where d.org_id = $1 and d.until_at > $2::timestamptz
                and ($3::text is null or d.person_id = $3 or d.deputy_id = $3 or ($4::text is not null and p.party = $4))
              order by d.until_at, d.person_id limit 500`,
      values: [actor.org, isoOf(now), scope === 'any' ? null : actor.person, scope === 'party' ? by(actor).party : null],
    });
    return { items: rows.map((row) => ({ ...row, from_at: isoOf(row.from_at), until_at: isoOf(row.until_at) })) };
  });
}
