/** One command for many cases: each goes through the same door under a key of its own, and is answered for itself. */

import { createHash } from 'node:crypto';
import type { BulkCommand } from '../../wire/command/bulk_commands.ts';
import type { BulkAnswer } from '../../wire/view/live_views.ts';
import type { OperationName } from '../../wire/contract.ts';
import { perform, type Actor } from '../journal/perform.ts';
import type { Lang } from '../read/asking.ts';
import { scopeOf } from '../read/permit.ts';
import { saidHere } from '../read/said_here.ts';
import { problemOf } from './problem.ts';
import type { Site } from './site.ts';

export async function performBulk(site: Site, actor: Actor, { command, items, body }: BulkCommand, key: string, lang: Lang): Promise<BulkAnswer> {
  scopeOf(actor, 'case.bulk');
  const answers: BulkAnswer['items'] = [];
  // One after another: they would only wait for each other's commits, and other people's requests for all of them.
  for (const { case_id, expected_seq } of items) {
    const said = expected_seq === undefined ? body : { ...body, expected_seq };
    const operation = `case.${command}` as OperationName;
    const outcome = await perform(site.house, actor, operation, { case_id }, said, keyOf(key, case_id));
    if (outcome.status === 'recorded' || outcome.status === 'already_recorded') {
      answers.push({ case_id, status: outcome.status, seq: outcome.receipt.seq, code: null, title: null, detail: null });
      continue;
    }
    const code = outcome.status === 'refused' ? outcome.refusal : 'idempotency_key_reused';
    const detail = outcome.status === 'refused' ? outcome.detail : undefined;
    const problem = problemOf(code, lang, await saidHere(site.house, actor.org, detail));
    answers.push({ case_id, status: 'refused', seq: null, code, title: problem.title, detail: problem.detail ?? null });
  }
  return { items: answers };
}

/** The same bulk sent again gives each case the key it had, so nothing happens twice. */
function keyOf(key: string, caseId: string): string {
  return `bulk-${createHash('sha256').update(`${key}\n${caseId}`).digest('hex').slice(0, 48)}`;
}
