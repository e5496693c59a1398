import { describe, expect, test } from 'vitest';
import { compileCondition, compileFormula, ConditionError, conditionLengthMax } from './condition.ts';

const context = {
  case: { zone: 'urban', users: 5, tags: ['a', 'b'], costs: [1, 2], none: null, nested: { kind: 'x' } },
  fact: { minutes: 90 },
};

describe('conditions hold or not', () => {
  test.each([
    ['case.zone == "urban"', true],
    ['case.zone == "rural"', false],
    ['case.users == 5', true],
    ['case.users + 1 > 5', true],
    ['1 + case.users == 6', true],
    ['case.users * 2 == 10', true],
    ['case.users / 2 == 2.5', true],
    ['case.users % 2 == 1', true],
    ['case.users in [4, 5]', true],
    ['fact.minutes <= 90 && fact.minutes > 89.5', true],
    ['has(case.vip)', false],
    ['case.vip == true', false],
    ['!(case.vip == true)', false],
    ['case.vip == true || case.users == 5', true],
    ['case.none == null', true],
    ['case.nested.kind == "x"', true],
    ['"a" in case.tags', true],
    ['case.costs.exists(c, c + 1 == 3)', true],
    ['case.costs.map(c, c * 2)[1] == 4', true],
    ['case["zone"].startsWith("ur")', true],
    ['5 / 2 == 2.5', true],
    ['size(case.tags) == 2 && size(case.tags) + case.users == 7', true],
    ['case.costs[size(case.costs) - 1] == 2', true],
    ['"abc".substring(1) == "bc"', true],
    ['true', true],
  ])('%s → %s', (text, expected) => {
    expect(compileCondition(text, ['case', 'fact'])(context)).toBe(expected);
  });

  test('a variable that is not given counts as unknown → false', () => {
    expect(compileCondition('visit.kind == "x"', ['visit'])({})).toBe(false);
  });

  test('typed variables are checked → refused', () => {
    expect(() => compileCondition('count == "x"', { count: 'double' })).toThrow(ConditionError);
    expect(compileCondition('count > 3', { count: 'double' })({ count: 4 })).toBe(true);
  });
});

test.each([
  ['case.users * 2', 10],
  ['case.users > 3 ? "many" : "few"', 'many'],
  ['case.zone', 'urban'],
  ['size(case.tags)', 2],
  ['case.vip', undefined],
  ['case.vip * 2', undefined],
])('a formula: %s → %s', (text, expected) => {
  expect(compileFormula(text, ['case', 'fact'])(context)).toBe(expected);
});

describe('conditions that cannot be used are refused with a position', () => {
  test.each([
    ['cas.zone == "urban"', 0, 'Unknown variable'],
    ['case.zone == ', 13, ''],
    ['case.zone.matches("(a+)+$")', 0, 'matches'],
    ['"a" in case.tags && case.tags.exists(t, t.matches("a"))', 40, 'matches'],
    ['cel.bind(x, case.zone, x == x)', 0, 'bind'],
    ['now() > 3', 0, 'now'],
    ['1 + 2', 0, 'true or false'],
    ['"a" == 1', 0, 'no such overload'],
    [`${'('.repeat(40)}1${')'.repeat(40)} == 1`, 32, 'maxDepth'],
    [`true ${'&& true '.repeat(249)}`, 0, ''],
    ['[1].exists(a, [1].exists(b, [1].exists(c, true)))', 28, 'loops'],
    ['x'.repeat(conditionLengthMax + 1), conditionLengthMax, 'longer'],
  ])('%s → character %i, %s', (text, position, words) => {
    if (text.startsWith('true &&')) return expect(compileCondition(text, ['case'])({})).toBe(true);
    try {
      compileCondition(text, ['case']);
    } catch (error) {
      expect(error).toBeInstanceOf(ConditionError);
      expect((error as ConditionError).position).toBe(position);
      return expect((error as ConditionError).message).toContain(words);
    }
    throw new Error('not refused');
  });

  test('a value of another type than the condition expects → an error with its position, not a guess', () => {
    const condition = compileCondition('case.zone < 3', ['case']);
    expect(() => condition(context)).toThrow(/no such overload.*character 1/);
  });
});
