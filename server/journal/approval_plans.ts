/** Commands about approvals and deputies: they lock the case, or the person who is away, and are told for whom the sender acts now. */

import type { PoolClient } from 'pg';
import type { CoreRefusal } from '../../core/base/refusal.ts';
import type { Decision } from '../../core/base/decision.ts';
import type { NewFact } from '../../core/base/fact.ts';
import { isoOf, type Instant } from '../../core/base/time.ts';
import { approve, askAgain, askApproval, returnApproval, withdrawApproval, type Approving } from '../../core/case/approving.ts';
import { caseOf } from '../../core/case/case.ts';
import { approvalsOf } from '../../core/gate/approval_state.ts';
import type { Deciding } from '../../core/roster/deciding.ts';
import { deputyOf, endDeputy, nameDeputy, type Absent } from '../../core/roster/deputy.ts';
import { personOf } from '../../core/roster/person.ts';
import { baseRolesOf } from '../../core/roster/roles.ts';
import type { House } from '../house.ts';
import type { Decided } from './journal.ts';
import type { Body, Plan } from './plans.ts';
import { caseStream, type StoredFact } from './read.ts';

type Decide = (approving: Approving, approvalId: string, body: never, context: Deciding) => Decision<NewFact, CoreRefusal>;

const onCases: Readonly<Record<string, Decide>> = {
  'approval.ask': askApproval, 'approval.ask_again': askAgain, 'approval.approve': approve, 'approval.return': returnApproval, 'approval.withdraw': withdrawApproval,
};
const onPeople: Readonly<Record<string, (facts: readonly StoredFact[], body: never, context: Deciding) => Decision<NewFact, CoreRefusal>>> = {
  'approval.name_deputy': (facts, body, context) => nameDeputy(personOf(facts), body, context),
  'approval.end_deputy': (facts, _body, context) => endDeputy(personOf(facts), deputyOf(facts), context),
};

export function isApprovalCommand(operation: string): boolean {
  return Object.hasOwn(onCases, operation) || Object.hasOwn(onPeople, operation);
}

export function planOfApproval(house: House, org: string, operation: string, params: Readonly<Record<string, string>>, body: Body): Plan {
  const personal = onPeople[operation];
  if (personal !== undefined) return planOfDeputy(params['person_id']!, body, personal);
  const caseId = params['case_id']!;
  const approvalId = params['approval_id'] ?? (body['approval_id'] as string | undefined) ?? house.newId();
  const stream = caseStream(caseId);
  return {
    locks: { streams: [stream] },
    subjectId: caseId,
    decide: async (histories, context, tx) => {
      const facts = histories.get(stream)!;
      const state = caseOf(facts);
      if (state.phase === 'none') return { ok: false, refusal: 'unknown_case', detail: { case_id: caseId } };
      // Ids are made by whoever asks, and another case may have one of the same name.
      if (operation === 'approval.ask' && (await isTaken(tx, approvalId))) return { ok: false, refusal: 'approval_exists', detail: { approval_id: approvalId } };
      const approving = { state, approvals: approvalsOf(facts), absent: await absentFor(tx, house, org, context.by.id, context.now) };
      return parted(stream, onCases[operation]!(approving, approvalId, body as never, context), { case_id: caseId, approval_id: approvalId });
    },
  };
}

function planOfDeputy(personId: string, body: Body, decide: (typeof onPeople)[string]): Plan {
  const stream = `person:${personId}`;
  return {
    locks: { streams: [stream] },
    subjectId: personId,
    decide: (histories, context) => parted(stream, decide(histories.get(stream)!, body as never, context), { person_id: personId }),
  };
}

function parted(stream: string, decision: Decision<NewFact, CoreRefusal>, ids: Readonly<Record<string, string>>): Decided {
  return decision.ok ? { ok: true, parts: [{ stream, facts: decision.facts }], ids } : decision;
}

async function isTaken(tx: PoolClient, approvalId: string): Promise<boolean> {
  const { rowCount } = await tx.query({ name: 'approval_taken', text: 'select from approval_list where org_id = current_org() and approval_id = $1', values: [approvalId] });
  return (rowCount ?? 0) > 0;
}

/** Those for whom somebody acts at this moment, with the roles they hold now. */
export async function absentFor(tx: PoolClient, house: House, org: string, deputy: string, now: Instant): Promise<Absent[]> {
  const { rows } = await tx.query<{ person_id: string; roles: string[] }>({
    name: 'absent_for',
    text: `select p.person_id, p.roles from person_deputy d join person_list p on p.org_id = d.org_id and p.person_id = d.person_id
            where d.org_id = $1 and d.deputy_id = $2 and d.from_at <= $3::timestamptz and d.until_at > $3::timestamptz and p.active order by p.person_id`,
    values: [org, deputy, isoOf(now)],
  });
  if (rows.length === 0) return [];
  const packRoles = (await house.packs.activeAt(tx, org, now))?.pack.roles ?? [];
  return rows.map(({ person_id: id, roles }) => ({ id, roles: baseRolesOf(roles, packRoles), held: roles }));
}
