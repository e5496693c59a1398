import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Instant } from '../core/base/time.ts';
import { meanOf } from '../core/clock/average.ts';
import { readClocks } from '../core/clock/clocks.ts';
import type { Reading } from '../core/clock/reading.ts';
import { loadPack, packNames } from '../server/pack/load.ts';
import { type Average, type Example, type Expected, factsOf, lengthText, momentOf, readExamples } from './examples.fixture.ts';

for (const name of await packNames()) {
  const loaded = await loadPack(name);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 1));
  const { compiled } = loaded;
  const { offset, examples, averages = [] } = readExamples(name);

  const readingsOf = (facts: readonly string[], now: Instant | null, events: readonly string[] = []): Reading[] => {
    const known = factsOf(facts, offset);
    const latest = Math.max(...known.map((fact) => fact.received_at)) as Instant;
    return readClocks({
      subject: { kind: 'case', id: 'c1' },
      facts: known,
      events: factsOf(events, offset, 'e'),
      now: now ?? latest,
      packFor: () => compiled,
    });
  };

  describe(`pack ${name}`, () => {
    test.each(examples.map((example): [string, Example] => [example.title, example]))('%s', (_, example) => {
      const readings = readingsOf(
        [...example.facts, ...(example.and ?? [])],
        example.now === undefined ? null : momentOf(example.now, offset),
        example.events,
      );
      for (const expected of example.expect ?? []) expect(shown(find(readings, expected), expected, offset)).toEqual(expected);
      for (const clock of example.none ?? []) expect(readings.map((reading) => reading.clock)).not.toContain(clock);
      expect((example.expect ?? []).length + (example.none ?? []).length, 'a row expects something').toBeGreaterThan(0);
    });

    if (averages.length > 0) {
      test.each(averages.map((average): [string, Average] => [average.title, average]))('%s', (_, average) => {
        const readings = average.cases.flatMap((line) => readingsOf(monthRow(line, average, offset), null));
        const from = momentOf(`${average.month}-01 00:00`, offset);
        const mine = readings.filter((reading) => reading.clock === average.clock);
        const target = mine[0]!.target_minutes! * 60_000;
        const mean = meanOf(mine, { from, to: momentOf(`${nextMonth(average.month)}-01 00:00`, offset), target });
        const { kept, late } = mean.by_verdict;
        expect({ mean: lengthText(mean.mean_ms), on_average: mean.kept === true ? 'kept' : 'missed', kept, late }).toEqual(average.expect);
      });
    }

    test('every promise and every row of its table has an example of its own', () => {
      const titles = examples.map((example) => example.title).join('\n');
      const cited = Object.values(loaded.pack.promises).flatMap((promise) => promise.target.flatMap((row) => [row.source ?? []].flat()));
      expect([...new Set(cited)].filter((row) => !titles.includes(row))).toEqual([]);
    });
  });
}

test('example tables are plain enough that titles are unique', () => {
  for (const name of ['grid', 'appliance']) {
    const titles = readFileSync(new URL(`${name}/examples.yaml`, import.meta.url), 'utf8').match(/title: .*/g) ?? [];
    expect(new Set(titles).size).toBe(titles.length);
  }
});

/** The reading a line speaks of: the first of its clock, or that of the round or occurrence it names. */
function find(readings: readonly Reading[], expected: Expected): Reading {
  const found = readings.find(
    (reading) =>
      reading.clock === expected.clock &&
      (expected.round ?? reading.round) === reading.round &&
      (expected.occurrence ?? reading.occurrence) === reading.occurrence,
  );
  if (found === undefined)
    throw new Error(`${expected.clock} does not run; these do: ${readings.map((reading) => reading.clock).join(', ')}`);
  return found;
}

/** A reading in the words of the table, with only the fields that the line names. */
function shown(reading: Reading, expected: Expected, offset: string): Expected {
  const like = (at: Instant | null, text: string | undefined) => {
    if (text === undefined || text === 'none') return at === null ? 'none' : String(at);
    return at === momentOf(text, offset) ? text : at === null ? 'none' : new Date(at).toISOString();
  };
  const all: Required<Expected> = {
    clock: reading.clock,
    verdict: reading.verdict,
    round: reading.round,
    occurrence: reading.occurrence ?? 0,
    elapsed: lengthText(reading.elapsed_ms),
    due: like(reading.deadline, expected.due),
    opens: like(reading.window_opens, expected.opens),
    band: reading.band ?? 'none',
  };
  return Object.fromEntries(Object.entries(all).filter(([field]) => field in expected)) as Expected;
}

/** `2026-03-01 00:00 +43`: a case of that moment whose promise was met that many minutes later. */
function monthRow(line: string, average: Average, offset: string): string[] {
  const [, begun, minutes] = /^(.+) \+(\d+)$/.exec(line)!;
  const stopped = new Date(momentOf(begun!, offset) + Number(minutes) * 60_000 + wallShift(offset)).toISOString();
  const start = average.start === undefined ? [] : [`${begun} ${average.start}`];
  return [`${begun} case.reported zone=${average.zone}`, ...start, `${stopped.slice(0, 10)} ${stopped.slice(11, 23)} ${average.stop}`];
}

function wallShift(offset: string): number {
  const [hours, minutes] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours! * 60 + minutes!) * 60_000;
}

function nextMonth(month: string): string {
  const [year, index] = month.split('-').map(Number);
  return index === 12 ? `${year! + 1}-01` : `${year}-${String(index! + 1).padStart(2, '0')}`;
}
