/** Conditions of a pack: one small standard expression language (CEL), checked when the pack is read. */

import { type ASTNode, Environment } from '@marcbachmann/cel-js';

export type VariableType = 'map' | 'list' | 'string' | 'double' | 'bool' | 'timestamp' | 'dyn';
/** What is known of the fields of a map: with it, a field that is not there and a comparison that can never hold are refused. */
export type FieldTypes = Readonly<Record<string, FieldType>>;
export type FieldType = 'string' | 'double' | 'bool' | 'list' | 'list<string>' | 'map' | 'dyn';
export type Variables = readonly string[] | Readonly<Record<string, VariableType | FieldTypes>>;
export type ConditionContext = Readonly<Record<string, unknown>>;

/** True when the condition holds. A field that no fact carries makes it not hold: what is unknown is not true. */
export type Condition = (context: ConditionContext) => boolean;

/** Why a condition cannot be used, and at which character. */
export class ConditionError extends Error {
  override readonly name = 'ConditionError';
  readonly position: number;
  constructor(reason: string, position: number) {
    super(`${reason} (at character ${position + 1})`);
    this.position = position;
  }
}

export const conditionLengthMax = 2_000;
const nestingMax = 32;
const nodesMax = 500;
const loopsMax = 2;

// A pattern can be written that runs for seconds on a short text, so there are none. A bound name can be doubled
// until the memory is full. Both are refused wherever they stand, also inside a loop.
const refused = new Set(['matches', 'bind']);
const loops = new Set(['all', 'exists', 'exists_one', 'existsOne', 'map', 'filter']);

/** Compiles a condition over the named variables (maps, unless a type is given); throws ConditionError. */
export function compileCondition(text: string, variables: Variables): Condition {
  const { run, type } = compiled(text, variables);
  if (type !== 'bool' && type !== 'dyn') throw new ConditionError(`a condition is true or false, this is ${type}`, 0);
  return (context) => run(context) === true;
}

/** The value that an expression comes to; undefined while a field it needs is not known. */
export type Formula = (context: ConditionContext) => unknown;

/** The same language and limits for a value that is worked out instead of said. */
export function compileFormula(text: string, variables: Variables): Formula {
  const { run } = compiled(text, variables);
  return (context) => {
    const value = run(context);
    return typeof value === 'bigint' ? Number(value) : value;
  };
}

/** What an expression comes to; throws ConditionError. */
export function typeOfFormula(text: string, variables: Variables): string {
  return compiled(text, variables).type;
}

function compiled(text: string, variables: Variables): { readonly run: Formula; readonly type: string } {
  if (text.length > conditionLengthMax) {
    throw new ConditionError(`the condition is longer than ${conditionLengthMax} characters`, conditionLengthMax);
  }
  const parsed = parse(text, environmentOf(variables));
  prepare(parsed.ast, 0);
  checkFields(parsed.ast, variables);
  const checked = parsed.check();
  if (!checked.valid) {
    throw new ConditionError(checked.error?.summary ?? 'not a condition', checked.error?.range?.start ?? 0);
  }
  const run: Formula = (context) => {
    try {
      return parsed(context as Record<string, unknown>);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw positioned(error);
    }
  };
  return { run, type: checked.type ?? 'something else' };
}

function parse(text: string, environment: Environment) {
  try {
    return environment.parse(text);
  } catch (error) {
    throw positioned(error);
  }
}

// Setting one up costs a thousand times an evaluation, and a pack has many conditions over the same few names.
const environments = new Map<string, Environment>();
const environmentsMax = 200;

function environmentOf(variables: Variables): Environment {
  const typed = Array.isArray(variables)
    ? (variables as readonly string[]).map((name) => [name, 'map'] as const)
    : Object.entries(variables);
  const key = JSON.stringify(typed);
  const known = environments.get(key);
  if (known !== undefined) return known;
  const limits = { maxDepth: nestingMax, maxAstNodes: nodesMax, maxListElements: 200, maxMapEntries: 50 };
  const environment = new Environment({ limits });
  for (const [name, type] of typed) {
    if (typeof type === 'string') environment.registerVariable(name, type);
    else environment.registerVariable({ name, schema: { ...type } });
  }
  registerArithmetic(environment);
  if (environments.size >= environmentsMax) environments.delete(environments.keys().next().value!);
  environments.set(key, environment);
  return environment;
}

// Only lengths and indexes are ints here, and the standard would refuse to add one to a double.
function registerArithmetic(environment: Environment): void {
  const operators: Record<string, (a: number, b: number) => number> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '%': (a, b) => a % b,
  };
  for (const [sign, apply] of Object.entries(operators)) {
    const numeric = (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b));
    environment.registerOperator(`double ${sign} int`, numeric);
    environment.registerOperator(`int ${sign} double`, numeric);
  }
  // Brings the other order and the inequalities with it.
  environment.registerOperator('double == int', (a: number, b: bigint) => a === Number(b));
  environment.registerOperator('double % double', (a: number, b: number) => a % b);
}

/** The language asks `has` nothing, so a misspelt field would be quietly missing for ever. */
function checkFields(node: unknown, variables: Variables): void {
  if (Array.isArray(variables)) return;
  walkNodes(node, (each) => {
    if (each.op !== '.' || each.args[0].op !== 'id') return;
    const [variable, field] = [each.args[0].args, each.args[1]];
    const fields = (variables as Readonly<Record<string, VariableType | FieldTypes>>)[variable];
    if (typeof fields === 'object' && !Object.hasOwn(fields, field)) throw new ConditionError(`there is no field ${field} in ${variable}`, each.end - field.length);
  });
}

/** A field that a condition holds against a text that is written out. */
export type Compared = { readonly variable: string; readonly field: string; readonly value: string; readonly position: number };

/** Every comparison of a field with a text, for whoever knows which texts there are. The condition was compiled before. */
export function comparedIn(text: string, variables: Variables): Compared[] {
  const found: Compared[] = [];
  walkNodes(parse(text, environmentOf(variables)).ast, (node) => {
    if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return;
    const [one, other] = node.args as readonly [ASTNode, ASTNode];
    const sides = node.op === 'in' ? [[one, other]] : [[one, other], [other, one]];
    for (const [place, written] of sides as [ASTNode, ASTNode][]) {
      if (place.op !== '.' || place.args[0].op !== 'id') continue;
      for (const each of written.op === 'list' ? (written.args as readonly ASTNode[]) : [written]) {
        if (each.op === 'value' && typeof each.args === 'string') found.push({ variable: place.args[0].args, field: place.args[1], value: each.args, position: each.start });
      }
    }
  });
  return found;
}

function walkNodes(part: unknown, visit: (node: ASTNode) => void): void {
  if (Array.isArray(part)) for (const each of part) walkNodes(each, visit);
  if (typeof part !== 'object' || part === null || !('op' in part)) return;
  visit(part as ASTNode);
  walkNodes((part as ASTNode).args, visit);
}

/** Refuses what could run or grow without end, and turns whole numbers into doubles, as the numbers of facts are. */
function prepare(node: ASTNode, loopDepth: number): void {
  if (node.op === 'value') {
    // Left as an int, `1 + case.users == 6` would compare 6 with the integer 6 and quietly be false.
    if (typeof node.args === 'bigint') (node as { args: unknown }).args = Number(node.args);
    return;
  }
  if (node.op === 'call' || node.op === 'rcall') return prepareCall(node, loopDepth);
  if (node.op === '[]') {
    prepare(node.args[0], loopDepth);
    if (node.args[1].op !== 'value') prepare(node.args[1], loopDepth);
    return;
  }
  prepareEach(node.args, loopDepth);
}

function prepareCall(node: ASTNode & { readonly op: 'call' | 'rcall' }, loopDepth: number): void {
  const name = node.args[0];
  if (refused.has(name)) throw new ConditionError(`"${name}" is not allowed in a condition`, node.start);
  const isLoop = node.op === 'rcall' && loops.has(name);
  const inside = isLoop ? loopDepth + 1 : loopDepth;
  if (inside > loopsMax) throw new ConditionError(`more than ${loopsMax} loops inside each other`, node.start);
  if (node.op === 'rcall') prepare(node.args[1], inside);
  const given = node.op === 'rcall' ? node.args[2] : node.args[1];
  // Functions of the language that take a number take an int, so a plain number among their arguments stays one.
  prepareEach(isLoop ? given : given.filter((each) => each.op !== 'value'), inside);
}

function prepareEach(part: unknown, loopDepth: number): void {
  if (Array.isArray(part)) for (const each of part) prepareEach(each, loopDepth);
  else if (typeof part === 'object' && part !== null && 'op' in part) prepare(part as ASTNode, loopDepth);
}

function isMissing(error: unknown): boolean {
  const summary = (error as { summary?: string }).summary ?? '';
  return summary.startsWith('No such key') || summary.startsWith('Unknown variable');
}

function positioned(error: unknown): ConditionError {
  const known = error as { summary?: string; message?: string; range?: { start: number } };
  return new ConditionError(known.summary ?? known.message ?? 'not a condition', known.range?.start ?? 0);
}
