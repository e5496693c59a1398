import { describe, expect, test } from 'vitest';
import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import { effectiveFacts } from '../clock/corrections.ts';
import { bookOf } from '../duty/book.ts';
import { factsOf, moment, spanOf, subjectOf } from '../duty/book.fixture.ts';
import type { Deciding } from '../roster/deciding.ts';
import { assignDuty, correctDuty, finishDuty, giveUp, planDuty, resume, setAside, takeOn, type UpkeepState } from './upkeep.ts';

const said = { 'zh-CN': '甲', en: 'A' };
const spans = [spanOf({
  patrol: { every: 'FREQ=DAILY' },
  visit: { evidence: [{ field: 'result', words: said, is: 'text' }, { field: 'way', words: said, is: 'choice', choices: [{ code: 'phone', words: said }, { code: 'home', words: said }], optional: true }, { field: 'hours', words: said, is: 'number', optional: true }, { field: 'tidy', words: said, is: 'yes_no', optional: true }] },
})];
const now = moment('2026-03-10 12:00');
const context: Deciding = {
  now, by: { id: 'mei', roles: ['manager'] }, policy: { zones: [], ahead_ms: 120_000, older_ms: 400 * 86_400_000 }, subject_id: 's1',
  people: (id) => (id === 'gone' ? { active: false, roles: ['engineer'] } : id === 'wu' ? { active: true, roles: ['engineer'] } : null), freshId: () => 'x', digestOf: (text) => text,
};

function state(lines: readonly string[] = [], since: string | null = '2026-03-01', more: readonly Fact[] = []): UpkeepState {
  const facts = [...factsOf(lines), ...more];
  const subject = subjectOf(since);
  return { kind: 'unit', id: 's1', exists: since !== null, facts, book: bookOf(subject, effectiveFacts(facts), spans, now), duties: new Map(spans[0]!.duties.map((duty) => [duty.name, duty])) };
}

const taken = 'taken_on 2026-03-02 {"since":"2026-03-02"}';
const aside = 'set_aside 2026-03-02 {"from":"2026-03-02"}';
const planned = 'planned 2026-03-02 {"duty":"visit","due_on":"2026-03-20"}';
const done = 'done 2026-03-03 09:00 {"duty":"visit","occurrence":"f1","evidence":{"result":"ok"}}';
const at = (text: string) => ({ at: moment(text) });

describe('commands about duties', () => {
  test.each<[string, () => ReturnType<typeof takeOn>, string]>([
    ['taking on', () => takeOn(state(), { in_charge: 'wu', duties: ['patrol'] }, context), 'duty.taken_on'],
    ['taking on what is not there', () => takeOn(state([], null), {}, context), 'unknown_subject'],
    ['taking on twice', () => takeOn(state([taken]), {}, context), 'already_in_care'],
    ['taking on again after giving up', () => takeOn(state([taken, 'given_up 2026-03-05 {"ended_at":"2026-03-05"}']), {}, context), 'already_in_care → duty.taken_on'],
    ['taking on for a duty nobody knows', () => takeOn(state(), { duties: ['sing'] }, context), 'unknown_duty'],
    ['taking on with a stranger in charge', () => takeOn(state(), { in_charge: 'x' }, context), 'unknown_person'],
    ['putting in charge', () => assignDuty(state(), { in_charge: 'wu', duty: 'patrol' }, context), 'duty.assigned'],
    ['putting in charge who left', () => assignDuty(state(), { in_charge: 'gone' }, context), 'person_left'],
    ['giving up what was never taken on', () => giveUp(state(), {}, context), 'not_in_care'],
    ['giving up', () => giveUp(state([taken]), {}, context), 'duty.given_up'],
    ['setting aside', () => setAside(state(), {}, context), 'duty.set_aside'],
    ['setting aside twice', () => setAside(state([aside]), {}, context), 'already_set_aside'],
    ['resuming', () => resume(state([aside]), {}, context), 'duty.resumed'],
    ['resuming what runs', () => resume(state(), {}, context), 'not_set_aside'],
    ['planning', () => planDuty(state(), { duty: 'visit', due_on: '2026-03-10' }, context), 'duty.planned'],
    ['planning what recurs', () => planDuty(state(), { duty: 'patrol', due_on: '2026-03-11' }, context), 'duty_recurs'],
    ['planning for what was given up', () => planDuty(state([taken, 'given_up 2026-03-05 {"ended_at":"2026-03-05"}']), { duty: 'visit', due_on: '2026-03-20' }, context), 'not_in_care'],
    ['planning yesterday', () => planDuty(state(), { duty: 'visit', due_on: '2026-03-09' }, context), 'due_in_past'],
    ['doing today’s', () => finishDuty(state(), { duty: 'patrol', occurrence: '20260310T0000.1' }, context), 'duty.done'],
    ['doing it late', () => finishDuty(state(), { duty: 'patrol', occurrence: '20260309T0000.1' }, context), 'duty.done'],
    ['doing it without saying which', () => finishDuty(state(), { duty: 'patrol' }, context), 'duty.done'],
    ['doing tomorrow’s', () => finishDuty(state(), { duty: 'patrol', occurrence: '20260311T0000.1' }, context), 'not_open_yet'],
    ['doing one there is not', () => finishDuty(state(), { duty: 'patrol', occurrence: '20260311T0500.1' }, context), 'unknown_occurrence'],
    ['doing it again', () => finishDuty(state(['done 2026-03-09 09:00 {"duty":"patrol"}']), { duty: 'patrol', occurrence: '20260309T0000.1' }, context), 'already_done'],
    ['doing without evidence', () => finishDuty(state(), { duty: 'visit' }, context), 'evidence_missing'],
    ['doing with evidence nobody asked for', () => finishDuty(state(), { duty: 'visit', evidence: { result: 'ok', smell: 'nice' } }, context), 'unknown_evidence'],
    ['doing with another choice', () => finishDuty(state(), { duty: 'visit', evidence: { result: 'ok', way: 'pigeon' } }, context), 'bad_evidence'],
    ['doing with a number in words', () => finishDuty(state(), { duty: 'visit', evidence: { result: 'ok', hours: 'two' } }, context), 'bad_evidence'],
    ['doing with a maybe', () => finishDuty(state(), { duty: 'visit', evidence: { result: 'ok', tidy: 'maybe' } }, context), 'bad_evidence'],
    ['doing with all of it', () => finishDuty(state(), { duty: 'visit', evidence: { result: 'ok', way: 'home', hours: 2, tidy: true } }, context), 'duty.done'],
  ])('%s → %s', (_, decide, verdict) => {
    const decision = decide();
    expect(decision.ok ? decision.facts[0]!.kind : decision.refusal).toBe(verdict.split(' → ').at(-1));
  });

  test('a claim ahead of our clock is kept and disputed', () => {
    const decision = finishDuty(state(), { duty: 'patrol', ...at('2026-03-10 15:00') }, context);
    expect(decision).toMatchObject({ ok: true, facts: [{ kind: 'duty.done', disputed: ['clock_ahead'] }] });
  });
});

describe('corrections', () => {
  const corrected = (revision: number, data: Record<string, unknown>): Fact => ({ id: `k${revision}`, kind: 'fact.corrected', at: now, received_at: now, data: { id: 'f2', revision, reason: 'x', ...data } });
  test.each<[string, Parameters<typeof correctDuty>[1], string]>([
    ['withdrawing', { fact_id: 'f2', revision: 2, withdrawn: true, reason: 'x' }, 'fact.corrected'],
    ['another moment', { fact_id: 'f2', revision: 2, replacement: { at: '2026-03-04T09:00:00+08:00' }, reason: 'x' }, 'fact.corrected'],
    ['a moment to come', { fact_id: 'f2', revision: 2, replacement: { at: '2026-03-14T09:00:00+08:00' }, reason: 'x' }, 'at_in_future'],
    ['other evidence', { fact_id: 'f2', revision: 2, replacement: { data: { evidence: { result: 'better' } } }, reason: 'x' }, 'fact.corrected'],
    ['evidence taken away', { fact_id: 'f2', revision: 2, replacement: { data: { evidence: {} } }, reason: 'x' }, 'evidence_missing'],
    ['data off its shape', { fact_id: 'f2', revision: 2, replacement: { data: { mood: 'good' } }, reason: 'x' }, 'bad_replacement'],
    ['neither', { fact_id: 'f2', revision: 2, reason: 'x' }, 'nothing_to_correct'],
    ['an old revision', { fact_id: 'f2', revision: 3, withdrawn: true, reason: 'x' }, 'stale_revision'],
    ['no such fact', { fact_id: 'f9', revision: 2, withdrawn: true, reason: 'x' }, 'unknown_fact'],
    ['what people were told', { fact_id: 'f3', revision: 2, withdrawn: true, reason: 'x' }, 'not_correctable'],
  ])('%s → %s', (_, command, verdict) => {
    const decision = correctDuty(state([planned, done, 'missed 2026-03-05 {"duty":"patrol","occurrence":"20260304T0000.1","stage":"missed"}']), command, context);
    expect(decision.ok ? decision.facts[0]!.kind : decision.refusal).toBe(verdict);
  });

  test('the highest revision counts, and a withdrawn doing leaves it undone', () => {
    const read = (more: readonly Fact[]) => state([planned, done], '2026-03-01', more).book.occurrences.find((each) => each.duty === 'visit')!.done?.at ?? null;
    expect(read([])).toBe(moment('2026-03-03 09:00'));
    expect(read([corrected(2, { replacement: { at: '2026-03-05T09:00:00+08:00' } })])).toBe(moment('2026-03-05 09:00'));
    expect(read([corrected(3, { withdrawn: true }), corrected(2, { replacement: { at: '2026-03-05T09:00:00+08:00' } })])).toBeNull();
    expect(correctDuty(state([planned, done], '2026-03-01', [corrected(2, { withdrawn: true })]), { fact_id: 'f2', revision: 3, replacement: { at: new Date(now as Instant).toISOString() }, reason: 'x' }, context).ok).toBe(true);
  });
});
