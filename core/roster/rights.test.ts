import { describe, expect, test } from 'vitest';
import { staff } from '../../test/world/story.ts';
import { may, ownershipOf, reachOf, type Ownership } from './rights.ts';

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
    expect(ownershipOf([{ engineers: ['wu', 'zhao'] }], 'wu')).toBe('own');
    expect(ownershipOf([{ engineers: ['zhao'] }], 'wu')).toBe('other');
  });
});
