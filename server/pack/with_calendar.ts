/** The text of a pack with one of its calendars written anew: in a file of its own, so that what people wrote stays as they wrote it. */

import { parseDocument } from 'yaml';
import type { Calendar } from '../../core/calendar/calendar.ts';
import type { EditedFile } from './edited.ts';

export const calendarFile = 'imported_calendars.yaml';

/** Where the days came from, in the row that says it. */
const sourceRow = 'CAL-04';

type Taken = { readonly name: string; readonly calendar: Calendar; readonly titles: ReadonlyMap<string, string> };

export function withCalendar(files: readonly EditedFile[], taken: Taken, version: string): EditedFile[] {
  const folder = files[0]!.path.split('/')[0]!;
  const path = `${folder}/${calendarFile}`;
  const before = files.find((file) => file.path === path)?.text ?? heading;
  const others = files.filter((file) => file.path !== path).map((file) => ({ path: file.path, text: withVersion(withoutCalendar(file.text, taken.name), version) }));
  return [...others, { path, text: written(before, taken) }];
}

const heading = `# Calendars taken from feeds; the days of a year are replaced when that year is taken again.
calendars: {}
`;

function written(before: string, { name, calendar, titles }: Taken): string {
  const document = parseDocument(before);
  const kept = sourcesOf(calendar).filter((row) => row !== sourceRow);
  const node = document.createNode({ ...calendar, source: [sourceRow, ...kept] });
  document.setIn(['calendars', name], node);
  const days = document.getIn(['calendars', name, 'days']) as { items: { key: { value: string }; value: { comment?: string } }[]; flow?: boolean };
  days.flow = false;
  for (const { key, value } of days.items) {
    const title = titles.get(key.value);
    if (title !== undefined && title !== '') value.comment = ` ${title}`;
  }
  (document.get('calendars') as { flow?: boolean }).flow = false;
  return document.toString({ lineWidth: 0 });
}

function sourcesOf({ source }: Calendar): string[] {
  return [source ?? []].flat();
}

/** A calendar stands in one file only; the text of a file that has none of this name is not touched. */
function withoutCalendar(text: string, name: string): string {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !document.hasIn(['calendars', name])) return text;
  document.deleteIn(['calendars', name]);
  return document.toString({ lineWidth: 0 });
}

function withVersion(text: string, version: string): string {
  return text.replace(/^version:.*$/m, `version: "${version}"`);
}

/** The next number after one in force that nobody has taken: 2026.1 becomes 2026.1-c1, that 2026.1-c2. */
export function versionAfter(version: string, taken: ReadonlySet<string>): string {
  const base = version.replace(/-c\d+$/, '').slice(0, 34);
  for (let nth = 1; ; nth += 1) if (!taken.has(`${base}-c${nth}`)) return `${base}-c${nth}`;
}
