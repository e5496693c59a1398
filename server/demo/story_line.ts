/**
 * One line of a story, as people tell it: `09:40 wu arrive`, `03-05 10:00 agent milestone fault.cleared`.
 * The moment, who, what they do, and what with: words, then `field=value`. `@09:45` is a moment, `@03-05` a day,
 * `"two words"` a text, `[…]` and `{…}` are JSON. `heard=@10:20` says when we were told, `refused=CODE` that the answer is no.
 */

export type Value = string | number | boolean | readonly unknown[] | Readonly<Record<string, unknown>> | When;
/** As it was told; the teller moves it to the time of the world. */
export type When = { readonly moment: string } | { readonly date: string };

export type StoryLine = {
  readonly day: string;
  /** With its offset. */
  readonly at: string;
  readonly heard: string;
  readonly who: string;
  readonly does: string;
  readonly words: readonly string[];
  readonly with: Readonly<Record<string, Value>>;
  /** The code of the refusal, and after a colon the gate. */
  readonly refused: string | null;
};

const offset = '+08:00';

/** A line, or what is wrong with it. */
export function storyLine(written: string, dayBefore: string): StoryLine | string {
  const [, date, time, who, does, rest] = /^(?:((?:\d{4}-)?\d\d-\d\d) )?(\d\d:\d\d(?::\d\d(?:\.\d{3})?)?) ([\w-]+) ([\w.]+)(.*)$/.exec(written) ?? [];
  if (time === undefined) return 'not a line of a story';
  const day = wholeDay(date ?? dayBefore);
  const words: string[] = [];
  const said: Record<string, Value> = {};
  for (const token of tokensOf(rest!)) {
    const [, field, value] = /^([\w.:-]+)=(.*)$/s.exec(token) ?? [];
    if (field === undefined) words.push(token);
    else {
      const read = valueOf(value!, day);
      if (read === null) return `cannot read ${token}`;
      said[field] = read;
    }
  }
  const at = momentOn(day, time);
  const { heard, refused, ...fields } = said;
  return {
    day, at, heard: heard !== undefined && isWhen(heard) && 'moment' in heard ? heard.moment : at,
    who: who!, does: does!, words, with: fields, refused: typeof refused === 'string' ? refused : null,
  };
}

export function isWhen(value: unknown): value is When {
  return typeof value === 'object' && value !== null && ('moment' in value || 'date' in value);
}

/** Blanks part words, except within quotes and JSON. */
function tokensOf(text: string): string[] {
  return [...text.matchAll(/(?:[\w.:-]+=)?(?:"[^"]*"|[[{].*?[\]}](?=\s|$)|[^\s"]+)/gs)].map(([token]) => token);
}

function valueOf(text: string, day: string): Value | null {
  if (text.startsWith('"')) return text.slice(1, -1);
  if (text.startsWith('@')) return whenOf(text.slice(1), day);
  if (/^[[{]/.test(text)) return jsonOf(text);
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return Number(text);
  return text === 'true' || text === 'false' ? text === 'true' : text;
}

function jsonOf(text: string): Value | null {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return null;
  }
}

function whenOf(text: string, day: string): When | null {
  const [, date, time] = /^((?:\d{4}-)?\d\d-\d\d)?T?(\d\d:\d\d(?::\d\d(?:\.\d{3})?)?)?$/.exec(text) ?? [];
  if (time !== undefined) return { moment: momentOn(wholeDay(date ?? day), time) };
  return date === undefined ? null : { date: wholeDay(date) };
}

const wholeDay = (date: string) => (date.length === 5 ? `2026-${date}` : date);
const momentOn = (day: string, time: string) => `${day}T${time.length === 5 ? `${time}:00` : time}${offset}`;
