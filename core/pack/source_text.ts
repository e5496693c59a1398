/** One file of a pack: YAML text read within limits, and the line and column of every place in it. */

import { CST, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type Node, type ParsedNode, Parser, parseDocument, visit } from 'yaml';
import type { Path, Problem, ProblemCode } from './problem.ts';

export type PackFile = { readonly path: string; readonly text: string };

export type SourceText = {
  readonly path: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** How much of a path this file holds: its length when all of it, less when only the beginning. */
  readonly depthOf: (path: Path) => number;
  /** The problem with its line and column; `character` counts inside a scalar. */
  readonly problemAt: (path: Path, code: ProblemCode, message: string, character?: number) => Problem;
};

export const fileSizeMax = 1_000_000;
const depthMax = 24;
const aliasesMax = 20;

/** Reads one file, or says what is wrong with it as YAML. Nothing is expanded before its size is known. */
export function readSource({ path, text }: PackFile): SourceText | readonly Problem[] {
  const lines = new LineCounter();
  const whole = (code: ProblemCode, message: string, offset = 0): Problem[] => [problem(path, lines, offset, [], code, message)];
  if (text.length > fileSizeMax) return whole('too_large', `the file is larger than ${fileSizeMax} characters`);
  const deep = offsetOfDepth(text, depthMax);
  if (deep !== null) {
    countLines(text, lines);
    return whole('too_deep', `nested deeper than ${depthMax}`, deep);
  }

  // Duplicate keys are looked for below: the library compares each key with each, which a long file could abuse.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, merge: false });
  if (document.errors.length > 0) {
    return document.errors.map((error) => problem(path, lines, error.pos[0], [], 'bad_yaml', error.message.split('\n')[0]!));
  }
  const aliases = countAliases(document.contents);
  if (aliases > aliasesMax) return whole('too_many_aliases', `more than ${aliasesMax} aliases`);
  if (!isMap(document.contents)) return whole('not_a_mapping', 'a pack file is a list of fields, such as name: grid');
  const contents = document.contents as ParsedNode;

  const twice = duplicateKeys(contents);
  if (twice.length > 0) {
    return twice.map(({ offset, key }) => problem(path, lines, offset, [key], 'duplicate_name', `"${key}" stands here twice`));
  }
  const value = plainValue(document);
  if (value === null) return whole('too_many_aliases', 'aliases that grow when they are written out');
  return {
    path,
    value,
    depthOf: (at) => walk(contents, at).depth,
    problemAt: (at, code, message, character) => problem(path, lines, offsetAt(text, contents, at, character), at, code, message),
  };
}

function plainValue(document: ReturnType<typeof parseDocument>): Record<string, unknown> | null {
  try {
    return document.toJS({ maxAliasCount: aliasesMax }) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof ReferenceError) return null;
    throw error;
  }
}

function problem(file: string, lines: LineCounter, offset: number, path: Path, code: ProblemCode, message: string): Problem {
  const { line, col } = lines.linePos(offset);
  // Before anything was parsed no line is known; the file's beginning stands for it.
  return { file, line: Math.max(line, 1), column: Math.max(col, 1), path: path.join('.'), code, message };
}

/** Where nesting first exceeds the limit, found on flat tokens: the composer itself would overflow the stack. */
function offsetOfDepth(text: string, max: number): number | null {
  const steep = offsetOfSteepness(text, max);
  if (steep !== null) return steep;
  for (const token of new Parser().parse(text)) {
    const open: { token: CST.Token; depth: number }[] = [{ token, depth: 0 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next.depth > max) return (next.token as { offset: number }).offset;
      for (const inner of innerTokens(next.token)) open.push({ token: inner, depth: next.depth + 1 });
    }
  }
  return null;
}

/** Brackets within brackets and dashes after dashes cost one character a level, and already the parser would take minutes. */
function offsetOfSteepness(text: string, max: number): number | null {
  let offset = 0;
  let brackets = 0;
  let dashes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const type = CST.tokenType(lexeme);
    if (type === 'flow-map-start' || type === 'flow-seq-start') brackets += 1;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') brackets -= 1;
    else if (type === 'seq-item-ind' || type === 'explicit-key-ind') dashes += 1;
    else if (type === 'newline') dashes = 0;
    if (brackets > max || dashes > max) return offset;
    // Marks of the lexer's own (document, scalar ahead) stand for no text.
    if (type !== 'doc-mode' && type !== 'scalar' && type !== 'flow-error-end') offset += lexeme.length;
  }
  return null;
}

function innerTokens(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [item.key, item.value]).filter((inner) => inner !== undefined && inner !== null);
}

function countLines(text: string, lines: LineCounter): void {
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
}

function countAliases(contents: Node | null): number {
  let count = 0;
  if (contents !== null)
    visit(contents, {
      Alias: () => {
        count += 1;
      },
    });
  return count;
}

function duplicateKeys(contents: ParsedNode): { offset: number; key: string }[] {
  const found: { offset: number; key: string }[] = [];
  visit(contents, {
    Map: (_, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? String(key.value) : String(key);
        if (seen.has(name)) found.push({ offset: (key as ParsedNode).range[0], key: name });
        seen.add(name);
      }
    },
  });
  return found;
}

type Step = { readonly node: ParsedNode; readonly key: ParsedNode | null; readonly depth: number };

/** Follows a path as far as the file goes; an alias is not followed, its own place is the answer. */
function walk(contents: ParsedNode, path: Path): Step {
  let step: Step = { node: contents, key: null, depth: 0 };
  for (const part of path) {
    const next = inside(step, part);
    if (next === null) return step;
    step = next;
  }
  return step;
}

function inside(step: Step, part: string | number): Step | null {
  if (isAlias(step.node)) return null;
  if (isMap(step.node)) {
    const pair = step.node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
    if (pair === undefined) return null;
    const key = pair.key as ParsedNode;
    return { node: (pair.value as ParsedNode | null) ?? key, key, depth: step.depth + 1 };
  }
  if (!isSeq(step.node) || typeof part !== 'number') return null;
  const node = step.node.items[part] as ParsedNode | undefined;
  return node === undefined ? null : { node, key: null, depth: step.depth + 1 };
}

function offsetAt(text: string, contents: ParsedNode, path: Path, character?: number): number {
  const { node, key } = walk(contents, path);
  const begin = node.range[0];
  if (character === undefined) return key?.range[0] ?? begin;
  // A quoted or folded scalar may differ from its value; the character is counted only where the value stands as it is.
  const written = isScalar(node) ? text.slice(begin, node.range[1]).indexOf(String(node.value)) : -1;
  return written < 0 ? begin : begin + written + character;
}
