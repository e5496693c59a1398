/** Two kinds of tests: rules, which need nothing but Node, and the shell around them, which needs a database. */

import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', 'test/browser/**'];

export default defineConfig({
  // Types are only erased, so a room whose tsconfig is being written does not stop the tests of another.
  tsconfig: 'tsconfig.base.json',
  test: {
    pool: 'forks',
    // Two cores and real databases: a slow start is not a failure, a hanging test is.
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'rules', include: ['{core,wire,packs,ui,console}/**/*.test.ts'], exclude },
      },
      {
        extends: true,
        test: {
          name: 'shell',
          include: ['server/**/*.test.ts', 'tools/**/*.test.ts', 'test/**/*.test.ts'],
          exclude,
          globalSetup: ['test/global_setup.ts'],
        },
      },
    ],
  },
});
