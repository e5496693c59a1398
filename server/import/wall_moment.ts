/** Moments as other systems write them: a pattern, a place, and what an hour that never was or was twice means. */

import { type Instant, parseInstant } from '../../core/base/time.ts';
import { instantOfWall, parseWall, wallOf } from '../../core/calendar/wall.ts';
import type { ImportMap } from './map.ts';

export type MomentRead = { readonly at: Instant } | { readonly reason: string };

type Token = { readonly field: string; readonly digits: string };
const tokens: readonly Token[] = [
  { field: 'yyyy', digits: '\\d{4}' },
  { field: 'MM', digits: '\\d{2}' },
  { field: 'dd', digits: '\\d{2}' },
  { field: 'HH', digits: '\\d{2}' },
  { field: 'mm', digits: '\\d{2}' },
  { field: 'ss', digits: '\\d{2}' },
  { field: 'SSS', digits: '\\d{3}' },
];

/** A reader for all moments of one file. Patterns are tried in order. */
export function momentReader(times: ImportMap['times']): (text: string) => MomentRead {
  const readers = times.patterns.map(patternReader);
  return (text) => {
    for (const read of readers) {
      const found = read(text);
      if (found !== null) return typeof found === 'number' ? { at: found } : resolve(found, text, times);
    }
    return { reason: `"${text.slice(0, 60)}" is not written as ${times.patterns.join(' or ')}, or there is no such day or hour` };
  };
}

/** null when the pattern can be used. */
export function patternProblem(pattern: string): string | null {
  if (pattern === 'rfc3339') return null;
  const { fields } = compile(pattern);
  const missing = ['yyyy', 'MM', 'dd', 'HH', 'mm'].filter((field) => !fields.includes(field));
  if (missing.length > 0) return `the pattern ${pattern} lacks ${missing.join(', ')}`;
  return new Set(fields).size < fields.length ? `the pattern ${pattern} has a part twice` : null;
}

function patternReader(pattern: string): (text: string) => Instant | ReturnType<typeof parseWall> {
  if (pattern === 'rfc3339') return parseInstant;
  const { fields, expression } = compile(pattern);
  return (text) => {
    const match = expression.exec(text);
    if (match === null) return null;
    const part = (field: string, absent: string) => (fields.includes(field) ? match[fields.indexOf(field) + 1]! : absent);
    return parseWall(
      `${part('yyyy', '')}-${part('MM', '')}-${part('dd', '')}T${part('HH', '')}:${part('mm', '')}:${part('ss', '00')}.${part('SSS', '000')}`,
    );
  };
}

function compile(pattern: string): { fields: string[]; expression: RegExp } {
  const fields: string[] = [];
  let expression = '';
  for (let rest = pattern; rest !== '';) {
    const quoted = /^'([^']*)'/.exec(rest);
    const token = tokens.find(({ field }) => rest.startsWith(field));
    if (quoted) expression += literal(quoted[1]!);
    else if (token) {
      fields.push(token.field);
      expression += `(${token.digits})`;
    } else expression += literal(rest[0]!);
    rest = rest.slice(quoted ? quoted[0].length : token ? token.field.length : 1);
  }
  return { fields, expression: new RegExp(`^${expression}$`) };
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function resolve(wall: NonNullable<ReturnType<typeof parseWall>>, text: string, times: ImportMap['times']): MomentRead {
  const early = instantOfWall(wall, { time_zone: times.time_zone, skipped_hour: 'earlier', repeated_hour: 'first' });
  const late = instantOfWall(wall, { time_zone: times.time_zone, skipped_hour: 'later', repeated_hour: 'second' });
  if (early === late) return { at: early };
  const isRepeated = wallOf(early, times.time_zone).equals(wall);
  const rule = isRepeated ? times.repeated_hour : times.skipped_hour;
  if (rule === 'refuse') {
    return { reason: `"${text}" ${isRepeated ? 'was shown twice' : 'never was'} in ${times.time_zone}: the clock was changed that night` };
  }
  return { at: rule === 'earlier' || rule === 'first' ? early : late };
}
