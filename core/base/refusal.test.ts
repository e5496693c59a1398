import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bar, coreRefusals, serverRefusals } from './refusal.ts';

// A code that no table expects is a rule that nobody has seen at work.
const expected = globSync('core/**/*.test.ts', { cwd: new URL('../../', import.meta.url) })
  .filter((path) => !path.endsWith('refusal.test.ts'))
  .map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
  .join('\n');

test.each(coreRefusals)('%s has a test that expects it', (code) => {
  expect(expected).toContain(`'${code}'`);
});

test('every code is listed once', () => {
  const all: string[] = [...coreRefusals, ...serverRefusals];
  expect(all.filter((code, i) => all.indexOf(code) !== i)).toEqual([]);
});

test('a bar without detail carries no empty one', () => {
  expect(bar('case_closed')).toEqual({ ok: false, refusal: 'case_closed' });
  expect(bar('stale_revision', { revision: 2 })).toEqual({ ok: false, refusal: 'stale_revision', detail: { revision: 2 } });
});
