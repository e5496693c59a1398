import { expect, test } from 'vitest';
import { actionsOfTrade } from './trade.ts';

test('actions of a trade: CLK-43, CLK-44 knocks only where the pack counts them', () => {
  expect(actionsOfTrade(['knock', 'arrive', 'restore'], ['arrival', 'restoration'])).toEqual(['arrive', 'restore']);
  expect(actionsOfTrade(['knock', 'arrive', 'restore'], ['knock_repeat'])).toEqual(['knock', 'arrive']);
});
