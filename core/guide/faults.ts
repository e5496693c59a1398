/** What is wrong with a guide beyond its shape: steps nobody reaches, ways back, conditions that cannot be read, forbidden words. */

import { compileCondition, ConditionError, type FieldType } from '../base/condition.ts';
import { type Forbidden, type Guide, type Step, substitutions } from './guide.ts';
import { isErasable } from './follow.ts';
import { forbiddenIn, namesIn, type Language } from './say.ts';

export type GuideFault = {
  readonly path: readonly (string | number)[];
  readonly code: 'bad_guide' | 'bad_condition' | 'forbidden_expression' | 'duplicate_name';
  readonly message: string;
  readonly character?: number;
};

const languages: readonly Language[] = ['zh-CN', 'en'];

export function guideFaults(guide: Guide, forbidden: readonly Forbidden[]): GuideFault[] {
  return [
    ...guide.steps.flatMap((step, index) => [
      ...doubled(guide, step, index),
      ...emptiness(step, index),
      ...step.next.flatMap((_, at) => branchFaults(guide, index, at)),
      ...wordFaults(step, index, forbidden),
    ]),
    ...unreached(guide),
    ...unconcluded(guide),
  ];
}

function doubled(guide: Guide, step: Step, index: number): GuideFault[] {
  const first = guide.steps.findIndex((each) => each.code === step.code);
  return first === index ? [] : [{ path: ['steps', index, 'code'], code: 'duplicate_name', message: `there are two steps ${step.code}` }];
}

function emptiness(step: Step, index: number): GuideFault[] {
  const isEmpty = step.say === undefined && step.do === undefined && step.ask === undefined;
  return isEmpty ? [bad(['steps', index, 'code'], `step ${step.code} neither says, does nor asks anything`)] : [];
}

function branchFaults(guide: Guide, index: number, at: number): GuideFault[] {
  const step = guide.steps[index]!;
  const branch = step.next[at]!;
  const path = ['steps', index, 'next', at];
  const faults: GuideFault[] = [];
  if (branch.to !== undefined) {
    const target = guide.steps.findIndex((each) => each.code === branch.to);
    if (target < 0) faults.push(bad([...path, 'to'], `there is no step ${branch.to}`));
    else if (target <= index) faults.push(bad([...path, 'to'], `${branch.to} stands before ${step.code}; a guide leads forward, so that it ends`));
  }
  if (branch.conclude !== undefined && !guide.conclusions.some((each) => each.code === branch.conclude)) {
    faults.push(bad([...path, 'conclude'], `there is no conclusion ${branch.conclude}`));
  }
  const choices = step.ask !== undefined && 'choices' in step.ask ? step.ask.choices : [];
  if (branch.on !== undefined && !choices.some((each) => each.code === branch.on)) {
    faults.push(bad([...path, 'on'], `step ${step.code} offers no choice ${branch.on}`));
  }
  return [...faults, ...conditionFaults(guide, [...path, 'when'], branch.when), ...erasableFaults(guide, [...path, 'when'], branch.when)];
}

/** What may be erased decides nothing. */
function erasableFaults(guide: Guide, path: GuideFault['path'], when = ''): GuideFault[] {
  const named = new Set([...when.matchAll(/answers\.([a-z0-9_]+)/g)].map(([, name]) => name!));
  return guide.steps
    .filter((step) => isErasable(step) && named.has(step.code))
    .map((step) => bad(path, `step ${step.code} asks for words or a picture, which may be erased: no branch can rest on it`));
}

function conditionFaults(guide: Guide, path: GuideFault['path'], when: string | undefined): GuideFault[] {
  if (when === undefined) return [];
  try {
    compileCondition(when, { answers: Object.fromEntries(guide.steps.toReversed().map((step) => [step.code, answerType(step)])) });
    return [];
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    return [{ path, code: 'bad_condition', message: error.message, character: error.position }];
  }
}

function answerType({ ask }: Step): FieldType {
  if (ask === undefined) return 'bool';
  if ('choices' in ask) return 'string';
  return ask.evidence === 'number' || ask.evidence === 'reading' ? 'double' : 'string';
}

function wordFaults(step: Step, index: number, forbidden: readonly Forbidden[]): GuideFault[] {
  if (step.say === undefined) return [];
  const say = step.say;
  return languages.flatMap((language) => {
    const path = ['steps', index, 'say', language];
    const known: readonly string[] = substitutions;
    return [
      ...namesIn(say[language]).filter((name) => !known.includes(name)).map((name) => bad(path, `nothing is known that fills {${name}}`)),
      ...forbiddenIn(say[language], language, forbidden).map(
        ({ expression, instead }): GuideFault => ({
          path, code: 'forbidden_expression', message: `"${expression}" may not be said; say rather: ${instead}`,
        }),
      ),
    ];
  });
}

function unreached(guide: Guide): GuideFault[] {
  const reached = new Set([0]);
  guide.steps.forEach((step, index) => {
    if (!reached.has(index)) return;
    for (const branch of step.next) {
      if (branch.to !== undefined) reached.add(guide.steps.findIndex((each) => each.code === branch.to));
    }
    if (!leavesNothing(step)) reached.add(index + 1);
  });
  return guide.steps.flatMap((step, index) => (reached.has(index) ? [] : [bad(['steps', index, 'code'], `no way leads to step ${step.code}`)]));
}

/** Every answer takes a branch: one without a condition, or one for each choice of a step that cannot be skipped. */
function leavesNothing(step: Step): boolean {
  const sure = step.next.filter((branch) => branch.when === undefined);
  if (sure.some((branch) => branch.on === undefined)) return true;
  if (!step.hard || step.ask === undefined || !('choices' in step.ask)) return false;
  return step.ask.choices.every((each) => sure.some((branch) => branch.on === each.code));
}

function unconcluded(guide: Guide): GuideFault[] {
  const used = new Set(guide.steps.flatMap((step) => step.next.map((branch) => branch.conclude)));
  return guide.conclusions.flatMap((each, index) =>
    used.has(each.code) ? [] : [bad(['conclusions', index, 'code'], `no step concludes ${each.code}`)],
  );
}

function bad(path: GuideFault['path'], message: string): GuideFault {
  return { path, code: 'bad_guide', message };
}
