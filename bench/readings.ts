/** Readings a second on one core, pack compiled, ten facts each: elapsed promises and calendar promises apart. */

import type { Fact } from '../core/base/fact.ts';
import type { Instant } from '../core/base/time.ts';
import { readClocks } from '../core/clock/clocks.ts';
import type { ClockInput } from '../core/clock/reading.ts';
import { loadPack } from '../server/pack/load.ts';
import type { Row } from './table.ts';

const start = Date.parse('2026-03-02T08:00:00+08:00');
const minute = 60_000;

function fact(kind: string, minutes: number, data: object = {}): Fact {
  const at = (start + minutes * minute) as Instant;
  return { id: `${kind}-${minutes}`, kind, at, received_at: at, data: data as Fact['data'] };
}

const fault = [
  fact('case.reported', 0, { zone: 'urban', matter: 'fault', channel: 'phone' }), fact('visit.assigned', 2, { visit_id: 'v', engineer_id: 'li' }),
  fact('visit.accepted', 3, { visit_id: 'v' }), fact('customer.contacted', 5, { outcome: 'reached' }), fact('visit.departed', 8, { visit_id: 'v' }),
  fact('visit.arrived', 40, { visit_id: 'v' }), fact('supply.restored', 120, { visit_id: 'v' }), fact('visit.left', 130, { visit_id: 'v' }),
  fact('customer.called_back', 150, { outcome: 'satisfied' }), fact('case.closed', 160, {}),
];
const application = [
  fact('case.reported', 0, { zone: 'urban', matter: 'new_connection', customer_class: 'high_voltage_dual', channel: 'phone' }),
  ...Array.from({ length: 8 }, (_, i) => fact('customer.contacted', 60 * (i + 1), { outcome: 'reached' })), fact('supply_plan.answered', 60 * 24 * 30, {}),
];

const windows = 15;

/** The floor reads the same facts once, finds the last of each kind, and judges nothing. */
export async function benchReadings(seconds: number): Promise<Row[]> {
  const pack = await loadPack('grid');
  if (!pack.ok) throw new Error('the grid pack cannot be read');
  const packFor = () => pack.compiled;
  const of = (readings: string, facts: readonly Fact[]) => rowOf(readings, { subject: { kind: 'case', id: 'c' }, facts, now: (start + 60 * 24 * 60 * minute) as Instant, packFor }, seconds);
  return [of('elapsed (arrival and restoration of a fault)', fault), of('calendar (30 working days over the Spring holidays)', application)];
}

function rowOf(readings: string, input: ClockInput, seconds: number): Row {
  const ofCase = readClocks(input).length;
  const ours: number[] = [];
  const floor: number[] = [];
  for (let i = 0; i < 20_000; i++) if (readClocks(input).length + lastOfEachKind(input.facts).size < 0) return {};
  // Turn and turn about: how fast a core is changes by half within a second where machines are shared.
  for (let window = 0; window < windows; window++) {
    ours.push(casesPerSecond(seconds / windows, () => readClocks(input).length));
    floor.push(casesPerSecond(seconds / windows, () => lastOfEachKind(input.facts).size));
  }
  const middle = (rates: readonly number[]) => rates.toSorted((a, b) => a - b)[Math.floor(rates.length / 2)]!;
  return {
    readings, 'readings a case': ofCase, 'per second and core, middle': middle(ours) * ofCase, 'best window': Math.max(...ours) * ofCase, 'worst window': Math.min(...ours) * ofCase,
    'floor: cases per second and core': middle(floor), 'time of a case to the floor': middle(floor) / middle(ours),
  };
}

function lastOfEachKind(facts: readonly Fact[]): Map<string, Fact> {
  const last = new Map<string, Fact>();
  for (const fact of facts) {
    const known = last.get(fact.kind);
    if (known === undefined || known.at <= fact.at) last.set(fact.kind, fact);
  }
  return last;
}

/** Counted in processor time, so that other work on the machine does not show. */
function casesPerSecond(seconds: number, work: () => number): number {
  const before = process.cpuUsage();
  let cases = 0;
  for (const end = performance.now() + seconds * 1000; performance.now() < end; cases += 500) for (let i = 0; i < 500; i++) if (work() < 0) return 0;
  const { user, system } = process.cpuUsage(before);
  return (cases / (user + system)) * 1_000_000;
}
