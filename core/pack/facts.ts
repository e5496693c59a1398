/** All kinds of facts of the house in one list. */

import type { FactKind, FactKinds } from '../base/kinds.ts';
import { assetFacts } from '../asset/facts.ts';
import { alarmFacts } from '../case/alarm_facts.ts';
import { declaredKinds } from '../case/declared.ts';
import { caseFacts, eventFacts } from '../case/facts.ts';
import { customerFacts } from '../customer/facts.ts';
import { dutyFacts } from '../duty/facts.ts';
import { approvalFacts, reminderFacts } from '../gate/approval_facts.ts';
import { deputyFacts } from '../roster/deputy.ts';
import { formFacts } from '../form/facts.ts';
import { guideFacts } from '../guide/facts.ts';
import { rosterFacts } from '../roster/facts.ts';
import { webhookFacts } from '../roster/webhook.ts';
import { measureFacts } from '../measure/facts.ts';
import { visitFacts } from '../visit/facts.ts';
import { packFacts } from './version.ts';

export const factKinds: FactKinds = {
  ...caseFacts, ...eventFacts, ...visitFacts, ...customerFacts, ...assetFacts, ...rosterFacts, ...alarmFacts, ...webhookFacts, ...dutyFacts, ...formFacts, ...guideFacts, ...measureFacts, ...packFacts, ...approvalFacts, ...reminderFacts, ...deputyFacts,
};

/** Kinds that can be recorded under a pack: ours and the milestones it declares. */
export function kindsUnder(pack: { readonly milestones?: Parameters<typeof declaredKinds>[0] }): FactKinds {
  return pack.milestones === undefined ? factKinds : { ...declaredKinds(pack.milestones), ...factKinds };
}

/** Whether a fact can stand in the stream of a case, where promises look: what happens to customers, forms or packs is told elsewhere. */
export function standsOnCases(pack: Parameters<typeof kindsUnder>[0], kind: string): boolean {
  if (factKinds[kind] === undefined) return kindsUnder(pack)[kind] !== undefined;
  return kind in caseFacts || kind in eventFacts || kind in visitFacts || kind in approvalFacts || kind === 'guide.concluded';
}

/** Kinds whose data promise tables choose by. */
export const describingKinds: ReadonlySet<string> = new Set(
  Object.entries(factKinds).filter(([, kind]) => (kind as FactKind).describes).map(([name]) => name),
);
