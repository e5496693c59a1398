import { describe, expect, test } from 'vitest';
import { clock, contextOf, moment, verdictOf } from '../../test/world/story.ts';
import type { Fact } from '../base/fact.ts';
import { declareEvent, endEvent, eventOf, type DeclareEvent } from './event.ts';

const context = contextOf('chen', clock('10:00'), { subject_id: 'e1' });
const storm: DeclareEvent = { at: clock('08:00'), area: 'Hexi', begins_at: moment('07:30') };
const recorded = (...outcomes: ReturnType<typeof declareEvent>[]): Fact[] =>
  outcomes.flatMap((outcome) => (outcome.ok ? outcome.facts : [])).map((fact, i) => ({ ...fact, id: `f${i + 1}`, received_at: clock('10:00') }));
const declared = recorded(declareEvent(eventOf([]), storm, context));

describe('a declared event', () => {
  test.each<readonly [readonly Fact[], object, string]>([
    [[], {}, 'storm.declared'],
    [[], { ends_at: moment('07:29') }, 'ends_before_begin'],
    [declared, {}, 'event_exists'],
  ])('CLK-08: declaring after %j with %j → %s', (before, more, verdict) => {
    expect(verdictOf(declareEvent(eventOf(before), { ...storm, ...more }, context))).toBe(verdict);
  });

  test.each<readonly [readonly Fact[], string, string]>([
    [declared, '09:30', 'fact.corrected'],
    [declared, '07:29', 'ends_before_begin'],
    [[], '09:30', 'unknown_event'],
  ])('CLK-08: ending after %j at %s → %s', (before, ends, verdict) => {
    expect(verdictOf(endEvent(eventOf(before), { ends_at: moment(ends) }, context))).toBe(verdict);
  });

  test('it ends as if the declaration had always said so, and may be ended otherwise', () => {
    const ended = [...declared, ...recorded(endEvent(eventOf(declared), { ends_at: moment('09:30') }, context)).map((fact) => ({ ...fact, id: 'f2' }))];
    expect(eventOf(ended)).toMatchObject({ event_id: 'e1', kind: 'storm.declared', area: 'Hexi', ends_at: Date.parse(moment('09:30')), revision: 2 });
    const again = [...ended, ...recorded(endEvent(eventOf(ended), { ends_at: moment('11:00') }, context)).map((fact) => ({ ...fact, id: 'f3' }))];
    expect(eventOf(again)).toMatchObject({ ends_at: Date.parse(moment('11:00')), revision: 3 });
  });
});
