/** The rules of the house that no compiler checks; each complaint says what to do instead. */

import { codeRooms, isTest, lineAt, parse, walk, type Node, type Source } from './sources.ts';

const fileLinesMax = 400;
const functionLinesMax = 60;

/** Words that say nothing about what a thing is. `packs/common` is a folder of policy and no name in code. */
const emptyWords = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'misc',
  'manager',
  'service',
  'repository',
  'controller',
  'dto',
  'impl',
  'handler',
]);
const emptyVerbs = /^(handle|process)(?=[A-Z])/;

export function complaintsOf(source: Source): string[] {
  if (source.path.endsWith('.sql')) return [...pathComplaints(source.path), ...sqlComplaints(source)];
  return [...pathComplaints(source.path), ...textComplaints(source), ...writerComplaints(source), ...treeComplaints(source)].map(
    (complaint) => `${source.path}${complaint}`,
  );
}

function pathComplaints(path: string): string[] {
  const name = path.split('/').at(-1) ?? '';
  const complaints: string[] = [];
  if (!/^[a-z0-9]+(_[a-z0-9]+)*(\.(test|fixture|browser|config|d))?\.(ts|tsx|sql)$/.test(name))
    complaints.push(': file names are snake_case');
  if (/^index\.tsx?$/.test(name)) complaints.push(': no barrels; import the file itself');
  if (name.split(/[_.]/).some((word) => emptyWords.has(word))) complaints.push(': name it after the thing it is about');
  return complaints;
}

function sqlComplaints({ path, text }: Source): string[] {
  return text.startsWith('-- ') ? [] : [`${path}: open with a comment in the words of the person who asks or changes this`];
}

const bannedTexts: readonly (readonly [pattern: RegExp, complaint: string])[] = [
  [/\bFIXME\b/, 'FIXME must not reach main'],
  [/\bTODO\b(?!\(#\d+\))/, 'a TODO carries its issue: TODO(#12)'],
  [/\/work\//, 'a path of one machine'],
  [/^\s*\/\/\s*[/*=#-]{4,}/m, 'no banners'],
];
const bannedInTests: readonly (readonly [pattern: RegExp, complaint: string])[] = [
  [/\b(test|it|describe)(\.\w+)*\.(skip|only|todo|skipIf|runIf|fails)\b/, 'a test runs, or is not there'],
  [/\bvi\.(mock|fn|spyOn|stubGlobal)\(/, 'we never mock our own code'],
  [/\bsetTimeout\(|timers\/promises|\bsleep\(/, 'a test that sleeps is a bug; wait for the thing itself'],
];

function textComplaints({ path, text }: Source): string[] {
  const complaints: string[] = [];
  const lines = text.split('\n').length - 1;
  // A table of words is looked up, never read from top to bottom.
  if (lines > fileLinesMax && !path.startsWith('wire/words/')) complaints.push(`: ${lines} lines, over ${fileLinesMax}`);
  if (!isTest(path) && !/^(#!.*\n)?\/\*\*\s/.test(text)) complaints.push(': open with one sentence saying what lives here');
  // These files name what they forbid.
  if (/^tools\/(tidy|fences)(\.test)?\.ts$/.test(path)) return complaints;
  const banned = /\.(test|browser)\.tsx?$/.test(path) ? [...bannedTexts, ...bannedInTests] : bannedTexts;
  for (const [pattern, complaint] of banned) {
    const found = pattern.exec(text);
    if (found !== null) complaints.push(`:${lineAt(text, found.index)}: ${complaint}`);
  }
  return complaints;
}

/** The journal and what lies beside it. Only server/journal adds to them, and nothing changes or removes a fact. */
const journalTables = 'journal|personal|person_key|command|journal_seal|pack_text';
const writes = new RegExp(
  `\\b(insert\\s+into|update|delete\\s+from|truncate(\\s+table)?|copy|merge\\s+into)\\s+(public\\.)?"?(${journalTables})"?(?![\\w.])|\\.(insertInto|updateTable|deleteFrom|mergeInto)\\(\\s*['"](${journalTables})['"]`,
  'i',
);

function writerComplaints({ path, text }: Source): string[] {
  if (!path.startsWith('server/') || path.startsWith('server/journal/') || isTest(path)) return [];
  const found = writes.exec(text);
  return found === null ? [] : [`:${lineAt(text, found.index)}: one writer: only server/journal writes the journal's tables`];
}

function treeComplaints(source: Source): string[] {
  const complaints: string[] = [];
  const isCore = source.path.startsWith('core/') && !isTest(source.path);
  const complain = (node: Node, complaint: string) => complaints.push(`:${lineAt(source.text, node.start)}: ${complaint}`);
  walk(parse(source).program, (node, parents) => {
    const name = declaredName(node);
    if (name !== null && isEmptyName(name)) complain(node, `${name}: name it after what it is or does`);
    if (isFunction(node) && !isDescription(node, parents)) {
      const length = lineAt(source.text, node.end) - lineAt(source.text, node.start) + 1;
      if (length > functionLinesMax) complain(node, `a function of ${length} lines, over ${functionLinesMax}`);
    }
    const impurity = isCore ? impurityOf(node) : null;
    if (impurity !== null) complain(node, impurity);
  });
  return complaints;
}

function isFunction(node: Node): boolean {
  return node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';
}

/** The body of a `describe` is a chapter of tests and no function anybody calls. */
function isDescription(node: Node, parents: readonly Node[]): boolean {
  const call = parents.at(-1);
  if (call?.type !== 'CallExpression') return false;
  let callee = call['callee'] as Node;
  while (callee.type === 'MemberExpression' || callee.type === 'CallExpression') callee = (callee['object'] ?? callee['callee']) as Node;
  return callee['name'] === 'describe' && (call['arguments'] as Node[]).includes(node);
}

function declaredName(node: Node): string | null {
  const isNamed =
    node.type === 'FunctionDeclaration' ||
    node.type === 'ClassDeclaration' ||
    node.type === 'TSTypeAliasDeclaration' ||
    node.type === 'TSInterfaceDeclaration';
  const isNamedFunction = node.type === 'VariableDeclarator' && node['init'] !== null && isFunction(node['init'] as Node);
  if (!isNamed && !isNamedFunction) return null;
  const id = node['id'] as { name?: string } | null;
  return id?.name ?? null;
}

function isEmptyName(name: string): boolean {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[ _]/);
  // After-sales service is the trade, so a ServicePolicy is a policy of service; a CaseService is nothing.
  return emptyVerbs.test(name) || words.some((word, at) => emptyWords.has(word) && (word !== 'service' || at === words.length - 1));
}

const localTime =
  /^(get(FullYear|Month|Date|Day|Hours|Minutes|TimezoneOffset)|set(FullYear|Month|Date|Hours|Minutes)|toLocale(Date|Time)?String)$/;

/** Core is told the time, the dice and the ids. */
function impurityOf(node: Node): string | null {
  if (node.type === 'NewExpression' && nameOf(node['callee']) === 'Date' && (node['arguments'] as Node[]).length === 0) {
    return 'core is told the time; take an Instant';
  }
  if (node.type !== 'MemberExpression') return null;
  const property = nameOf(node['property']);
  const whole = `${nameOf(node['object'])}.${property}`;
  if (whole === 'Date.now' || whole === 'performance.now' || whole === 'Temporal.Now') return 'core is told the time; take an Instant';
  if (whole === 'Math.random' || whole === 'crypto.randomUUID') return 'core is told its dice and its ids; take them as arguments';
  if (localTime.test(property)) return `${property} reads the zone of whatever machine this runs on; use core/calendar`;
  return null;
}

function nameOf(node: unknown): string {
  return (node as { name?: string }).name ?? '';
}

/** What a folder at the root is for, so that no room appears without anybody noticing. */
export const knownFolders = new Set([...codeRooms, 'bin', 'docs']);
