import { describe, expect, test } from 'vitest';
import { minuteMs, type Instant } from '../base/time.ts';
import { outlookOf, type OutlookInput } from './outlook.ts';

const minutes = (count: number) => count * minuteMs;
const at = (day: number) => (day * 24 * 60 * minuteMs) as Instant;

/** A period of thirty days with a target of 45 minutes. */
function outlook(day: number, ended: readonly number[], open: Readonly<Record<string, number>> = {}) {
  const input: OutlookInput = {
    from: at(0), to: at(30), now: at(day), target: minutes(45),
    ended: { count: ended.length, sum: minutes(ended.reduce((sum, each) => sum + each, 0)) },
    open: Object.entries(open).map(([key, elapsed]) => ({ key, elapsed_ms: minutes(elapsed) })),
  };
  return outlookOf(input);
}

describe('an average promise in the middle of its period', () => {
  test('mean, margin and slack hold open readings at the time they have run', () => {
    expect(outlook(15, [30, 50], { a: 10 })).toMatchObject({ count: 3, mean_ms: minutes(30), margin_ms: minutes(15), slack_ms: minutes(45) });
  });

  test('nothing yet: no mean, no forecast', () => {
    expect(outlook(15, [])).toMatchObject({ count: 0, mean_ms: null, margin_ms: null, slack_ms: 0, forecast: null, needed_ms: null });
    expect(outlook(15, [], { a: 10 })).toMatchObject({ count: 1, mean_ms: minutes(10), forecast: null });
  });

  test('the forecast goes on at the present rate', () => {
    // Two in ten days of thirty: four more to come, of 50 minutes each like those that ended.
    expect(outlook(10, [40, 60]).forecast).toEqual({ count: 6, mean_ms: minutes(50), kept: false });
    expect(outlook(10, [40, 50]).forecast).toEqual({ count: 6, mean_ms: minutes(45), kept: true });
  });

  test('an open one is expected to take as long as the others, or as long as it has run', () => {
    expect(outlook(30, [40, 60], { fresh: 5 }).forecast).toEqual({ count: 3, mean_ms: minutes(50), kept: false });
    expect(outlook(30, [40, 60], { old: 200 }).forecast).toEqual({ count: 3, mean_ms: minutes(100), kept: false });
  });

  test('how quick the rest must be, and when nothing can help', () => {
    // 6 expected: 270 minutes allowed, 100 used, 4 to come.
    expect(outlook(10, [40, 60]).needed_ms).toBe(minutes(42.5));
    expect(outlook(10, [400, 60]).needed_ms).toBeLessThan(0);
    expect(outlook(30, [40, 60]).needed_ms).toBeNull();
  });

  test('which open ones can still bring the mean down, the most helpful first', () => {
    const { open } = outlook(15, [60], { spent: 45, quick: 5, slow: 40 });
    expect(open.map(({ key, helps_for_ms, saves_alone }) => [key, helps_for_ms, saves_alone])).toEqual([
      // 60 minutes are 15 over: one that ends after 30 or less makes up for them.
      ['quick', minutes(40), true], ['slow', minutes(5), false], ['spent', 0, false],
    ]);
  });

  test('the edge: exactly enough saves', () => {
    expect(outlook(15, [60], { edge: 30 }).open[0]!.saves_alone).toBe(true);
    expect(outlook(15, [60], { edge: 30.001 }).open[0]!.saves_alone).toBe(false);
    expect(outlook(15, [45], { any: 1 }).open[0]!.saves_alone).toBe(false);
  });
});
