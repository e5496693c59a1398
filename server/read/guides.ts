/** Guides: which there are for a situation, one with its words filled in, and what may not be written. */

import type { z } from 'zod';
import type { Guide } from '../../core/guide/guide.ts';
import { forbiddenIn, type Language } from '../../core/guide/say.ts';
import type { operations } from '../../wire/contract.ts';
import type { GuideRow } from '../../wire/view/guide_views.ts';
import { guideIn } from '../journal/guide_plans.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking, type Lang } from './asking.ts';
import { caseFor } from './case_facts.ts';
import { selectCases } from './case_rows.ts';
import { knownFrom, sourcesOf, stepViewOf } from './guide_words.ts';
import { activePack } from './me.ts';
import { scopeOf } from './permit.ts';
import { rowsOf } from './tables.ts';

type ListQuery = z.output<(typeof operations)['guide.list']['query']>;
type GetQuery = z.output<(typeof operations)['guide.get']['query']>;

export async function listGuides(asking: Asking, { kind, q }: ListQuery): Promise<{ items: GuideRow[] }> {
  scopeOf(asking.actor, 'guide.list');
  const { pack } = await ask(asking, (client) => activePack(client, asking));
  const offered = (pack.guides ?? []).filter((guide) => kind === undefined || guide.kind === kind);
  return { items: found(offered, q ?? '').map((guide) => rowOf(guide, asking.lang)) };
}

/** Those whose situation has all the words stand before those that only say them. */
function found(guides: readonly Guide[], q: string): Guide[] {
  const wanted = q.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const has = (text: string) => wanted.every((word) => text.toLowerCase().includes(word));
  const bySituation = guides.filter((guide) => has(situationOf(guide)));
  return [...bySituation, ...guides.filter((guide) => !bySituation.includes(guide) && has(`${situationOf(guide)} ${spokenIn(guide)}`))];
}

function situationOf({ code, words, source }: Guide): string {
  return [code, words['zh-CN'], words.en, source].flat().join(' ');
}

function spokenIn({ steps }: Guide): string {
  return steps.flatMap(({ say, do: done, ask: asked }) => [say, done, asked?.words].flatMap((words) => [words?.['zh-CN'], words?.en])).join(' ');
}

function rowOf(guide: Guide, lang: Lang): GuideRow {
  const [first] = guide.steps;
  return {
    guide: guide.code, kind: guide.kind, words: guide.words[lang], source: sourcesOf(guide), steps: guide.steps.length,
    first: (first!.say ?? first!.do ?? first!.ask!.words)[lang],
  };
}

export async function getGuide(asking: Asking, code: string, { case_id: caseId, title }: GetQuery): Promise<z.input<(typeof operations)['guide.get']['ok']>> {
  const { actor, lang, now } = asking;
  scopeOf(actor, 'guide.get');
  return ask(asking, async (client) => {
    const loaded = await activePack(client, asking);
    const guide = guideIn(loaded, code);
    if (guide === null) throw new Refused('unknown_guide', { detail: { guide: code } });
    if (caseId !== undefined) await caseFor(client, asking, 'case.get', caseId);
    const [row] = caseId === undefined ? [] : await rowsOf(client, selectCases(actor.org, now).where('case_list.case_id', '=', caseId));
    const known = knownFrom(loaded.pack, row ?? null, actor.name, title, lang);
    return {
      guide: guide.code, kind: guide.kind, words: guide.words[lang], source: sourcesOf(guide), pack: loaded.hash,
      conclusions: guide.conclusions.map((each) => ({ code: each.code, words: each.words[lang] })), steps: guide.steps.map((step) => stepViewOf(step, known, lang)),
    };
  });
}

const languages: readonly Language[] = ['zh-CN', 'en'];

/** SCR-31, for whatever is written to a customer. A reply may mix languages, so it is read in each. */
export async function checkWords(asking: Asking, text: string): Promise<z.input<(typeof operations)['guide.check_words']['ok']>> {
  scopeOf(asking.actor, 'guide.check_words');
  const { pack } = await ask(asking, (client) => activePack(client, asking));
  return { found: languages.flatMap((language) => forbiddenIn(text, language, pack.forbidden ?? [])).toSorted((a, b) => a.at - b.at) };
}
