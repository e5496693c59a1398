/** Tells the story of one case in lines such as `09:40>17:05 wu arrive`, through the real decisions, and answers what became of each. */

import { createHash } from 'node:crypto';
import type { Fact } from '../../core/base/fact.ts';
import { parseInstant, type Instant } from '../../core/base/time.ts';
import { caseOf, type CaseState } from '../../core/case/case.ts';
import { caseDecisions, type CaseDecisionName } from '../../core/case/decide.ts';
import { declaredKinds } from '../../core/case/declared.ts';
import type { Decided, Deciding, ServicePolicy } from '../../core/roster/deciding.ts';
import type { Role } from '../../core/roster/facts.ts';

/** One small county: Lin answers, Chen dispatches, Wu, Zhao and Sun drive, He leads; Sun has left. */
export const staff: Readonly<Record<string, { readonly active: boolean; readonly roles: readonly Role[] }>> = {
  lin: { active: true, roles: ['agent'] },
  chen: { active: true, roles: ['dispatcher'] },
  wu: { active: true, roles: ['engineer'] },
  zhao: { active: true, roles: ['engineer'] },
  sun: { active: false, roles: ['engineer'] },
  he: { active: true, roles: ['manager'] },
  gao: { active: true, roles: ['administrator'] },
};

export const countyPolicy: ServicePolicy = {
  zones: ['urban', 'rural', 'remote'],
  matters: ['fault', 'application'],
  customer_classes: ['residential', 'high_voltage'],
  categories: ['a', 'b'],
  roles: ['lineman'],
  reasons: { 'visit.delayed': ['traffic', 'overrun'], 'case.waiting': ['user', 'part'], 'visit.no_access': ['absent'], 'customer.informed': ['storm', 'delay'] },
  milestones: declaredKinds({
    'sample.received': {
      fields: {
        grade: { type: 'code', required: true, choices: [{ code: 'light' }, { code: 'heavy' }] },
        litres: { type: 'number' }, paid_fen: { type: 'fen' }, taken_at: { type: 'moment' }, sealed: { type: 'flag' },
      },
    },
  }),
  ahead_ms: 2 * 60_000,
  older_ms: 400 * 86_400_000,
};

/** A moment of the one day on which everything happens. */
export function clock(written: string): Instant {
  return parseInstant(`2026-03-02T${written.length === 5 ? `${written}:00` : written}+08:00`)!;
}

/** The same as a caller writes it. */
export function moment(written: string): string {
  return `2026-03-02T${written}:00+08:00`;
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function contextOf(who: string, now: Instant, more: Partial<Deciding> = {}): Deciding {
  return {
    now, by: { id: who, roles: staff[who]!.roles }, policy: countyPolicy, subject_id: 'case-1',
    people: (id) => staff[id] ?? null, freshId: () => 'fresh', digestOf, ...more,
  };
}

export type Extra = { readonly [field: string]: unknown };
export type Line = string | readonly [line: string, extra: Extra];

/** What every command says when a line says no more. The word after the command is an engineer for assign and reassign, else a visit. */
function commandOf(name: CaseDecisionName, word: string | undefined): Extra {
  const visit_id = word ?? 'v1';
  const said: Partial<Record<CaseDecisionName, Extra>> = {
    report: { zone: 'urban', matter: 'fault', channel: 'phone' },
    classify: {}, cancel: { reason: 'not needed' }, close: {}, reopen: { reason: 'dark again' },
    correct: { revision: 2, reason: 'mistyped' }, accept_fact: { reason: 'asked them' }, record_milestone: { data: {} },
    assign: { visit_id: 'v1', engineer_id: word }, decline: { visit_id, reason: 'too far' },
    reassign: { visit_id: 'v1', engineer_id: word, reason: 'closer' }, withdraw_visit: { visit_id, reason: 'not needed' },
    contact_customer: { outcome: 'reached' }, inform_customer: {}, restore: {}, call_back: { outcome: 'satisfied' },
    agree_time: { visit_id, appointment_at: moment('14:00'), consent: true }, delay: { visit_id, new_estimate_at: moment('15:00'), reason: 'traffic' },
    phone_at_door: { visit_id, outcome: 'no_answer' }, repair: { visit_id, outcome: 'repaired' }, complete_report: { visit_id, report: 'fuse replaced' },
    sign_report: { visit_id, digest: digestOf('fuse replaced'), signer: 'Mrs Ma', image: 'data:image/png;base64,AAAA' },
  };
  return said[name] ?? { visit_id };
}

export class Story {
  readonly facts: Fact[] = [];

  constructor(...lines: readonly Line[]) {
    for (const line of lines) {
      const outcome = this.tell(line);
      if (!outcome.ok) throw new Error(`${JSON.stringify(line)} was refused: ${outcome.refusal}`);
    }
  }

  get state(): CaseState {
    return caseOf(this.facts);
  }

  /** Decides one line and, when it is not refused, remembers its facts. */
  tell(line: Line, more: Partial<Deciding> = {}): Decided {
    const [written, extra] = typeof line === 'string' ? [line, {}] : line;
    const [when = '', who = '', name = '', word] = written.split(' ');
    const [happened = '', heard = happened] = when.split('>');
    const now = clock(heard);
    const decide = caseDecisions[name as CaseDecisionName] as (state: CaseState, command: object, context: Deciding) => Decided;
    const outcome = decide(this.state, { at: clock(happened), ...commandOf(name as CaseDecisionName, word), ...extra }, contextOf(who, now, more));
    if (outcome.ok) {
      for (const { personal: _personal, ...fact } of outcome.facts) {
        this.facts.push({ ...fact, id: `f${this.facts.length + 1}`, received_at: now, by: who, ...(more.imported ? { imported: true } : {}) });
      }
    }
    return outcome;
  }

  /** What became of a line, in words a table can hold: the facts with their disputes, or the refusal. */
  verdict(line: Line, more: Partial<Deciding> = {}): string {
    return verdictOf(this.tell(line, more));
  }
}

export function verdictOf(outcome: Decided): string {
  if (!outcome.ok) return outcome.refusal;
  return outcome.facts.map(({ kind, disputed }) => [kind, ...(disputed ?? [])].join(' ! ')).join(', ');
}
