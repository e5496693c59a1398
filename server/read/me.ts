/** Who is signed in, under which pack they work, and what it lets them choose from. */

import type { PoolClient } from 'pg';
import { mayRecord } from '../../core/case/milestone.ts';
import type { Pack } from '../../core/pack/pack.ts';
import type { Me } from '../../wire/view/views.ts';
import { policyOf } from '../pack/policy.ts';
import { ask, type Asking } from './asking.ts';
import { allowedTo, scopeOf } from './permit.ts';

/** The pack that answers for what is heard now. An organisation always has one: it is founded with it. */
export async function activePack(client: PoolClient, { house, actor, now }: Asking) {
  const pack = await house.packs.activeAt(client, actor.org, now);
  if (pack === null) throw new Error(`organisation ${actor.org} has no active pack`);
  return pack;
}

export async function getMe(asking: Asking, demo: boolean): Promise<Me> {
  const { actor } = asking;
  scopeOf(actor, 'session.me');
  const loaded = await ask(asking, (client) => activePack(client, asking));
  const { pack, name, version } = loaded;
  const { granted } = policyOf(loaded);
  const { zones, matters, customer_classes, categories, channels, reasons } = pack;
  const clocks = Object.entries(pack.promises).map(([code, promise]) => ({ code, words: promise.words }));
  const report_asks = pack.report_asks.map(({ field, words }) => ({ code: field, words }));
  const choices = {
    report_asks, zones, matters, customer_classes, categories, channels, clocks, ...(pack.roles === undefined ? {} : { roles: pack.roles }),
    ...Object.fromEntries(Object.entries(reasons).map(([group, list]) => [`${group}_reasons`, list])),
  };
  return {
    person_id: actor.person, name: actor.name, roles: [...actor.roles], held: [...(actor.held ?? actor.roles)], party: actor.party ?? null, may: [...allowedTo(actor)],
    org_id: actor.org,
    // The pack says what this organisation is; a name of its own comes with the setup screens.
    org_name: pack.words[asking.lang], pack: { name, version, words: present(pack.words) }, time_zone: pack.time_zone,
    choices: Object.fromEntries(Object.entries(choices).map(([group, list]) => [group, list.map((each) => ({ code: each.code, words: present(each.words) }))])),
    // What is kept to other hands is not offered.
    milestones: declaredIn(pack.milestones).map((each) => ({ ...each, yours: mayRecord(policyOf(loaded), each.kind, actor), by_approval: granted?.[each.kind] ?? null })),
    approvals: declaredIn(pack.approvals).map((each) => ({ ...each, kind: `approval.${each.kind}` })),
    demo,
  };
}

type Declared = Pick<NonNullable<Pack['milestones']>[string], 'words' | 'fields'>;

function declaredIn(declared: Readonly<Record<string, Declared>> | undefined): Me['approvals'] {
  return Object.entries(declared ?? {}).map(([kind, { words, fields = {} }]) => ({
    kind,
    words: present(words),
    // A stored pack has its fields in the order of their names; what must be filled in comes first on a screen.
    fields: Object.entries(fields).toSorted(([, a], [, b]) => Number(b.required === true) - Number(a.required === true)).map(([name, field]) => ({
      name, type: field.type, required: field.required === true, words: present(field.words),
      choices: (field.choices ?? []).map((each) => ({ code: each.code, words: present(each.words) })),
    })),
  }));
}

/** The languages that are there, without those left out. */
export function present(words: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
