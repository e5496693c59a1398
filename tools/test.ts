/** `npm test`: all tests that this machine can run, with the embedded database, and in plain words which ones it cannot. */

import { node, runStep, report, vitest, type Outcome, type Step } from './steps.ts';

const steps: readonly Step[] = [
  { name: 'tests, embedded PostgreSQL', command: vitest, counts: 'vitest' },
  {
    name: 'server tests, PostgreSQL 15',
    command: [node, 'tools/pg15.ts', '--', ...vitest, '--project', 'shell', 'server', 'test'],
    counts: 'vitest',
  },
  { name: 'stories in a browser', command: [node, 'tools/browser.ts'], counts: 'last_line' },
];

const outcomes: Outcome[] = [];
for (const step of steps) outcomes.push(await runStep(step));
process.exitCode = report(outcomes, true) ? 0 : 1;
