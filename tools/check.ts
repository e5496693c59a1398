/**
 * `npm run check`: everything that must hold before a change is merged. `--beside-tests` leaves the tests to an `npm test`
 * that somebody else runs on the same commit, except for those that only root can run to the end.
 */

import { bin, node, report, runStep, type Outcome, type Step } from './steps.ts';
import { rootSteps, testSteps } from './test_steps.ts';

/** Cheapest first, so that a slip shows in seconds. All run even when one fails: one look then shows all there is to mend. */
const steps: readonly Step[] = [
  { name: 'types (tsc)', command: [node, bin('typescript/bin/tsc'), '-b', '--pretty', 'false'] },
  { name: 'lint (oxlint)', command: [node, bin('oxlint/bin/oxlint'), '--deny-warnings'] },
  { name: 'unused files and exports (knip)', command: [node, bin('knip/bin/knip.js'), '--no-progress'] },
  { name: 'generated files are fresh', command: [node, 'tools/generate.ts', '--verify'] },
  // Fences, house rules and documents are tests like the others (tools/*.test.ts).
  ...(process.argv.includes('--beside-tests') ? rootSteps : testSteps),
];

const outcomes: Outcome[] = [];
for (const step of steps) outcomes.push(await runStep(step));
process.exitCode = report(outcomes, false) ? 0 : 1;
