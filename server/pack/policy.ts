/** What decisions look at in a pack: its codes and how far a claimed moment may lie off. */

import { parseElapsed } from '../../core/base/duration.ts';
import { declaredKinds, requestShape } from '../../core/case/declared.ts';
import { compileApprovals } from '../../core/gate/approval.ts';
import type { ServicePolicy } from '../../core/roster/deciding.ts';
import type { LoadedPack } from './load.ts';

const known = new WeakMap<LoadedPack, ServicePolicy>();

export function policyOf(loaded: LoadedPack): ServicePolicy {
  const before = known.get(loaded);
  if (before) return before;
  const { pack } = loaded;
  const codes = (list: readonly { code: string }[]) => list.map((each) => each.code);
  const some = (list: readonly { code: string }[]) => (list.length === 0 ? undefined : codes(list));
  const policy: ServicePolicy = {
    zones: codes(pack.zones),
    ...optional('matters', some(pack.matters)),
    ...optional('customer_classes', some(pack.customer_classes)),
    ...optional('categories', some(pack.categories)),
    ...optional('roles', some(pack.roles ?? [])),
    ...optional('activation', pack.activation?.approvals),
    ...optional('forbidden', pack.forbidden),
    reasons: {
      ...optional('visit.delayed', some(pack.reasons.delay)),
      ...optional('customer.informed', some(pack.reasons.delay)),
      ...optional('visit.no_access', some(pack.reasons.no_access)),
      ...optional('case.waiting', some(pack.reasons.waiting)),
    },
    ...(pack.milestones === undefined ? {} : { milestones: declaredKinds(pack.milestones), recorders: recordersOf(pack.milestones) }),
    ...approvalsOf(pack.approvals),
    ahead_ms: parseElapsed(pack.bounds.ahead)!,
    older_ms: parseElapsed(pack.bounds.older_than)!,
  };
  known.set(loaded, policy);
  return policy;
}

function recordersOf(milestones: NonNullable<LoadedPack['pack']['milestones']>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(milestones).flatMap(([kind, { by }]) => (by === undefined ? [] : [[kind, by]])));
}

function approvalsOf(approvals: LoadedPack['pack']['approvals']): Pick<ServicePolicy, 'approvals' | 'granted'> {
  if (approvals === undefined) return {};
  const compiled = compileApprovals(approvals);
  const granted = compiled.flatMap(({ name, shape }) => [shape.grants, ...shape.steps.map((step) => step.grants)].filter((kind) => kind !== undefined).map((kind) => [kind, name]));
  return {
    approvals: Object.fromEntries(compiled.map((each) => [each.name, { compiled: each, fields: requestShape(approvals[each.name]!) }])),
    granted: Object.fromEntries(granted),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
