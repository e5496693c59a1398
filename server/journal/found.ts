/** Founding an organisation and activating its packs. Both go through the journal; the organisation's own row is the owner's doing. */

import { type Instant, isoOf } from '../../core/base/time.ts';
import { asOwner, inOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { barOfActivation, versionOf } from '../../core/pack/version.ts';
import type { LoadedPack } from '../pack/load.ts';
import { policyOf } from '../pack/policy.ts';
import { type Outcome, run } from './journal.ts';

/** Makes room for an organisation; harmless when it is there already. */
export async function foundOrg(house: House, org: string, now: Instant): Promise<void> {
  await asOwner(house.db.pool, async (tx) => {
    await tx.query('insert into org (org_id, created_at) values ($1, $2) on conflict do nothing', [org, isoOf(now)]);
  });
}

/** From now on this version answers; what started earlier keeps its own. Activating what is active already records nothing. */
export async function activatePack(house: House, org: string, actor: string, pack: LoadedPack, now: Instant): Promise<Outcome | null> {
  const active = await inOrg(house.db.pool, org, (tx) => house.packs.activeAt(tx, org, now));
  if (active?.hash === pack.hash) return null;
  const { hash, name, version } = pack;
  const stream = `org:${org}`;
  const ofVersion = `pack:${hash}`;
  const commandId = `activate-${hash.slice(0, 40)}-${now}`;
  const outcome = await run(
    house,
    { org, actor, commandId, body: { activate: hash }, receivedAt: now },
    { streams: [stream, ofVersion], wholeOrg: true },
    async (histories, tx) => {
      // The first pack comes with the organisation; a later one needs what the pack in force asks for.
      const barred = active === null ? null : barOfActivation(versionOf(histories.get(ofVersion)!), policyOf(active).activation ?? []);
      if (barred !== null) return barred;
      await tx.query('insert into pack_text (org_id, hash, name, version, bundle) values ($1, $2, $3, $4, $5) on conflict do nothing', [
        org, hash, name, version, pack.bundle,
      ]);
      return { ok: true, parts: [{ stream, facts: [{ kind: 'pack.activated', at: now, data: { name, version, hash } }] }] };
    },
  );
  return outcome;
}
