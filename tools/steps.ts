/** Runs one step of a check after another, counts what the test runners said, and tells it in a table. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './sources.ts';

export type Step = {
  readonly name: string;
  readonly command: readonly string[];
  /** Vitest tells its counts in a file; our other runners say `N passed, N failed` at their end. */
  readonly counts?: 'vitest' | 'last_line';
};

export type Outcome = {
  readonly name: string;
  readonly ok: boolean;
  readonly passed: number;
  readonly failed: number;
  /** Names of tests that were there and did not run. */
  readonly skipped: readonly string[];
  readonly seconds: number;
  /** The step could not be tried because a program is not installed. */
  readonly missing: boolean;
};

/** What our own runners exit with when the machine lacks the program they need. */
const missingProgram = 3;

export const node = process.execPath;
export const bin = (path: string) => join(root, 'node_modules', path);
export const vitest = [node, bin('vitest/vitest.mjs'), 'run'] as const;

export async function runStep(step: Step): Promise<Outcome> {
  console.log(`\n— ${step.name}`);
  const folder = mkdtempSync(join(tmpdir(), 'sanbao-step-'));
  const results = join(folder, 'report.json');
  try {
    const reporting = step.counts === 'vitest' ? ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`] : [];
    const started = performance.now();
    const { code, output } = await run([...step.command, ...reporting]);
    const seconds = (performance.now() - started) / 1000;
    const missing = code === missingProgram;
    const counted = missing
      ? nothing
      : step.counts === 'vitest'
        ? readVitest(results)
        : step.counts === 'last_line'
          ? readLastLine(output)
          : nothing;
    const ok = code === 0 && counted.failed === 0;
    // A step that fails without a failed test, as a compiler does, still has to show in the sum.
    return { name: step.name, ...counted, failed: ok ? 0 : Math.max(1, counted.failed), ok, seconds, missing };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Counts = { readonly passed: number; readonly failed: number; readonly skipped: readonly string[] };
const nothing: Counts = { passed: 0, failed: 0, skipped: [] };

type VitestReport = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
};

export function readVitest(path: string): Counts {
  let files: VitestReport['testResults'];
  try {
    files = (JSON.parse(readFileSync(path, 'utf8')) as VitestReport).testResults;
  } catch {
    // It broke down before it could write one.
    return { ...nothing, failed: 1 };
  }
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'));
  const count = (status: string) => tests.filter((test) => test.status === status).length;
  return {
    passed: count('passed'),
    failed: count('failed') + broken.length,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
  };
}

export function readLastLine(output: string): Counts {
  const said = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
  return said === undefined ? nothing : { passed: Number(said[1]), failed: Number(said[2]), skipped: [] };
}

function run(command: readonly string[]): Promise<{ code: number; output: string }> {
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
    });
    const tell = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString();
      stream.write(chunk);
    };
    child.stdout.on('data', tell(process.stdout));
    child.stderr.on('data', tell(process.stderr));
    child.once('error', (error) => {
      console.error(error.message);
      resolve({ code: 127, output });
    });
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** On somebody's bare machine a program may be missing and a test may need root; where merges are decided, nothing may. */
export function isFine(outcome: Outcome, mayMiss: boolean): boolean {
  return outcome.missing ? mayMiss : outcome.ok && (mayMiss || outcome.skipped.length === 0);
}

/** The table, what did not run, and as the very last line the sum. Returns whether all is well. */
export function report(outcomes: readonly Outcome[], mayMiss: boolean): boolean {
  console.log('\nstep                                   passed failed skipped seconds');
  for (const outcome of outcomes) {
    const word = outcome.missing ? 'not installed' : isFine(outcome, mayMiss) ? '' : 'FAILED';
    const figures = [outcome.passed, outcome.missing ? 0 : outcome.failed, outcome.skipped.length, outcome.seconds.toFixed(1)];
    console.log(`${outcome.name.padEnd(38)} ${figures.map((figure) => String(figure).padStart(6)).join(' ')}  ${word}`.trimEnd());
  }
  const unrun = outcomes.flatMap(({ name, missing, skipped }) => (missing ? [name] : skipped.map((test) => `${name}: ${test}`)));
  if (unrun.length > 0) console.log(`\nNot run on this machine:\n${unrun.map((line) => `  ${line}`).join('\n')}`);
  const failed = outcomes.filter((outcome) => !isFine(outcome, mayMiss)).reduce((sum, { failed: tests }) => sum + Math.max(1, tests), 0);
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0;
}
