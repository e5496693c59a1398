import { describe, expect, test } from 'vitest';
import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import { readClocks } from '../clock/clocks.ts';
import { at, packOf, wall } from '../clock/table.fixture.ts';
import { dueAlarm, timersOf, type AlarmKey } from './alarm.ts';

const pack = packOf({
  arrival: {
    start: ['case.reported'],
    stop: ['visit.arrived'],
    pause: [{ from: 'case.waiting', until: 'case.resumed' }],
    target: [{ within: '45 minutes' }],
    warn: [{ stage: 'warning', before: '15 minutes', tell: ['dispatcher'] }],
    due: { tell: ['dispatcher'] },
    escalate: [{ stage: 'manager', after: '15 minutes', tell: ['manager'] }],
    grace: '30 minutes',
  },
  // The loaner at four hours (CLK-51), here when the arrival is late: no fact will say that it began.
  loaner: { start: [{ deadline_of: 'arrival' }], stop: ['visit.arrived'], target: [{ within: '2 hours' }], due: { tell: ['manager'] } },
});
const fact = (kind: string, written: string, more: Partial<Fact> = {}): Fact => ({ id: `${kind}${written}`, kind, at: at(written), received_at: at(written), data: {}, ...more });
const inputAt = (facts: readonly Fact[], now: Instant) => ({
  subject: { kind: 'case', id: 'c1' }, facts, now, packFor: () => pack, packByHash: (hash: string) => (hash === pack.hash ? pack : undefined),
});
const key = (stage: string, clock = 'arrival'): AlarmKey => ({ clock, subject_id: 'c1', round: 1, occurrence: 0, stage });
const reported = fact('case.reported', '09:00');

describe('timers of a case', () => {
  test.each<readonly [string, readonly Fact[], string]>([
    ['reported', [reported], 'arrival warning 09:30; arrival due 09:45; arrival manager 10:00; loaner due 11:45'],
    ['arrived', [reported, fact('visit.arrived', '09:20')], ''],
    ['waiting', [reported, fact('case.waiting', '09:10')], ''],
    ['resumed', [reported, fact('case.waiting', '09:10'), fact('case.resumed', '09:20')], 'arrival warning 09:40; arrival due 09:55; arrival manager 10:10; loaner due 11:55'],
    ['imported', [{ ...reported, imported: true }], ''],
  ])('%s → %2$s', (_, facts, verdict) => {
    const input = inputAt(facts, facts.at(-1)!.received_at);
    const timers = timersOf(input, readClocks(input)).filter((timer) => facts[0]!.imported !== true || timer.clock === 'arrival');
    expect(timers.map((timer) => `${timer.clock} ${timer.stage} ${wall(timer.due_at)}`).join('; ')).toBe(verdict);
  });
});

describe('a timer that is due', () => {
  const told = { id: 'a1', kind: 'clock.warned', at: at('09:30'), received_at: at('09:30'), data: key('warning') } as unknown as Fact;
  test.each<readonly [string, readonly Fact[], readonly Fact[], string, string, string]>([
    ['at its moment', [reported], [], 'warning', '09:30', 'clock.warned sent'],
    ['a moment before', [reported], [], 'warning', '09:29', 'wait 09:30'],
    ['at the deadline', [reported], [], 'due', '09:45', 'clock.due sent'],
    ['above', [reported], [], 'manager', '10:00', 'clock.escalated sent'],
    ['at the end of its grace', [reported], [], 'warning', '10:00', 'clock.warned sent'],
    ['beyond it', [reported], [], 'warning', '10:01', 'clock.warned recorded_only'],
    ['told already', [reported], [told], 'warning', '09:30', 'gone'],
    ['arrived meanwhile', [reported, fact('visit.arrived', '09:20')], [], 'warning', '09:30', 'gone'],
    ['waiting meanwhile', [reported, fact('case.waiting', '09:20')], [], 'warning', '09:30', 'gone'],
    ['moved meanwhile', [reported, fact('case.waiting', '09:10'), fact('case.resumed', '09:20')], [], 'warning', '09:30', 'wait 09:40'],
    ['a stage the pack does not know', [reported], [], 'nobody', '09:30', 'gone'],
  ])('%s → %5$s', (_, facts, alarms, stage, now, verdict) => {
    const due = dueAlarm(inputAt(facts, at(now)), key(stage), alarms);
    expect(due.is === 'now' ? `${due.alarm.kind} ${due.alarm.outcome}` : due.is === 'wait' ? `wait ${wall(due.until)}` : due.is).toBe(verdict);
  });

  test('of a promise that another one’s deadline opened → told', () => {
    const due = dueAlarm(inputAt([reported], at('11:45')), key('due', 'loaner'), []);
    expect(due).toMatchObject({ is: 'now', alarm: { kind: 'clock.due', outcome: 'sent', tell: ['manager'] } });
  });
});
