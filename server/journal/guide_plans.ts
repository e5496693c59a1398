/** Commands about guides: the run is a stream of its own, so that a step said does not make old what others look at; its conclusion is a fact of the case too. */

import type { PoolClient } from 'pg';
import { caseOf } from '../../core/case/case.ts';
import { answerStep, attachRun, beginGuide, concludeGuide, conclusionFor, skipStep, type BeginGuide, type Guiding } from '../../core/case/guiding.ts';
import type { NewFact } from '../../core/base/fact.ts';
import type { Guide } from '../../core/guide/guide.ts';
import { runOf } from '../../core/guide/run.ts';
import { may } from '../../core/roster/rights.ts';
import { readOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';
import type { LoadedPack } from '../pack/load.ts';
import type { Decided } from './journal.ts';
import { ownershipIn } from './ownership.ts';
import type { Body, Plan } from './plans.ts';
import { caseStream, type StoredFact } from './read.ts';

const steps = { 'guide.answer': answerStep, 'guide.skip': skipStep, 'guide.conclude': concludeGuide } as const;
type StepName = keyof typeof steps;

export const guideStream = (runId: string) => `guide:${runId}`;

export function isGuideCommand(operation: string): boolean {
  return operation === 'guide.begin' || operation === 'guide.attach' || Object.hasOwn(steps, operation);
}

export async function planOfGuide(house: House, org: string, operation: string, params: Readonly<Record<string, string>>, body: Body): Promise<Plan> {
  if (operation === 'guide.begin') return planBegin(house, org, body);
  const runId = params['run_id']!;
  if (operation === 'guide.attach') return planAttach(house, org, runId, body);
  return planStep(house, org, operation as StepName, runId, body);
}

function planBegin(house: House, org: string, body: Body): Plan {
  const runId = (body['run_id'] as string | undefined) ?? house.newId();
  const caseId = body['case_id'] as string | undefined;
  const stream = guideStream(runId);
  return {
    // The case first: whose it is decides who may begin a guide for it.
    locks: { streams: caseId === undefined ? [stream] : [caseStream(caseId), stream] },
    subjectId: runId,
    decide: async (histories, context, tx) => {
      if (caseId !== undefined && histories.get(caseStream(caseId))!.length === 0) return { ok: false, refusal: 'unknown_case', detail: { case_id: caseId } };
      const active = (await house.packs.activeAt(tx, org, context.now))!;
      const guide = guideIn(active, String(body['guide']));
      const decision = beginGuide({ run: runOf(histories.get(stream)!), guide, sealed_for: runId }, active.hash, body as unknown as BeginGuide, context);
      return decision.ok ? { ok: true, parts: [{ stream, facts: decision.facts }], ids: idsOf(runId, caseId ?? null) } : decision;
    },
  };
}

/** Both must be theirs: the run, which is asked for as with every command, and the case. */
function planAttach(house: House, org: string, runId: string, body: Body): Plan {
  const caseId = String(body['case_id']);
  const [stream, ofCase] = [guideStream(runId), caseStream(caseId)];
  return {
    locks: { streams: [stream, ofCase] },
    subjectId: runId,
    decide: async (histories, context, tx) => {
      const known = histories.get(ofCase)!;
      const guiding = await guidingOf(tx, house, org, runId, histories.get(stream)!, known);
      const decision = attachRun(guiding, body as never, context);
      if (!decision.ok) return decision;
      if (!may(context.by, 'guide.attach', await ownershipIn(tx, context.by, ofCase, known))) return { ok: false, refusal: 'not_allowed' };
      if (known.length === 0) return { ok: false, refusal: 'unknown_case', detail: { case_id: caseId } };
      return parted({ stream, facts: decision.facts }, ofCase, conclusionFor(guiding, context), idsOf(runId, caseId));
    },
  };
}

async function planStep(house: House, org: string, operation: StepName, runId: string, body: Body): Promise<Plan> {
  const caseId = await readOrg(house.db.pool, org, (client) => caseOfRun(client, org, runId));
  const stream = guideStream(runId);
  const ofCase = caseId === null ? null : caseStream(caseId);
  return {
    locks: { streams: ofCase === null ? [stream] : [stream, ofCase] },
    subjectId: runId,
    decide: async (histories, context, tx) => {
      const history = histories.get(stream)!;
      const guiding = await guidingOf(tx, house, org, runId, history, ofCase === null ? [] : histories.get(ofCase)!);
      // Attached to a case between the look and the lock: whoever sends it again finds the case locked too.
      if (guiding.run.case_id !== caseId) return { ok: false, refusal: 'stale_version', detail: { seq: history.length } };
      const decision = steps[operation](guiding, body as never, context);
      if (!decision.ok) return decision;
      return parted({ stream, facts: decision.facts }, ofCase, operation === 'guide.conclude' ? decision.facts : [], idsOf(runId, caseId));
    },
  };
}

type Part = { readonly stream: string; readonly facts: readonly NewFact[] };

function parted(own: Part, ofCase: string | null, told: readonly NewFact[], ids: Record<string, string>): Decided {
  return { ok: true, parts: ofCase === null || told.length === 0 ? [own] : [own, { stream: ofCase, facts: told }], ids };
}

async function guidingOf(tx: PoolClient, house: House, org: string, runId: string, history: readonly StoredFact[], ofCase: readonly StoredFact[]): Promise<Guiding> {
  const run = runOf(history);
  const versions = await house.packs.versionsOf(tx, org);
  const loaded = versions.find((version) => version.loaded.hash === run.begun?.pack)?.loaded;
  return {
    run, guide: loaded === undefined ? null : guideIn(loaded, run.begun!.guide),
    sealed_for: run.case_id === null ? runId : (caseOf(ofCase).customer_id ?? run.case_id),
  };
}

async function caseOfRun(client: PoolClient, org: string, runId: string): Promise<string | null> {
  const { rows } = await client.query<{ case_id: string | null }>('select case_id from guide_run where org_id = $1 and run_id = $2', [org, runId]);
  return rows[0]?.case_id ?? null;
}

export function guideIn({ pack }: LoadedPack, code: string): Guide | null {
  return (pack.guides ?? []).find((guide) => guide.code === code) ?? null;
}

function idsOf(runId: string, caseId: string | null): Record<string, string> {
  return { run_id: runId, ...(caseId === null ? {} : { case_id: caseId }) };
}
