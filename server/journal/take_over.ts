/** Open cases under a version that was activated after they began: each is told so by a fact, and its open promises are read anew. */

import { createHash } from 'node:crypto';
import { caseOf } from '../../core/case/case.ts';
import { readOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { run } from './journal.ts';
import { caseStream, readStreams, type StoredFact } from './read.ts';

const kind = 'case.pack_taken_over';
const batch = 100;

/** Answers how many cases were taken over. Doing it again takes over only what was not yet. */
export async function takeOverOpenCases(house: House, org: string, actor: string): Promise<number> {
  const active = await latestActivation(house, org);
  let taken = 0;
  for (let after = ''; ;) {
    const page = await readOrg(house.db.pool, org, async (tx) => {
      const { rows } = await tx.query<{ case_id: string }>(
        'select case_id from case_list where org_id = $1 and finished_at is null and case_id > $2 order by case_id limit $3',
        [org, after, batch],
      );
      return {
        ids: rows.map((row) => row.case_id),
        histories: await readStreams(
          tx,
          org,
          rows.map((row) => caseStream(row.case_id)),
        ),
      };
    });
    for (const id of page.ids) {
      if (wasJudgedBy(active.hash, page.histories.get(caseStream(id))!)) continue;
      if (await takeOver(house, org, actor, id, active)) taken++;
    }
    if (page.ids.length < batch) return taken;
    after = page.ids.at(-1)!;
  }
}

type Active = { readonly hash: string; readonly seq: number };

async function latestActivation(house: House, org: string): Promise<Active> {
  const rows = await readOrg(
    house.db.pool,
    org,
    async (tx) =>
      (
        await tx.query<Active>('select hash, seq from pack_activation where org_id = $1 order by activated_at desc, seq desc limit 1', [
          org,
        ])
      ).rows,
  );
  if (!rows[0]) throw new Error(`organisation ${org} has no active pack`);
  return rows[0];
}

/** Begun under this version, or taken over to it last. */
function wasJudgedBy(hash: string, facts: readonly StoredFact[]): boolean {
  const last = facts.findLast((fact) => fact.kind === kind);
  return (last ? last.data['pack'] : facts[0]?.pack) === hash;
}

async function takeOver(house: House, org: string, actor: string, caseId: string, { hash, seq }: Active): Promise<boolean> {
  const stream = caseStream(caseId);
  const now = house.now();
  // One for each activation, so that going back to an earlier version is not taken for a repeat.
  const commandId = `take-over-${seq}-${createHash('sha256').update(caseId).digest('hex').slice(0, 40)}`;
  const outcome = await run(
    house,
    { org, actor, commandId, body: { take_over: hash }, receivedAt: now },
    { streams: [stream] },
    (histories) => {
      const state = caseOf(histories.get(stream)!);
      if (state.phase === 'closed') return { ok: false, refusal: 'case_closed' };
      if (state.phase === 'cancelled') return { ok: false, refusal: 'case_cancelled' };
      return { ok: true, parts: [{ stream, facts: [{ kind, at: now, data: { pack: hash } }] }] };
    },
  );
  return outcome.status === 'recorded';
}
