/** Finds and parses the sources of the house, for the rules that no compiler checks. */

import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The rooms that hold code. `bin` is one JavaScript file that any Node must be able to read, and stands apart. */
export const codeRooms = ['core', 'wire', 'server', 'ui', 'console', 'engineer', 'portal', 'tools', 'test', 'packs', 'bench', 'examples'];

export type Source = { readonly path: string; readonly text: string };

/** Paths from the root, with `/`, in a stable order. */
export function pathsOf(...patterns: string[]): string[] {
  const isOurs = (path: string) => !/(^|\/)(node_modules|dist|\.types)(\/|$)/.test(path);
  return globSync(patterns, { cwd: root, exclude: (name) => name === 'node_modules' })
    .filter(isOurs)
    .sort();
}

export function read(path: string): Source {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

export function codeSources(): Source[] {
  return pathsOf('*.ts', `{${codeRooms.join(',')}}/**/*.{ts,tsx}`).map(read);
}

export function isTest(path: string): boolean {
  return /\.(test|fixture|browser)\.tsx?$/.test(path) || path.startsWith('test/');
}

export type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: unknown };

/** TypeScript 7 has no parser to call; oxc-parser reads the same language. */
export function parse(source: Source) {
  const parsed = parseSync(source.path, source.text);
  const broken = parsed.errors[0];
  if (broken !== undefined) throw new Error(`${source.path}: ${broken.message}`);
  return parsed;
}

/** Calls `visit` on every node, parents first. */
export function walk(node: unknown, visit: (node: Node, parents: readonly Node[]) => void, parents: readonly Node[] = []): void {
  if (Array.isArray(node)) {
    for (const each of node) walk(each, visit, parents);
    return;
  }
  if (typeof node !== 'object' || node === null || typeof (node as Node).type !== 'string') return;
  visit(node as Node, parents);
  const below = [...parents, node as Node];
  for (const [key, value] of Object.entries(node)) if (key !== 'parent') walk(value, visit, below);
}

export function lineAt(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
