/** Runs the real command as a person would, and says what it printed and how it ended. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export type Ran = { readonly code: number; readonly out: string; readonly err: string };

const program = join(import.meta.dirname, '..', '..', 'bin', 'sanbao.js');

export function sanbao(
  args: readonly string[],
  more: { readonly env?: Readonly<Record<string, string>>; readonly input?: string; readonly cwd?: string } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, ...more.env }, cwd: more.cwd });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, out, err }));
    child.stdin.end(more.input ?? '');
  });
}

/** A folder for a test file's own small files; gone when its tests are done. */
export function scratchFolder(): (name: string, text: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'sanbao-files-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, text) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
}
