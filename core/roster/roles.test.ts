import { describe, expect, test } from 'vitest';
import { role } from './facts.ts';
import { roleFaults } from './laws.ts';
import { may, reachOf } from './rights.ts';
import { baseRolesOf, codesFor, grantsOf, type PackRole } from './roles.ts';

const plain = { allow: [], deny: [] };
const packRoles: readonly PackRole[] = [
  { code: 'lineman', based_on: 'engineer', ...plain },
  { code: 'foreman', based_on: 'engineer', allow: ['case.assign', 'event.declare'], deny: ['case.decline'] },
  { code: 'clerk', based_on: 'agent', allow: [], deny: ['case.close'] },
  { code: 'agent', based_on: 'agent', allow: ['case.assign'], deny: [] },
];
const holding = (...codes: string[]) => ({ id: 'x', roles: baseRolesOf(codes, packRoles), grants: grantsOf(codes, packRoles) });

describe('roles of a pack (ROL-01, ROL-07)', () => {
  test.each([
    ['lineman', 'case.arrive', 'own'],
    ['lineman', 'case.assign', 'none'],
    ['foreman', 'case.assign', 'own'],
    ['foreman', 'event.declare', 'any'],
    ['foreman', 'case.decline', 'none'],
    ['clerk', 'case.close', 'none'],
    ['clerk', 'case.report', 'any'],
    ['agent', 'case.assign', 'any'],
    ['engineer', 'case.arrive', 'own'],
    ['astronaut', 'session.me', 'none'],
  ])('%s reaches in %s → %s', (held, operation, verdict) => {
    expect(reachOf(holding(held), operation)).toBe(verdict);
  });

  test('what one role lacks another may have', () => {
    expect(may(holding('clerk', 'agent'), 'case.close', 'other')).toBe(true);
  });

  test('a rule of service sees the role it is based on', () => {
    expect(baseRolesOf(['lineman', 'foreman', 'clerk', 'astronaut'], packRoles)).toEqual(['engineer', 'agent']);
    expect(codesFor('engineer', packRoles)).toEqual(['engineer', 'lineman', 'foreman']);
    expect(codesFor('agent', packRoles)).toEqual(['agent', 'clerk']);
  });
});

describe('what no pack may give or take (ROL-23)', () => {
  test.each<readonly [Partial<PackRole>, string]>([
    [{}, ''],
    [{ allow: ['case.assign'], deny: ['case.decline'] }, ''],
    [{ allow: ['case.fly'] }, 'unknown_operation allow 0'],
    [{ deny: ['case.close', 'case.fly'] }, 'unknown_operation deny 1'],
    [{ allow: ['fact.change'] }, 'forbidden_by_law allow 0'],
    [{ allow: ['journal.delete'] }, 'forbidden_by_law allow 0'],
    [{ allow: ['case.correct'] }, 'forbidden_by_law allow 0'],
    [{ based_on: 'manager', allow: ['case.correct'] }, ''],
    [{ based_on: 'manager', allow: ['person.add'] }, 'forbidden_by_law allow 0'],
    [{ allow: ['customer.erase'] }, 'forbidden_by_law allow 0'],
    [{ allow: ['key.make'] }, 'forbidden_by_law allow 0'],
    [{ deny: ['session.me'] }, 'forbidden_by_law deny 0'],
    [{ code: 'administrator', based_on: 'administrator', deny: ['person.add'] }, 'forbidden_by_law deny 0'],
    [{ code: 'registrar', based_on: 'administrator', deny: ['person.add'] }, ''],
    [{ code: 'agent', based_on: 'manager' }, 'bad_role based_on '],
  ])('%j → %s', (said, verdict) => {
    const faults = roleFaults({ code: 'lineman', based_on: 'engineer', ...plain, ...said }, role.options);
    expect(faults.map(({ code, at, index }) => `${code} ${at} ${index ?? ''}`).join()).toBe(verdict);
  });
});
