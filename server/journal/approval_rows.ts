/** The rows that lists keep of approvals and deputies, and what is told of an approval to those whom it concerns. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import { isoOf, type Instant } from '../../core/base/time.ts';
import { caseOf } from '../../core/case/case.ts';
import { approvalsOf, dueOf, waitingStep, type ApprovalState } from '../../core/gate/approval_state.ts';
import { deputyOf } from '../../core/roster/deputy.ts';
import { codesFor } from '../../core/roster/roles.ts';
import type { House } from '../house.ts';
import { sql } from './case_rows.ts';
import type { StoredFact } from './read.ts';

const statement = (name: string) => readFileSync(join(import.meta.dirname, 'sql', `${name}.sql`), 'utf8');
const statements = { approvals: statement('refresh_approvals'), deputy: statement('refresh_person_deputy') };

/** `news` are the facts just appended; none when a rebuild walks through. Answers the earliest moment that is newly waited for. */
export async function refreshApprovals(tx: PoolClient, house: House, org: string, caseId: string, facts: readonly StoredFact[], news: readonly StoredFact[]): Promise<Instant | null> {
  const states = approvalsOf(facts);
  if (states.length === 0) return null;
  await tx.query({ name: 'refresh_approvals', text: statements.approvals, values: [JSON.stringify(states.map((state) => approvalRow(org, caseId, state)))] });
  for (const fact of news) if (fact.imported !== true) await tellOf(tx, house, org, caseId, facts, states, fact);
  const due = states.filter((state) => news.some((fact) => fact.data['approval_id'] === state.approval_id)).flatMap((state) => dueOf(state) ?? []);
  return due.length === 0 ? null : (Math.min(...due) as Instant);
}

export async function refreshReminder(tx: PoolClient, org: string, approvalId: string, facts: readonly StoredFact[]): Promise<void> {
  const { round, step } = facts.at(-1)!.data as { round: number; step: string };
  await tx.query({ name: 'refresh_reminder', text: 'update approval_list set reminded = $3 where org_id = $1 and approval_id = $2', values: [org, approvalId, `${round}.${step}`] });
}

function approvalRow(org: string, caseId: string, state: ApprovalState) {
  const waits = waitingStep(state);
  return {
    org_id: org, approval_id: state.approval_id, case_id: caseId, approval: state.approval, phase: state.phase, outdated: state.is_outdated, round: state.round,
    asked_by: state.asked_by, asked_at: sql(state.asked_at), step: waits?.step ?? null, waits_for: waits?.role ?? null, not_by: notBy(state),
    due_at: sql(dueOf(state)), ended_at: sql(state.ended_at), reminded: null,
  };
}

function notBy({ askers, given }: ApprovalState): string[] {
  return [...new Set([...askers, ...given.flatMap((each) => [each.by, ...(each.instead_of === null ? [] : [each.instead_of])])])];
}

export async function refreshDeputy(tx: PoolClient, org: string, personId: string, facts: readonly StoredFact[]): Promise<void> {
  if (!facts.some((fact) => fact.kind === 'deputy.named')) return;
  const deputy = deputyOf(facts);
  const reason = facts.findLast((fact) => fact.kind === 'deputy.named')!.data['reason'] ?? null;
  const rows = deputy === null ? [] : [{ org_id: org, person_id: personId, deputy_id: deputy.deputy_id, from_at: sql(deputy.from_at), until_at: sql(deputy.until_at), reason }];
  await tx.query({ name: 'refresh_person_deputy', text: statements.deputy, values: [org, personId, JSON.stringify(rows)] });
}

/** Nobody is told of what they did themselves. */
async function tellOf(tx: PoolClient, house: House, org: string, caseId: string, facts: readonly StoredFact[], states: readonly ApprovalState[], fact: StoredFact): Promise<void> {
  const state = states.find((each) => each.approval_id === fact.data['approval_id']);
  if (state === undefined) return;
  const isOver = fact.kind === 'approval.returned' || fact.kind === 'approval.granted';
  const mustAct = (fact.kind === 'approval.asked' || fact.kind === 'approval.approved') && waitingStep(state) !== null;
  if (!isOver && !mustAct) return;
  const people = isOver ? [state.asked_by] : await approversOf(tx, house, org, state, caseOf(facts).description.branch ?? null, fact.received_at);
  await fillInboxes(tx, house, org, caseId, state, { id: fact.id, kind: isOver ? fact.kind : 'approval.asked', at: fact.received_at }, people.filter((person) => person !== fact.by));
}

/** Whoever can approve the step that waits, and those who act for them now. */
export async function approversOf(tx: PoolClient, house: House, org: string, state: ApprovalState, branch: string | null, now: Instant): Promise<string[]> {
  const packRoles = (await house.packs.activeAt(tx, org, now))?.pack.roles ?? [];
  const { rows } = await tx.query<{ person_id: string }>({
    name: 'approvers',
    text: `with holder as (
             select person_id from person_list where org_id = $1 and active and (party is null or party = $5) and roles && $2::text[] and not person_id = any($3::text[]))
           select person_id from holder
           union
           select d.deputy_id from person_deputy d join holder h on h.person_id = d.person_id
             join person_list p on p.org_id = d.org_id and p.person_id = d.deputy_id and p.active
            where d.org_id = $1 and d.from_at <= $4::timestamptz and d.until_at > $4::timestamptz and not d.deputy_id = any($3::text[])
           order by person_id`,
    values: [org, codesFor(waitingStep(state)!.role, packRoles), notBy(state), isoOf(now), branch],
  });
  return rows.map((row) => row.person_id);
}

type Told = { readonly id: string; readonly kind: string; readonly at: Instant };

export async function fillInboxes(tx: PoolClient, house: House, org: string, caseId: string, state: ApprovalState, { id, kind, at }: Told, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  const words = (await house.packs.activeAt(tx, org, at))?.pack.approvals?.[state.approval]?.words ?? { 'zh-CN': state.approval, en: state.approval };
  await tx.query({
    name: 'fill_inboxes_of_approvals',
    text: `insert into inbox_item (org_id, person_id, item_id, kind, case_id, clock, stage, words, due_at, deadline, told_at)
           select $1, person, $3, $4, $5, $6, $7, $8::json, $9::timestamptz, coalesce($10::timestamptz, $9::timestamptz), $9::timestamptz from unnest($2::text[]) person
           on conflict do nothing`,
    values: [org, people, id, kind, caseId, state.approval, waitingStep(state)?.step ?? '', JSON.stringify(words), isoOf(at), sql(dueOf(state))],
  });
}
