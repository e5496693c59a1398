/** The text of an iCalendar (RFC 5545) as its events: lines unfolded, components matched, each property with the line it stands on. */

export type Property = { readonly name: string; readonly params: Readonly<Record<string, string>>; readonly value: string; readonly line: number };
export type FeedEvent = { readonly line: number; readonly properties: readonly Property[] };
export type FeedText = {
  readonly events: readonly FeedEvent[];
  /** The zone that the feed says it is of, and those that it brings along. */
  readonly zone: Property | null;
  readonly zones: ReadonlySet<string>;
};

export const feedCodes = ['feed_not_calendar', 'feed_too_large', 'feed_date', 'feed_rule', 'feed_zone', 'feed_markup', 'feed_conflict', 'feed_year_empty', 'feed_years_apart'] as const;

/** Why a feed cannot be taken: a code of a refusal, and what its words name. */
export class FeedFault extends Error {
  override readonly name = 'FeedFault';
  readonly code: (typeof feedCodes)[number];
  readonly detail: Readonly<Record<string, string | number>>;
  constructor(code: (typeof feedCodes)[number], detail: Readonly<Record<string, string | number>>) {
    super(`${code} ${JSON.stringify(detail)}`);
    this.code = code;
    this.detail = detail;
  }
}

export const feedLengthMax = 1_000_000;
const eventsMax = 5_000;
const nestingMax = 8;

type Open = { readonly name: string; readonly line: number; readonly properties: Property[] };

export function readFeedText(text: string): FeedText {
  if (text.length > feedLengthMax) throw new FeedFault('feed_too_large', { most: feedLengthMax });
  const open: Open[] = [];
  const found = { events: [] as FeedEvent[], zone: null as Property | null, zones: new Set<string>(), calendars: 0 };
  for (const property of propertiesOf(text)) {
    const { name, value, line } = property;
    const inside = open.at(-1);
    if (name === 'BEGIN') {
      const begun = value.trim().toUpperCase();
      if ((inside === undefined && begun !== 'VCALENDAR') || open.length >= nestingMax) throw broken(line);
      open.push({ name: begun, line, properties: [] });
    } else if (inside === undefined) throw broken(line);
    else if (name === 'END') {
      if (value.trim().toUpperCase() !== inside.name) throw broken(line);
      open.pop();
      keep(found, inside, open.length);
    } else inside.properties.push(property);
  }
  if (open.length > 0 || found.calendars === 0) throw broken(open.at(-1)?.line ?? 1);
  return found;
}

function keep(found: { events: FeedEvent[]; zone: Property | null; zones: Set<string>; calendars: number }, { name, line, properties }: Open, depth: number): void {
  if (name === 'VCALENDAR') {
    found.calendars += 1;
    found.zone = properties.find((each) => each.name === 'X-WR-TIMEZONE') ?? found.zone;
  }
  if (name === 'VTIMEZONE') for (const each of properties) if (each.name === 'TZID') found.zones.add(each.value);
  if (name !== 'VEVENT' || depth !== 1) return;
  found.events.push({ line, properties });
  if (found.events.length > eventsMax) throw new FeedFault('feed_too_large', { most: eventsMax });
}

/** A line that begins with a space goes on with the one before it. */
function* propertiesOf(text: string): Generator<Property> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length;) {
    const line = at + 1;
    const parts = [lines[at]!];
    for (at += 1; at < lines.length && /^[ \t]/.test(lines[at]!); at += 1) parts.push(lines[at]!.slice(1));
    const whole = parts.join('');
    if (whole.trim() !== '') yield propertyOf(whole, line);
  }
}

function propertyOf(whole: string, line: number): Property {
  const pieces: string[] = [];
  let quoted = false;
  let from = 0;
  for (let at = 0; at < whole.length; at += 1) {
    const sign = whole[at];
    if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === ';' || sign === ':')) {
      pieces.push(whole.slice(from, at));
      from = at + 1;
      if (sign === ':') return { name: nameOf(pieces[0]!, line), params: paramsOf(pieces.slice(1)), value: whole.slice(from), line };
    }
  }
  throw broken(line);
}

function nameOf(text: string, line: number): string {
  if (!/^[A-Za-z0-9-]{1,60}$/.test(text)) throw broken(line);
  return text.toUpperCase();
}

function paramsOf(pieces: readonly string[]): Record<string, string> {
  return Object.fromEntries(pieces.map((piece) => {
    const [name = '', ...rest] = piece.split('=');
    return [name.toUpperCase(), rest.join('=').replaceAll('"', '')];
  }));
}

function broken(line: number): FeedFault {
  return new FeedFault('feed_not_calendar', { line });
}
