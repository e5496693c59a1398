/** An audit log becomes cases: many rows are one case, and a change of state is a command. */

import type { ServicePolicy } from '../../core/roster/deciding.ts';
import type { CaseCommandName } from '../../wire/command/case_commands.ts';
import { entered, momentIn, reportFieldsOf } from './fields.ts';
import type { ChangeMap } from './map.ts';
import { caseIdOf, checkedStep, keyOf, reportOf, type Planned, type Planning, type Step } from './plan.ts';
import type { Refused, Row } from './records.ts';

type State = ChangeMap['change']['states'][string];
type Change = { readonly row: Row; readonly at: string; readonly state: State };
type ChangePlanning = Planning & { readonly map: ChangeMap; readonly policy: ServicePolicy };

/** Rows by key, in the order in which the keys appear; rows that cannot be read are named and left out. */
export async function gather(
  planning: ChangePlanning,
  rows: AsyncIterable<Row | Refused>,
): Promise<{ groups: Map<string, Row[]>; refused: Refused[]; read: number }> {
  const groups = new Map<string, Row[]>();
  const refused: Refused[] = [];
  let read = 0;
  for await (const row of rows) {
    read += 1;
    if ('reason' in row) {
      refused.push(row);
      continue;
    }
    const named = keyOf(planning, row);
    if (!named.ok) {
      refused.push(named.refused);
      continue;
    }
    const group = groups.get(named.key);
    if (group === undefined) groups.set(named.key, [row]);
    else group.push(row);
  }
  return { groups, refused, read };
}

/** The commands of one case. Rows that cannot be read are named; the case is made of the others. */
export function planGroup(planning: ChangePlanning, key: string, rows: readonly Row[]): Planned & { readonly skipped: readonly Refused[] } {
  const skipped: Refused[] = [];
  const changes = rows.flatMap((row) => {
    const change = changeOf(planning, row);
    if ('reason' in change) skipped.push(change);
    return 'reason' in change ? [] : [change];
  });
  // Rows of one moment keep the order of the file.
  if (planning.map.change.order === 'time') changes.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const first = changes[0]?.row;
  if (first === undefined) return { ok: false, refused: skipped.pop()!, skipped };
  const report = reportOf(planning, first, key);
  if (!report.ok) {
    const others = rows.filter((row) => row !== first && !skipped.some((each) => each.line === row.line));
    return {
      ok: false,
      refused: report.refused,
      skipped: [...skipped, ...others.map((row) => ({ line: row.line, column: '', reason: `its case was refused on line ${first.line}` }))],
    };
  }
  const steps: Step[] = [report.step];
  const add = (row: Row, name: CaseCommandName, body: object) => {
    const step = checkedStep(planning, row, key, name, body, () => planning.map.change.state, `-${steps.length}`);
    if ('refused' in step) skipped.push(step.refused);
    else steps.push(name === 'correct' ? { ...step, ofReport: true } : step);
  };
  const described = describer(planning, first);
  let state: State = 'open';
  for (const change of changes) {
    for (const [name, body] of described(change)) add(change.row, name, body);
    for (const [name, body] of commandsFor(state, change)) add(change.row, name, body);
    state = change.state;
  }
  return { ok: true, plan: { key, line: first.line, caseId: caseIdOf(planning.map.source, key), steps }, skipped };
}

function changeOf(planning: ChangePlanning, row: Row): Change | Refused {
  const { at: atColumn, state: stateColumn, states, ignore_case } = planning.map.change;
  const moment = momentIn(planning, row, atColumn);
  if ('refused' in moment) return moment.refused;
  if (moment.at === undefined) return { line: row.line, column: atColumn, reason: 'no moment of the change' };
  const text = entered(planning, row, stateColumn) ?? '';
  const key = Object.keys(states).find((each) => each === text || (ignore_case && each.toLowerCase() === text.toLowerCase()));
  if (key === undefined) return { line: row.line, column: stateColumn, reason: `the map has no state "${text.slice(0, 60)}"` };
  return { row, at: moment.at, state: states[key]! };
}

type Command = readonly [name: CaseCommandName, body: object];

const waitingFor = (state: State) => (typeof state === 'object' ? state.waiting : null);

/** From one state to the next. What their system calls one step may be several of ours. */
function commandsFor(before: State, { at, state }: Change): Command[] {
  const reason = waitingFor(before);
  if (before === state || (reason !== null && reason === waitingFor(state))) return [];
  const commands: Command[] = [];
  if (reason !== null) commands.push(['record_milestone', { at, kind: 'case.resumed', data: {} }]);
  const isBack = (before === 'resolved' || before === 'closed') && state !== 'closed' && state !== 'cancelled';
  if (isBack) {
    // Here only a closed case is reopened: their answer did not hold, so the first round ends where the second begins.
    if (before === 'resolved') commands.push(['close', { at }]);
    commands.push(['reopen', { at, reason: 'reopened in the other system' }]);
  }
  if (typeof state === 'object') commands.push(['record_milestone', { at, kind: 'case.waiting', data: { reason: state.waiting } }]);
  else if (state === 'resolved') commands.push(['record_milestone', { at, kind: 'case.resolved', data: {} }]);
  else if (state === 'closed') commands.push(['close', { at }]);
  else if (state === 'cancelled') commands.push(['cancel', { at, reason: 'cancelled in the other system' }]);
  return commands;
}

const watched = ['zone', 'matter', 'category', 'customer_class', 'priority'];

/** Follows the fields that promises choose by, and says what to do when a later row has them otherwise. */
function describer(planning: ChangePlanning, first: Row): (change: Change) => Command[] {
  const { later_values: how } = planning.map.change;
  if (how === 'ignore') return () => [];
  const valuesOf = (row: Row) => {
    const read = reportFieldsOf(planning, row);
    return read.ok ? Object.fromEntries(Object.entries(read.fields).filter(([field]) => watched.includes(field))) : {};
  };
  let known = valuesOf(first);
  let revision = 1;
  return ({ row, at }) => {
    const values = valuesOf(row);
    const data = Object.fromEntries(Object.entries(values).filter(([field, value]) => known[field] !== value));
    known = { ...known, ...values };
    if (Object.keys(data).length === 0) return [];
    if (how === 'classify') return [['classify', { at, ...data }]];
    revision += 1;
    // The fact's own id is known once the report is recorded; the one who performs puts it in.
    return [['correct', { fact_id: 'report', revision, replacement: { data }, reason: 'put right in the other system' }]];
  };
}
