import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moment, staff, Story, type Line } from '../../test/world/story.ts';
import { allowedCommands, caseOf, listStateOf } from './case.ts';
import { caseDecisions, type CaseDecisionName } from './decide.ts';

const assigned: Line[] = ['08:00 lin report', '08:05 chen assign wu'];
const arrived: Line[] = [...assigned, '08:06 wu accept', '08:10 wu depart', '08:40 wu arrive'];
const reportDone: Line[] = [...arrived, '09:00 wu repair', '09:05 wu complete_report'];
const waiting: Line = ['08:30 lin record_milestone', { kind: 'case.waiting', data: { reason: 'user' } }];
const resumed: Line = ['08:50 lin record_milestone', { kind: 'case.resumed' }];
const resolved: Line = ['08:30 lin record_milestone', { kind: 'case.resolved' }];

describe('the word a list shows', () => {
  test.each<readonly [readonly Line[], string]>([
    [[], 'reported'],
    [['08:00 lin report'], 'reported'],
    [['08:00 lin report', waiting], 'waiting'],
    [['08:00 lin report', waiting, resumed], 'reported'],
    [assigned, 'assigned'],
    [[...assigned, '08:06 wu accept'], 'accepted'],
    [[...assigned, '08:06 wu decline'], 'reported'],
    [[...assigned, '08:06 chen withdraw_visit'], 'reported'],
    [[...assigned, '08:10 wu depart'], 'on_the_way'],
    [arrived, 'on_site'],
    // Sent out of order by a phone without signal.
    [[...assigned, '08:40 wu arrive', '08:10>08:41 wu depart'], 'on_site'],
    [[...assigned, '08:40 wu no_access'], 'no_access'],
    [[...assigned, '08:40 wu no_access', '08:50 wu leave'], 'no_access'],
    [[...assigned, '08:40 wu no_access', '08:45 wu arrive'], 'on_site'],
    [[...arrived, '09:00 wu repair'], 'repaired'],
    [reportDone, 'report_done'],
    [[...reportDone, '09:06 wu sign_report'], 'signed'],
    [[...reportDone, '09:06 wu sign_report', '09:10 wu leave'], 'left'],
    [[...assigned, resolved], 'resolved'],
    [['08:00 lin report', resolved, '08:35 chen assign wu'], 'assigned'],
    [[...reportDone, '10:00 lin close'], 'closed'],
    [[...reportDone, '10:00 lin close', '10:30 lin reopen'], 'reported'],
    [['08:00 lin report', '08:10 lin cancel'], 'cancelled'],
    [[...arrived, ['08:45 chen assign zhao', { visit_id: 'v2' }], '09:00 wu repair'], 'assigned'],
  ])('%j → %s', (lines, word) => {
    expect(listStateOf(new Story(...lines).state)).toBe(word);
  });
});

describe('the fold', () => {
  test('a reopening begins a new round, and the old visits are history', () => {
    const { state } = new Story(...reportDone, '09:10 wu restore', '10:00 lin close', '10:10 lin call_back', '10:30 lin reopen');
    expect(state).toMatchObject({ phase: 'open', round: 2, restored_at: null, called_back: null, closed_at: null, current_visits: [] });
    expect(state.visits).toHaveLength(1);
  });

  test('a later classification stands over the report', () => {
    const { state } = new Story('08:00 lin report', ['08:10 lin classify', { zone: 'rural', reason: 'moved' }]);
    expect(state.description).toEqual({ zone: 'rural', matter: 'fault' });
  });

  test('an agreed time carries the consent it was given with (DSP-07)', () => {
    const { state } = new Story(...assigned, ['08:10 wu agree_time', { until_at: moment('16:00') }]);
    expect(state.visits[0]).toMatchObject({ appointment_at: Date.parse(moment('14:00')), until_at: Date.parse(moment('16:00')), consent: true });
  });

  test('records of another system may leave the visit unnamed', () => {
    const story = new Story(...assigned, '08:40 wu arrive');
    const unnamed = story.facts.map(({ data: { visit_id: _visit, ...data }, ...fact }) => ({ ...fact, data }));
    expect(listStateOf(caseOf(unnamed))).toBe('on_site');
  });
});

// A year of mornings: whoever presses whatever, in whatever order, with clocks that are sometimes wrong.
const names = Object.keys(caseDecisions) as CaseDecisionName[];
const minute = fc.integer({ min: 0, max: 599 }).map((m) => `${String(8 + Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
const press = fc.record({
  at: minute, heard: minute, who: fc.constantFrom('lin', 'chen', 'wu', 'zhao', 'he'), name: fc.constantFrom(...names),
  fact: fc.integer({ min: 1, max: 12 }), visit: fc.constantFrom('v1', 'v2'), engineer: fc.constantFrom('wu', 'zhao'),
  kind: fc.constantFrom('case.waiting', 'case.resumed', 'case.resolved'), withdrawn: fc.boolean(),
});

type Press = typeof press extends fc.Arbitrary<infer T> ? T : never;

function lineOf({ at, heard, who, name, fact, visit, engineer, kind, withdrawn }: Press): Line {
  const word = name === 'assign' || name === 'reassign' ? engineer : visit;
  const extra = {
    ...(name === 'assign' || name === 'reassign' ? { visit_id: visit } : {}),
    ...(name === 'correct' ? { fact_id: `f${fact}`, ...(withdrawn ? { withdrawn: true } : { replacement: { at: moment(at) } }) } : {}),
    ...(name === 'accept_fact' ? { fact_id: `f${fact}` } : {}),
    ...(name === 'record_milestone' ? { kind, data: kind === 'case.waiting' ? { reason: 'user' } : {} } : {}),
    ...(name === 'classify' ? { zone: 'rural' } : {}),
  };
  return [`${at}>${heard} ${who} ${name} ${word}`, extra];
}

describe('whatever is pressed', () => {
  const presses = fc.array(press, { maxLength: 40 });
  const settings = { seed: 20260302, numRuns: 300 };

  test('any prefix of any journal folds', () => {
    fc.assert(
      fc.property(presses, (pressed) => {
        const story = new Story('08:00 lin report');
        for (const one of pressed) story.tell(lineOf(one));
        for (let length = 0; length <= story.facts.length; length++) {
          const state = caseOf(story.facts.slice(0, length));
          listStateOf(state);
          for (const who of ['lin', 'wu', 'he']) allowedCommands(state, { id: who, roles: staff[who]!.roles });
        }
      }),
      settings,
    );
  });

  test('ENG-72: no visit is ever signed before its work was done, and the work under a signature stays', () => {
    fc.assert(
      fc.property(presses, (pressed) => {
        const story = new Story('08:00 lin report', '08:01 chen assign wu');
        for (const one of pressed) {
          story.tell(lineOf(one));
          const signed = story.state.visits.filter((visit) => visit.report?.signed === true);
          expect(signed.filter((visit) => visit.repaired_at === null && visit.restored_at === null)).toEqual([]);
        }
      }),
      settings,
    );
  });

  test('what is offered is not refused for the state of the case', () => {
    fc.assert(
      fc.property(presses, fc.constantFrom('lin', 'chen', 'wu', 'he'), (pressed, who) => {
        const story = new Story('08:00 lin report', '08:01 chen assign wu');
        for (const one of pressed) story.tell(lineOf(one));
        for (const name of allowedCommands(story.state, { id: who, roles: staff[who]!.roles })) {
          // Whether these are refused hangs on what they name, not on the state alone.
          if (/^(correct|accept_fact|record_milestone|classify|assign|reassign|add_file)$/.test(name)) continue;
          const outcomes = ['v1', 'v2'].map((visit) => tryOut(story, `17:59 ${who} ${name} ${visit}`));
          expect(outcomes, name).toContain('recorded');
        }
      }),
      settings,
    );
  });
});

function tryOut(story: Story, written: string): string {
  const copy = new Story();
  copy.facts.push(...story.facts);
  const future = { appointment_at: moment('18:00'), new_estimate_at: moment('18:00') };
  const outcome = copy.tell([written, / (agree_time|delay) /.test(written) ? future : {}]);
  // What the sender says wrongly is theirs; what the state forbids is ours.
  return outcome.ok || outcome.refusal === 'report_changed' ? 'recorded' : `refused ${outcome.refusal}`;
}

describe('what a screen offers', () => {
  const offered = (lines: readonly Line[], who: string) => allowedCommands(new Story(...lines).state, { id: who, roles: staff[who]!.roles }).toSorted().join(' ');
  test.each<readonly [readonly Line[], string, string]>([
    [assigned, 'zhao', ''],
    [
      assigned, 'wu',
      'accept add_file agree_time arrive complete_report contact_customer decline delay depart inform_customer knock leave no_access open_door phone_at_door record_milestone repair restore see_overrun',
    ],
    [arrived, 'wu', 'add_file complete_report contact_customer inform_customer knock leave no_access open_door phone_at_door record_milestone repair restore see_overrun'],
    [[...reportDone, '09:06 wu sign_report', '09:07 wu restore', '09:10 wu leave'], 'wu', 'add_file contact_customer inform_customer record_milestone'],
    [[...reportDone, '10:00 lin close'], 'lin', 'add_file call_back contact_customer inform_customer reopen restore'],
  ])('after %j, to %s → %s', (lines, who, words) => {
    expect(offered(lines, who)).toBe(words);
  });
});
