/** The calendars of the rules in force, a year at a time: worked, free, holidays and make-up days, with their source. */

import { Segmented } from 'antd';
import { useState } from 'react';
import { momentText } from '../../ui/moments.ts';
import type { CalendarView } from '../../wire/view/settings_views.ts';
import { serverNow } from '../server_clock.ts';
import { useSay } from '../words.ts';
import { countKinds, monthsOf, type Day, type Month } from './year.ts';

export function Calendars({ calendars }: { calendars: readonly CalendarView[] }) {
  const say = useSay();
  const [used, others] = [calendars.filter((each) => each.used_by.length > 0), calendars.filter((each) => each.used_by.length === 0)];
  return (
    <section aria-labelledby="calendars">
      <h2 id="calendars">{say('settings.calendars')}</h2>
      {calendars.length === 0 && <p className="quiet">{say('settings.no_calendars')}</p>}
      {used.map((calendar) => <OneCalendar key={calendar.name} calendar={calendar} />)}
      {others.length > 0 && (
        <details>
          <summary>{say('settings.other_calendars', { count: others.length })}</summary>
          {others.map((calendar) => <OneCalendar key={calendar.name} calendar={calendar} />)}
        </details>
      )}
    </section>
  );
}

function OneCalendar({ calendar }: { calendar: CalendarView }) {
  const say = useSay();
  const [first, last] = calendar.years;
  const today = momentText(new Date(serverNow()).toISOString(), calendar.time_zone, 'day');
  const [year, setYear] = useState(() => Math.min(last, Math.max(first, Number(today.slice(0, 4)))));
  const months = monthsOf(calendar, year);
  const counts = countKinds(months);
  const years = Array.from({ length: last - first + 1 }, (_, nth) => first + nth);
  const heading = `calendar-${calendar.name}`;
  return (
    <article className="card" aria-labelledby={heading}>
      <h3 id={heading}>{say('settings.calendar', { name: calendar.name })} <span className="quiet">{calendar.time_zone}</span></h3>
      <Segmented<number> aria-label={say('settings.year')} value={year} onChange={setYear} options={years} />
      <p role="status">{say('settings.year_counts', { year, work: counts.work + counts.make_up + counts.hours, holiday: counts.holiday, make_up: counts.make_up })}</p>
      <p className="quiet">{say('settings.years_known', { first, last })}</p>
      <ul className="legend day-legend">
        {(['work', 'free', 'holiday', 'make_up', 'hours'] as const).map((kind) => <li key={kind}><span className={`day day-${kind}`} aria-hidden="true">1<DayMark kind={kind} /></span> {say(`day.${kind}`)}</li>)}
      </ul>
      <div className="year">{months.map((month) => <OneMonth key={month.month} month={month} today={today} />)}</div>
      <dl className="pairs">
        <div><dt>{say('settings.used_by')}</dt><dd>{calendar.used_by.map((it) => it.words[say.language] ?? it.clock).join(say('list_comma')) || '—'}</dd></div>
        <div><dt>{say('settings.source')}</dt><dd>{calendar.source.map((it) => <span key={it.row} className="second-line"><code>{it.row}</code> {it.text}</span>)}</dd></div>
      </dl>
    </article>
  );
}

function OneMonth({ month, today }: { month: Month; today: string }) {
  const say = useSay();
  const name = monthName(say.language, month.month);
  const weekday = (nth: number, style: 'narrow' | 'long') => weekdayName(say.language, nth, style);
  return (
    <table className="month">
      <caption>{name}</caption>
      <thead><tr>{Array.from({ length: 7 }, (_, nth) => <th key={nth} scope="col"><abbr title={weekday(nth, 'long')}>{weekday(nth, 'narrow')}</abbr></th>)}</tr></thead>
      <tbody>
        {month.weeks.map((week, nth) => (
          <tr key={nth}>{week.map((day, at) => (day === null ? <td key={at} aria-hidden="true">{' '}</td> : <OneDay key={at} day={day} isToday={day.date === today} />))}</tr>
        ))}
      </tbody>
    </table>
  );
}

function monthName(language: string, month: number): string {
  return new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(new Date(`2024-${String(month).padStart(2, '0')}-01T00:00:00Z`));
}

/** The first of January 2024 was a Monday. */
function weekdayName(language: string, nth: number, style: 'narrow' | 'long'): string {
  return new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' }).format(new Date(`2024-01-0${nth + 1}T00:00:00Z`));
}

function OneDay({ day, isToday }: { day: Day; isToday: boolean }) {
  const say = useSay();
  return (
    <td className={`day day-${day.kind}${isToday ? ' day-today' : ''}`} {...(isToday ? { 'aria-current': 'date' as const } : {})}>
      {day.day}<DayMark kind={day.kind} /><span className="only-heard"> {say(`day.${day.kind}`)}</span>
    </td>
  );
}

/** A letter besides the colour, as wall calendars print it. */
function DayMark({ kind }: { kind: Day['kind'] }) {
  const say = useSay();
  if (kind === 'work' || kind === 'free') return null;
  return <sup aria-hidden="true">{say(`day_mark.${kind}`)}</sup>;
}
