/** From a figure of the promise report to the list of exactly the cases it counts. */

import { momentOfWall } from '../../ui/moments.ts';
import type { PromiseLine, Verdict } from '../../wire/view/views.ts';
import type { CaseSearch } from '../address.ts';

export type By = 'total' | 'day' | 'week' | 'month';
export type Group = 'zone' | 'customer_class';
export type Span = { readonly from: string; readonly to: string };
export type Asked = { readonly span: Span; readonly by: By; readonly group: Group; readonly zone: string };

/** Without a verdict: every reading of the line. */
export function behind(line: PromiseLine, verdict: Verdict | null, { span, by, group, zone }: Asked): CaseSearch {
  const within = line.period === null || by === 'total' ? span : shared(span, periodSpan(line.period, by, zone));
  return {
    state: 'all', clock: line.clock, ...(verdict === null ? {} : { verdict }), started_from: within.from, started_to: within.to,
    ...(group === 'zone' ? { promise_zone: line.zone ?? '-' } : { promise_class: line.customer_class ?? '-' }),
  };
}

/** From the first moment of the period's first day to that of the next period's, in the place of the organisation. */
function periodSpan(first: string, by: Exclude<By, 'total'>, zone: string): Span {
  const next = new Date(`${first}T00:00:00Z`);
  if (by === 'month') next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCDate(next.getUTCDate() + (by === 'week' ? 7 : 1));
  const begins = (day: string) => momentOfWall(`${day}T00:00:00`, zone)!;
  return { from: begins(first), to: begins(next.toISOString().slice(0, 10)) };
}

/** The first and the last period are cut by what was asked for. */
function shared(a: Span, b: Span): Span {
  const later = (one: string, other: string) => (Date.parse(one) >= Date.parse(other) ? one : other);
  const sooner = (one: string, other: string) => (Date.parse(one) <= Date.parse(other) ? one : other);
  return { from: later(a.from, b.from), to: sooner(a.to, b.to) };
}
