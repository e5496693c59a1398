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

export async function benchReadings(seconds: number): Promise<Row[]> {
  const pack = await loadPack('grid');
  if (!pack.ok) throw new Error('the grid pack cannot be read');
  const packFor = () => pack.compiled;
  const rate = (facts: Fact[]) => ratePerCore(seconds, { subject: { kind: 'case', id: 'c' }, facts, now: (start + 60 * 24 * 60 * minute) as Instant, packFor });
  return [
    { readings: 'elapsed (arrival and restoration of a fault)', 'per second and core': rate(fault) },
    { readings: 'calendar (30 working days over the Spring holidays)', 'per second and core': rate(application) },
  ];
}

/** Counted in processor time, so that other work on the machine does not show. */
function ratePerCore(seconds: number, input: ClockInput): number {
  for (let i = 0; i < 20_000; i++) readClocks(input);
  const before = process.cpuUsage();
  let readings = 0;
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) for (let i = 0; i < 500; i++) readings += readClocks(input).length;
  const { user, system } = process.cpuUsage(before);
  return (readings / (user + system)) * 1_000_000;
}
