import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { coreRefusals, serverRefusals } from '../core/base/refusal.ts';
import { headingsOf, missingPathsOf, pathsNamedIn, titlesOf } from './pages.ts';
import { pathsOf, read, root } from './sources.ts';

const architecture = read('ARCHITECTURE.md').text;
const pages = pathsOf('*.md', 'docs/**/*.md');

describe('ARCHITECTURE', () => {
  test('every path it names → exists', () => {
    expect(pathsNamedIn(architecture).length).toBeGreaterThan(20);
    expect(missingPathsOf(architecture)).toEqual([]);
  });

  test('every room → is described', () => {
    const folders = (room: string) =>
      readdirSync(join(root, room), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `${room}/${entry.name}`);
    const hasCode = (room: string) => pathsOf(`${room}/**/*.{ts,tsx,sql,yaml}`).length > 0;
    const rooms = [...folders('core'), ...folders('server'), 'wire', 'ui', 'console', 'packs', 'test', 'tools'].filter(hasCode);
    expect(rooms.filter((room) => !architecture.includes(`\`${room}/\``))).toEqual([]);
  });

  test('it stays under 200 lines → short enough to read', () => {
    expect(architecture.split('\n').length).toBeLessThan(200);
  });
});

describe('refusals', () => {
  const documented = [...read('docs/refusals.md').text.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code]) => code);
  const known: readonly string[] = [...coreRefusals, ...serverRefusals];

  test('every one that the program gives → is on its page', () => {
    expect(known.filter((code) => !documented.includes(code))).toEqual([]);
  });

  test('every one on the page → is given by the program', () => {
    expect(documented.filter((code) => !known.includes(code ?? ''))).toEqual([]);
  });
});

describe('pages', () => {
  test('links to files → lead somewhere', () => {
    const broken = pages.flatMap((page) =>
      [...read(page).text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)]
        .map(([, target]) => join(page, '..', target ?? ''))
        .filter((target) => !existsSync(join(root, target)))
        .map((target) => `${page} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test('a page in two languages → has the same headings in both', () => {
    const pairs = pages.filter((page) => page.endsWith('.zh.md')).map((zh) => [zh, zh.replace('.zh.md', '.md')] as const);
    expect(pairs.length).toBeGreaterThan(0);
    const unequal = pairs.filter(
      ([zh, en]) => !existsSync(join(root, en)) || headingsOf(read(zh).text).join() !== headingsOf(read(en).text).join(),
    );
    expect(unequal).toEqual([]);
  });

  test('every page → has one title', () => {
    expect(pages.filter((page) => titlesOf(read(page).text) !== 1)).toEqual([]);
  });

  test('what is about to be released → has its place in the CHANGELOG', () => {
    expect(read('CHANGELOG.md').text).toMatch(/^## Unreleased$/m);
  });

  test('decisions → are numbered without a gap and say what they cost', () => {
    const decisions = pathsOf('docs/adr/*.md');
    const numbers = decisions.map((path) => Number(/docs\/adr\/(\d{4})_[a-z0-9_]+\.md/.exec(path)?.[1]));
    expect(numbers).toEqual(decisions.map((_, index) => index + 1));
    const parts = ['## The question', '## What we chose', '## What it costs', '## What would change our mind'];
    expect(decisions.filter((path) => parts.some((part) => !read(path).text.includes(`\n${part}\n`)))).toEqual([]);
  });
});

describe('the reading of pages bites', () => {
  test.each([
    ['a file that is not there', 'see `core/nowhere/at_all.ts`', ['core/nowhere/at_all.ts']],
    ['a folder that is not there', 'see `server/nowhere/`', ['server/nowhere/']],
    ['a file that is there', 'see `core/base/time.ts`', []],
    ['something that is no path', 'say `case/visit` or `and/or`', []],
  ])('%s → missing', (_case, text, missing) => {
    expect(missingPathsOf(text)).toEqual(missing);
  });

  test('headings in a block of code → not counted', () => {
    expect(headingsOf('# One\n```sh\n# no heading\n```\n## Two\n')).toEqual([1, 2]);
    expect(titlesOf('# One\n\n# Another\n')).toBe(2);
  });
});
