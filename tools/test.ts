/** `npm test`: all tests that this machine can run, with the embedded database, and in plain words which ones it cannot. */

import { report, runStep, type Outcome } from './steps.ts';
import { testSteps } from './test_steps.ts';

const outcomes: Outcome[] = [];
for (const step of testSteps) outcomes.push(await runStep(step));
process.exitCode = report(outcomes, true) ? 0 : 1;
