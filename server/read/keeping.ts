/** How long a case or a form is kept and by whom, as the archive of the rules in force says. */

import type { Instant } from '../../core/base/time.ts';
import { dateOf } from '../../core/calendar/wall.ts';
import { keepingOf, mayBeDestroyed } from '../../core/form/archive.ts';
import type { Pack } from '../../core/pack/pack.ts';
import type { KeptView } from '../../wire/view/form_views.ts';
import type { Lang } from './asking.ts';
import { retentionWords } from './sheet_words.ts';

type Record = { readonly form: string | null; readonly closed: Instant | null };

export function keptView(pack: Pack, { form, closed }: Record, { lang, now }: { readonly lang: Lang; readonly now: Instant }): KeptView | null {
  const keeping = keepingOf(pack.archive, form, closed, pack.time_zone);
  if (keeping === null) return null;
  const { line, until } = keeping;
  const nameOf = (role: string) => {
    const words = pack.roles?.find((each) => each.code === role)?.words;
    return words === undefined ? null : (words[lang] ?? words.en);
  };
  return {
    how_long: line.kept === undefined ? null : retentionWords(line.kept, lang), for_good: line.kept === 'permanent',
    until, over: mayBeDestroyed(keeping, dateOf(now, pack.time_zone).toString()),
    by: line.by.map((role) => ({ role, words: nameOf(role) })), source: [line.source ?? []].flat(),
  };
}
