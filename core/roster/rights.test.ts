import { describe, expect, test } from 'vitest';
import { staff } from '../../test/world/story.ts';
import { operationsOfParties } from './party.ts';
import { may, operationsWithRights, ownershipOf, reachOf, type Ownership } from './rights.ts';

const actor = (who: string) => ({ id: who, roles: staff[who]!.roles });

describe('who may do what', () => {
  test.each<readonly [string, string, Ownership, boolean]>([
    ['lin', 'case.report', 'other', true],
    ['wu', 'case.report', 'own', false],
    ['lin', 'case.close', 'other', true],
    ['wu', 'case.close', 'own', false],
    ['wu', 'case.get', 'own', true],
    ['wu', 'case.get', 'other', false],
    ['wu', 'case.arrive', 'own', true],
    ['wu', 'case.arrive', 'other', false],
    ['chen', 'case.arrive', 'other', true],
    ['lin', 'case.assign', 'other', false],
    ['chen', 'case.assign', 'other', true],
    ['lin', 'case.sign_report', 'other', false],
    ['chen', 'case.correct', 'other', false],
    ['he', 'case.correct', 'other', true],
    ['he', 'case.accept_fact', 'other', true],
    ['lin', 'customer.erase', 'other', false],
    ['he', 'customer.erase', 'other', true],
    ['chen', 'event.declare', 'other', true],
    ['lin', 'event.declare', 'other', false],
    ['gao', 'person.add', 'other', true],
    ['he', 'person.add', 'other', false],
    ['gao', 'case.get', 'other', false],
    ['he', 'toString', 'own', false],
  ])('ROL-22, ROL-23: %s may %s of %s → %s', (who, operation, ownership, verdict) => {
    expect(may(actor(who), operation, ownership)).toBe(verdict);
  });

  test('several roles add up, and none may nothing', () => {
    expect(may({ id: 'x', roles: ['engineer', 'agent'] }, 'case.get', 'other')).toBe(true);
    expect(may({ id: 'x', roles: [] }, 'session.me', 'own')).toBe(false);
  });

  test.each([
    ['chen', 'visit.list', 'any'],
    ['wu', 'visit.list', 'own'],
    ['wu', 'report.promises', 'none'],
  ])('%s reaches in %s → %s', (who, operation, verdict) => {
    expect(reachOf(actor(who), operation)).toBe(verdict);
  });

  test('a case stays an engineer’s own after it was handed over', () => {
    expect(ownershipOf({ id: 'wu' }, [{ engineers: ['wu', 'zhao'] }], undefined)).toBe('own');
    expect(ownershipOf({ id: 'wu' }, [{ engineers: ['zhao'] }], undefined)).toBe('other');
  });
});

describe('somebody of a branch or partner firm', () => {
  const ofEast = (who: string) => ({ ...actor(who), party: 'east' });

  test.each<readonly [string, string, Ownership, boolean]>([
    ['chen', 'case.assign', 'party', true],
    ['chen', 'case.assign', 'other', false],
    ['lin', 'case.get', 'party', true],
    ['lin', 'case.get', 'other', false],
    ['wu', 'case.arrive', 'own', true],
    ['wu', 'case.arrive', 'party', false],
    ['lin', 'case.report', 'other', true],
    ['he', 'customer.erase', 'party', false],
    ['chen', 'event.declare', 'other', false],
    ['gao', 'person.add', 'other', true],
    ['gao', 'person.leave', 'other', false],
    ['gao', 'key.make', 'own', false],
    ['he', 'operation.to_come', 'own', false],
  ])('%s may %s of %s → %s', (who, operation, ownership, verdict) => {
    expect(may(ofEast(who), operation, ownership)).toBe(verdict);
  });

  test('a case is the party’s that carries it as its branch', () => {
    expect(ownershipOf({ id: 'lin', party: 'east' }, [], 'east')).toBe('party');
    expect(ownershipOf({ id: 'lin', party: 'east' }, [], 'west')).toBe('other');
    expect(ownershipOf({ id: 'lin', party: null }, [], undefined)).toBe('other');
    expect(ownershipOf({ id: 'lin', party: null }, [], null)).toBe('other');
  });

  test('every operation named for a party has a line in the table of rights', () => {
    expect(operationsOfParties.filter((name) => !operationsWithRights.includes(name))).toEqual([]);
  });
});

describe('an API key', () => {
  test('opens what it was made for and nothing more, whatever its roles; and it makes no keys', () => {
    const key = { ...actor('gao'), scopes: ['person.list', 'case.get', 'key.make'] };
    expect(['person.list', 'person.add', 'case.get', 'key.make'].map((name) => may(key, name, 'other'))).toEqual([true, false, false, false]);
  });
});
