/** Guides in the words of one language, with what is known of the case, the caller and the speaker filled in. */

import type { Instant } from '../../core/base/time.ts';
import { wallOf } from '../../core/calendar/wall.ts';
import type { Guide, Step, Substitution } from '../../core/guide/guide.ts';
import { addressed, filled, type Title } from '../../core/guide/say.ts';
import type { Pack } from '../../core/pack/pack.ts';
import type { GuideStep, SaidPiece } from '../../wire/view/guide_views.ts';
import type { Lang } from './asking.ts';

/** What a case knows that is said aloud. */
export type Spoken = {
  readonly caller_name: string | null; readonly phone: string | null; readonly area: string | null; readonly zone: string | null; readonly appointment_at: Instant | null;
};
export type Known = Partial<Record<Substitution, string>>;

/** The title is never guessed: without it the name is said as it was given (SCR-30). */
export function knownFrom(pack: Pick<Pack, 'words' | 'zones' | 'time_zone' | 'hotline'>, spoken: Spoken | null, speaker: string | null, title: Title | undefined, lang: Lang): Known {
  const { caller_name: name = null, phone = null, area = null, zone = null, appointment_at: arrival = null } = spoken ?? {};
  const zoneWords = pack.zones.find((each) => each.code === zone)?.words[lang];
  const caller = name === null ? null : title === undefined ? name : addressed(name, title, lang);
  const all = {
    caller, agent_name: speaker, organisation: pack.words[lang], hotline: pack.hotline ?? null, phone, area: area ?? zoneWords ?? null,
    arrival_time: arrival === null ? null : wallOf(arrival, pack.time_zone).toString({ smallestUnit: 'minute' }).replace('T', ' '),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as Known;
}

export function stepViewOf(step: Step, known: Known, lang: Lang): GuideStep {
  const { ask } = step;
  return {
    step: step.code, say: piecesOf(step.say?.[lang], known), tone: step.tone?.[lang] ?? null, do: step.do?.[lang] ?? null, ask: ask?.words[lang] ?? null,
    choices: ask !== undefined && 'choices' in ask ? ask.choices.map((each) => ({ code: each.code, words: each.words[lang] })) : [],
    evidence: ask !== undefined && 'evidence' in ask ? ask.evidence : null, wait_seconds: step.wait_seconds ?? null, hard: step.hard,
  };
}

/** What was said, or else what was done or asked. */
export function wordsOfStep(step: Step, known: Known, lang: Lang): SaidPiece[] {
  return piecesOf((step.say ?? step.do ?? step.ask?.words)?.[lang], known);
}

export function sourcesOf({ source }: Guide): string[] {
  return [source].flat();
}

function piecesOf(text: string | undefined, known: Known): SaidPiece[] {
  return text === undefined ? [] : filled(text, known).map((piece) => ('gap' in piece ? { text: piece.gap, gap: true } : { text: piece.text, gap: false }));
}
