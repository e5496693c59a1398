/** What a calendar feed would change in the rules in force, and the text that would say so. Nothing is kept: the text is proposed like any other. */

import type { Calendar } from '../../core/calendar/calendar.ts';
import { type FeedDays, readFeed, takeDays } from '../../core/calendar/feed.ts';
import { FeedFault, feedLengthMax } from '../../core/calendar/feed_lines.ts';
import type { CalendarPreview } from '../../wire/view/pack_views.ts';
import { addressRules, faultInUrl } from '../outside/address.ts';
import { fetchFeed } from '../outside/feed.ts';
import type { EditedFile } from '../pack/edited.ts';
import { versionAfter, withCalendar } from '../pack/with_calendar.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking } from './asking.ts';
import { activePack } from './me.ts';
import { filesOf } from './packs.ts';
import { scopeOf } from './permit.ts';

type Wanted = { readonly calendar: string; readonly first_year: number; readonly last_year: number; readonly text?: string | undefined; readonly address?: string | undefined };

export async function readCalendar(asking: Asking, wanted: Wanted): Promise<CalendarPreview> {
  scopeOf(asking.actor, 'pack.read_calendar');
  const { active, stored, taken } = await ask(asking, async (client) => {
    const pack = await activePack(client, asking);
    const { rows } = await client.query<{ version: string }>('select version from pack_text where org_id = $1 and name = $2', [asking.actor.org, pack.name]);
    const { rows: sources } = await client.query<{ files: EditedFile[] }>('select files from pack_source where org_id = $1 and hash = $2', [asking.actor.org, pack.hash]);
    return { active: pack, stored: sources[0]?.files, taken: new Set(rows.map((row) => row.version)) };
  });
  const calendar = Object.hasOwn(active.pack.calendars, wanted.calendar) ? active.pack.calendars[wanted.calendar]! : null;
  if (calendar === null) throw new Refused('unknown_calendar', { detail: { calendar: wanted.calendar } });
  const text = wanted.text ?? (await fetched(wanted.address!));
  const { days, result } = read(text, calendar, wanted);
  const version = versionAfter(active.version, taken);
  const titles = new Map([...days.days].map(([date, { title }]) => [date, title]));
  const files = withCalendar(await filesOf(active, stored), { name: wanted.calendar, calendar: result.calendar, titles }, version);
  return {
    calendar: wanted.calendar, years: [result.calendar.years[0], result.calendar.years[1]], version,
    changes: [...result.changes], unchanged: result.unchanged, left_out: days.leftOut, files,
  };
}

function read(text: string, calendar: Calendar, { first_year: first, last_year: last }: Wanted): { days: FeedDays; result: ReturnType<typeof takeDays> } {
  try {
    const days = readFeed(text, calendar.time_zone, [first, last]);
    return { days, result: takeDays(calendar, days, [first, last]) };
  } catch (error) {
    if (error instanceof FeedFault) throw new Refused(error.code, { detail: error.detail });
    throw error;
  }
}

/** Under the rules by which webhooks are called: what somebody types must not lead into the inner network. */
async function fetched(address: string): Promise<string> {
  const rules = addressRules(process.env['SANBAO_WEBHOOK_ALLOW']);
  const fault = faultInUrl(address, rules);
  if (fault !== null) throw new Refused('unsafe_address', { detail: { fault } });
  const answer = await fetchFeed(address, { rules, mostBytes: feedLengthMax });
  if (answer.ok) return answer.text;
  if (answer.why === 'unsafe') throw new Refused('unsafe_address', { detail: { fault: answer.reason } });
  if (answer.why === 'too_large') throw new Refused('feed_too_large', { detail: { most: feedLengthMax } });
  throw new Refused('feed_unreachable', { detail: { reason: answer.reason } });
}
