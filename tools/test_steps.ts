/** The runs of tests that `npm test` and `npm run check` share: everything, the shell on the oldest PostgreSQL, and stories. */

import { node, vitest, type Step } from './steps.ts';

export const testSteps: readonly Step[] = [
  { name: 'tests, embedded PostgreSQL', command: vitest, counts: 'vitest' },
  {
    name: 'server tests, PostgreSQL 15',
    command: [node, 'tools/pg15.ts', '--', ...vitest, '--project', 'shell', 'server/', 'test/', 'tools/schema_dump'],
    counts: 'vitest',
  },
  { name: 'a full disk', command: [node, 'tools/ops_drill.ts'], counts: 'last_line' },
  { name: 'stories in a browser', command: [node, 'tools/browser.ts'], counts: 'last_line' },
];
