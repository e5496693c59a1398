import { expect, test } from 'vitest';
import { loadPack, packNames } from '../server/pack/load.ts';

/** The packs that carry each row of recurring duties. What any organisation owes stands in common, which all extend. */
const inAll = await packNames();
const carriers: Readonly<Record<string, readonly string[]>> = {
  'REC-23': inAll, 'REC-24': inAll, 'REC-38': inAll,
  'REC-37': ['appliance'], 'UTL-04': ['grid'],
};

const loaded = new Map(
  await Promise.all(
    inAll.map(async (name) => {
      const reading = await loadPack(name);
      if (!reading.ok) throw new Error(JSON.stringify(reading.problems, null, 1));
      return [name, reading.pack] as const;
    }),
  ),
);

test.each(Object.entries(carriers).flatMap(([row, packs]) => packs.map((pack) => [row, pack] as const)))('%s is a duty of pack %s', (row, pack) => {
  const cited = Object.values(loaded.get(pack)!.duties ?? {}).filter((duty) => [duty.source ?? []].flat().includes(row));
  expect(cited.length).toBeGreaterThan(0);
});

test('every duty of every pack cites a row and says what proves it', () => {
  const bare = [...loaded].flatMap(([pack, { duties = {} }]) =>
    Object.entries(duties).filter(([, duty]) => duty.source === undefined || (duty.evidence ?? []).length === 0).map(([name]) => `${pack}.${name}`),
  );
  expect(bare).toEqual([]);
});

test('a duty without a rule says which ambiguity leaves it open, and the pack what was chosen', () => {
  for (const [pack, { duties = {}, choices }] of loaded) {
    for (const [name, duty] of Object.entries(duties)) {
      if (duty.every !== undefined) continue;
      const open = [duty.source ?? []].flat().filter((row) => row.startsWith('AMB-'));
      expect(open.length, `${pack}.${name}`).toBeGreaterThan(0);
      expect(choices.map((choice) => choice.amb), `${pack}.${name}`).toEqual(expect.arrayContaining(open));
    }
  }
});
