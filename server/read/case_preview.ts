/** What would be promised for a report as typed so far: the clock engine on a report that nobody has made. */

import type { z } from 'zod';
import type { Fact } from '../../core/base/fact.ts';
import { parseInstant } from '../../core/base/time.ts';
import { caseFacts } from '../../core/case/facts.ts';
import type { operations } from '../../wire/contract.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking } from './asking.ts';
import { activePack } from './me.ts';
import { scopeOf } from './permit.ts';
import { readingsOf, readingViewOf } from './readings.ts';

export async function previewPromises(asking: Asking, body: z.output<(typeof operations)['case.preview']['body']>) {
  scopeOf(asking.actor, 'case.preview');
  const { at, lang: _lang, ...described } = body;
  return ask(asking, async (client) => {
    const { pack } = await activePack(client, asking);
    if (!pack.zones.some((zone) => zone.code === described.zone)) throw new Refused('unknown_zone', { detail: { zone: described.zone } });
    const started = at === undefined ? asking.now : parseInstant(at)!;
    const report: Fact = {
      id: 'preview', kind: 'case.reported', at: started, received_at: asking.now, data: caseFacts['case.reported'].data.parse(described),
    };
    // A report that began later than now would be left out as not having happened yet.
    const { readings, packs } = await readingsOf(client, asking.house, asking.actor.org, 'preview', [report], { at: started > asking.now ? started : asking.now });
    return {
      promises: readings.map((reading) => {
        const { clock, words, target_minutes, target_words, deadline, source } = readingViewOf(reading, packs, asking.lang);
        return { clock, words, target_minutes, target_words, deadline, source };
      }),
    };
  });
}
