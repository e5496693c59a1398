/** Reminds those who must approve when a step has waited as long as the pack allows: once for each step and round. */

import type { PoolClient } from 'pg';
import { canonical } from '../../core/base/canonical.ts';
import { isoOf, type Instant } from '../../core/base/time.ts';
import { caseOf } from '../../core/case/case.ts';
import { approvalsOf, dueOf, waitingStep } from '../../core/gate/approval_state.ts';
import type { House } from '../house.ts';
import { approversOf, fillInboxes } from '../journal/approval_rows.ts';
import { sha256 } from '../journal/chain.ts';
import { runIn } from '../journal/journal.ts';
import { readCase } from '../journal/read.ts';
import type { Loop } from './loop.ts';
import { batchMax, startSweep, type SweepOptions } from './sweep.ts';

type Due = { readonly org_id: string; readonly case_id: string; readonly approval_id: string };

/** What is due and was not reminded of. What waits on a case that is over waits for nobody. */
const waiting = `approval_list l where l.due_at is not null and l.reminded is distinct from l.round || '.' || l.step
   and not exists (select from case_list c where c.org_id = l.org_id and c.case_id = l.case_id and c.finished_at is not null)`;

export function startReminders(house: House, options: SweepOptions): Loop {
  return startSweep<Due>({
    ...options, name: 'Reminders', house, look,
    nameOf: ({ org_id: org, approval_id: id }) => `${org}/${id}`,
    does: (tx, due) => remindOf(tx, house, due),
  });
}

async function look(tx: PoolClient, troubled: readonly string[]) {
  const { rows } = await tx.query<Due>({
    name: 'approvals_due',
    text: `select l.org_id, l.case_id, l.approval_id from ${waiting} and l.due_at <= (select clock_timestamp()) and not (l.org_id || '/' || l.approval_id = any($1)) order by l.due_at limit ${batchMax}`,
    values: [troubled],
  });
  const { rows: next } = await tx.query<{ ms: number | null }>({
    name: 'approvals_next',
    text: `select (extract(epoch from (select min(l.due_at) from ${waiting} and l.due_at > (select clock_timestamp())) - clock_timestamp()) * 1000)::float8 as ms`,
  });
  return { due: rows, nextMs: next[0]!.ms };
}

/** Never waits for a case that somebody works on: it is left to the next round. */
async function remindOf(tx: PoolClient, house: House, { org_id: org, case_id: caseId, approval_id: approvalId }: Due): Promise<number> {
  const stream = `approval:${approvalId}`;
  const { rows } = await tx.query<{ is_free: boolean; now: Instant }>({
    name: 'claim_reminder',
    text: `select pg_try_advisory_xact_lock_shared(1, hashtext($1)) and pg_try_advisory_xact_lock(hashtextextended($1 || '/case:' || $2, 2))
                  and pg_try_advisory_xact_lock(hashtextextended($1 || '/' || $3, 2)) as is_free, clock_timestamp() as now`,
    values: [org, caseId, stream],
  });
  const { is_free: isFree, now } = rows[0]!;
  if (!isFree) return 0;
  const facts = await readCase(tx, org, caseId);
  const state = approvalsOf(facts).find((each) => each.approval_id === approvalId);
  const due = state === undefined ? null : dueOf(state);
  if (state === undefined || due === null || due > now || (await isReminded(tx, org, approvalId))) return 0;
  const step = waitingStep(state)!.step;
  const told = await approversOf(tx, house, org, state, caseOf(facts).description.branch ?? null, now);
  const data = { approval_id: approvalId, approval: state.approval, case_id: caseId, round: state.round, step, due_at: isoOf(due), told };
  const outcome = await runIn(
    tx, house,
    { org, actor: 'system', commandId: `reminder-${sha256(canonical([stream, state.round, step])).toString('hex', 0, 20)}`, body: { reminder: approvalId, round: state.round, step }, receivedAt: now },
    { streams: [stream] },
    () => ({ ok: true, parts: [{ stream, facts: [{ kind: 'approval.reminded', at: now, data }] }] }),
  );
  if (outcome.status !== 'recorded') throw new Error(`the reminder of ${stream} was answered ${outcome.status}`);
  await fillInboxes(tx, house, org, caseId, state, { id: outcome.receipt.facts[0]!.id, kind: 'approval.reminded', at: now }, told);
  return 1;
}

async function isReminded(tx: PoolClient, org: string, approvalId: string): Promise<boolean> {
  const { rows } = await tx.query<{ reminded: boolean }>({
    name: 'is_reminded', text: `select reminded is not distinct from round || '.' || step as reminded from approval_list where org_id = $1 and approval_id = $2`, values: [org, approvalId],
  });
  return rows[0]?.reminded ?? true;
}
