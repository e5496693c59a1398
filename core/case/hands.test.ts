import { expect, test } from 'vitest';
import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import { contextOf } from '../../test/world/story.ts';
import { caseOf } from './case.ts';
import { declaredKinds } from './declared.ts';
import { recordMilestone } from './milestone.ts';

const now = 1_000 as Instant;
const reported: Fact = { id: 'f', kind: 'case.reported', at: now, received_at: now, data: { zone: 'urban', matter: 'fault' } };
const milestones = declaredKinds({ 'goods.admitted': {}, 'goods.counted': {} });

test.each<[string, string, object, string]>([
  ['whoever holds the role', 'goods.admitted', { held: ['storekeeper'] }, 'ok'],
  ['another (ROL-22)', 'goods.admitted', { held: ['cashier'] }, 'not_yours_to_record'],
  ['what is kept to nobody', 'goods.counted', { held: ['cashier'] }, 'ok'],
])('recording what a pack keeps to some hands: %s → %4$s', (_, kind, who, expected) => {
  const context = contextOf('lin', now);
  const decided = recordMilestone(caseOf([reported]), { at: now, kind, data: {} }, {
    ...context, by: { ...context.by, ...who }, policy: { ...context.policy, milestones, recorders: { 'goods.admitted': ['storekeeper'] } },
  });
  expect(decided.ok ? 'ok' : decided.refusal).toBe(expected);
});
