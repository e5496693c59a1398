/** The runs of tests that `npm test` and `npm run check` share: everything, the shell on the oldest PostgreSQL, and stories. */

import { node, vitest, type Step } from './steps.ts';

const fullDisk: Step = { name: 'a full disk', command: [node, 'tools/ops_drill.ts'], counts: 'last_line' };

/** What goes another way when root runs it: the database steps down to an ordinary user, and a small disk may always be made. */
export const rootSteps: readonly Step[] = [
  { name: 'embedded PostgreSQL under root', command: [...vitest, 'server/db/embedded.test.ts'], counts: 'vitest' },
  fullDisk,
];

export const testSteps: readonly Step[] = [
  { name: 'tests, embedded PostgreSQL', command: vitest, counts: 'vitest' },
  {
    name: 'server tests, PostgreSQL 15',
    command: [node, 'tools/pg15.ts', '--', ...vitest, '--project', 'shell', 'server/', 'test/', 'tools/schema_dump'],
    counts: 'vitest',
  },
  fullDisk,
  { name: 'stories in a browser', command: [node, 'tools/browser.ts'], counts: 'last_line' },
];
