import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { calendarShape } from '../calendar/calendar.ts';
import { promiseProblems } from './compile.ts';
import { type PromiseInput, promiseShape, promisesShape } from './promise.ts';
import { office } from './table.fixture.ts';

const words = { 'zh-CN': '到达', en: 'Arrival' };
const start = ['case.reported'];
const within = (text: string) => [{ within: text }];

function problemsOf(promises: Record<string, Omit<PromiseInput, 'words'>>): string {
  const shapes = Object.entries(promises).map(([name, each]) => [name, promiseShape.parse({ words, ...each })] as const);
  return promiseProblems({
    name: 'p',
    version: 1,
    hash: 'h',
    time_zone: 'Asia/Shanghai',
    promises: Object.fromEntries(shapes),
    calendars: { office: calendarShape.parse(office) },
    describing: [],
  })
    .map((each) => `${each.path}: ${each.message}`)
    .join('\n');
}

describe('what the shape lets through and the engine cannot use', () => {
  test.each<[string, Record<string, Omit<PromiseInput, 'words'>>, string]>([
    ['sound', { a: { start, target: within('45 minutes') } }, ''],
    [
      'working time without calendar',
      { a: { start, target: within('3 working days') } },
      'promises.a.target.0: 3 working days needs a calendar',
    ],
    ['unknown calendar', { a: { start, calendar: 'shop', target: within('1 hour') } }, 'the pack has no calendar shop'],
    ['no start', { a: { target: within('1 hour') } }, 'a promise has a start'],
    ['act and start', { a: { start, act: start, target: [{ every: '30 seconds' }] } }, 'act takes the place of start'],
    ['every without act', { a: { start, target: [{ every: '30 seconds' }] } }, 'every and act belong together'],
    ['until without act', { a: { start, until: start, target: within('1 hour') } }, 'until belongs to act'],
    ['unknown promise', { a: { start, target: [{ deadline_of: 'b' }] } }, 'there is no promise b'],
    [
      'a circle',
      { a: { start, target: [{ deadline_of: 'b' }] }, b: { start: [{ deadline_of: 'a' }], target: within('1 hour') } },
      'its deadline depends on itself',
    ],
    [
      'a bad condition',
      { a: { start: [{ fact: 'case.reported', when: 'cas.zone == "x"' }], target: within('1 hour') } },
      'promises.a.start: Unknown variable: cas (at character 1)',
    ],
    ['a bad row', { a: { start, target: [{ when: 'case.zone.matches("x")', within: '1 hour' }] } }, '"matches" is not allowed'],
    [
      'working time backwards',
      { a: { start, calendar: 'office', target: [{ before: { moment: 'at', by: '1 working day' } }] } },
      'not counted backwards',
    ],
    [
      'a window that closes first',
      { a: { start, target: [{ window: { moment: 'at', earliest: '5 minutes before', latest: '10 minutes before' } }] } },
      'closes before it opens',
    ],
    [
      'a stage in months',
      { a: { start, target: within('1 hour'), warn: [{ stage: 'w', before: '1 month', tell: ['x'] }] } },
      'only elapsed time',
    ],
    [
      'two stages of one name',
      { a: { start, target: within('1 hour'), warn: [{ stage: 'due', before: '1 minute', tell: ['x'] }] } },
      'two stages have the same name',
    ],
    ['no working days', { a: { start, calendar: 'office', target: within('0 working days') } }, 'no working days'],
    [
      'two edges below',
      { a: { start, target: within('1 hour'), bands: [{ name: 'b', over: '1 minute', from: '1 minute' }] } },
      'over or from',
    ],
  ])('%s → %s', (_, promises, expected) => {
    if (expected === '') expect(problemsOf(promises)).toBe('');
    else expect(problemsOf(promises)).toContain(expected);
  });
});

describe('what the shape refuses', () => {
  test.each([
    [{ start, target: within('soon') }],
    [{ start, target: within('45 min') }],
    [{ start, target: [] }],
    [{ start, target: [{ within: '1 hour', every: '1 hour' }] }],
    [{ start: ['reported'], target: within('1 hour') }],
    [{ start, target: within('1 hour'), stopp: [] }],
    [{ start, target: [{ dates: ['13-01'] }] }],
    [{ start, target: within('1 hour'), judged: 'maybe' }],
  ])('%j → refused', (promise) => {
    expect(promiseShape.safeParse({ words, ...promise }).success).toBe(false);
  });
});

test('the shape of promises becomes a JSON Schema with descriptions, so that an editor completes it', () => {
  const schema = JSON.stringify(z.toJSONSchema(promisesShape, { io: 'input' }));
  expect(schema).toContain('A length of time: 30 seconds');
  expect(schema).toContain('deadline_of');
});
