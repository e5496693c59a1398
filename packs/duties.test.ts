import { expect, test } from 'vitest';
import { factsOf, moment, subjectOf } from '../core/duty/book.fixture.ts';
import { bookOf } from '../core/duty/book.ts';
import { compileDuties } from '../core/duty/compile.ts';
import { loadPack, packNames } from '../server/pack/load.ts';

/** The packs that carry each row of recurring duties. What any organisation owes stands in common, which all extend. */
const inAll = await packNames();
const carriers: Readonly<Record<string, readonly string[]>> = {
  'PLN-02': ['small-section'], 'PLN-03': inAll, 'PLN-04': ['car-dealer'], 'PLN-05': ['car-dealer'], 'PLN-10': ['car-dealer', 'equipment-supplier'],
  'REC-23': inAll, 'REC-24': inAll, 'REC-38': inAll,
'REC-01': ['port'], 'REC-02': ['port'], 'REC-03': ['port'], 'REC-04': ['port'],
  'REC-05': ['port'], 'REC-06': ['port'], 'REC-07': ['port'], 'REC-08': ['mall'],
  'REC-09': ['equipment-supplier'], 'REC-10': ['machine-tool'], 'REC-11': ['lubricants'], 'REC-12': ['lubricants'],
  'REC-13': ['lubricants'], 'REC-14': ['fabric'], 'REC-15': ['fabric'], 'REC-16': ['machinery-maker'],
  'REC-17': ['lubricants'], 'REC-18': ['bus'], 'REC-19': ['it-integrator'], 'REC-20': ['it-integrator'],
  'REC-21': ['project-contractor'], 'REC-22': ['project-contractor'], 'REC-25': ['machinery-maker'], 'REC-26': ['small-section'],
  'REC-27': ['car-dealer'], 'REC-28': ['car-dealer'], 'REC-29': ['car-dealer'], 'REC-30': ['equipment-supplier', 'small-section'],
  'REC-31': ['farm-machinery'], 'REC-32': ['farm-machinery'], 'REC-33': ['project-contractor'], 'REC-34': ['mall'],
  'REC-35': ['port'], 'REC-36': ['port'],
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

/** How often in the year 2027, said a second time and by hand. */
const inAYear: Readonly<Record<string, readonly [pack: string, ...counts: number[]]>> = {
  'REC-01': ['port', 365], 'REC-02': ['port', 730], 'REC-03': ['port', 24], 'REC-04': ['port', 52], 'REC-05': ['port', 52], 'REC-06': ['port', 365], 'REC-36': ['port', 365],
  'REC-08': ['mall', 2], 'REC-09': ['equipment-supplier', 52], 'REC-10': ['machine-tool', 12],
  'REC-11': ['lubricants', 12], 'REC-12': ['lubricants', 2], 'REC-13': ['lubricants', 12], 'REC-17': ['lubricants', 4],
  'REC-14': ['fabric', 12], 'REC-15': ['fabric', 12], 'REC-16': ['machinery-maker', 12], 'REC-18': ['bus', 12],
  'REC-19': ['it-integrator', 12], 'REC-20': ['it-integrator', 2], 'REC-21': ['project-contractor', 2], 'REC-27': ['car-dealer', 1, 4, 12], 'REC-28': ['car-dealer', 1, 12],
};

test.each(Object.entries(inAYear))('%s falls due as often as its row says', (row, [name, ...counts]) => {
  const { time_zone, skipped_hour, repeated_hour, calendars, duties = {} } = loaded.get(name)!;
  const cited = Object.entries(duties).filter(([, duty]) => [duty.source ?? []].flat().includes(row));
  const found = cited.map(([duty, shape]) => {
    const span = { pack: name, from: moment('2026-01-01'), until: null, duties: compileDuties({ time_zone, skipped_hour, repeated_hour, calendars, duties: { [duty]: shape } }) };
    const named = shape.named_only === true ? factsOf([`taken_on 2027-01-01 {"since":"2027-01-01","duties":["${duty}"]}`]) : [];
    const subject = subjectOf('2027-01-01', shape.subject, { roles: ['engineer'] });
    const { occurrences } = bookOf(subject, named, [span], moment('2028-01-01'));
    return occurrences.filter((each) => each.opens_at >= moment('2027-01-01') && each.opens_at < moment('2028-01-01')).length;
  });
  expect(found.toSorted((a, b) => a - b)).toEqual(counts);
});
