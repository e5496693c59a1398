/** All kinds of facts of the house in one list, and those of packs themselves. */

import { z } from 'zod';
import { line } from '../base/shapes.ts';
import type { FactKind, FactKinds } from '../base/kinds.ts';
import { assetFacts } from '../asset/facts.ts';
import { alarmFacts } from '../case/alarm_facts.ts';
import { caseFacts, eventFacts } from '../case/facts.ts';
import { customerFacts } from '../customer/facts.ts';
import { dutyFacts } from '../duty/facts.ts';
import { rosterFacts } from '../roster/facts.ts';
import { webhookFacts } from '../roster/webhook.ts';
import { visitFacts } from '../visit/facts.ts';

export const packFacts = {
  'pack.activated': { data: z.strictObject({ name: line(60), version: line(40), hash: z.string().regex(/^[0-9a-f]{64}$/) }) },
} satisfies FactKinds;

export const factKinds: FactKinds = {
  ...caseFacts, ...eventFacts, ...visitFacts, ...customerFacts, ...assetFacts, ...rosterFacts, ...alarmFacts, ...webhookFacts, ...dutyFacts, ...packFacts,
};

/** Kinds whose data promise tables choose by. */
export const describingKinds: ReadonlySet<string> = new Set(
  Object.entries(factKinds).filter(([, kind]) => (kind as FactKind).describes).map(([name]) => name),
);
