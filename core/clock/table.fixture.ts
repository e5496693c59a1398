/** Rows of text as facts and readings, so that the tables of the clock's tests can be read by a dispatcher. */

import type { Fact } from '../base/fact.ts';
import { type Instant, parseInstant } from '../base/time.ts';
import { type CalendarInput, calendarShape } from '../calendar/calendar.ts';
import { readClocks } from './clocks.ts';
import { compilePromises } from './compile.ts';
import type { CompiledPack } from './compiled.ts';
import { boundsShape, type PromiseInput, promiseShape } from './promise.ts';
import type { ClockInput, Reading } from './reading.ts';

const shifts = ['09:00-12:00', '13:00-18:00'];
export const office: CalendarInput = {
  time_zone: 'Asia/Shanghai',
  week: { mon: shifts, tue: shifts, wed: shifts, thu: shifts, fri: shifts },
  days: { '2026-03-14': 'work', '2026-03-16': 'off', '2026-03-21': ['09:00-12:00'] },
  years: [2026, 2026],
};

export const describing = [
  'case.reported',
  'case.classified',
  'visit.assigned',
  'visit.time_agreed',
  'payment.received',
  'contract.signed',
];

type PackOptions = {
  readonly hash?: string;
  readonly bounds?: object;
  readonly time_zone?: string;
  readonly calendars?: Record<string, CalendarInput>;
};

export function packOf(promises: Record<string, Omit<PromiseInput, 'words'>>, options: PackOptions = {}): CompiledPack {
  const shapes = Object.entries(promises).map(
    ([name, each]) => [name, promiseShape.parse({ words: { 'zh-CN': name, en: name }, ...each })] as const,
  );
  const calendars = Object.entries(options.calendars ?? { office }).map(([name, each]) => [name, calendarShape.parse(each)] as const);
  return compilePromises({
    name: 'grid',
    version: 1,
    hash: options.hash ?? 'h1',
    time_zone: options.time_zone ?? 'Asia/Shanghai',
    promises: Object.fromEntries(shapes),
    calendars: Object.fromEntries(calendars),
    describing,
    bounds: boundsShape.parse(options.bounds ?? {}),
  });
}

/** `09:00` on Monday 2 March 2026, `05 09:00` on the 5th, `2026-04-01T09:00`, or a moment with its offset. */
export function at(text: string): Instant {
  const day = /^(\d\d) (.+)$/.exec(text);
  const stated = text.includes('T') ? text : day === null ? `2026-03-02T${text}` : `2026-03-${day[1]}T${day[2]}`;
  const moment = parseInstant(/(Z|[+-]\d\d:\d\d)$/.test(stated) ? stated : `${stated}+08:00`);
  if (moment === null) throw new Error(`not a moment: ${text}`);
  return moment;
}

/**
 * Facts from `09:00 case.reported zone=urban; 09:40 visit.arrived visit_id=v1 #f2 @10:00 ~`. An id follows #, the
 * moment we heard of it follows @, ~ marks imported ones; without an id the place in the list is the id.
 */
export function facts(text: string): Fact[] {
  const parts = text.split(';').map((part) => part.trim());
  return parts
    .filter((part) => part !== '')
    .map((part, i) => {
      const [, time, kind, rest] = /^((?:\d\d )?\S+) (\S+)(.*)$/.exec(part)!;
      const words = rest!
        .trim()
        .split(/\s+(?=[#@~]|\w+=)/)
        .filter((word) => word !== '');
      const id = words.find((word) => word.startsWith('#'))?.slice(1) ?? `f${String(i + 1).padStart(2, '0')}`;
      const heard = words.find((word) => word.startsWith('@'))?.slice(1);
      const data = Object.fromEntries(
        words
          .filter((word) => /^\w+=/.test(word))
          .map((word) => {
            const cut = word.indexOf('=');
            return [word.slice(0, cut), valueOf(word.slice(cut + 1))];
          }),
      );
      return {
        id,
        kind: kind!,
        at: at(time!),
        received_at: heard === undefined ? at(time!) : at(heard),
        data,
        ...(words.includes('~') ? { imported: true } : {}),
      };
    });
}

function valueOf(text: string): unknown {
  if (text.startsWith('{') || text.startsWith('[')) return JSON.parse(text);
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return text === 'true' ? true : text === 'false' ? false : text;
}

export type Ask = Partial<Omit<ClockInput, 'facts' | 'now' | 'as_of' | 'events'>> & { readonly as_of?: string; readonly events?: string };

export function readings(pack: CompiledPack, journal: string, now: string, ask: Ask = {}): Reading[] {
  const { as_of: asOf, events, ...rest } = ask;
  return readClocks({
    subject: { kind: 'case', id: 'c1' },
    facts: facts(journal),
    now: at(now),
    packFor: () => pack,
    ...(asOf === undefined ? {} : { as_of: at(asOf) }),
    ...(events === undefined ? {} : { events: facts(events).map((fact) => ({ ...fact, id: `e${fact.id}` })) }),
    ...rest,
  });
}

/** `arrival 40/45 kept`: clock, exact minutes over promised minutes, verdict, and what is special about it. */
export function line(reading: Reading): string {
  const minutes = reading.elapsed_minutes === null ? '-' : String(Math.round(reading.elapsed_minutes * 1e6) / 1e6);
  return [
    reading.clock + (reading.round > 1 ? `#${reading.round}` : '') + (reading.occurrence === null ? '' : `.${reading.occurrence}`),
    reading.subject_id === 'c1' ? '' : reading.subject_id,
    `${minutes}/${reading.target_minutes ?? '-'}`,
    reading.error?.code ?? reading.verdict,
    reading.band === null ? '' : `(${reading.band})`,
    reading.cancelled_at === null ? '' : 'off',
    reading.paused ? 'paused' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

export function lines(pack: CompiledPack, journal: string, now: string, ask: Ask = {}): string {
  return readings(pack, journal, now, ask).map(line).join('; ');
}

/** A moment as the wall of Shanghai shows it, for tables. */
export function wall(moment: Instant | null): string {
  if (moment === null) return '-';
  const text = new Date(moment + 8 * 3_600_000).toISOString().replace('Z', '');
  return text
    .replace(/^2026-03-02T/, '')
    .replace(/^2026-03-(\d\d)T/, '$1 ')
    .replace(/:00\.000$/, '')
    .replace(/\.000$/, '');
}
