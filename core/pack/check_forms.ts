/** Checks the forms of a pack: every field can be filled, every rule speaks of fields that are there, every signer can sign. */

import { ConditionError, type FieldType, typeOfFormula } from '../base/condition.ts';
import { fieldOf, type Form, type FormColumn, type FormField } from '../form/shape.ts';
import { rolesKnown } from '../roster/roles.ts';
import type { Pack } from './pack.ts';
import type { Finding, Path } from './problem.ts';

export function checkForms(pack: Pack, reportFields: ReadonlySet<string>): Finding[] {
  const roles = new Set(rolesKnown(pack.roles ?? []));
  return Object.entries(pack.forms ?? {}).flatMap(([name, form]) => {
    const at = ['forms', name];
    return [
      ...form.fields.flatMap((_, index) => checkField(form, index, [...at, 'fields', index], roles, reportFields)),
      ...checkSigners(form, at, roles),
      ...checkLocks(form, at),
      ...unknownRoles(form.void.by, [...at, 'void', 'by'], roles),
    ];
  });
}

function checkField(form: Form, index: number, at: Path, roles: ReadonlySet<string>, reportFields: ReadonlySet<string>): Finding[] {
  const field = form.fields[index]!;
  const name = field.code;
  const above = form.fields.slice(0, index).map((each) => each.code);
  const findings = [...takenAlready(above, name, at), ...checkKind(field, at), ...unknownRoles(field.filled_by, [...at, 'filled_by'], roles)];
  if ((field.computed === undefined) === (field.filled_by.length === 0)) {
    const message = field.computed === undefined ? `nobody can fill ${name}: filled_by is empty` : `${name} is computed, so nobody fills it`;
    findings.push({ path: at, code: 'unfillable_field', message });
  }
  if (field.computed !== undefined) findings.push(...checkRule(form, { text: field.computed, path: [...at, 'computed'], known: above, is: cellType(field.type) }));
  if (typeof field.required === 'string') {
    findings.push(...checkRule(form, { text: field.required, path: [...at, 'required'], known: form.fields.map((each) => each.code), is: 'bool' }));
  }
  return [...findings, ...checkTaken(form, field, [...at, 'from'], reportFields)];
}

const ofPerson: readonly string[] = ['case.caller_name', 'case.phone', 'case.address'];

/** A customer has a name, a number and an address; a unit is one of a customer's; nothing else is there to take over. */
function checkTaken({ about }: Form, { from }: FormField, path: Path, reportFields: ReadonlySet<string>): Finding[] {
  if (from === undefined) return [];
  const taken = from.split('.')[1]!;
  if (!reportFields.has(taken)) return [{ path, code: 'unknown_attribute', message: `a report has no field ${taken}` }];
  const known = about === 'case' || (about === 'unit' && from.startsWith('unit.')) || ((about === 'unit' || about === 'customer') && ofPerson.includes(from));
  return known ? [] : [{ path, code: 'unknown_attribute', message: `a form about ${about} has no ${from} to take over` }];
}

function takenAlready(above: readonly string[], name: string, at: Path): Finding[] {
  return above.includes(name) ? [{ path: [...at, 'code'], code: 'duplicate_name', message: `${name} is taken` }] : [];
}

function checkKind(field: FormField, at: Path): Finding[] {
  const columns = field.columns ?? [];
  if (field.type === 'list' && columns.length === 0) return [{ path: at, code: 'missing_field', message: 'a list says its columns' }];
  return [[at, field] as const, ...columns.map((column, index) => [[...at, 'columns', index], column] as const)].flatMap(
    ([path, cell]: readonly [Path, FormField | FormColumn]): Finding[] =>
      cell.type === 'choice' && cell.choices === undefined ? [{ path, code: 'missing_field', message: 'a choice says what may be chosen' }] : [],
  );
}

type Rule = { readonly text: string; readonly path: Path; readonly known: readonly string[]; readonly is: FieldType };

/** Read twice: that a field is not there, or not yet, is said in the words of forms before its type is looked at. */
function checkRule(form: Form, { text, path, known, is }: Rule): Finding[] {
  const named = [...text.matchAll(/\bform\.([A-Za-z_]\w*)/g)].flatMap((match): Finding[] => {
    const name = match[1]!;
    const character = match.index + match[0].length - name.length;
    if (!known.includes(name)) return [{ path, code: 'unknown_form_field', message: `there is no field ${name} to go by here`, character }];
    return fieldOf(form, name)!.personal
      ? [{ path, code: 'sealed_in_rule', message: `${name} is personal and may be erased, so no rule may rest on it`, character }]
      : [];
  });
  if (named.length > 0) return named;
  const fields = Object.fromEntries(form.fields.filter((each) => known.includes(each.code)).map((each) => [each.code, cellType(each.type)]));
  try {
    const type = typeOfFormula(text, { form: fields });
    return type === is || type === 'dyn' || is === 'dyn' ? [] : [{ path, code: 'bad_condition', message: `this comes to ${type}, and ${is} is needed`, character: 0 }];
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    return [{ path, code: 'bad_condition', message: error.message, character: error.position }];
  }
}

function cellType(type: FormField['type']): FieldType {
  if (type === 'number' || type === 'fen') return 'double';
  if (type === 'flag') return 'bool';
  return type === 'list' ? 'list' : type === 'place' ? 'map' : 'string';
}

function checkSigners(form: Form, at: Path, roles: ReadonlySet<string>): Finding[] {
  return form.signers.flatMap((signer, index): Finding[] => {
    const path = [...at, 'signers', index];
    const before = form.signers.slice(0, index).map((each) => each.code);
    return [
      ...(before.includes(signer.code) || signer.code === 'complete'
        ? [{ path: [...path, 'code'], code: 'duplicate_name' as const, message: `${signer.code} is taken` }]
        : []),
      ...(signer.by === 'customer' ? [] : unknownRoles(signer.by, [...path, 'by'], roles)),
      ...(signer.after === undefined || before.includes(signer.after) ? [] : [unknownSigner([...path, 'after'], signer.after)]),
    ];
  });
}

function checkLocks(form: Form, at: Path): Finding[] {
  const steps = ['complete', ...form.signers.map((signer) => signer.code)];
  return (form.locks ?? []).flatMap((lock, index): Finding[] => [
    ...(steps.includes(lock.after) ? [] : [unknownSigner([...at, 'locks', index, 'after'], lock.after)]),
    ...(lock.fields ?? []).flatMap((field, place): Finding[] =>
      fieldOf(form, field) !== undefined
        ? []
        : [{ path: [...at, 'locks', index, 'fields', place], code: 'unknown_form_field', message: `there is no field ${field}` }],
    ),
  ]);
}

function unknownSigner(path: Path, code: string): Finding {
  return { path, code: 'unknown_signer', message: `nobody signs as ${code} before this` };
}

function unknownRoles(named: readonly string[], at: Path, roles: ReadonlySet<string>): Finding[] {
  return named.flatMap((each, index): Finding[] =>
    roles.has(each) ? [] : [{ path: [...at, index], code: 'unknown_role', message: `there is no role ${each}; roles are ${[...roles].join(', ')}` }],
  );
}
