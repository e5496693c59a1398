/** One quiet line under a case or a form: how long it is kept, by whom, and which row says so. */

import type { KeptView } from '../wire/view/form_views.ts';
import { useSay } from './words.ts';

export function Keeping({ kept }: { kept: KeptView | null }) {
  const say = useSay();
  if (kept === null) return null;
  const by = kept.by.map(({ role, words }) => words ?? say.code('role', role)).join(say('keeping.and'));
  const row = kept.source.length === 0 ? '' : say('keeping.row', { rows: kept.source.join(', ') });
  return <p className="quiet">{say(`keeping.${caseOf(kept)}`, { by, row, how_long: kept.how_long ?? '', until: kept.until ?? '' })}</p>;
}

function caseOf({ how_long, for_good, until, over }: KeptView) {
  if (how_long === null) return 'unstated';
  if (for_good) return 'for_good';
  if (until === null) return 'once_closed';
  return over ? 'over' : 'until';
}
