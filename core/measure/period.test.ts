import { describe, expect, test } from 'vitest';
import type { Instant } from '../base/time.ts';
import type { Deciding } from '../roster/deciding.ts';
import { closedPeriodOf, closePeriod, periodId, type PeriodFound, type Span } from './period.ts';

const day = 86_400_000;
const at = (text: string) => Date.parse(`${text}T00:00:00+08:00`) as Instant;
const march: Span = { clock: 'arrival', first_day: '2026-03-01', last_day: '2026-03-31' };
const found: PeriodFound = { from: at('2026-03-01'), to: at('2026-04-01'), closed: [], promises: ['arrival', 'restoration'], figures: [] };

function decide(command: Span, { now = found.to, ...more }: Partial<PeriodFound> & { now?: Instant } = {}) {
  const context = { now, by: { id: 'mei', roles: ['manager'] }, policy: { zones: [], ahead_ms: day, older_ms: 400 * day } } as unknown as Deciding;
  return closePeriod(command, { ...found, ...more }, context);
}
const refusal = (...args: Parameters<typeof decide>) => {
  const decided = decide(...args);
  return decided.ok ? null : decided.refusal;
};

describe('closing a period (CLOCKS, Pinned)', () => {
  test('is a fact with its days, their moments and the figures', () => {
    const decided = decide(march);
    expect(decided).toMatchObject({ ok: true, facts: [{ kind: 'period.closed', at: found.to, data: { ...march, from: '2026-02-28T16:00:00.000Z', to: '2026-03-31T16:00:00.000Z', figures: [] } }] });
    expect(closedPeriodOf(decided.ok ? decided.facts.map((fact) => ({ ...fact, id: 'a', received_at: fact.at })) : [])).toMatchObject(march);
    expect(closedPeriodOf([])).toBeNull();
    expect(periodId(march)).toBe('arrival.2026-03-01.2026-03-31');
  });

  test('waits for the first moment after its last day', () => {
    expect(refusal(march, { now: (found.to - 1) as Instant })).toBe('period_not_over');
    expect(refusal(march)).toBeNull();
  });

  test('closes no day twice for one promise, and the same days for another', () => {
    const closed = [march];
    expect(refusal({ ...march, first_day: '2026-03-31' }, { closed })).toBe('period_closed');
    expect(refusal({ ...march, last_day: '2026-03-01' }, { closed })).toBe('period_closed');
    expect(refusal({ ...march, first_day: '2026-02-01', last_day: '2026-02-28' }, { closed })).toBeNull();
    expect(refusal({ ...march, clock: 'restoration' }, { closed })).toBeNull();
  });

  test('refuses what the pack does not promise, and days that run backward', () => {
    expect(refusal({ ...march, clock: 'teleport' })).toBe('unknown_promise');
    expect(refusal({ ...march, last_day: '2026-02-28' })).toBe('period_backward');
  });
});
