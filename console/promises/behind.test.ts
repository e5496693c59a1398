import { expect, test } from 'vitest';
import type { PromiseLine } from '../../wire/view/views.ts';
import { behind, type Asked } from './behind.ts';

const line = (zone: string | null, period: string | null, customer_class: string | null = null) => ({ clock: 'arrival', zone, period, customer_class }) as PromiseLine;
const span = { from: '2026-03-03T04:00:00.000Z', to: '2026-04-10T16:00:00.000Z' };
const asked = (part: Partial<Asked> = {}): Asked => ({ span, by: 'total', group: 'zone', zone: 'Asia/Shanghai', ...part });

test.each([
  ['the whole span', line('urban', null), asked(), { promise_zone: 'urban', started_from: span.from, started_to: span.to }],
  ['a whole day of the place', line('urban', '2026-03-10'), asked({ by: 'day' }), { promise_zone: 'urban', started_from: '2026-03-09T16:00:00.000Z', started_to: '2026-03-10T16:00:00.000Z' }],
  ['a week cut by the span', line('urban', '2026-03-02'), asked({ by: 'week' }), { promise_zone: 'urban', started_from: span.from, started_to: '2026-03-08T16:00:00.000Z' }],
  ['the last month, cut', line('urban', '2026-04-01'), asked({ by: 'month' }), { promise_zone: 'urban', started_from: '2026-03-31T16:00:00.000Z', started_to: span.to }],
  ['a day of 23 hours', line('urban', '2026-03-29'), asked({ by: 'day', zone: 'Europe/Madrid' }), { promise_zone: 'urban', started_from: '2026-03-28T23:00:00.000Z', started_to: '2026-03-29T22:00:00.000Z' }],
  ['no zone', line(null, null), asked(), { promise_zone: '-', started_from: span.from, started_to: span.to }],
  ['by customer class', line(null, null, 'residential'), asked({ group: 'customer_class' }), { promise_class: 'residential', started_from: span.from, started_to: span.to }],
] as const)('%s', (_, of, how, search) => {
  expect(behind(of, 'late', how)).toEqual({ state: 'all', clock: 'arrival', verdict: 'late', ...search });
});

test('without a verdict, every reading of the line', () => {
  expect(behind(line('urban', null), null, asked())).not.toHaveProperty('verdict');
});
