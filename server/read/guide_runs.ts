/** How guides were followed: of a case or by somebody, each with what was said and where it stands. */

import type { PoolClient } from 'pg';
import { z } from 'zod';
import { isoOf, type Instant } from '../../core/base/time.ts';
import { positionOf } from '../../core/guide/follow.ts';
import type { Guide, Step } from '../../core/guide/guide.ts';
import { answersOf, runOf, type StepTaken } from '../../core/guide/run.ts';
import type { Title } from '../../core/guide/say.ts';
import type { Pack } from '../../core/pack/pack.ts';
import type { operations, OperationName } from '../../wire/contract.ts';
import type { GuideRun, StepSaid } from '../../wire/view/guide_views.ts';
import { guideIn, guideStream } from '../journal/guide_plans.ts';
import { readStreams, type StoredFact } from '../journal/read.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking, type Lang } from './asking.ts';
import { namesOf } from './case_facts.ts';
import { cursorOf, keyOf, momentKey, pageOf, textKey } from './cursor.ts';
import { knownFrom, sourcesOf, stepViewOf, wordsOfStep, type Known, type Spoken } from './guide_words.ts';
import { by, scopeOf } from './permit.ts';
import { statement } from './statement.ts';

type Row = Spoken & { run_id: string; guide: string; pack: string; case_id: string | null; begun_at: Instant; begun_by: string; seq: number };
type ListQuery = z.output<(typeof operations)['guide.runs']['query']>;
type Wanted = { readonly case_id?: string | undefined; readonly begun_by?: string | undefined; readonly open?: boolean; readonly after?: readonly [number, string] | null; readonly limit: number; readonly run_id?: string };

const text = statement('guide_runs.sql');

export async function listRuns(asking: Asking, asked: ListQuery) {
  const after = keyOf('guide runs', z.tuple([momentKey, textKey]), asked.cursor);
  return ask(asking, async (client) => {
    const rows = await rowsOf(client, asking, 'guide.runs', {
      case_id: asked.case_id, begun_by: asked.mine === 'true' ? asking.actor.person : undefined, open: asked.open === 'true', after, limit: asked.limit + 1,
    });
    const page = pageOf(rows, asked.limit, (row) => row, (last) => cursorOf('guide runs', [last.begun_at, last.run_id]));
    return { ...page, items: await viewsOf(client, asking, page.items, undefined, false) };
  });
}

export async function getRun(asking: Asking, runId: string, { title }: { title?: Title | undefined }): Promise<GuideRun> {
  return ask(asking, async (client) => {
    const rows = await rowsOf(client, asking, 'guide.run', { run_id: runId, limit: 1 });
    if (rows.length === 0) throw new Refused(await isThere(client, asking, runId) ? 'not_allowed' : 'unknown_run', { detail: { run_id: runId } });
    return (await viewsOf(client, asking, rows, title, true))[0]!;
  });
}

async function isThere(client: PoolClient, { actor }: Asking, runId: string): Promise<boolean> {
  const { rowCount } = await client.query('select from guide_run where org_id = $1 and run_id = $2', [actor.org, runId]);
  return rowCount === 1;
}

async function rowsOf(client: PoolClient, { actor }: Asking, operation: OperationName, it: Wanted): Promise<Row[]> {
  const scope = scopeOf(actor, operation);
  const { rows } = await client.query<Row>({
    name: 'guide_runs', text,
    values: [actor.org, it.case_id ?? null, it.begun_by ?? null, it.open ?? false, scope === 'any' ? null : actor.person, scope === 'party' ? by(actor).party : null,
      it.after ? isoOf(it.after[0] as Instant) : null, it.after?.[1] ?? null, it.limit, it.run_id ?? null],
  });
  return rows;
}

async function viewsOf(client: PoolClient, asking: Asking, rows: readonly Row[], title: Title | undefined, withImages: boolean): Promise<GuideRun[]> {
  const { house, actor, lang } = asking;
  const histories = await readStreams(client, actor.org, rows.map((row) => guideStream(row.run_id)));
  const names = await namesOf(client, actor.org, [...histories.values()].flat().map((fact) => fact.by));
  const packs = new Map((await house.packs.versionsOf(client, actor.org)).map(({ loaded }) => [loaded.hash, loaded]));
  return rows.map((row) => {
    const loaded = packs.get(row.pack)!;
    const facts = histories.get(guideStream(row.run_id))!;
    return runViewOf({ row, facts, pack: loaded.pack, guide: guideIn(loaded, row.guide)!, names, title, withImages }, lang);
  });
}

type Read = {
  readonly row: Row; readonly facts: readonly StoredFact[]; readonly pack: Pack; readonly guide: Guide; readonly names: ReadonlyMap<string, string | null>;
  readonly title: Title | undefined; readonly withImages: boolean;
};

function runViewOf(read: Read, lang: Lang): GuideRun {
  const { row, facts, pack, guide, names, title } = read;
  const run = runOf(facts);
  const { step, conclusion } = positionOf(guide, answersOf(run));
  const nameOf = (person: string | null) => (person === null ? null : (names.get(person) ?? null));
  const knownTo = (person: string | null, language: Lang) => knownFrom(pack, row, nameOf(person), title, language);
  const concluded = run.concluded;
  const named = (code: string | null) => conclusionIn(guide, code, lang);
  return {
    run_id: row.run_id, guide: guide.code, kind: guide.kind, words: guide.words[lang], source: sourcesOf(guide), pack: row.pack, case_id: row.case_id,
    begun_at: isoOf(row.begun_at), begun_by: row.begun_by, begun_by_name: nameOf(row.begun_by),
    said: run.taken.map((taken) => saidOf(taken, read, knownTo(taken.by, taken.language ?? lang), lang)),
    next: step === null || concluded !== null ? null : stepViewOf(step, knownTo(row.begun_by, lang), lang), led_to: named(conclusion),
    concluded: concluded === null ? null : {
      at: isoOf(concluded.at), by_name: nameOf(concluded.by), conclusion: named(concluded.conclusion), broken_off: concluded.broken_off, note: concluded.note,
    },
    seq: row.seq,
  };
}

function conclusionIn(guide: Guide, code: string | null, lang: Lang) {
  const known = guide.conclusions.find((each) => each.code === code);
  return known === undefined ? null : { code: known.code, words: known.words[lang] };
}

function saidOf(taken: StepTaken, { guide, names, withImages }: Read, known: Known, lang: Lang): StepSaid {
  const step = guide.steps.find((each) => each.code === taken.step)!;
  const shown = taken.language ?? lang;
  const evidence = step.ask !== undefined && 'evidence' in step.ask ? step.ask.evidence : null;
  const isImage = typeof taken.answer === 'string' && !taken.erased && (evidence === 'photo' || evidence === 'signature');
  return {
    step: step.code, at: isoOf(taken.at), by: taken.by, by_name: taken.by === null ? null : (names.get(taken.by) ?? null), words: wordsOfStep(step, known, shown),
    ask: step.ask?.words[lang] ?? null, evidence,
    answer: isImage || taken.erased ? null : answerIn(step, taken, lang), image: isImage && withImages ? String(taken.answer) : null, skipped: taken.skipped, erased: taken.erased,
  };
}

function answerIn({ ask: asked }: Step, { answer }: StepTaken, lang: Lang): string | null {
  if (answer === null || answer === true || answer === undefined) return null;
  if (asked === undefined || !('choices' in asked)) return String(answer);
  return asked.choices.find((each) => each.code === answer)?.words[lang] ?? String(answer);
}
