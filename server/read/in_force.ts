/** The rules in force as a settings page shows them: calendars with their source, zones with what is promised in each. */

import type { z } from 'zod';
import { promiseWords } from '../../core/clock/words.ts';
import { valueText } from '../../core/pack/difference.ts';
import type { CalendarView, rulesInForce, ZoneView } from '../../wire/view/settings_views.ts';
import type { LoadedPack } from '../pack/load.ts';
import { sourceRows } from '../pack/sources.ts';
import { ask, type Asking } from './asking.ts';
import { activePack, present } from './me.ts';
import { scopeOf } from './permit.ts';

type Pack = LoadedPack['pack'];
type Promised = Pack['promises'][string];
type Row = Promised['target'][number];
type Sources = ReadonlyMap<string, string>;

export async function rulesNow(asking: Asking): Promise<z.input<typeof rulesInForce>> {
  scopeOf(asking.actor, 'pack.in_force');
  const { pack, hash } = await ask(asking, (client) => activePack(client, asking));
  const rows = await sourceRows(asking.lang);
  return {
    pack_hash: hash, name: pack.name, version: pack.version,
    calendars: Object.entries(pack.calendars).map(([name, calendar]) => calendarView(pack, name, calendar, rows)),
    zones: pack.zones.map((zone): ZoneView => ({
      code: zone.code, words: present(zone.words), source: cited(zone.source, rows),
      promises: Object.entries(pack.promises).flatMap(([clock, promise]) => targetsIn(zone.code, promise).map((row) => ({
        clock, words: present(promise.words), target: targetText(row, asking.lang), conditional: isConditional(row), source: listOf(row.source),
      }))),
    })),
  };
}

function calendarView(pack: Pack, name: string, calendar: Pack['calendars'][string], rows: Sources): CalendarView {
  const week = Object.fromEntries(Object.entries(calendar.week).map(([day, windows]) => [day, [...(windows ?? [])]]));
  return {
    name, time_zone: calendar.time_zone, years: [calendar.years[0], calendar.years[1]], week, days: calendar.days,
    used_by: Object.entries(pack.promises).filter(([, promise]) => promise.calendar === name).map(([clock, promise]) => ({ clock, words: present(promise.words) })),
    source: cited(calendar.source, rows),
  };
}

/** What is the same everywhere belongs to no zone; of what differs, the rows that a case of this zone can come to. */
function targetsIn(zone: string, { target }: Promised): Row[] {
  if (target.every((row) => zonesOf(row) === null)) return [];
  return target.filter((row) => zonesOf(row)?.includes(zone) ?? true);
}

function zonesOf({ where = {} }: Row): readonly unknown[] | null {
  const named = (where as Readonly<Record<string, unknown>>)['zone'];
  return named === undefined ? null : Array.isArray(named) ? named : [named];
}

function isConditional({ where = {}, when }: Row): boolean {
  return when !== undefined || Object.keys(where).some((field) => field !== 'zone');
}

function targetText(row: Row, lang: Asking['lang']): string {
  if ('within' in row) return promiseWords(row.within, lang);
  if ('no_promise' in row) return promiseWords('no promise', lang);
  if ('agreed' in row) return lang === 'en' ? 'as agreed on the case' : '按服务单约定';
  const { where: _where, when: _when, source: _source, ...said } = row;
  return valueText(said);
}

function cited(source: string | readonly string[] | undefined, rows: Sources) {
  return listOf(source).map((row) => ({ row, text: rows.get(row) ?? '' }));
}

function listOf(source: string | readonly string[] | undefined): string[] {
  return source === undefined ? [] : typeof source === 'string' ? [source] : [...source];
}
