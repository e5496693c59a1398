import { expect, test } from 'vitest';
import { clock, contextOf, verdictOf } from '../../test/world/story.ts';
import type { Fact } from '../base/fact.ts';
import { registerUnit, unitOf } from './unit.ts';

const context = contextOf('lin', clock('08:00'), { subject_id: 'u1' });
const registered: Fact = { id: 'f1', kind: 'unit.registered', at: clock('07:00'), received_at: clock('07:00'), data: { unit_id: 'u1', model: 'KF-35', purchased_on: '2025-06-01' } };

test.each<readonly [readonly Fact[], string]>([
  [[], 'unit.registered'],
  [[registered], 'unit_exists'],
])('INT-17: registering a unit after %j → %s', (before, verdict) => {
  expect(verdictOf(registerUnit(unitOf(before), { model: 'KF-35', serial: 'S1' }, context))).toBe(verdict);
});

test('what was not said is not in the fact', () => {
  expect(registerUnit(unitOf([]), { model: 'KF-35', serial: undefined }, context)).toMatchObject({ facts: [{ data: { unit_id: 'u1', model: 'KF-35' } }] });
  expect(unitOf([registered])).toEqual({ unit_id: 'u1', customer_id: null, model: 'KF-35', serial: null, purchased_on: '2025-06-01' });
});
