/** Why a reading says what it says, step by step: what was promised, what counted, what did not, and the verdict. */

import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import { CalendarGap } from '../calendar/calendar.ts';
import { workingSlices } from '../calendar/working.ts';
import type { Context } from './context.ts';
import { excuseOf } from './excuse.ts';
import type { Run } from './fold.ts';
import type { Reading, Step, StepValue } from './reading.ts';
import { placeOf } from './target.ts';
import type { Outcome } from './verdict.ts';

// A month of shifts is some fifty slices; beyond that the list helps nobody and the count is given instead.
const slicesMax = 60;

export function explain(run: Run, reading: Reading, outcome: Outcome | null, context: Context): Step[] {
  return [
    ...promised(run, reading),
    ...started(run, context),
    ...amended(run, context),
    ...(outcome === null ? [] : [...targeted(run, outcome), ...counted(run, outcome), ...stoodStill(run, outcome, context)]),
    ...ignored(run, reading, context),
    ...(outcome === null ? [] : due(outcome, reading)),
    ...ended(run, reading, outcome),
    ...(outcome === null ? [] : excused(run, reading, outcome, context)),
    ...concluded(reading),
  ];
}

function step(code: string, params: Record<string, StepValue>): Step {
  return { code, params };
}

function promised(run: Run, reading: Reading): Step[] {
  const { pack, shape, name } = run.promise;
  const words = Object.fromEntries(Object.entries(shape.words).filter((pair): pair is [string, string] => pair[1] !== undefined));
  return [
    step('promise', {
      promise: name,
      words,
      subject: reading.subject_id,
      judged: shape.judged,
      source: run.promise.source,
      time_zone: placeOf(run.promise, run.scope).time_zone,
    }),
    step('pack', { pack: pack.name, version: String(pack.version), hash: pack.hash, at: run.start.received_at }),
  ];
}

function started(run: Run, context: Context): Step[] {
  const restarted = run.notes?.some((each) => each.code === 'restarted') === true;
  const began =
    run.openedBy !== null
      ? step('started_by_deadline', { at: run.start.at, promise: run.openedBy })
      : step(restarted ? 'started_again' : 'started', { at: run.start.at, fact: run.start.id, kind: run.start.kind, round: run.round });
  const later = context.known.later.filter((fact) => matters(run, fact, context));
  return [
    began,
    ...(run.occurrence === null ? [] : [step('occurrence', { occurrence: run.occurrence })]),
    ...(run.notes ?? []),
    ...later.map((fact) => step('fact_ignored', { fact: fact.id, kind: fact.kind, at: fact.at, reason: 'not_yet' })),
  ];
}

function amended(run: Run, context: Context): Step[] {
  const { corrected, withdrawn, lost, disputed, facts } = context.known;
  const steps: Step[] = [];
  for (const fact of facts) {
    const correction = corrected.get(fact.id);
    if (correction === undefined || !matters(run, fact, context)) continue;
    const { revision, reason } = correction;
    steps.push(step('corrected', { fact: fact.id, kind: fact.kind, at: fact.at, revision, reason: reason ?? '' }));
  }
  for (const fact of withdrawn) {
    if (matters(run, fact, context)) steps.push(step('withdrawn', { fact: fact.id, kind: fact.kind, at: fact.at }));
  }
  for (const each of lost) steps.push(step('correction_without_fact', { fact: each.fact, target: each.target }));
  for (const fact of facts) {
    const reasons = disputed.get(fact.id);
    if (reasons === undefined || !matters(run, fact, context)) continue;
    steps.push(step('disputed', { fact: fact.id, kind: fact.kind, reasons, at: fact.at }));
  }
  return steps;
}

function matters(run: Run, fact: Fact, context: Context): boolean {
  return (
    run.promise.rolesIn(context.input.subject.kind).has(fact.kind) ||
    run.promise.pack.describing.has(fact.kind) ||
    run.promise.pauses.some((pause) => [...pause.from, ...pause.until].some((item) => item.kind === fact.kind))
  );
}

function targeted(run: Run, outcome: Outcome): Step[] {
  const { row, due: owed } = outcome;
  if (row === null) return [step('no_row', { rows: run.promise.rows.length })];
  const source = row.source ?? run.promise.source;
  if (row.target.kind === 'no_promise') return [step('no_promise', { row: row.index + 1, source })];
  const where = Object.fromEntries((row.test.where ?? []).map(([field, values]) => [field, values.join(' | ')]));
  const target = row.target.kind === 'agreed_minutes' ? `${(owed?.targetMs ?? 0) / 60_000} minutes` : row.text;
  const chosen = step('target', { row: row.index + 1, target, source, where });
  if (row.target.kind !== 'deadline_of') return [chosen];
  return [
    chosen,
    step(outcome.other === null ? 'other_missing' : 'other', { promise: row.target.promise, verdict: outcome.other?.verdict ?? '' }),
  ];
}

function counted(run: Run, outcome: Outcome): Step[] {
  const calendar = outcome.due?.calendar ?? null;
  if (calendar === null) return [];
  const until = Math.max(outcome.end, outcome.deadline ?? outcome.end) as Instant;
  const slices = slicesOf(() => workingSlices(calendar, run.start.at, until));
  return [
    step('calendar', { calendar: calendar.name, time_zone: calendar.time_zone }),
    ...slices
      .slice(0, slicesMax)
      .map((slice) => step('slice', { from: slice.from, until: slice.until, length_ms: slice.until - slice.from })),
    ...(slices.length > slicesMax ? [step('slices_more', { count: slices.length - slicesMax })] : []),
  ];
}

// A run that outlives the calendar was already judged; only its list of slices ends early.
function slicesOf<T>(list: () => T[]): T[] {
  try {
    return list();
  } catch (error) {
    if (error instanceof CalendarGap) return [];
    throw error;
  }
}

function stoodStill(run: Run, outcome: Outcome, context: Context): Step[] {
  const pauses = outcome.pauses.map((pause, i) =>
    step(i >= outcome.countedPauses ? 'pause_too_late' : pause.isOpen ? 'pause_open' : 'pause', {
      from: pause.from,
      until: pause.until,
      reasons: pause.reasons,
      facts: pause.facts,
    }),
  );
  const other: Step[] = [];
  for (const fact of context.known.facts) {
    if (fact.at < run.start.at || fact.at > outcome.end) continue;
    const rules = run.promise.pauses.filter((rule) => rule.from.some((item) => item.kind === fact.kind));
    const reason = fact.data['reason'];
    if (rules.length === 0 || rules.some((rule) => rule.reasons === null || rule.reasons.has(reason))) continue;
    other.push(step('fact_ignored', { fact: fact.id, kind: fact.kind, at: fact.at, reason: 'reason_does_not_pause' }));
  }
  return [...pauses, ...other];
}

function ignored(run: Run, reading: Reading, context: Context): Step[] {
  const stops = run.promise.rolesIn(context.input.subject.kind).get('visit.no_access')?.stop ?? null;
  if (stops !== null) return [];
  const end = reading.ended_at ?? context.input.now;
  return context.known.facts
    .filter((fact) => fact.kind === 'visit.no_access' && fact.at >= run.start.at && fact.at <= end)
    .filter((fact) => run.innerId === null || fact.data[run.scope.innerKey] === run.innerId)
    .map((fact) => step('fact_ignored', { fact: fact.id, kind: fact.kind, at: fact.at, reason: 'no_access' }));
}

function due(outcome: Outcome, reading: Reading): Step[] {
  if (outcome.deadline === null) return outcome.isPaused ? [step('no_deadline_while_paused', {})] : [];
  const steps = [step('deadline', { at: outcome.deadline })];
  return reading.window_opens === null ? steps : [step('window', { at: reading.window_opens }), ...steps];
}

function ended(run: Run, reading: Reading, outcome: Outcome | null): Step[] {
  if (outcome !== null && outcome.released !== null) {
    return [step('released', { at: outcome.released, promise: outcome.other?.clock ?? '' })];
  }
  const early = reading.band === 'early' && reading.window_opens !== null && reading.verdict === 'kept';
  if (run.stop !== null) {
    const stop = step('stopped', { at: run.stop.at, fact: run.stop.id, kind: run.stop.kind });
    return early ? [stop, step('early', { at: reading.window_opens! })] : [stop];
  }
  if (run.cancel !== null) return [step('cancelled', { at: run.cancel.at, fact: run.cancel.id, kind: run.cancel.kind })];
  if (run.closed !== null) return [step('closed', { at: run.closed.at, fact: run.closed.id })];
  return [step('open', {})];
}

function excused(run: Run, reading: Reading, outcome: Outcome, context: Context): Step[] {
  if (outcome.deadline === null || !['late', 'overdue', 'excused'].includes(reading.verdict)) return [];
  const excuse = excuseOf(run, outcome.deadline, context);
  if (excuse === null) return [];
  if (!excuse.isExcused) return [step('excuse_missed', { reason: excuse.reason })];
  return [step('excused', { event: excuse.event.id, kind: excuse.event.kind, fact: excuse.told.id, at: excuse.told.at })];
}

function concluded(reading: Reading): Step[] {
  const steps: Step[] = reading.provisional.map((each) => step('provisional', { what: each }));
  if (reading.error !== null)
    return [...steps, step('error', { error: reading.error.code, detail: Object.values(reading.error.params).join(' ') })];
  return [
    ...steps,
    step('verdict', { verdict: reading.verdict, margin_ms: reading.margin_ms, band: reading.band, elapsed_ms: reading.elapsed_ms }),
  ];
}
