/** Moments and lengths of time as people read and type them, always in a named time zone. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(lang: string, zone: string, shape: 'day' | 'minute' | 'second'): Intl.DateTimeFormat {
  const key = `${lang} ${zone} ${shape}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(lang, {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      ...(shape === 'day' ? {} : { hour: '2-digit', minute: '2-digit' }),
      ...(shape === 'second' ? { second: '2-digit' } : {}),
    });
    formats.set(key, found);
  }
  return found;
}

/** `2026-03-02 08:00`, whatever the language: the order of day and month must never be a guess. */
export function momentText(iso: string | null, zone: string, shape: 'day' | 'minute' | 'second' = 'minute'): string {
  if (iso === null) return '—';
  const part = Object.fromEntries(formatOf('en-GB', zone, shape).formatToParts(new Date(iso)).map((it) => [it.type, it.value]));
  const day = `${part['year']}-${part['month']}-${part['day']}`;
  if (shape === 'day') return day;
  return `${day} ${part['hour']}:${part['minute']}${shape === 'second' ? `:${part['second']}` : ''}`;
}

/** Leaves the day out when it is the same as today's. */
export function shortMoment(iso: string, zone: string, now: number): string {
  const full = momentText(iso, zone);
  const today = momentText(new Date(now).toISOString(), zone, 'day');
  if (full.startsWith(today)) return full.slice(11);
  return full.startsWith(today.slice(0, 5)) ? full.slice(5) : full;
}

/** The value of a datetime-local field for a moment, in the zone. */
export function wallOf(iso: string, zone: string): string {
  return momentText(iso, zone, 'second').replace(' ', 'T');
}

/** What a person typed into a datetime-local field, as a moment; null when it is not one. */
export function momentOfWall(wall: string, zone: string): string | null {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return null;
  // The offset depends on the moment that is sought, so the first guess is corrected once; an hour that
  // daylight saving skips ends up after the gap.
  let guess = asUtc - offsetMs(asUtc, zone);
  guess = asUtc - offsetMs(guess, zone);
  return new Date(guess).toISOString();
}

function offsetMs(at: number, zone: string): number {
  return Date.parse(`${wallOf(new Date(at).toISOString(), zone)}Z`) - Math.floor(at / 1000) * 1000;
}

/** `1:05:09`, or with days in front when there are any. The sign is for the words around it to say. */
export function countdownText(ms: number, dayWord: string): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const days = Math.floor(seconds / 86_400);
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${Math.floor(seconds / 3600) % 24}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return days > 0 ? `${days} ${dayWord} ${clock}` : clock;
}
