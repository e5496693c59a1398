import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fact } from '../base/fact.ts';
import { type Instant, minuteMs } from '../base/time.ts';
import { readClocks } from './clocks.ts';
import { at, packOf } from './table.fixture.ts';

const pack = packOf({
  arrival: {
    start: ['case.reported', 'case.reopened'],
    stop: ['visit.arrived'],
    cancel: ['case.cancelled'],
    pause: [{ from: 'case.waiting', until: 'case.resumed', reasons: ['user'] }],
    target: [
      { where: { zone: 'urban' }, within: '45 minutes' },
      { where: { zone: 'rural' }, when: 'case.users > 3', within: '2 hours' },
      { within: '90 minutes' },
    ],
    excuse: { events: ['storm'], told_by: ['customer.informed'] },
  },
  reply: {
    subject: 'visit',
    start: ['visit.assigned'],
    stop: ['visit.arrived'],
    restart: true,
    calendar: 'office',
    target: [{ within: '2 working hours' }],
  },
  loaner: { start: [{ deadline_of: 'arrival' }], stop: ['loaner.delivered'], target: [{ within: '1 month' }] },
  spare: { start: ['case.reported'], stop: ['loaner.delivered'], target: [{ deadline_of: 'loaner' }] },
  knock: { subject: 'visit', act: ['visit.knocked'], until: ['visit.arrived'], target: [{ every: '10 minutes' }] },
});

const kinds = [
  'case.reported',
  'case.reopened',
  'case.classified',
  'visit.assigned',
  'visit.arrived',
  'visit.knocked',
  'visit.no_access',
  'case.waiting',
  'case.resumed',
  'customer.informed',
  'loaner.delivered',
  'case.cancelled',
  'case.closed',
  'storm.declared',
  'fact.corrected',
  'fact.accepted',
  'case.pack_taken_over',
];

// Few minutes, so that facts often share one, and some heard late, ahead of our clock, or about facts that do not exist.
const journal = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      minute: fc.integer({ min: 0, max: 40 }),
      heard: fc.integer({ min: -3, max: 30 }),
      visit: fc.constantFrom(undefined, 'v1', 'v2'),
      zone: fc.constantFrom(undefined, 'urban', 'rural'),
      about: fc.integer({ min: 0, max: 20 }),
      revision: fc.integer({ min: 0, max: 2 }),
      choice: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 16 },
  )
  .map((rows) => rows.map((row, i) => factOf(row, i)));

type Row = {
  kind: string;
  minute: number;
  heard: number;
  visit: string | undefined;
  zone: string | undefined;
  about: number;
  revision: number;
  choice: number;
};

function factOf(row: Row, i: number): Fact {
  const moment = (minute: number) => (at('09:00') + minute * 5 * minuteMs) as Instant;
  const data: Record<string, unknown> = {
    area: 'north',
    reason: row.choice === 0 ? 'parts' : 'user',
    users: row.choice + 2,
    id: `f${row.about}`,
  };
  if (row.visit !== undefined) data['visit_id'] = row.visit;
  if (row.zone !== undefined) data['zone'] = row.zone;
  if (row.kind === 'fact.corrected') Object.assign(data, { revision: row.revision, ...changeOf(row) });
  return { id: `f${i}`, kind: row.kind, at: moment(row.minute), received_at: moment(row.minute + row.heard), data };
}

function changeOf(row: Row): Record<string, unknown> {
  if (row.choice === 0) return { withdrawn: true };
  if (row.choice === 1) return { replacement: { data: { zone: row.zone ?? null } } };
  return { replacement: { at: (at('09:00') + row.about * 5 * minuteMs) as Instant } };
}

const read = (facts: readonly Fact[], now: Instant, asOf?: Instant) =>
  readClocks({
    subject: { kind: 'case', id: 'c1' },
    facts,
    now,
    packFor: () => pack,
    explain: true,
    ...(asOf === undefined ? {} : { as_of: asOf }),
  });

const seed = 20260302;
const now = at('13:00');
const moment = fc.integer({ min: 0, max: 60 }).map((minute) => (at('09:00') + minute * 5 * minuteMs) as Instant);

test(`any order of arrival, and facts heard twice → identical readings (seed ${seed})`, () => {
  fc.assert(
    fc.property(journal, fc.integer(), (facts, turn) => {
      const shuffled = [...facts, ...facts.slice(0, 3)]
        .map((fact, i) => ({ fact, key: Math.abs(Math.sin(turn + i * 7.3)) }))
        .sort((a, b) => a.key - b.key);
      expect(
        read(
          shuffled.map(({ fact }) => fact),
          now,
        ),
      ).toEqual(read(facts, now));
    }),
    { seed, numRuns: 300 },
  );
});

test(`as of any moment → what would have been read then from what was heard then (seed ${seed})`, () => {
  fc.assert(
    fc.property(journal, moment, moment, (facts, asOf, when) => {
      expect(read(facts, when, asOf)).toEqual(
        read(
          facts.filter((fact) => fact.received_at <= asOf),
          when,
        ),
      );
    }),
    { seed, numRuns: 300 },
  );
});

test(`any prefix at any moment → readings that hold together (seed ${seed})`, () => {
  fc.assert(
    fc.property(journal, moment, (facts, when) => {
      for (let length = 0; length <= facts.length; length++) {
        for (const reading of read(facts.slice(0, length), when)) {
          const { started_at: start, stopped_at: stop, deadline, verdict, elapsed_ms: elapsed } = reading;
          expect(start).toBeLessThanOrEqual(when);
          if (stop !== null) expect(stop).toBeGreaterThanOrEqual(start);
          if (verdict === 'kept' && deadline !== null) expect(stop).toBeLessThanOrEqual(deadline);
          if (verdict === 'late') expect(reading.ended_at).toBeGreaterThan(deadline!);
          if (elapsed !== null) expect(elapsed).toBeGreaterThanOrEqual(0);
          expect(reading.why.at(-1)!.code).toMatch(/^(verdict|error)$/);
        }
      }
    }),
    { seed, numRuns: 100 },
  );
});
