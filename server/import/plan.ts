/** What one record becomes: commands in order, each with an id that is the same whenever the same record is imported. */

import { createHash } from 'node:crypto';
import type { ServicePolicy } from '../../core/roster/deciding.ts';
import { caseCommands, reportCase, type CaseCommandName } from '../../wire/command/case_commands.ts';
import type { OperationName } from '../../wire/contract.ts';
import { canonical } from '../../core/base/canonical.ts';
import { columnOf, entered, momentIn, reportFieldsOf, valueOf, type Reader } from './fields.ts';
import type { CaseMap, Source } from './map.ts';
import type { Refused, Row } from './records.ts';

export type Step = {
  readonly operation: OperationName;
  readonly params: Readonly<Record<string, string>>;
  readonly body: object;
  readonly commandId: string;
  readonly line: number;
  /** Takes the id of the report's fact into the body, for a correction of it. */
  readonly ofReport?: true;
};

export type CasePlan = { readonly key: string; readonly line: number; readonly caseId: string; readonly steps: readonly Step[] };
export type Planned = { readonly ok: true; readonly plan: CasePlan } | { readonly ok: false; readonly refused: Refused };

export type Planning = Reader & { readonly policy: ServicePolicy };

const refuse = (line: number, column: string, reason: string): { ok: false; refused: Refused } => ({
  ok: false,
  refused: { line, column, reason },
});

export function idOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

export function caseIdOf(source: string, key: string): string {
  return `in-${idOf(source, key)}`;
}

/** The body is part of the id: a record that was refused and then put right is another command. */
export function stepOf(
  key: { source: string; key: string; name: string },
  operation: OperationName,
  caseId: string | null,
  body: object,
  line: number,
): Step {
  const commandId = `in-${idOf(key.source, key.key, key.name, canonical(body))}`;
  return { operation, params: caseId === null ? {} : { case_id: caseId }, body, commandId, line };
}

/** The report of a record, checked by the same schema that every other door uses. */
export function reportOf(
  planning: Planning,
  row: Row,
  key: string,
): { readonly ok: true; readonly step: Step; readonly at: string } | { readonly ok: false; readonly refused: Refused } {
  const { map } = planning;
  const moment = momentIn(planning, row, map.report.at);
  if ('refused' in moment) return { ok: false, refused: moment.refused };
  if (moment.at === undefined) return refuse(row.line, map.report.at, 'no moment of the report');
  const read = reportFieldsOf(planning, row);
  if (!read.ok) return read;
  const caseId = caseIdOf(map.source, key);
  const body = reportCase.safeParse({ ...read.fields, case_id: caseId, at: moment.at, source_ref: `${map.source}:${key}`.slice(0, 120) });
  if (!body.success) {
    const issue = body.error.issues[0]!;
    return refuse(row.line, columnOf(planning, row, issue.path), fieldReason(issue.path, issue.message));
  }
  const unknown = unknownCode(planning.policy, body.data);
  if (unknown !== null) return refuse(row.line, columnOf(planning, row, [unknown.field]), unknown.reason);
  return { ok: true, step: stepOf({ source: map.source, key, name: 'report' }, 'case.report', null, body.data, row.line), at: moment.at };
}

export function keyOf(
  planning: Planning,
  row: Row,
): { readonly ok: true; readonly key: string } | { readonly ok: false; readonly refused: Refused } {
  const key = entered(planning, row, planning.map.key);
  if (key === undefined) return refuse(row.line, planning.map.key, 'no key');
  return key.length > 80 ? refuse(row.line, planning.map.key, 'a key of more than 80 characters') : { ok: true, key };
}

/** One row, one case: reported, and whatever else its columns say happened. */
export function planRow(planning: Planning & { readonly map: CaseMap }, row: Row): Planned {
  const { map } = planning;
  const named = keyOf(planning, row);
  if (!named.ok) return named;
  const report = reportOf(planning, row, named.key);
  if (!report.ok) return report;
  const caseId = caseIdOf(map.source, named.key);
  const steps = [report.step];
  for (const name of ['restore', 'cancel', 'close'] as const) {
    const event = map[name] as ({ at: string } & Record<string, Source | undefined>) | undefined;
    if (event === undefined) continue;
    const step = eventStep(planning, row, named.key, name, event, report.at);
    if (step !== null && 'refused' in step) return { ok: false, refused: step.refused };
    if (step !== null) steps.push(step);
  }
  const order = (step: Step) => Date.parse(String((step.body as { at: string }).at));
  return { ok: true, plan: { key: named.key, line: row.line, caseId, steps: steps.toSorted((a, b) => order(a) - order(b)) } };
}

function eventStep(
  planning: Planning,
  row: Row,
  key: string,
  name: 'restore' | 'cancel' | 'close',
  event: { at: string } & Record<string, Source | undefined>,
  reportedAt: string,
): Step | { readonly refused: Refused } | null {
  const moment = momentIn(planning, row, event.at);
  if ('refused' in moment) return moment;
  if (moment.at === undefined) return null;
  if (Date.parse(moment.at) < Date.parse(reportedAt))
    return { refused: { line: row.line, column: event.at, reason: 'it lies before the report' } };
  const body: Record<string, unknown> = { at: moment.at };
  for (const [field, source] of Object.entries(event)) {
    if (field === 'at' || source === undefined) continue;
    const read = valueOf(planning, row, source);
    if ('reason' in read) return { refused: { line: row.line, ...read } };
    if (read.value !== undefined) body[field] = read.value;
  }
  return checkedStep(planning, row, key, name, body, (path) =>
    path === 'at' ? event.at : String(typeof event[path] === 'string' ? event[path] : path),
  );
}

/** A command on the case, checked by its schema. */
export function checkedStep(
  planning: Planning,
  row: Row,
  key: string,
  name: CaseCommandName,
  body: object,
  columnFor: (path: string) => string,
  ordinal = '',
): Step | { readonly refused: Refused } {
  const read = caseCommands[name].safeParse(body);
  if (!read.success) {
    const issue = read.error.issues[0]!;
    return { refused: { line: row.line, column: columnFor(String(issue.path[0] ?? '')), reason: fieldReason(issue.path, issue.message) } };
  }
  const { source } = planning.map;
  return stepOf({ source, key, name: `${name}${ordinal}` }, `case.${name}`, caseIdOf(source, key), read.data, row.line);
}

/** Codes that the organisation's pack does not know are found here, so that a row can be put right and brought again. */
function unknownCode(policy: ServicePolicy, body: object): { readonly field: string; readonly reason: string } | null {
  const lists = { zone: policy.zones, matter: policy.matters, customer_class: policy.customer_classes, category: policy.categories };
  for (const [field, list] of Object.entries(lists)) {
    const value = (body as Record<string, unknown>)[field];
    if (typeof value === 'string' && list !== undefined && list.length > 0 && !list.includes(value)) {
      return { field, reason: `the pack has no ${field} "${value}"` };
    }
  }
  return null;
}

const words: Readonly<Record<string, string>> = {
  control: 'it holds a line break or a control character',
  phone: 'not a telephone number',
  code: 'not a code of small letters, digits and _',
  moment: 'not a moment',
};

function fieldReason(path: readonly PropertyKey[], message: string): string {
  return `${path.map(String).join('.')}: ${words[message] ?? message}`;
}
