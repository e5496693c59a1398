/** Every action on a case, described once as data: the command it sends, its place, its fields. Buttons and forms read it. */

import type { CaseCommandName } from '../../wire/command/case_commands.ts';
import type { Word } from '../../wire/words/zh_cn.ts';

export type Field = {
  /** The wire name; its words are `field.<name>` unless `words` says where else they stand. */
  name: string;
  words?: string;
  kind: 'line' | 'text' | 'moment' | 'choice' | 'engineer' | 'event' | 'number' | 'yes' | 'fen';
  required?: true;
  /** For `choice`: a group of the pack's choices, or fixed codes worded under `<group>.<code>`. */
  group?: string;
  codes?: readonly string[];
};

export type CaseAction = {
  command: CaseCommandName;
  words: Word;
  /** Where it stands: work of the desk, sending people out, what happened on site, the end of a case. */
  place: 'desk' | 'dispatch' | 'site' | 'end';
  fields: readonly Field[];
  /** Names the visit it is about. */
  of_visit?: true;
  /** Something that happened, so it may be told later than it was. */
  timed?: true;
  danger?: true;
  /** For a milestone: the kind that is recorded; the fields are its data. */
  milestone?: string;
};

const note: Field = { name: 'note', kind: 'text' };
const reason: Field = { name: 'reason', kind: 'line', required: true };
const engineer: Field = { name: 'engineer_id', kind: 'engineer', required: true };

export const caseActions: readonly CaseAction[] = [
  { command: 'assign', words: 'action.assign', place: 'dispatch', fields: [engineer, note] },
  { command: 'reassign', words: 'action.reassign', place: 'dispatch', of_visit: true, fields: [engineer, reason] },
  { command: 'withdraw_visit', words: 'action.withdraw_visit', place: 'dispatch', of_visit: true, danger: true, fields: [reason] },
  {
    command: 'contact_customer', words: 'action.contact_customer', place: 'desk', timed: true,
    fields: [{ name: 'outcome', kind: 'choice', required: true, group: 'contact', codes: ['reached', 'no_answer', 'wrong_number', 'refused'] }, note],
  },
  {
    command: 'agree_time', words: 'action.agree_time', place: 'desk', of_visit: true, timed: true,
    fields: [
      { name: 'appointment_at', kind: 'moment', required: true },
      { name: 'until_at', kind: 'moment' },
      // Another time needs the customer's agreement, on record (DSP-07).
      { name: 'consent', kind: 'yes', required: true },
      { name: 'consent_by', kind: 'line' },
      { name: 'reason', kind: 'line' },
    ],
  },
  {
    command: 'inform_customer', words: 'action.inform_customer', place: 'desk', timed: true,
    fields: [{ name: 'said', kind: 'text' }, { name: 'new_estimate_at', kind: 'moment' }, { name: 'event_id', kind: 'event' }],
  },
  {
    command: 'classify', words: 'action.classify', place: 'desk', timed: true,
    fields: [
      { name: 'zone', kind: 'choice', group: 'zones' },
      { name: 'area', kind: 'line' },
      { name: 'matter', kind: 'choice', group: 'matters' },
      { name: 'category', kind: 'choice', group: 'categories' },
      { name: 'customer_class', kind: 'choice', group: 'customer_classes' },
      { name: 'priority', kind: 'choice', group: 'priority', codes: ['normal', 'emergency'] },
      { name: 'agreed_minutes', kind: 'number' },
      { name: 'reason', kind: 'line' },
    ],
  },
  { command: 'accept', words: 'action.accept', place: 'site', of_visit: true, timed: true, fields: [] },
  { command: 'decline', words: 'action.decline', place: 'site', of_visit: true, timed: true, danger: true, fields: [reason] },
  { command: 'depart', words: 'action.depart', place: 'site', of_visit: true, timed: true, fields: [] },
  {
    command: 'delay', words: 'action.delay', place: 'site', of_visit: true, timed: true,
    fields: [{ name: 'new_estimate_at', kind: 'moment', required: true }, { name: 'reason', kind: 'choice', required: true, group: 'delay_reasons' }, { name: 'note', kind: 'line' }],
  },
  { command: 'see_overrun', words: 'action.see_overrun', place: 'site', of_visit: true, timed: true, fields: [{ name: 'note', kind: 'line' }] },
  { command: 'knock', words: 'action.knock', place: 'site', of_visit: true, timed: true, fields: [] },
  { command: 'open_door', words: 'action.open_door', place: 'site', of_visit: true, timed: true, fields: [] },
  {
    command: 'phone_at_door', words: 'action.phone_at_door', place: 'site', of_visit: true, timed: true,
    fields: [{ name: 'outcome', kind: 'choice', required: true, group: 'contact', codes: ['reached', 'no_answer'] }],
  },
  { command: 'arrive', words: 'action.arrive', place: 'site', of_visit: true, timed: true, fields: [] },
  {
    command: 'no_access', words: 'action.no_access', place: 'site', of_visit: true, timed: true,
    fields: [{ name: 'reason', kind: 'choice', group: 'no_access_reasons' }, { name: 'note_left', kind: 'yes' }],
  },
  { command: 'restore', words: 'action.restore', place: 'site', of_visit: true, timed: true, fields: [{ name: 'evidence', kind: 'line' }] },
  {
    command: 'repair', words: 'action.repair', place: 'site', of_visit: true, timed: true,
    fields: [{ name: 'outcome', kind: 'choice', required: true, group: 'repair', codes: ['repaired', 'temporary', 'not_repaired'] }, { name: 'cause', kind: 'line' }],
  },
  { command: 'complete_report', words: 'action.complete_report', place: 'site', of_visit: true, timed: true, fields: [{ name: 'report', kind: 'text', required: true }] },
  { command: 'leave', words: 'action.leave', place: 'site', of_visit: true, timed: true, fields: [] },
  {
    command: 'call_back', words: 'action.call_back', place: 'end', timed: true,
    fields: [
      { name: 'outcome', kind: 'choice', required: true, group: 'call_back', codes: ['satisfied', 'unsatisfied', 'no_answer'] },
      { name: 'restored', kind: 'yes' },
      { name: 'remarks', kind: 'text' },
    ],
  },
  { command: 'close', words: 'action.close', place: 'end', timed: true, fields: [{ name: 'outcome', kind: 'text' }] },
  { command: 'cancel', words: 'action.cancel', place: 'end', timed: true, danger: true, fields: [reason] },
  { command: 'reopen', words: 'action.reopen', place: 'end', timed: true, fields: [reason] },
];

/** Bare milestones, all sent by record_milestone. */
export const milestoneActions: readonly CaseAction[] = (
  [
    ['case.waiting', 'fact.case.waiting', [{ name: 'reason', kind: 'choice', required: true, group: 'waiting_reasons' }]],
    ['case.resumed', 'fact.case.resumed', []],
    ['case.resolved', 'fact.case.resolved', [{ name: 'outcome', kind: 'text' }]],
    ['guidance.given', 'fact.guidance.given', [{ name: 'guidance', kind: 'text' }]],
    ['clerk.told', 'fact.clerk.told', [note]],
    ['supply_plan.answered', 'fact.supply_plan.answered', [{ name: 'answer', kind: 'text' }]],
    ['bill.paid', 'fact.bill.paid', []],
    ['supply.reconnected', 'fact.supply.reconnected', []],
    ['hall.queued', 'fact.hall.queued', [{ name: 'ticket', kind: 'line' }]],
    ['hall.served', 'fact.hall.served', [{ name: 'counter', kind: 'line' }]],
  ] as const satisfies readonly (readonly [string, Word, readonly Field[]])[]
).map(([milestone, words, fields]) => ({ command: 'record_milestone', words, place: 'desk', fields, timed: true, milestone }));

export function actionOf(command: CaseCommandName): CaseAction {
  const found = caseActions.find((it) => it.command === command);
  if (!found) throw new Error(`no action sends ${command}`);
  return found;
}

/** The body of a command: the fields that were filled, the visit, the moment. */
export function bodyOf(action: CaseAction, values: Readonly<Record<string, unknown>>, visit_id: string | undefined): Record<string, unknown> {
  const { at, ...rest } = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '' && value !== null));
  const envelope = at === undefined ? {} : { at };
  if (action.milestone !== undefined) return { ...envelope, kind: action.milestone, data: rest };
  return { ...envelope, ...rest, ...(action.of_visit && visit_id !== undefined ? { visit_id } : {}) };
}
