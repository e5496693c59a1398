/** Checks the approvals of a pack: every step can be reached, somebody can act in it, and what it records can be recorded. */

import { compileFormula } from '../base/condition.ts';
import { typesOf } from '../base/field_types.ts';
import { requestShape } from '../case/declared.ts';
import { approvalVariables } from '../gate/approval.ts';
import { reachOf } from '../roster/rights.ts';
import { codesFor, grantsOf, rolesKnown } from '../roster/roles.ts';
import { checkField } from './check_milestones.ts';
import { kindsUnder } from './facts.ts';
import type { Pack } from './pack.ts';
import type { Finding, Path } from './problem.ts';
import { checkCondition, seenBy } from './seen.ts';

type Approval = NonNullable<Pack['approvals']>[string];
type Step = Approval['steps'][number];

export function checkApprovals(pack: Pack): Finding[] {
  const granting = new Map<string, string>();
  return Object.entries(pack.approvals ?? {}).flatMap(([name, approval]) => {
    const at: Path = ['approvals', name];
    return [
      ...Object.entries(approval.fields ?? {}).flatMap(([field, shape]) => checkField([...at, 'fields', field].map(String), field, shape)),
      ...(approval.asked_by ?? []).flatMap((role, index) => checkRole(pack, role, 'approval.ask', [...at, 'asked_by', index])),
      ...checkAmount(approval, at),
      ...(approval.changed_by ?? []).flatMap((kind, index) => checkChanging(pack, kind, [...at, 'changed_by', index])),
      ...checkNames(approval, at),
      ...approval.steps.flatMap((step, index) => checkStep(pack, approval, step, [...at, 'steps', index])),
      ...grantsIn(approval, at).flatMap(({ kind, path }) => checkGrant(pack, approval, kind, path, granting)),
    ];
  });
}

function checkNames({ steps }: Approval, at: Path): Finding[] {
  return steps.flatMap(({ step }, index): Finding[] =>
    steps.findIndex((each) => each.step === step) < index ? [{ path: [...at, 'steps', index, 'step'], code: 'duplicate_name', message: `${step} is a step already` }] : [],
  );
}

/** Known, and held by people whom the rights let act. */
function checkRole(pack: Pack, role: string, operation: string, path: Path): Finding[] {
  const roles = pack.roles ?? [];
  const known = rolesKnown(roles);
  if (!known.includes(role)) return [{ path, code: 'unknown_role', message: `there is no role ${role}; roles are ${known.join(', ')}` }];
  const some = codesFor(role, roles).some((held) => reachOf({ id: '', roles: [], grants: grantsOf([held], roles) }, operation) !== 'none');
  return some ? [] : [{ path, code: 'nobody_may', message: `nobody who holds ${role} may ${operation}` }];
}

function checkAmount({ amount, fields = {}, steps }: Approval, at: Path): Finding[] {
  const isCompared = steps.some((step) => step.from_fen !== undefined || step.below_fen !== undefined);
  if (amount === undefined) return isCompared ? [{ path: at, code: 'missing_field', message: 'steps compare an amount, and no field is named as the amount' }] : [];
  const field = Object.hasOwn(fields, amount) ? fields[amount]! : undefined;
  if (field?.type !== 'fen' || field.required !== true) return [{ path: [...at, 'amount'], code: 'unknown_attribute', message: `${amount} is no required field of money (fen)` }];
  return isCompared ? [] : [{ path: [...at, 'amount'], code: 'bad_value', message: 'no step compares the amount' }];
}

function checkStep(pack: Pack, approval: Approval, step: Step, at: Path): Finding[] {
  const { role, from_fen: from, below_fen: below, when } = step;
  const empty: Finding[] = from !== undefined && below !== undefined && from >= below ? [unreached([...at, 'below_fen'], `no amount is from ${from} on and below ${below}`)] : [];
  const none: Finding[] = below === 0 ? [unreached([...at, 'below_fen'], 'no amount is below nothing')] : [];
  return [...checkRole(pack, role, 'approval.approve', [...at, 'role']), ...empty, ...none, ...(when === undefined ? [] : checkWhen(pack, approval, when, [...at, 'when']))];
}

function unreached(path: Path, why: string): Finding {
  return { path, code: 'never_reached', message: `this step is never asked for: ${why}` };
}

/** A step sees the case, and what is said with the request. */
function checkWhen(pack: Pack, approval: Approval, when: string, path: Path): Finding[] {
  const found = checkCondition(pack, when, { case: seenBy(pack, []).case, asked: typesOf([requestShape(approval)]) }, path);
  if (found.length > 0) return found;
  // What speaks of nothing comes to the same always.
  if (!/\b(case|asked)\b/.test(when) && compileFormula(when, approvalVariables)({ case: {}, asked: {} }) === false) return [unreached(path, 'its condition is never true')];
  return [];
}

function checkChanging(pack: Pack, kind: string, path: Path): Finding[] {
  return kindsUnder(pack)[kind] === undefined ? [{ path, code: 'unknown_fact_kind', message: `there is no fact ${kind}` }] : [];
}

type Grant = { readonly kind: string; readonly path: Path };

function grantsIn({ grants, steps }: Approval, at: Path): Grant[] {
  const own = grants === undefined ? [] : [{ kind: grants, path: [...at, 'grants'] }];
  return [...own, ...steps.flatMap((step, index) => (step.grants === undefined ? [] : [{ kind: step.grants, path: [...at, 'steps', index, 'grants'] }]))];
}

/** One milestone comes by one approval, and everything it must say is said when that is asked for. */
function checkGrant(pack: Pack, { fields = {}, changed_by: changing = [] }: Approval, kind: string, path: Path, granting: Map<string, string>): Finding[] {
  const milestone = Object.hasOwn(pack.milestones ?? {}, kind) ? pack.milestones![kind]! : undefined;
  if (milestone === undefined) return [{ path, code: 'unknown_fact_kind', message: `this pack declares no milestone ${kind}` }];
  const place = path.join('.');
  const before = granting.get(kind);
  granting.set(kind, place);
  if (before !== undefined) return [{ path, code: 'duplicate_name', message: `${kind} comes by ${before} already` }];
  if (changing.includes(kind)) return [{ path, code: 'never_opens', message: `${kind} would make its own approval outdated` }];
  return Object.entries(milestone.fields ?? {}).flatMap(([name, field]): Finding[] => {
    const asked = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (asked !== undefined && (asked.type !== field.type || (field.choices ?? []).map((each) => each.code).join() !== (asked.choices ?? []).map((each) => each.code).join())) return [{ path, code: 'bad_value', message: `${name} of ${kind} is another kind of field than in the request` }];
    return field.required === true && asked?.required !== true ? [{ path, code: 'missing_field', message: `${kind} must say ${name}, which is not asked for` }] : [];
  });
}
