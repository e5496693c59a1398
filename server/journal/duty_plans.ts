/** Commands about duties: which stream they lock, and which decision they ask with the book as it stands. */

import type { CoreRefusal } from '../../core/base/refusal.ts';
import type { Decision } from '../../core/base/decision.ts';
import type { NewFact } from '../../core/base/fact.ts';
import { assignDuty, correctDuty, finishDuty, giveUp, planDuty, resume, setAside, takeOn, type UpkeepState } from '../../core/asset/upkeep.ts';
import { subjectKind } from '../../core/duty/duty.ts';
import type { Deciding } from '../../core/roster/deciding.ts';
import type { House } from '../house.ts';
import { booksOf, dutyStream } from './duty_book.ts';
import type { Body, Plan } from './plans.ts';

const decisions: Readonly<Record<string, (state: UpkeepState, body: never, context: Deciding) => Decision<NewFact, CoreRefusal>>> = {
  'duty.take_on': takeOn, 'duty.assign': assignDuty, 'duty.give_up': giveUp, 'duty.set_aside': setAside, 'duty.resume': resume,
  'duty.plan': planDuty, 'duty.finish': finishDuty, 'duty.correct': correctDuty,
};

export function isDutyCommand(operation: string): boolean {
  return Object.hasOwn(decisions, operation);
}

export function planOfDuty(house: House, org: string, operation: string, params: Readonly<Record<string, string>>, body: Body): Plan {
  const { expected_seq: _, ...said } = body;
  const key = { kind: subjectKind.parse(params['subject_kind']), id: params['subject_id']! };
  const stream = dutyStream(key);
  return {
    locks: { streams: [stream] },
    subjectId: key.id,
    decide: async (_histories, context, tx) => {
      const [found] = await booksOf(tx, house, org, [key], context.now);
      if (found === undefined) return { ok: false, refusal: 'unknown_subject', detail: { subject_id: key.id } };
      const decision = decisions[operation]!({ ...key, exists: found.exists, book: found.book, facts: found.facts, duties: found.duties }, said as never, context);
      return decision.ok ? { ok: true, parts: [{ stream, facts: decision.facts }], ids: { subject_id: key.id } } : decision;
    },
  };
}
