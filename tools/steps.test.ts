import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isFine, node, readLastLine, readVitest, runStep, type Outcome } from './steps.ts';

const outcome: Outcome = { name: 'x', ok: true, passed: 5, failed: 0, skipped: [], seconds: 1, missing: false };

test.each([
  ['all passed, for a merge', outcome, false, true],
  ['a failed test, for a merge', { ...outcome, ok: false, failed: 1 }, false, false],
  ['a failed test, on a bare machine', { ...outcome, ok: false, failed: 1 }, true, false],
  ['a skipped test, for a merge', { ...outcome, skipped: ['one'] }, false, false],
  ['a skipped test, on a bare machine', { ...outcome, skipped: ['one'] }, true, true],
  ['a missing program, for a merge', { ...outcome, ok: false, failed: 1, missing: true }, false, false],
  ['a missing program, on a bare machine', { ...outcome, ok: false, failed: 1, missing: true }, true, true],
])('%s → fine or not', (_case, given, mayMiss, verdict) => {
  expect(isFine(given, mayMiss)).toBe(verdict);
});

test.each([
  ['ends well → no failure', 'process.exit(0)', { ok: true, failed: 0, missing: false }],
  ['ends badly without a count → one failure', 'process.exit(1)', { ok: false, failed: 1, missing: false }],
  ['says that its program is missing → missing', 'process.exit(3)', { ok: false, missing: true }],
  ['says a failure and ends well → failed all the same', "console.log('4 passed, 2 failed')", { ok: false, passed: 4, failed: 2 }],
])('a step that %s', async (_case, script, expected) => {
  expect(await runStep({ name: 'step', command: [node, '-e', script], counts: 'last_line' })).toMatchObject(expected);
});

test('the last sum that was said → counts', () => {
  expect(readLastLine('1 passed, 2 failed\nand then\n7 passed, 0 failed\n')).toMatchObject({ passed: 7, failed: 0 });
});

test('a file that breaks before its first test → one failure; a test that waits to be written → skipped', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sanbao-report-'));
  const path = join(folder, 'report.json');
  const testResults = [
    { name: 'broken.test.ts', status: 'failed', assertionResults: [] },
    {
      name: 'whole.test.ts',
      status: 'passed',
      assertionResults: [
        { fullName: 'a', status: 'passed' },
        { fullName: 'b', status: 'pending' },
      ],
    },
  ];
  writeFileSync(path, JSON.stringify({ testResults }));
  expect(readVitest(path)).toEqual({ passed: 1, failed: 1, skipped: ['b'] });
  rmSync(folder, { recursive: true });
  expect(readVitest(path)).toMatchObject({ passed: 0, failed: 1 });
});
