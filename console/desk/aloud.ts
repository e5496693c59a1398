/** A promise as a sentence that an agent reads to the caller: days as people say them, hours as they stand on a clock. */

import { momentText } from '../../ui/moments.ts';
import type { Say } from '../words.ts';

type Promised = { readonly words: string; readonly target_minutes: number | null; readonly target_words: string; readonly deadline: string | null };

const dayMs = 86_400_000;

export function spokenMoment(iso: string, zone: string, now: number, say: Say): string {
  const [day = '', time = ''] = momentText(iso, zone).split(' ');
  const dayAt = (at: number) => momentText(new Date(at).toISOString(), zone, 'day');
  if (day === dayAt(now)) return say('aloud.today', { time });
  // From noon of today, so that a day of 23 or 25 hours is still followed by the next one.
  const tomorrow = new Date(Date.parse(`${dayAt(now)}T12:00:00Z`) + dayMs).toISOString().slice(0, 10);
  if (day === tomorrow) return say('aloud.tomorrow', { time });
  const spoken = new Intl.DateTimeFormat(say.language, { timeZone: 'UTC', month: 'long', day: 'numeric' }).format(new Date(`${day}T00:00:00Z`));
  return say('aloud.on_day', { day: spoken, time });
}

/** One sentence for each promise that has something to say, opened by one of ours. */
export function spokenPromises(promises: readonly Promised[], zone: string, now: number, say: Say): string {
  const sentences = promises.flatMap((it) => {
    if (it.deadline !== null) return [say('aloud.by', { promise: it.words, when: spokenMoment(it.deadline, zone, now, say), target: it.target_words })];
    return it.target_minutes === null ? [] : [say('aloud.within', { promise: it.words, target: it.target_words })];
  });
  return sentences.length === 0 ? say('aloud.none') : say('aloud.all', { sentences: sentences.join(say('aloud.between')) });
}
