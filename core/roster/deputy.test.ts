import { describe, expect, test } from 'vitest';
import type { Fact } from '../base/fact.ts';
import { isoOf, type Instant } from '../base/time.ts';
import { contextOf } from '../../test/world/story.ts';
import { deputyOf, endDeputy, nameDeputy, type NameDeputy } from './deputy.ts';
import { personOf } from './person.ts';

const now = 1_000_000 as Instant;
const at = (ms: number) => isoOf((now + ms) as Instant);
const fact = (kind: string, data: Record<string, unknown>): Fact => ({ id: kind, kind, at: now, received_at: now, data: { person_id: 'he', ...data } });
const added = fact('person.added', { roles: ['manager'] });
const named = fact('deputy.named', { deputy_id: 'lu', from_at: at(0), until_at: at(60_000) });
const context = contextOf('he', now, {
  subject_id: 'he', people: (id) => (id === 'lu' ? { active: true, roles: ['manager'] } : id === 'gone' ? { active: false, roles: ['manager'] } : null),
});

describe('naming who acts for somebody', () => {
  test.each<[string, Fact[], NameDeputy, string]>([
    ['from now on', [added], { deputy_id: 'lu', until_at: at(1) }, 'deputy.named'],
    ['later', [added], { deputy_id: 'lu', from_at: at(10), until_at: at(11) }, 'deputy.named'],
    ['another one takes the place of the first', [added, named], { deputy_id: 'lu', until_at: at(1) }, 'deputy.named'],
    ['oneself', [added], { deputy_id: 'he', until_at: at(1) }, 'deputy_of_oneself'],
    ['nobody of ours', [added], { deputy_id: 'nobody', until_at: at(1) }, 'unknown_deputy'],
    ['somebody who left', [added], { deputy_id: 'gone', until_at: at(1) }, 'person_left'],
    ['an end at the beginning', [added], { deputy_id: 'lu', until_at: at(0) }, 'ends_before_begin'],
    ['a time that is over', [added], { deputy_id: 'lu', from_at: at(-9), until_at: at(-1) }, 'deputy_over'],
    ['for nobody', [], { deputy_id: 'lu', until_at: at(1) }, 'unknown_person'],
    ['for somebody who left', [added, fact('person.left', {})], { deputy_id: 'lu', until_at: at(1) }, 'person_left'],
  ])('%s → %4$s', (_, facts, command, expected) => {
    const decided = nameDeputy(personOf(facts), command, context);
    expect(decided.ok ? decided.facts[0]!.kind : decided.refusal).toBe(expected);
  });

  test.each<[string, Fact[], string]>([
    ['while somebody acts', [added, named], 'deputy.ended'],
    ['when nobody does', [added], 'no_deputy'],
    ['when the time is over', [added, fact('deputy.named', { deputy_id: 'lu', from_at: at(-9), until_at: at(0) })], 'no_deputy'],
    ['twice', [added, named, fact('deputy.ended', {})], 'no_deputy'],
  ])('ending it %s → %3$s', (_, facts, expected) => {
    const decided = endDeputy(personOf(facts), deputyOf(facts), context);
    expect(decided.ok ? decided.facts[0]!.kind : decided.refusal).toBe(expected);
  });

  test('nobody acts for whoever left', () => {
    expect(deputyOf([added, named])).toMatchObject({ deputy_id: 'lu' });
    expect(deputyOf([added, named, fact('person.left', {})])).toBeNull();
  });
});
