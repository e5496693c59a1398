/** Versions of the rules: which there are, how far each has come, and what one says with the source of every figure. */

import type { PoolClient } from 'pg';
import { stringify } from 'yaml';
import { isoOf, type Instant } from '../../core/base/time.ts';
import { textOf, valueText } from '../../core/pack/difference.ts';
import { activateVersion, approveVersion, returnVersion, versionOf, waitingStep, type VersionState } from '../../core/pack/version.ts';
import { may } from '../../core/roster/rights.ts';
import type { PackRow, PackView } from '../../wire/view/pack_views.ts';
import { readStreams, type StoredFact } from '../journal/read.ts';
import type { EditedFile } from '../pack/edited.ts';
import { loadPack, openBundle, packNames, shippedFiles, type LoadedPack } from '../pack/load.ts';
import { policyOf } from '../pack/policy.ts';
import { sourceRows } from '../pack/sources.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking } from './asking.ts';
import { namesOf } from './case_facts.ts';
import { activePack, present } from './me.ts';
import { by, scopeOf } from './permit.ts';

type Activated = { readonly hash: string; readonly activated_at: Instant };
type Version = { readonly loaded: LoadedPack; readonly facts: readonly StoredFact[]; readonly state: VersionState; readonly activated: Instant | null };
type Shelf = { readonly versions: readonly Version[]; readonly active: LoadedPack };

export async function listPacks(asking: Asking): Promise<{ items: PackRow[] }> {
  scopeOf(asking.actor, 'pack.list');
  const shelf = await ask(asking, (client) => shelfOf(client, asking));
  const stored = new Set(shelf.versions.map((version) => version.loaded.hash));
  const shipped = (await shippedPacks()).filter((pack) => !stored.has(pack.hash));
  const rows = shelf.versions.map((version) => rowOf(version, shelf.active)).toSorted((a, b) => (a.since! < b.since! ? 1 : -1));
  return { items: [...rows, ...shipped.map((loaded) => rowOf({ loaded, facts: [], state: versionOf([]), activated: null }, shelf.active))] };
}

export async function getPack(asking: Asking, hash: string): Promise<PackView> {
  scopeOf(asking.actor, 'pack.get');
  const { version, active, files, names } = await ask(asking, async (client) => {
    const shelf = await shelfOf(client, asking);
    const found = shelf.versions.find((each) => each.loaded.hash === hash);
    const { rows } = await client.query<{ files: EditedFile[] }>('select files from pack_source where org_id = $1 and hash = $2', [asking.actor.org, hash]);
    return { version: found, active: shelf.active, files: rows[0]?.files, names: await namesOf(client, asking.actor.org, (found?.facts ?? []).map((fact) => fact.by)) };
  });
  const shipped = (await shippedPacks()).find((pack) => pack.hash === hash);
  const seen = version ?? (shipped && { loaded: shipped, facts: [], state: versionOf([]), activated: null });
  if (seen === undefined) throw new Refused('unknown_pack_version');
  const { describing: _, ...pack } = seen.loaded.pack;
  const rows = await sourceRows(asking.lang);
  const entries = textOf(pack).map((entry) => ({ ...entry, source: [...entry.source], figures: entry.figures.map((figure) => ({ ...figure, source: [...figure.source], value: valueText(figure.value) })) }));
  const cited = new Set(entries.flatMap((entry) => [...entry.source, ...entry.figures.flatMap((figure) => figure.source)]));
  return {
    row: rowOf(seen, active), entries,
    sources: Object.fromEntries([...cited].toSorted().map((row) => [row, rows.get(row) ?? ''])),
    files: await filesOf(seen.loaded, files),
    steps: seen.facts.map((fact) => ({
      kind: fact.kind, at: isoOf(fact.at), by: fact.by, by_name: names.get(fact.by) ?? fact.by, remarks: (fact.data['remarks'] as string | undefined) ?? null,
    })),
    allowed: allowedWith(asking, seen, active),
  };
}

/** The text a version was written in: as it was proposed, as it comes with the program, or put together from what it says. */
export async function filesOf(loaded: LoadedPack, stored: readonly EditedFile[] | undefined): Promise<EditedFile[]> {
  if (stored !== undefined) return stored.map(({ path, text }) => ({ path, text }));
  const shipped = (await packNames()).includes(loaded.name) ? await loadPack(loaded.name) : null;
  const files = shipped?.ok && shipped.hash === loaded.hash ? await shippedFiles(loaded.name) : null;
  if (files) return files.map(({ path, text }) => ({ path, text }));
  const { describing: _, ...pack } = loaded.pack;
  return [{ path: `${loaded.name}/pack.yaml`, text: stringify(pack) }];
}

async function shelfOf(client: PoolClient, asking: Asking): Promise<Shelf> {
  const org = asking.actor.org;
  const active = await activePack(client, asking);
  const { rows: texts } = await client.query<{ hash: string; bundle: unknown }>('select hash, bundle from pack_text where org_id = $1', [org]);
  const { rows: activations } = await client.query<Activated>('select hash, max(activated_at) as activated_at from pack_activation where org_id = $1 group by hash', [org]);
  const histories = await readStreams(client, org, texts.map(({ hash }) => `pack:${hash}`));
  const versions = texts.map(({ hash, bundle }): Version => {
    const facts = histories.get(`pack:${hash}`) ?? [];
    return { loaded: openBundle(bundle, hash), facts, state: versionOf(facts), activated: activations.find((each) => each.hash === hash)?.activated_at ?? null };
  });
  return { versions, active };
}

function rowOf(version: Version, active: LoadedPack): PackRow {
  const { loaded, facts, activated } = version;
  const { name, version: number, hash, pack } = loaded;
  const isSettled = wasActivated(version);
  const waits = isSettled || version.state.phase !== 'proposed' ? null : waitingStep(version.state, policyOf(active).activation ?? []);
  const since = isSettled ? activated : (facts.at(-1)?.received_at ?? null);
  return {
    pack_hash: hash, name, version: number, words: present(pack.words), state: hash === active.hash ? 'active' : stateOf(version, waits !== null),
    since: since === null ? null : isoOf(since), waits_for: waits?.role ?? null,
    promises: Object.keys(pack.promises).length, gates: Object.keys(pack.gates ?? {}).length,
  };
}

/** Of a version that does not answer now. */
function stateOf(version: Version, isWaiting: boolean): PackRow['state'] {
  if (wasActivated(version)) return 'replaced';
  if (version.state.phase === 'none') return 'shipped';
  if (version.state.phase === 'returned') return 'returned';
  return isWaiting ? 'proposed' : 'approved';
}

/** And not proposed again since. */
function wasActivated({ facts, activated }: Version): boolean {
  const proposed = facts.findLast((fact) => fact.kind === 'pack.proposed')?.received_at;
  return activated !== null && (proposed === undefined || activated >= proposed);
}

/** So that a screen offers nothing that would be refused. */
function allowedWith({ actor, now }: Asking, { state }: Version, active: LoadedPack): string[] {
  const context = { now, by: by(actor), policy: policyOf(active) };
  const ways = {
    'pack.approve': () => approveVersion(state, undefined, context),
    'pack.return': () => returnVersion(state, '-', context),
    'pack.activate': () => activateVersion(state, active.hash, context),
  };
  return Object.entries(ways).filter(([operation, decide]) => may(context.by, operation, 'other') && decide().ok).map(([operation]) => operation);
}

let shelf: Promise<LoadedPack[]> | null = null;

/** The packs that come with the program, read once: they don't change while it runs. */
function shippedPacks(): Promise<LoadedPack[]> {
  shelf ??= packNames().then(async (names) => {
    const packs: LoadedPack[] = [];
    for (const name of names) {
      const loading = await loadPack(name);
      if (loading.ok) packs.push(loading);
    }
    return packs;
  });
  return shelf;
}
