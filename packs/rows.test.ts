import { expect, test } from 'vitest';
import { loadPack, packNames } from '../server/pack/load.ts';

const numbered = (area: string, count: number) => Array.from({ length: count }, (_, index) => `${area}-${String(index + 1).padStart(2, '0')}`);

const packs = await Promise.all(
  (await packNames()).map(async (name) => {
    const loaded = await loadPack(name);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 1));
    return loaded.pack;
  }),
);

const kindsOfOrganisation = [
  'AFSEC', 'AGRI', 'AUTO', 'BUS', 'DECO', 'ESVC', 'FABRIC', 'GRID', 'HAIER', 'ITINT', 'LUBE', 'MACHMFR', 'MALL', 'MTOOL', 'PORT', 'QMS', 'ROADINST', 'SOFU', 'SVCCTR', 'SYS', 'TELCO',
];

test('each of the twenty-one kinds of organisation has a pack', () => {
  expect(packs.map((pack) => pack.code).toSorted()).toEqual(kindsOfOrganisation);
});

test('every commitment is a line of some pack with its source, or waits for its room', () => {
  const lines = packs.flatMap((pack) => Object.values(pack.promises).flatMap((promise) => [promise.source ?? [], ...promise.target.map((row) => row.source ?? [])]));
  const cited = new Set([...lines.flat(), ...packs.flatMap((pack) => pack.waiting.map((each) => each.row))]);
  expect(numbered('CLK', 69).filter((row) => !cited.has(row))).toEqual([]);
});

test('PLN-08: each trade says its own services and terms', () => {
  const own = packs.map((pack) => [...pack.matters.filter((matter) => matter.source !== undefined), ...Object.keys(pack.promises), ...Object.keys(pack.milestones ?? {})].length);
  expect(own.filter((count) => count === 0)).toEqual([]);
});

test('PLN-06, PLN-07: rules say whom they are for and what they want, and no other pack inherits that', () => {
  expect(packs.flatMap((pack) => (pack.scope === undefined ? [] : [`${pack.name} ${[pack.scope.source].join()} ${[pack.goal?.source].join()}`]))).toEqual(['bus PLN-06 PLN-07']);
});

test('every passage that can be read in two ways has a stated choice in some pack', () => {
  const chosen = new Set(packs.flatMap((pack) => pack.choices.map((choice) => choice.amb)));
  expect(numbered('AMB', 50).filter((row) => !chosen.has(row))).toEqual([]);
});

/** What somebody chooses from, written down once more: a choice left out, or of another row, turns a line red. */
test.each<[row: string, pack: string, milestone: string, field: string, choices: string]>([
  ['TRI-11', 'building', 'cause.assigned', 'cause', 'supplier TRI-12, own TRI-14, customer TRI-13'],
  ['INT-24', 'farm-machinery', 'service.organised', 'by', 'department TRI-15, dealer TRI-15, salesperson TRI-15'],
])('%s: %s %s, %s is one of %s', (row, name, milestone, field, expected) => {
  const declared = packs.find((pack) => pack.name === name)!.milestones![milestone]!;
  expect([declared.source].flat()).toContain(row);
  expect(declared.fields![field]!.choices!.map((choice) => `${choice.code} ${[choice.source].join()}`).join(', ')).toBe(expected);
  expect(declared.fields![field]!.required).toBe(true);
});
