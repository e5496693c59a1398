import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codeSources, pathsOf, read, root } from './sources.ts';
import { complaintsOf, knownFolders } from './tidy.ts';

test('the house → tidy', () => {
  const sql = pathsOf('server/**/*.sql').map(read);
  const complaints = [...codeSources(), ...sql].flatMap(complaintsOf);
  expect(complaints).toEqual([]);
});

test('folders at the root → each has a purpose that is written down', () => {
  const ignored = new Set(['node_modules', 'dist', 'data']);
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  expect(folders.map(({ name }) => name).filter((name) => !knownFolders.has(name) && !ignored.has(name))).toEqual([]);
});

const opening = '/** What lives here. */\n';
const long = (lines: number) => `${'\n'.repeat(lines - 2)}`;

describe('every rule bites', () => {
  test.each([
    ['core/case/caseState.ts', opening, 'snake_case'],
    ['core/case/index.ts', opening, 'barrels'],
    ['core/case/case_helpers.ts', opening, 'name it after the thing'],
    ['server/http/error_handler.ts', opening, 'name it after the thing'],
    ['core/case/case.ts', 'export const a = 1;\n', 'open with one sentence'],
    ['core/case/case.ts', opening + long(402), 'over 400'],
    ['core/case/case.ts', `${opening}function f() {${long(62)}}`, 'over 60'],
    ['core/case/case.ts', `${opening}const f = () => {${long(62)}};`, 'over 60'],
    ['core/case/case.test.ts', `test('x', () => {${long(62)}});`, 'over 60'],
    ['core/case/case.ts', `${opening}// FIXME later`, 'FIXME'],
    ['core/case/case.ts', `${opening}// TODO later`, 'carries its issue'],
    ['server/x.ts', `${opening}const here = '/work/x';`, 'path of one machine'],
    ['server/x.ts', `${opening}//////////// PART TWO`, 'no banners'],
    ['core/case/case.ts', `${opening}export class CaseService {}`, 'name it after what it is'],
    ['core/case/case.ts', `${opening}type CaseDto = { a: 1 };`, 'name it after what it is'],
    ['core/case/case.ts', `${opening}export function processCase() {}`, 'name it after what it is'],
    ['core/case/case.ts', `${opening}const handleClick = () => {};`, 'name it after what it is'],
    ['core/case/case.ts', `${opening}const at = Date.now();`, 'take an Instant'],
    ['core/case/case.ts', `${opening}const at = new Date();`, 'take an Instant'],
    ['core/case/case.ts', `${opening}const dice = Math.random();`, 'dice'],
    ['core/case/case.ts', `${opening}const id = crypto.randomUUID();`, 'dice'],
    ['core/case/case.ts', `${opening}const hour = new Date(5).getHours();`, 'core/calendar'],
    ['core/case/case.test.ts', "test.skip('x', () => {});", 'a test runs'],
    ['core/case/case.test.ts', "describe.only('x', () => {});", 'a test runs'],
    ['core/case/case.test.ts', "vi.mock('./case.ts');", 'never mock'],
    ['core/case/case.test.ts', 'await new Promise((done) => setTimeout(done, 50));', 'sleeps'],
    ['server/http/x.ts', `${opening}const sql = \`insert into journal (org_id) values ($1)\`;`, 'one writer'],
    ['server/read/x.ts', `${opening}const sql = 'UPDATE public.journal set kind = $1';`, 'one writer'],
    ['server/cli/x.ts', `${opening}const sql = 'delete from personal where org_id = $1';`, 'one writer'],
    ['server/login/x.ts', `${opening}db.insertInto('command').values({});`, 'one writer'],
    ['server/read/late.sql', 'select 1;', 'in the words of the person'],
  ])('%s: %s → %s', (path, text, complaint) => {
    expect(complaintsOf({ path, text }).join('\n')).toContain(complaint);
  });

  test.each([
    ['core/case/case.ts', `${opening}// Date.now() is for the shell.\nconst at = new Date(5);`],
    ['core/case/case.test.ts', `describe('x', () => {${long(80)}});`],
    ['core/case/case.test.ts', `describe.each([1])('x', () => {${long(80)}});`],
    ['server/journal/x.ts', `${opening}const sql = \`insert into journal (org_id) values ($1)\`;`],
    ['server/read/x.ts', `${opening}const sql = 'select * from journal';`],
    ['server/db/process_identity.ts', `${opening}export const handle = 5;`],
    ['server/read/late.sql', '-- How many were late?\nselect 1;'],
  ])('%s: %s → nothing to complain of', (path, text) => {
    expect(complaintsOf({ path, text })).toEqual([]);
  });
});
