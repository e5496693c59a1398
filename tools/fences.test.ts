import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fences, importsOf, noCircles, violationsOf } from './fences.ts';
import { codeSources, root } from './sources.ts';

test('the house → no wall is crossed', () => {
  const edges = codeSources().flatMap(importsOf);
  expect(edges.length).toBeGreaterThan(100);
  expect(violationsOf(edges).map(({ text }) => text)).toEqual([]);
});

const sabotage: readonly (readonly [file: string, line: string, ...rules: string[]])[] = [
  ['core/clock/x.ts', "import { readFileSync } from 'node:fs';", 'core_reaches_core_only'],
  ['core/clock/x.ts', "import type { Actor } from '../../wire/contract.ts';", 'core_reaches_core_only'],
  ['core/case/x.ts', "import pg from 'pg';", 'core_uses_five_packages'],
  ['core/duty/x.ts', "import { RRuleTemporal } from 'rrule-temporal';", 'recurrences_live_in_calendar'],
  ['core/case/x.ts', "import { Environment } from '@marcbachmann/cel-js';", 'conditions_live_in_base'],
  ['core/visit/x.ts', "import { Temporal } from 'temporal-polyfill';", 'calendar_time_lives_below'],
  ['core/clock/x.ts', "import { parse } from 'yaml';", 'yaml_is_read_by_pack'],
  ['server/http/x.ts', "import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';", 'typesetting_lives_in_print'],
  ['core/base/x.ts', "import { caseOf } from '../case/case.ts';", 'base_is_the_floor'],
  ['core/calendar/x.ts', "export * from '../clock/promise.ts';", 'calendar_stands_on_base'],
  ['core/clock/x.ts', "import { caseOf } from '../case/case.ts';", 'engines_know_no_noun'],
  ['core/clock/x.ts', "import { due } from '../duty/due.ts';", 'clock_stands_alone'],
  ['core/duty/x.ts', "import { field } from '../form/field.ts';", 'duty_stands_alone'],
  ['core/form/x.ts', "import { pass } from '../gate/pass.ts';", 'form_stands_alone'],
  ['core/gate/x.ts', "import { step } from '../guide/step.ts';", 'gate_stands_alone'],
  ['core/guide/x.ts', "import { reading } from '../clock/reading.ts';", 'guide_stands_alone'],
  ['core/case/x.ts', "import { mean } from '../measure/mean.ts';", 'nouns_know_no_plan'],
  ['core/case/x.ts', "import { factKinds } from '../pack/facts.ts';", 'pack_is_known_by_none'],
  ['wire/x.ts', "import type { House } from '../server/house.ts';", 'wire_reaches_core_only'],
  ['wire/x.ts', "type Pool = import('pg').Pool;", 'wire_reaches_core_only'],
  ['console/x.tsx', "const page = await import('../server/http/app.ts');", 'screens_never_reach_the_server'],
  ['console/x.test.tsx', "import { perform } from '../server/journal/perform.ts';", 'screens_never_reach_the_server'],
  ['console/x.tsx', "import { readFileSync } from 'node:fs';", 'screens_run_in_browsers'],
  ['console/x.tsx', "import { arrive } from '../engineer/arrive.ts';", 'console_shares_through_wire_and_ui'],
  ['engineer/x.tsx', "import { desk } from '../portal/desk.ts';", 'engineer_shares_through_wire_and_ui'],
  ['portal/x.tsx', "import { desk } from '../console/desk.ts';", 'portal_shares_through_wire_and_ui'],
  ['ui/x.tsx', "import { operations } from '../wire/contract.ts';", 'ui_knows_nothing_of_ours'],
  ['server/http/x.ts', "import { theme } from '../../ui/theme.ts';", 'server_knows_no_screen'],
  ['server/http/x.ts', "import { inOrg } from '../db/transaction.ts';", 'http_goes_through_journal_and_read'],
  ['server/db/x.ts', "import { perform } from '../journal/perform.ts';", 'db_is_the_floor_of_the_server'],
  ['server/journal/x.ts', "import { app } from '../http/app.ts';", 'journal_knows_no_door'],
  ['server/x.ts', "import { freshDatabase } from '../test/database.ts';", 'product_needs_no_tools'],
  ['core/base/x.test.ts', "import { rows } from './y.test.ts';", 'tests_are_nobodys_source'],
];

test.each(sabotage)('%s: %s → %s', (path, text, ...rules) => {
  expect(violationsOf(importsOf({ path, text })).map(({ rule }) => rule)).toEqual(rules);
});

test('two files that need each other → no_circles', () => {
  const edges = [
    { path: 'core/case/a.ts', text: "import { b } from './b.ts';" },
    { path: 'core/case/b.ts', text: "import { c } from './c.ts';" },
    { path: 'core/case/c.ts', text: "import { a } from './a.ts';" },
  ].flatMap(importsOf);
  expect(violationsOf(edges).map(({ rule }) => rule)).toEqual([noCircles.name]);
});

test('two files that only name the types of each other → allowed', () => {
  const edges = [
    { path: 'core/case/a.ts', text: "import type { B } from './b.ts';" },
    { path: 'core/case/b.ts', text: "import { a } from './a.ts';" },
  ].flatMap(importsOf);
  expect(violationsOf(edges)).toEqual([]);
});

test('every wall → has a sabotage that it stops', () => {
  const bitten = new Set(sabotage.flatMap(([, , ...rules]) => rules));
  expect(fences.map(({ name }) => name).filter((name) => !bitten.has(name))).toEqual([]);
});

// The cheapest fence of all: what the compiler settings of a room do not name cannot be written there.
const unwritable: readonly (readonly [file: string, text: string, code: string])[] = [
  ['core/node.ts', "import { readFileSync } from 'node:fs';\nexport const it = readFileSync;", 'TS2591'],
  ['core/timer.ts', 'export const it = setTimeout(() => {}, 5);', 'TS2304'],
  ['core/net.ts', "export const it = fetch('/');", 'TS2304'],
  ['core/upward.ts', "export { it } from '../wire/contract.ts';", 'TS6059'],
  ['wire/contract.ts', 'export const it = process.env;', 'TS2591'],
  ['wire/page.ts', 'export const it = document.title;', 'TS2584'],
  ['server/screen.ts', 'export const it = window.open();', 'TS2304'],
];

test('what a room may not name → the compiler refuses it', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sanbao-fence-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const path of ['package.json', 'tsconfig.base.json', ...['core', 'wire', 'server'].map((room) => `${room}/tsconfig.json`)]) {
      cpSync(join(root, path), join(folder, path));
    }
    for (const [file, text] of unwritable) writeFileSync(join(folder, file), text);
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-b', '--pretty', 'false', 'core', 'wire', 'server'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const codeOf = (file: string) =>
      stdout
        .split('\n')
        .find((line) => line.startsWith(`${file}(`))
        ?.match(/TS\d+/)?.[0];
    expect(unwritable.map(([file]) => [file, codeOf(file)])).toEqual(unwritable.map(([file, , code]) => [file, code]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
