import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ExamplesFault, readExamples, runExamples } from '../core/pack/examples.ts';
import { loadPack, packNames } from '../server/pack/load.ts';

for (const name of await packNames()) {
  const loaded = await loadPack(name);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 1));
  const text = readFileSync(new URL(`${name}/examples.yaml`, import.meta.url), 'utf8');
  const table = readExamples(text);
  const results = runExamples(table, loaded.compiled, loaded.pack);

  describe(`pack ${name}`, () => {
    if (results.length > 0) test.each(results.map((result) => [result.title, result] as const))('%s', (_, { expected, got }) => {
      expect(got).toBe(expected);
      expect(expected).not.toBe('');
    });

    test('every gate holds something back in the table, and lets something pass', () => {
      const passing = table.gates.filter((example) => example.barred === 'none').map((example) => example.comes.match(/[a-z_]+\.[a-z_]+/)![0]);
      const untold = Object.entries(loaded.pack.gates ?? {}).filter(
        ([gate, { before }]) => !table.gates.some((example) => example.barred === gate) || !before.some((kind) => passing.includes(kind)),
      );
      expect(untold.map(([gate]) => gate)).toEqual([]);
    });

    test('every approval of its own is asked for in the table, and each of its steps is called', () => {
      const own = Object.entries(loaded.pack.approvals ?? {}).filter(([approval]) => approval !== 'service_plan');
      const uncalled = own.flatMap(([approval, { steps }]) => steps.filter(({ step }) => !table.approvals.some((each) => each.asks.split(' ')[0] === approval && each.steps.split(', ').some((called) => called.startsWith(`${step} by`)))).map(({ step }) => `${approval}.${step}`));
      expect(uncalled).toEqual([]);
    });

    test('every promise and every row of its table has an example of its own', () => {
      const titles = results.map((result) => result.title).join('\n');
      const cited = Object.values(loaded.pack.promises).flatMap((promise) => promise.target.flatMap((row) => [row.source ?? []].flat()));
      expect([...new Set(cited)].filter((row) => !titles.includes(row))).toEqual([]);
    });

    test('the table is plain enough that titles are unique', () => {
      expect(new Set(results.map((result) => result.title)).size).toBe(results.length);
    });
  });
}

const grid = await loadPack('grid');
if (!grid.ok) throw new Error('the grid pack is not sound');
const { compiled } = grid;

describe('a table that says something else', () => {
  const run = (rows: string) => runExamples(readExamples(`offset: "+08:00"\nexamples:\n${rows}`), compiled, grid.pack);
  const facts = 'facts: ["2026-03-02 08:00 case.reported zone=urban", "08:46 visit.arrived"]';

  test.each([
    ['another verdict', `  - { title: a, ${facts}, expect: [{ clock: arrival, verdict: kept }] }`, 'clock arrival, verdict late'],
    ['another deadline', `  - { title: a, ${facts}, expect: [{ clock: arrival, verdict: late, due: 2026-03-02 08:44 }] }`, 'clock arrival, verdict late, due 2026-03-02T00:45:00.000Z'],
    ['a clock that must not run', `  - { title: a, ${facts}, none: [arrival] }`, 'arrival runs'],
    ['a clock that does not run', `  - { title: a, ${facts}, expect: [{ clock: lunch, verdict: kept }] }`, expect.stringContaining('lunch does not run')],
    ['a fact that is none', '  - { title: a, facts: ["2026-03-02 08:00 case.rung"], none: [arrival] }', 'there is no fact case.rung'],
    ['a fact that the journal would refuse', '  - { title: a, facts: ["2026-03-02 08:00 case.reported zone=7"], none: [arrival] }', expect.stringContaining('case.reported: zone')],
    ['a gate that lets it pass', `  []\ngates:\n  - { title: a, facts: ["2026-03-02 08:00 case.reported zone=urban"], comes: 2026-03-02 09:00 case.closed, barred: lunch }`, 'none'],
    ['nothing', `  - { title: a, ${facts} }`, expect.stringContaining('a row expects something')],
  ])('%s → not passed, with what came out', (_, rows, got) => {
    expect(run(rows)).toMatchObject([{ passed: false, got }]);
  });

  test('what is no table at all → named with its line', () => {
    expect(() => readExamples('offset: "+08:00"\nexamples:\n  - { title: a, fact: [] }\n')).toThrow(ExamplesFault);
    expect(() => readExamples('offset: "+08:00"\nexamples: [')).toThrow(/line \d/);
  });
});
