/** Which moves of the journal concern which person, and which of their views they touch. */

import { reachOf } from '../../core/roster/rights.ts';
import type { LiveMove } from '../../wire/view/live_views.ts';
import { readOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';
import type { Move } from '../journal/moves.ts';
import type { Actor } from '../journal/perform.ts';
import { by } from './permit.ts';

type Subject = LiveMove['subject'];
/** What of a case decides who sees it. */
export type Belonging = { readonly engineers: ReadonlySet<string>; readonly branch: string | null };

const views: Readonly<Record<Subject, LiveMove['views']>> = {
  case: ['case', 'case_list', 'visit_list', 'customer', 'report', 'approvals'],
  customer: ['customer', 'case_list'],
  unit: ['customer'],
  person: ['people', 'deputies'],
  // A storm excuses readings of many cases at once.
  event: ['events', 'case', 'case_list', 'report'],
  org: ['session', 'case', 'case_list', 'packs'],
  webhook: ['webhooks'],
  alarm: ['inbox'],
  duty: ['duties', 'inbox'],
  guide: ['guides'],
  approval: ['inbox'],
  pack: ['packs'],
  period: ['periods'],
  form: ['forms'],
};

/** null for what this person has no view of. */
export function moveFor(actor: Actor, { stream, seq }: Move, belonging: (caseId: string) => Belonging | undefined): LiveMove | null {
  const [type, id] = stream.split(':') as [string, string];
  if (!Object.hasOwn(views, type)) return null;
  const subject = type as Subject;
  if (!isSeen(actor, subject, id, belonging)) return null;
  // That somebody was told of something is no more than a reason to look into one's own inbox.
  if (subject === 'alarm' || subject === 'duty' || subject === 'form' || subject === 'guide' || subject === 'approval') return { case_id: null, subject, id: null, seq: null, views: [...views[subject]] };
  return { case_id: subject === 'case' ? id : null, subject, id, seq, views: [...views[subject]] };
}

function isSeen(actor: Actor, subject: Subject, id: string, belonging: (caseId: string) => Belonging | undefined): boolean {
  const reach = (operation: string) => reachOf(by(actor), operation);
  switch (subject) {
    case 'case': {
      const scope = reach('case.list');
      if (scope === 'any' || scope === 'none') return scope === 'any';
      const of = belonging(id);
      return of !== undefined && (of.engineers.has(actor.person) || (scope === 'party' && of.branch !== null && of.branch === by(actor).party));
    }
    case 'customer':
    case 'unit': return reach('customer.get') === 'any';
    case 'person': return reach('person.list') === 'any';
    case 'event': return reach('event.list') !== 'none';
    case 'webhook': return reach('webhook.list') === 'any';
    case 'period': return reach('period.list') === 'any';
    case 'pack': return reach('pack.list') === 'any';
    case 'org':
    case 'alarm':
    case 'guide':
    case 'approval':
    // Which one moved is not said: whoever may see any asks again for their own.
    case 'duty':
    case 'form': return true;
  }
}

/** Whether it must be known whose the cases are before this person can be told. */
export function needsBelonging(actor: Actor): boolean {
  const scope = reachOf(by(actor), 'case.list');
  return scope !== 'any' && scope !== 'none';
}

/** Whose the moved cases are: of every engineer who has or had a visit, and of a branch. */
export async function belongingsOf(house: House, org: string, moves: readonly Move[]): Promise<Map<string, Belonging>> {
  const streams = moves.filter((move) => move.org === org && move.stream.startsWith('case:')).map((move) => move.stream);
  if (streams.length === 0) return new Map();
  const rows = await readOrg(house.db.pool, org, async (client) =>
    (await client.query<{ case_id: string; branch: string | null; engineers: string[] }>({
      name: 'whose_cases',
      text: `select c.case_id, c.branch,
                    array(select j.data->>'engineer_id' from journal j
                           where j.org_id = c.org_id and j.stream = 'case:' || c.case_id and j.kind in ('visit.assigned', 'visit.reassigned')) as engineers
               from case_list c where c.org_id = $1 and c.case_id = any($2)`,
      values: [org, streams.map((stream) => stream.slice('case:'.length))],
    })).rows,
  );
  return new Map(rows.map((row) => [row.case_id, { branch: row.branch, engineers: new Set(row.engineers) }]));
}
