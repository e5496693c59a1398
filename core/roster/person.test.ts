import { describe, expect, test } from 'vitest';
import { clock, contextOf, verdictOf } from '../../test/world/story.ts';
import type { Fact } from '../base/fact.ts';
import { addPerson, describePerson, leave, personOf, type AddPerson, type PersonState } from './person.ts';

const context = contextOf('gao', clock('08:00'), { subject_id: 'wu' });
const fact = (kind: string, data: object): Fact => ({ id: kind, kind, at: clock('07:00'), received_at: clock('07:00'), data: { person_id: 'wu', ...data } });
const added = [fact('person.added', { roles: ['engineer'], zones: ['urban'], skills: [] })];
const gone = [...added, fact('person.left', {})];

const wu: AddPerson = { name: 'Wu', roles: ['engineer'], zones: ['urban'], skills: [], email: 'wu@example.org', password: 'correct horse' };
const add = (state: PersonState, said: object) => addPerson(state, { ...wu, ...said }, context);
const change = (state: PersonState, said: object) => describePerson(state, said, context);
const goes = (state: PersonState) => leave(state, {}, context);

describe('one of our people', () => {
  test.each<readonly [string, readonly Fact[], typeof add, object, string]>([
    ['add', [], add, {}, 'person.added'],
    ['add', added, add, {}, 'person_exists'],
    ['add', [], add, { roles: [] }, 'role_missing'],
    ['add', [], add, { zones: ['moon'] }, 'unknown_zone'],
    ['add', [], add, { roles: ['lineman'] }, 'person.added'],
    ['add', [], add, { roles: ['astronaut'] }, 'unknown_role'],
    ['add', [], add, { party: 'east' }, 'person.added'],
    ['describe', added, change, { zones: ['rural'] }, 'person.described'],
    ['describe', added, change, { name: 'Wu Min' }, 'person.described'],
    ['describe', added, change, { party: 'east' }, 'person.described'],
    ['describe', added, change, { party: null }, 'person.described'],
    ['describe', added, change, { roles: ['astronaut'] }, 'unknown_role'],
    ['describe', added, change, {}, 'nothing_new'],
    ['describe', added, change, { roles: [] }, 'role_missing'],
    ['describe', added, change, { zones: ['moon'] }, 'unknown_zone'],
    ['describe', [], change, { zones: ['rural'] }, 'unknown_person'],
    ['describe', gone, change, { zones: ['rural'] }, 'person_left'],
    ['leave', added, goes, {}, 'person.left'],
    ['leave', gone, goes, {}, 'person_left'],
  ])('%s after %j: %o %j → %s', (_name, before, decide, said, verdict) => {
    expect(verdictOf(decide(personOf(before), said))).toBe(verdict);
  });

  test('a name is sealed, a password goes nowhere', () => {
    const outcome = add(personOf([]), {});
    expect(outcome).toMatchObject({ facts: [{ personal: { person: 'wu', fields: { name: 'Wu', email: 'wu@example.org' } } }] });
    expect(JSON.stringify(outcome)).not.toContain('horse');
  });

  test('a branch or partner firm is given and taken away', () => {
    const ofEast = [...added, fact('person.described', { party: 'east' })];
    expect(personOf(ofEast).party).toBe('east');
    expect(personOf([...ofEast, fact('person.described', { party: null })]).party).toBeNull();
  });

  test('somebody who left keeps their roles in the record, and is not active', () => {
    expect(personOf(gone)).toEqual({ person_id: 'wu', active: false, roles: ['engineer'], zones: ['urban'], skills: [], base: null, party: null });
  });
});
