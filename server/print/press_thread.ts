/** The thread of the press: holds the compiler and the fonts, and sets one paper after the other. */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Paper } from './paper.ts';
import type { NodeCompiler, NodeError } from '@myriaddreamin/typst-ts-node-compiler';

/** `missing`: this machine has no compiler or no font. */
export type Pressed = { readonly pdf: Uint8Array } | { readonly trouble: 'missing' | 'failed'; readonly text: string };

/** What a few papers had in common is remembered, and no more. */
const remembered = 1;

const layout = readFileSync(join(import.meta.dirname, 'paper.typ'), 'utf8');
const opened = open();

parentPort!.on('message', (text: string) => {
  void opened.then((compiler) => parentPort!.postMessage(compiler instanceof Error ? { trouble: 'missing', text: compiler.message } : setWithOrWithout(compiler, text)));
});

/** A drawing that cannot be decoded must not keep a form from being printed: its box stays empty over the name. */
function setWithOrWithout(compiler: NodeCompiler, text: string): Pressed {
  const whole = set(compiler, text);
  if (!('trouble' in whole)) return whole;
  const paper = JSON.parse(text) as Paper;
  if (paper.signers.every(({ picture }) => picture === null)) return whole;
  return set(compiler, JSON.stringify({ ...paper, signers: paper.signers.map((signer) => ({ ...signer, picture: null })) }));
}

async function open(): Promise<NodeCompiler | Error> {
  try {
    const fonts = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/package.json')));
    const loaded = (await import((workerData as { compiler: string }).compiler)) as { NodeCompiler: typeof NodeCompiler };
    // Its folder holds the layout and nothing else that could be read.
    return loaded.NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontPaths: [join(fonts, '400Regular'), join(fonts, '700Bold')] }] });
  } catch (error) {
    return error as Error;
  }
}

function set(compiler: NodeCompiler, text: string): Pressed {
  try {
    const done = compiler.compile({ mainFileContent: layout, inputs: { paper: text } });
    if (done.result === null || done.hasError()) return { trouble: 'failed', text: said(compiler, done.takeError()) };
    return { pdf: compiler.pdf(done.result, {}) };
  } catch (error) {
    return { trouble: 'failed', text: (error as Error).message };
  } finally {
    compiler.evictCache(remembered);
  }
}

function said(compiler: NodeCompiler, error: NodeError | null): string {
  return error === null ? 'for no reason given' : JSON.stringify(compiler.fetchDiagnostics(error)).slice(0, 2_000);
}
