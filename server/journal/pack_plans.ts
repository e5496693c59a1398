/** Proposing, approving, returning and activating a version of the rules: its own stream, and that of the organisation where it begins to answer. */

import type { PoolClient } from 'pg';
import { activateVersion, approveVersion, proposeVersion, returnVersion, versionOf } from '../../core/pack/version.ts';
import type { Deciding } from '../../core/roster/deciding.ts';
import type { House } from '../house.ts';
import { firstFault, readEdited, type EditedFile, type EditedReading } from '../pack/edited.ts';
import type { Decided, Histories } from './journal.ts';
import type { Body, Plan } from './plans.ts';

const packOperations = ['pack.propose', 'pack.approve', 'pack.return', 'pack.activate'] as const;
type PackOperation = (typeof packOperations)[number];

export function isPackOperation(operation: string): operation is PackOperation {
  return (packOperations as readonly string[]).includes(operation);
}

export async function planPack(house: House, org: string, operation: PackOperation, params: Readonly<Record<string, string>>, body: Body): Promise<Plan> {
  if (operation === 'pack.propose') return planProposal(await readEdited(body['files'] as readonly EditedFile[]), body);
  const hash = params['pack_hash']!;
  const stream = `pack:${hash}`;
  if (operation === 'pack.activate') return planActivation(house, org, hash);
  const remarks = body['remarks'] as string | undefined;
  return {
    locks: { streams: [stream] },
    subjectId: hash,
    decide: (histories, context) => {
      const state = versionOf(histories.get(stream)!);
      const decided = operation === 'pack.approve' ? approveVersion(state, remarks, context) : returnVersion(state, remarks!, context);
      return decided.ok ? { ok: true, parts: [{ stream, facts: decided.facts }], ids: { pack_hash: hash } } : decided;
    },
  };
}

/** The text is read before anything is locked: whose stream it is follows from what it says. */
function planProposal(reading: EditedReading, body: Body): Plan {
  const hash = reading.ok ? reading.hash : 'none';
  const stream = `pack:${hash}`;
  return {
    locks: { streams: [stream] },
    subjectId: hash,
    decide: async (histories, context, tx) => {
      if (!reading.ok) return { ok: false, refusal: 'pack_unsound', detail: firstFault(reading.problems) };
      const { name, version, bundle } = reading;
      const decided = proposeVersion(versionOf(histories.get(stream)!), { name, version, hash }, body['remarks'] as string | undefined, context);
      if (!decided.ok) return decided;
      const { rows } = await tx.query('select from pack_text where org_id = current_org() and name = $1 and version = $2 and hash <> $3', [name, version, hash]);
      if (rows.length > 0) return { ok: false, refusal: 'pack_version_taken', detail: { name, version } };
      await tx.query('insert into pack_text (org_id, hash, name, version, bundle) values (current_org(), $1, $2, $3, $4) on conflict do nothing', [hash, name, version, bundle]);
      await tx.query('insert into pack_source (org_id, hash, files) values (current_org(), $1, $2) on conflict do nothing', [hash, JSON.stringify(body['files'])]);
      return { ok: true, parts: [{ stream, facts: decided.facts }], ids: { pack_hash: hash } };
    },
  };
}

function planActivation(house: House, org: string, hash: string): Plan {
  const [ofOrg, ofVersion] = [`org:${org}`, `pack:${hash}`];
  return {
    locks: { streams: [ofOrg, ofVersion], wholeOrg: true },
    subjectId: hash,
    decide: async (histories: Histories, context: Deciding, tx: PoolClient): Promise<Decided> => {
      const active = await house.packs.activeAt(tx, org, context.now);
      const decided = activateVersion(versionOf(histories.get(ofVersion)!), active?.hash ?? null, context);
      return decided.ok ? { ok: true, parts: [{ stream: ofOrg, facts: decided.facts }], ids: { pack_hash: hash } } : decided;
    },
  };
}
