/** The rows that lists and reports keep of one case: a pure reading of its facts, its events and its packs. */

import type { Fact } from '../../core/base/fact.ts';
import { phoneDigits, storedPhone } from '../../core/base/phone.ts';
import { type Instant, minuteMs, parseInstant } from '../../core/base/time.ts';
import { caseOf, currentVisitOf, listStateOf, type CaseState } from '../../core/case/case.ts';
import { timersOf } from '../../core/case/alarm.ts';
import { readClocks } from '../../core/clock/clocks.ts';
import { isOpen, type Reading } from '../../core/clock/reading.ts';
import type { PackHistory } from '../pack/shelf.ts';
import type { StoredFact } from './read.ts';
import { searchText, termOfCode, termsOfText } from './search_terms.ts';

export type CaseRows = { readonly row: object; readonly readings: readonly object[]; readonly visits: readonly object[]; readonly timers: readonly object[]; readonly terms: readonly number[] };

/** null when the facts hold no report. `declared` are the events declared for its area. */
export function caseRows(org: string, caseId: string, facts: readonly StoredFact[], declared: readonly Fact[], packs: PackHistory): CaseRows | null {
  const state = caseOf(facts);
  if (state.phase === 'none') return null;
  const events = declared.filter((event) => concerns(event, state));
  // The moment of the last thing heard, so that a rebuild years later writes the same rows.
  const now = Math.max(...facts.map((fact) => fact.received_at), ...events.map((event) => event.received_at)) as Instant;
  const input = { subject: { kind: 'case', id: caseId }, facts, events, now, ...packs };
  const readings = readClocks(input);
  const open = readings.filter((reading) => isOpen(reading) && reading.deadline !== null).sort((a, b) => a.deadline! - b.deadline!);
  const listed = listRow(org, caseId, facts, state);
  return {
    row: { ...listed, ...dueOf(open), late_count: readings.filter((reading) => !isOpen(reading) && reading.verdict === 'late').length },
    readings: readings.map((reading) => readingRow(org, caseId, reading)),
    visits: state.visits.map((visit) => ({
      org_id: org, visit_id: visit.visit_id, case_id: caseId, engineer_id: visit.engineer_id, phase: visit.phase,
      assigned_at: sql(visit.assigned_at), appointment_at: sql(visit.appointment_at), departed_at: sql(visit.departed_at),
      arrived_at: sql(visit.arrived_at), left_at: sql(visit.left_at),
    })),
    timers: timersOf(input, readings).map((timer) => ({ ...timer, org_id: org, case_id: caseId, due_at: sql(timer.due_at), deadline: sql(timer.deadline) })),
    terms: termsOf(org, listed),
  };
}

/** An event that ended before the report or began after the finish says nothing of this case, so it need not be read again for it. */
function concerns(event: Fact, state: CaseState): boolean {
  const begins = parseInstant(String(event.data['begins_at']))!;
  const ends = event.data['ends_at'] === undefined ? Infinity : parseInstant(String(event.data['ends_at']))!;
  return begins < (finishedAt(state) ?? Infinity) && ends > state.reported_at!;
}

function dueOf(open: readonly Reading[]) {
  return { next_deadline: sql(open[0]?.deadline), next_clock: open[0]?.clock ?? null };
}

function listRow(org: string, caseId: string, facts: readonly StoredFact[], state: CaseState) {
  const { reported, description } = state;
  const personal = facts.find((fact) => fact.kind === 'case.reported')?.personal ?? {};
  const visit = currentVisitOf(state);
  const number = state.number ?? caseId;
  const phone = typeof personal['phone'] === 'string' ? storedPhone(personal['phone']) : null;
  const digits = phoneDigits(number);
  const remembered = [number, digits === number ? null : digits, reported?.source_ref, personal['caller_name'], phone, personal['address'], personal['description']];
  return {
    org_id: org, case_id: caseId, number, state: listStateOf(state), matter: description.matter ?? 'fault',
    channel: reported?.channel ?? null, category: description.category ?? null, zone: description.zone ?? null, area: description.area ?? null,
    branch: description.branch ?? null, customer_id: state.customer_id, unit_id: state.unit_id, caller_name: personal['caller_name'] ?? null,
    phone, address: personal['address'] ?? null,
    description: personal['description'] ?? null, engineer_id: visit?.engineer_id ?? null, visit_id: visit?.visit_id ?? null,
    appointment_at: sql(visit?.appointment_at), reported_at: sql(state.reported_at), finished_at: sql(finishedAt(state)),
    disputed_count: state.disputed_count, round: state.round, imported: facts[0]!.imported ?? false, source_ref: reported?.source_ref ?? null,
    time_zone: description.time_zone ?? null, seq: facts.at(-1)!.seq, words: searchText(remembered as (string | null | undefined)[]),
  };
}

/** Of the codes only those that hardly ever change: every change rewrites the entries of the whole case. */
function termsOf(org: string, { words, zone, channel, matter }: ReturnType<typeof listRow>): number[] {
  const terms = termsOfText(org, words);
  terms.add(termOfCode(org, 'matter', matter));
  if (zone !== null) terms.add(termOfCode(org, 'zone', zone));
  if (channel !== null) terms.add(termOfCode(org, 'channel', channel));
  return [...terms].sort((a, b) => a - b);
}

function finishedAt(state: CaseState): Instant | null {
  return state.phase === 'closed' ? state.closed_at : state.phase === 'cancelled' ? state.cancelled_at : null;
}

function readingRow(org: string, caseId: string, reading: Reading) {
  const open = isOpen(reading);
  return {
    org_id: org, case_id: caseId, clock: reading.clock, subject: reading.subject, subject_id: reading.subject_id, round: reading.round,
    occurrence: reading.occurrence ?? 0, zone: reading.zone, customer_class: reading.customer_class, pack: reading.pack, judged: reading.judged, started_at: sql(reading.started_at),
    deadline: sql(reading.deadline), stopped_at: sql(reading.stopped_at), cancelled_at: sql(reading.cancelled_at), paused: reading.paused,
    target_ms: reading.target_minutes === null ? null : reading.target_minutes * minuteMs,
    elapsed_ms: open ? null : reading.elapsed_ms,
    verdict: open && reading.verdict !== 'no_promise' ? 'running' : reading.verdict,
    excusable: reading.excusable, band: reading.band, error: reading.error?.code ?? null,
  };
}

/** A moment as PostgreSQL reads it out of JSON. */
export function sql(at: Instant | null | undefined): string | null {
  return at === null || at === undefined ? null : new Date(at).toISOString();
}
