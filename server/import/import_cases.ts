/** Brings the cases of a file in through the front door, several records at once, and counts what came of each. */

import type { Refusal } from '../../core/base/refusal.ts';
import type { LoadedPack } from '../pack/load.ts';
import { policyOf } from '../pack/policy.ts';
import { refusalText } from '../cli/refusal_text.ts';
import { systemActor } from '../demo/system_actor.ts';
import type { House } from '../house.ts';
import { perform } from '../journal/perform.ts';
import { gather, planGroup } from './changes.ts';
import type { ChangeMap, ImportMap } from './map.ts';
import { planRow, type CasePlan, type Planning, type Step } from './plan.ts';
import { columnsOf } from './read_map.ts';
import { recordsIn, type Refused } from './records.ts';
import { rehearse } from './rehearsal.ts';
import { momentReader } from './wall_moment.ts';

export type ImportTask = {
  readonly file: string;
  readonly map: ImportMap;
  readonly org: string;
  readonly pack: LoadedPack;
  readonly dryRun: boolean;
  readonly onBytes?: (bytes: number) => void;
  readonly onCase?: () => void;
};

export type ImportResult = {
  /** Rows of the file after its first line, readable or not. */
  rows: number;
  cases: number;
  /** Cases of which something new was recorded; all of whose commands had been recorded before. */
  recorded: number;
  already_recorded: number;
  commands: number;
  facts: number;
  refused: Refused[];
};

/** Commands on different cases don't wait for each other; as many at once as a small machine can use. */
const atOnce = 12;

export async function importCases(house: House, task: ImportTask): Promise<ImportResult> {
  const result: ImportResult = { rows: 0, cases: 0, recorded: 0, already_recorded: 0, commands: 0, facts: 0, refused: [] };
  const planning: Planning = { map: task.map, momentOf: momentReader(task.map.times), policy: policyOf(task.pack) };
  const plans = task.map.rows === 'case' ? rowPlans(planning, task, result) : groupPlans(planning, task, result);
  await forEachAtOnce(plans, atOnce, async (plan) => {
    const play = (stage: House) => playCase(stage, task, plan, result);
    await (task.dryRun ? rehearse(house, play) : play(house));
    task.onCase?.();
  });
  result.refused.sort((a, b) => a.line - b.line);
  return result;
}

async function* rowPlans(planning: Planning, task: ImportTask, result: ImportResult): AsyncGenerator<CasePlan> {
  const { map } = planning;
  if (map.rows !== 'case') return;
  const lineOfKey = new Map<string, number>();
  for await (const row of recordsIn(task.file, map, columnsOf(map), task.onBytes)) {
    result.rows += 1;
    if ('reason' in row) {
      result.refused.push(row);
      continue;
    }
    const planned = planRow({ ...planning, map }, row);
    if (!planned.ok) {
      result.refused.push(planned.refused);
      continue;
    }
    const before = lineOfKey.get(planned.plan.key);
    if (before !== undefined) {
      result.refused.push({ line: row.line, column: map.key, reason: `the key ${planned.plan.key} stands on line ${before} already` });
      continue;
    }
    lineOfKey.set(planned.plan.key, row.line);
    yield planned.plan;
  }
}

async function* groupPlans(planning: Planning, task: ImportTask, result: ImportResult): AsyncGenerator<CasePlan> {
  const map = planning.map as ChangeMap;
  const { groups, refused, read } = await gather({ ...planning, map }, recordsIn(task.file, map, columnsOf(map), task.onBytes));
  result.rows = read;
  result.refused.push(...refused);
  for (const [key, rows] of groups) {
    const planned = planGroup({ ...planning, map }, key, rows);
    result.refused.push(...planned.skipped);
    if (planned.ok) yield planned.plan;
    else result.refused.push(planned.refused);
  }
}

/** A refused step ends its case: what follows was said about a case that is not as the record holds it. */
async function playCase(house: House, task: ImportTask, plan: CasePlan, result: ImportResult): Promise<void> {
  let isNew = false;
  let reportFact = '';
  result.cases += 1;
  for (const step of plan.steps) {
    const outcome = await perform(house, importer(task.org), step.operation, step.params, bodyOf(step, reportFact), step.commandId, {
      imported: true,
    });
    if (outcome.status === 'refused' || outcome.status === 'key_reused') {
      result.refused.push({
        line: step.line,
        column: '',
        reason: outcome.status === 'refused' ? reasonOf(outcome.refusal, outcome.detail) : changedSince,
      });
      return;
    }
    if (step.operation === 'case.report') reportFact = outcome.receipt.facts[0]!.id;
    result.commands += 1;
    if (outcome.status === 'recorded') {
      isNew = true;
      result.facts += outcome.receipt.facts.length;
    }
  }
  if (isNew) result.recorded += 1;
  else result.already_recorded += 1;
}

const importer = (org: string) => systemActor(org, ['agent', 'dispatcher', 'manager']);
const changedSince = 'this record was brought in before, and says something else now; correct the case instead';

function reasonOf(refusal: Refusal, detail: Readonly<Record<string, string | number>> | undefined): string {
  return refusal === 'case_exists' ? changedSince : refusalText(refusal, detail);
}

function bodyOf(step: Step, reportFact: string): object {
  return step.ofReport ? { ...step.body, fact_id: reportFact } : step.body;
}

async function forEachAtOnce<T>(items: AsyncIterable<T>, count: number, work: (item: T) => Promise<void>): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  // An async generator queues its callers, so several workers may ask it.
  const worker = async () => {
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) await work(next.value);
  };
  const ended = await Promise.allSettled(Array.from({ length: count }, worker));
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
}
